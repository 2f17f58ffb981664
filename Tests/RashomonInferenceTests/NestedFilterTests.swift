import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// SMC² against exact answers; seeds are fixed, means held to five of their own standard errors.
struct NestedFilterTests {
  private func effort(runs: Int, histories: Int) -> Effort {
    Effort(
      seed: 21, runs: runs, histories: histories, method: "smc2", enumerationLimit: 0)
  }

  @Test func `the evidence of a chance drawn once is right`() throws {
    let model = TeachingModels.sign(days: 12, a: 2, b: 3)
    let seen = (0..<12).map { $0 % 4 != 0 }
    let records = seen.enumerated().map { day($0, statuses: [("sign", $1)]) }
    let exact = Conjugate.logEvidence(yes: 9, no: 3, a: 2, b: 3)
    let result = try evaluate(
      .weighing(model, records: records), effort: effort(runs: 60, histories: 64 * 60))
    #expect(result.methodShares.map(\.method) == ["smc2"])
    expectMean(of: result.runLogEvidence.map { ($0 - exact).exponential }, toBe: 1)
    // Beta(11, 6).
    let posterior = result.posteriors[0].estimates[0]
    #expect(abs(posterior.value - 11.0 / 17) < 5 * posterior.standardError + 1e-3)
    #expect(posterior.standardError < 0.02)
    // Moves keep the values distinct, where resampling alone leaves a fraction of them.
    #expect((result.leastDistinctAncestors ?? 0) > 30)
  }

  @Test func `a level with an unknown hidden fact`() throws {
    // Under the fact the level starts at 3, else at 0; both are then plain local levels.
    var builder = ModelBuilder(days: 6)
    let high = builder.fact("high", .chance(number(0.25)))
    let start = Law("normal", [.choose(read(high), number(3), number(0)), number(1)])
    let level = builder.state("level", initial: .drawn(start)) {
      .drawn(Law("normal", [read($0), number(0.5)]))
    }
    let flow = builder.daily("flow", .drawn(Law("normal", [read(level), number(1)])))
    builder.observe(
      "flow", .number(unit: nil, complete: false), truth: flow,
      usual: .law(Law("normal", [number(0), number(10)])))
    let values = [1.0, 2.4, 1.2, 2.0, 1.4, 2.6]
    let records = values.enumerated().map { day($0, numbers: [("flow", $1)]) }
    func evidence(_ mean: Double) -> Double {
      KalmanFilter(levelVariance: 0.25, valueVariance: 1)
        .run(values, from: .proper(mean: mean, variance: 1)).logEvidence.exponential
    }
    let exact = 0.25 * evidence(3) + 0.75 * evidence(0)
    let result = try evaluate(
      .weighing(builder.model, records: records), effort: effort(runs: 40, histories: 64 * 40))
    expectMean(of: result.runLogEvidence.map { $0.exponential / exact }, toBe: 1)
    let posterior = result.posteriors[0].estimates[0]
    #expect(abs(posterior.value - 0.25 * evidence(3) / exact) < 5 * posterior.standardError)
    #expect(posterior.standardError < 0.05)
  }

  @Test func `the same bytes on any number of threads`() throws {
    let model = TeachingModels.sign(days: 12, a: 2, b: 3)
    let records = (0..<12).map { day($0, statuses: [("sign", $0 < 10)]) }
    func bytes(threads: Int) throws -> [UInt64] {
      try evaluate(
        .weighing(model, records: records),
        effort: Effort(
          seed: 21, runs: 3, histories: 64 * 20, threads: threads, method: "smc2")
      ).runLogEvidence.map(\.bitPattern)
    }
    #expect(try bytes(threads: 1) == bytes(threads: 8))
  }
}
