import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// What importance sampling hands back beside its evidence, which the known answers hold it to.
/// Seeds are fixed; means are held to five of their own standard errors.
struct ImportanceSamplingTests {
  private func effort(
    runs: Int = 8, histories: Int = 64 * 40, threads: Int = 1, draws: Int = 0
  ) -> Effort {
    Effort(
      seed: 21, runs: runs, histories: histories, threads: threads, method: "importance",
      enumerationLimit: 0, draws: draws)
  }

  private func signs(_ days: Int) -> [DayRecord] {
    (0..<days).map { day($0, statuses: [("sign", $0 % 4 != 0)]) }
  }

  @Test func `the posterior of a chance`() throws {
    let model = TeachingModels.sign(days: 12, a: 2, b: 3)
    let result = try evaluate(
      .weighing(model, records: signs(12)), effort: effort(draws: 500))
    #expect(result.components.map(\.method) == ["importance"])
    #expect(result.isReliable)
    // Beta(11, 6), mean .647 and deviation .113.
    let posterior = result.posteriors[0].estimates[0]
    #expect(abs(posterior.value - 11.0 / 17) < 5 * posterior.standardError + 1e-3)
    #expect(posterior.standardError < 0.01)
    let draws = try #require(result.components[0].runs[0].draws).reported[0]
    let found = SampleMean(of: draws)
    // A run's draws share its forty values, so that their mean is as sure as those.
    #expect(abs(found.mean - 11.0 / 17) < 0.1)
    #expect(draws.count == 500)
  }

  @Test(arguments: [2, 8])
  func `the same bytes on any number of threads`(threads: Int) throws {
    func bytes(threads: Int, runs: Int) throws -> [UInt64] {
      let result = try evaluate(
        .weighing(KnownAnswer.nile.model, records: KnownAnswer.nile.records),
        effort: effort(runs: runs, histories: 64 * 12, threads: threads))
      return (result.runLogEvidence + result.posteriors.flatMap { $0.estimates.map(\.value) })
        .map(\.bitPattern)
    }
    // Fewer runs than threads spread the blocks of a run, more spread the runs.
    for runs in [1, 9] {
      #expect(try bytes(threads: threads, runs: runs) == bytes(threads: 1, runs: runs))
    }
  }

  @Test func `a run that rests on a handful of values is not relied on`() throws {
    func evidence(histories: Int) throws -> Estimate {
      try evaluate(
        .weighing(KnownAnswer.nile.model, records: KnownAnswer.nile.records),
        effort: effort(histories: histories)
      ).logEvidence
    }
    let few = try evidence(histories: 300)
    #expect(!few.isReliable && few.interval() == nil)
    #expect(try evidence(histories: 64 * 64).isReliable)
  }

  @Test func `without anything drawn once it is the particle filter`() throws {
    let model = TeachingModels.umbrella(days: 3)
    let records = [day(1, statuses: [("umbrella", true)])]
    func evidence(_ method: String) throws -> [Double] {
      try evaluate(
        .weighing(model, records: records),
        effort: Effort(seed: 3, runs: 3, histories: 50, method: method, enumerationLimit: 0)
      ).runLogEvidence
    }
    #expect(try evidence("importance") == evidence("smc"))
  }

  /// A second chance lies below the first, as a part of it: a fitted density proposes pairs that the
  /// model forbids, and they must count nothing. The exact answer is a double integral.
  @Test func `values that the model forbids have no weight`() throws {
    var builder = ModelBuilder(days: 6)
    let whole = builder.fact("whole", .drawn(Law("uniform", [number(0), number(1)])))
    let part = builder.fact("part", .drawn(Law("uniform", [number(0), read(whole)])))
    let wide = builder.daily("wide", .chance(read(whole)))
    let narrow = builder.daily("narrow", .chance(read(part)))
    for (name, truth) in [("wide", wide), ("narrow", narrow)] {
      builder.observe(name, .status, truth: truth, usual: .chance(number(0.5)))
    }
    let records = (0..<6).map {
      day($0, statuses: [("wide", $0 != 2), ("narrow", $0 % 3 != 0)])
    }
    // Yes five times of six and four of six: ∫ w⁵(1 − w) · 1/w ∫₀ʷ p⁴(1 − p)² dp dw.
    let exact = Quadrature.logMeanOverUniform(points: 12) { whole in
      5 * whole.logarithm + (1 - whole).logarithm
        + Quadrature.logMeanOverUniform(points: 12) { share in
          4 * (share * whole).logarithm + 2 * (1 - share * whole).logarithm
        }
    }
    let result = try evaluate(
      .weighing(builder.model, records: records), effort: effort(runs: 60, histories: 64 * 60))
    #expect(result.components.count == 1)
    expectMean(of: result.runLogEvidence.map { ($0 - exact).exponential }, toBe: 1)
  }

  @Test func `a record that no history can give names its reading`() throws {
    var builder = ModelBuilder(days: 5)
    let isOpen = builder.fact("open", .chance(number(0.5)))
    let drift = builder.fact("drift", .drawn(Law("normal", [number(0), number(1)])))
    let gate = builder.daily("gate", .chance(.choose(read(isOpen), number(1), number(0))))
    let seen = builder.daily(
      "seen", .drawn(Law("normal", [.binary(.add, read(drift), read(isOpen)), number(1)])))
    builder.observe("gate", .status, truth: gate, usual: .chance(number(0.5)))
    builder.observe(
      "seen", .number(unit: nil, complete: false), truth: seen,
      usual: .law(Law("normal", [number(0), number(10)])))
    let records = (0..<5).map {
      day($0, statuses: [("gate", $0 != 3)], numbers: [("seen", Double($0))])
    }
    let result = try evaluate(
      .weighing(builder.model, records: records), effort: effort(runs: 2, histories: 64 * 8))
    #expect(result.logEvidence.value == -.infinity)
    #expect(result.collapse?.day == 3)
    #expect(result.collapse?.rows == ["gate-3"])
  }

  /// A level that never moves is drawn once, and as such found by the methods for what is drawn
  /// once, where a particle filter keeps a handful of values.
  @Test(arguments: ["importance", "smc2"])
  func `a state that never moves is learned`(method: String) throws {
    let values = (0..<40).map { 4.1 + 0.1 * Double($0 % 5) }
    var builder = ModelBuilder(days: values.count)
    let level = builder.state(
      "level", initial: .drawn(Law("normal", [number(0), number(5)]))
    ) { .formula(read($0)) }
    let seen = builder.daily("seen", .drawn(Law("normal", [read(level), number(0.5)])))
    builder.observe(
      "seen", .number(unit: nil, complete: false), truth: seen,
      usual: .law(Law("normal", [number(0), number(10)])))
    let exact = KalmanFilter(levelVariance: 0, valueVariance: 0.25)
      .run(values, from: .proper(mean: 0, variance: 25)).logEvidence
    func error(_ method: String) throws -> Estimate {
      let found = try evaluate(
        .weighing(
          builder.model,
          records: values.enumerated().map { day($0, numbers: [("seen", $1)]) }),
        effort: Effort(
          seed: 4, runs: 8, histories: 64 * 24, method: method, enumerationLimit: 0)
      ).logEvidence
      return Estimate(
        value: found.value - exact, standardError: found.standardError, runs: found.runs,
        isExact: false, isReliable: found.isReliable)
    }
    let found = try error(method)
    #expect(found.isReliable)
    #expect(abs(found.value) < 5 * found.standardError)
    #expect(found.standardError < (method == "importance" ? 0.1 : 0.4))
    if method == "importance" {
      #expect(try error("smc").standardError > 2 * found.standardError)
    }
  }
}
