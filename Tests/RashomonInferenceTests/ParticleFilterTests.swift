import RashomonModel
import RashomonNumerics
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// The particle filter against exact answers. Seeds are fixed; means are held to five of their own
/// standard errors, which a fresh seed would fail about once in two million tests.
struct ParticleFilterTests {
  private let values = [1.2, -0.4, 0.3, 2.2, 1.9, 1.1, 3.0, 2.4, 2.9, 1.7]

  private func ratios(
    _ model: Model, _ records: [DayRecord], histories: Int, runs: Int, exact: Double
  ) throws -> [Double] {
    let result = try evaluate(
      .weighing(model, records: records),
      effort: Effort(seed: 11, runs: runs, histories: histories, enumerationLimit: 0))
    return result.runLogEvidence.map { ($0 - exact).exponential }
  }

  @Test func `the evidence of a local level is unbiased`() throws {
    let model = TeachingModels.localLevel(
      days: 10, mean: 0, variance: 4, levelVariance: 0.5, valueVariance: 0.8)
    let records = values.enumerated().map { day($0, numbers: [("flow", $1)]) }
    let exact = KalmanFilter(levelVariance: 0.5, valueVariance: 0.8)
      .run(values, from: .proper(mean: 0, variance: 4)).logEvidence
    let ratios = try ratios(model, records, histories: 40, runs: 800, exact: exact)
    expectMean(of: ratios, toBe: 1)
    // A log average is no evidence: it falls short by half the variance of log Ẑ.
    let logAverage = ratios.map(\.logarithm)
    expectMeanRejected(of: logAverage, insteadOf: 0)
    // Nor is that of a model whose noise is a third too large taken to be right.
    let broken = TeachingModels.localLevel(
      days: 10, mean: 0, variance: 4, levelVariance: 0.5, valueVariance: 1.4)
    expectMeanRejected(
      of: try self.ratios(broken, records, histories: 40, runs: 800, exact: exact), insteadOf: 1)
  }

  @Test func `a local level's filtered mean`() throws {
    let model = TeachingModels.localLevel(
      days: 10, mean: 0, variance: 4, levelVariance: 0.5, valueVariance: 0.8)
    let records = values.enumerated().map { day($0, numbers: [("flow", $1)]) }
    let exact = KalmanFilter(levelVariance: 0.5, valueVariance: 0.8)
      .run(values, from: .proper(mean: 0, variance: 4))
    let result = try evaluate(
      .forecasting(model, records: records), effort: Effort(seed: 3, runs: 8, histories: 1_500))
    let level = result.answers[0].value
    let last = exact.filtered[9]
    #expect(abs(level.value - last.mean) < 5 * level.standardError + 1e-3)
    #expect(level.standardError < 0.05)
    #expect(abs(result.logEvidence.value - exact.logEvidence) < 0.2)
    // The 95 % point of a normal with the predicted variance.
    let deviation = (last.variance + 0.5).squareRoot()
    #expect(
      abs(result.answers[0].quantile(0.95).value - (last.mean + 1.645 * deviation)) < 0.12)
    #expect(result.answers[0].effectiveHistories > 1_000)
  }

  @Test func `a hidden Markov model, enumerated and sampled`() throws {
    let model = TeachingModels.umbrella(days: 6, isSloppyPossible: true)
    let seen = [true, true, false, true, false, false]
    let records = seen.enumerated().map { day($0, statuses: [("umbrella", $1)]) }
    let exact = try evaluate(.weighing(model, records: records), effort: Effort(runs: 1))
    #expect(exact.isExact)
    expectMean(
      of: try ratios(
        model, records, histories: 50, runs: 400, exact: exact.logEvidence.value), toBe: 1)
  }

  @Test func `a chance drawn once per history`() throws {
    let model = TeachingModels.sign(days: 8, a: 2, b: 3)
    let seen = [true, true, false, true, true, true, false, true]
    let records = seen.enumerated().map { day($0, statuses: [("sign", $1)]) }
    let exact = Conjugate.logEvidence(yes: 6, no: 2, a: 2, b: 3)
    expectMean(of: try ratios(model, records, histories: 80, runs: 400, exact: exact), toBe: 1)
    let result = try evaluate(
      .weighing(model, records: records), effort: Effort(seed: 4, runs: 8, histories: 2_000))
    let posterior = result.posteriors[0].estimates[0]
    // Beta(8, 5).
    #expect(abs(posterior.value - 8.0 / 13) < 5 * posterior.standardError + 1e-3)
    #expect(posterior.standardError < 0.02)
    #expect((result.leastDistinctAncestors ?? 0) < 2_000)
    #expect((result.leastDistinctAncestors ?? 0) > 20)
  }

  @Test(arguments: [2, 8])
  func `the same bytes on any number of threads`(threads: Int) throws {
    let model = TeachingModels.localLevel(
      days: 10, mean: 0, variance: 4, levelVariance: 0.5, valueVariance: 0.8)
    let records = values.enumerated().map { day($0, numbers: [("flow", $1)]) }
    func bytes(threads: Int, runs: Int) throws -> [UInt64] {
      let result = try evaluate(
        .forecasting(model, records: records),
        effort: Effort(seed: 5, runs: runs, histories: 1_300, threads: threads))
      let numbers =
        result.runLogEvidence
        + [result.answers[0].value.value, result.answers[0].value.standardError]
      return numbers.map(\.bitPattern)
    }
    // Fewer runs than threads spread the blocks of a run, more spread the runs.
    for runs in [1, 9] {
      #expect(try bytes(threads: threads, runs: runs) == bytes(threads: 1, runs: runs))
    }
  }

  @Test func `a watcher sees progress and may stop the work`() throws {
    let model = TeachingModels.sign(days: 8, a: 2, b: 3)
    let records = (0..<8).map { day($0, statuses: [("sign", true)]) }
    #expect(throws: CancellationError.self) {
      try evaluate(
        .weighing(model, records: records), effort: Effort(runs: 2, histories: 10),
        monitor: Monitor(isCancelled: { true }))
    }
  }
}
