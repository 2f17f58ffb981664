import RashomonEngine
import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// What SMC² decides on its way, on a level with an unknown offset, whose evidence is the Kalman
/// filter's. Seeds are fixed; means of Ẑ/Z are held to four of their own standard errors.
struct NestedGrowthTests {
  private static let values = [
    7.1, 6.2, 7.9, 8.4, 7.0, 5.8, 6.1, 5.2, 4.0, 5.1, 6.0, 5.5, 7.2, 8.1, 7.7, 9.0, 8.2, 7.9, 6.6,
    7.4,
  ]

  /// The offset has a standard deviation of 5 before any value is seen.
  private func component(deviation: Double = 5) throws -> Component {
    var builder = ModelBuilder(days: Self.values.count)
    let offset = builder.fact("offset", .drawn(Law("normal", [number(0), number(deviation)])))
    let level = builder.state("level", initial: .drawn(Law("normal", [number(0), number(0.5)]))) {
      .drawn(Law("normal", [read($0), number(0.7)]))
    }
    let flow = builder.daily(
      "flow", .drawn(Law("normal", [.binary(.add, read(level), read(offset)), number(0.7)])))
    builder.observe(
      "flow", .number(unit: nil, complete: false), truth: flow,
      usual: .law(Law("normal", [number(0), number(10)])))
    return try #require(
      Component.split(
        builder.model,
        records: Self.values.enumerated().map { day($0, numbers: [("flow", $1)]) },
        reported: builder.model.reported, questions: []
      ).first)
  }

  private let exact = KalmanFilter(levelVariance: 0.49, valueVariance: 0.49)
    .run(Self.values, from: .proper(mean: 0, variance: 25.25)).logEvidence

  private func run(
    _ component: Component, index: Int, sizes: NestedSizes, histories: Int,
    adaptation: Adaptation = .adaptive, threads: Int = 1
  ) throws -> NestedRun {
    var run = try NestedRun(
      component, facts: RandomFacts(component), sizes: sizes, histories: histories,
      draws: Draws(seed: 41, stream: index), threads: threads, adaptation: adaptation)
    try run.advance(to: component.dayCount) {}
    return run
  }

  private func result(_ run: NestedRun) -> RunResult {
    run.result(index: 0, effort: Effort(seed: 41))
  }

  /// Few paths and impatience, so that the paths are doubled.
  private let growing = NestedSizes(paths: 8, leastAcceptance: 0.6)

  @Test func `paths grow where few proposals are taken, and the evidence stays right`() throws {
    let component = try component()
    let runs = TestSize.pick(reduced: 120, whole: 1000)
    let results = try parallelMap(count: runs, threads: 2) { index in
      result(try run(component, index: index, sizes: growing, histories: 8 * 256))
    }
    #expect(results.allSatisfy { ($0.diagnostics.paths ?? 0) > 8 })
    // As many histories at the end as at the start.
    #expect(results.allSatisfy { $0.diagnostics.size <= 8 * 256 })
    #expect(results.allSatisfy { $0.diagnostics.acceptance != nil })
    let mean = SampleMean(of: results.map { ($0.logEvidence - exact).exponential })
    #expect(
      abs(mean.mean - 1) < 4 * mean.standardError + 0.02,
      "the mean of Ẑ/Z is \(mean.mean) ± \(mean.standardError)")
    #expect(mean.standardError < TestSize.pick(reduced: 0.08, whole: 0.03))
  }

  /// With everything decided beforehand nothing but chance stands between the mean of Ẑ and Z, also
  /// where strata are resampled, values moved and paths doubled. A prior that is narrower by a
  /// third is told from it.
  @Test func `with decisions made beforehand the evidence is unbiased`() throws {
    let component = try component()
    let model = try run(component, index: 0, sizes: growing, histories: 8 * 256)
    let decisions = Adaptation.fixed(model.rejuvenations)
    #expect(model.rejuvenations.count > 1 && model.filters.paths > 8)
    let runs = TestSize.pick(reduced: 200, whole: 1000)
    func ratios(_ component: Component) throws -> [Double] {
      try parallelMap(count: runs, threads: 2) { index in
        let run = try run(
          component, index: index + 1, sizes: growing, histories: 8 * 256, adaptation: decisions)
        return (result(run).logEvidence - exact).exponential
      }
    }
    expectMean(of: try ratios(component), toBe: 1, within: 4)
    expectMeanRejected(of: try ratios(self.component(deviation: 3.3)), insteadOf: 1, within: 4)
  }

  @Test func `a pilot gives easy filters few paths and noisy ones more`() throws {
    let easy = try #require(
      Component.split(
        TeachingModels.sign(days: 40, a: 2, b: 3),
        records: (0..<40).map { day($0, statuses: [("sign", $0 % 2 == 0)]) }, reported: [],
        questions: []
      ).first)
    let noisy = try #require(
      Component.split(
        TeachingModels.localLevel(
          days: 40, mean: 0, variance: 1, levelVariance: 4, valueVariance: 0.01),
        records: (0..<40).map {
          day($0, numbers: [("flow", $0 % 2 == 0 ? 3 : -3)])
        }, reported: [], questions: []
      ).first)
    func paths(_ component: Component) throws -> Int {
      try PathPilot(
        component: component, prior: FactPrior(component: component, threads: 1),
        draws: Draws(seed: 41, stream: 5), threads: 1
      ).paths(atMost: 1024)
    }
    #expect(try paths(easy) == 16)
    #expect(try paths(noisy) >= 128)
  }

  @Test(arguments: [2, 8])
  func `the same bytes on any number of threads`(threads: Int) throws {
    let component = try component()
    let sizes = NestedSizes(paths: 32, leastAcceptance: 0.6)
    let one = result(try run(component, index: 3, sizes: sizes, histories: 32 * 128))
    let many = result(
      try run(component, index: 3, sizes: sizes, histories: 32 * 128, threads: threads))
    #expect(one == many)
    #expect((one.diagnostics.paths ?? 0) > 32)
  }
}
