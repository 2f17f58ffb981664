import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// Evidence of a biased record, by every method that can compute it.
struct BiasedEvidenceTests {
  /// Three umbrellas, the odds of recording one multiplied by those numbers.
  private func records(_ seen: [Bool], odds: [Double]) -> [DayRecord] {
    zip(seen, odds).enumerated().map { day, reading in
      DayRecord(
        day: day, events: [],
        statuses: [
          StatusReading(
            observable: "umbrella", isTrue: reading.0, reliability: 0.95, row: "u\(day)",
            odds: reading.1)
        ], numbers: [])
    }
  }

  private func logEvidence(
    _ records: [DayRecord], _ effort: Effort = Effort()
  ) throws -> Estimate {
    try evaluate(
      AccountProblem(model: TeachingModels.umbrella(days: 3), records: records), effort: effort
    ).logEvidence
  }

  private func all(_ odds: [Double]) throws -> [Double] {
    try (0..<8).map { pattern in
      try logEvidence(records((0..<3).map { pattern >> $0 & 1 == 1 }, odds: odds))
        .value.exponential
    }
  }

  /// However a record is biased, it says something: the evidences of all that it could say add up to one.
  @Test func `a biased record's evidences add up to one`() throws {
    let odds = [3, 0.2, 8.0]
    let evidences = try all(odds)
    #expect(abs(evidences.reduce(0, +) - 1) < 1e-12)
    let unbiased = try all([1, 1, 1])
    #expect(zip(evidences, unbiased).allSatisfy { abs($0 - $1) > 1e-3 })
    // What the bias prefers each day is likelier than it was.
    #expect(evidences[0b101] > 2 * unbiased[0b101])
  }

  /// On the first day it rains with .5, so that the row says yes with .95·.55 + .05·.5 = .5475; the bias
  /// acts on .9025 or .2275 in each state: .5·3·.88/(1 + 2·.88) and so on.
  @Test func `the first day by hand`() throws {
    func yes(_ chance: Double) -> Double { 0.95 * chance + 0.05 * 0.5 }
    let biased = [0.9, 0.2].reduce(0.0) { $0 + 0.5 * 3 * yes($1) / (1 + 2 * yes($1)) }
    let record = Array(records([true], odds: [3]))
    expectClose(try logEvidence(record).value, biased.logarithm, tolerance: 1e-12)
  }

  /// Seed 1, 8 runs of 2000 histories. Five standard errors of a fresh seed would miss about once in
  /// 600 (Student's t with seven degrees); the evidence without the bias is rejected.
  @Test func `the plain filter agrees with enumeration`() throws {
    let record = records([true, false, true], odds: [3, 0.2, 8])
    let exact = try logEvidence(record).value
    let sampled = try logEvidence(
      record, Effort(seed: 1, runs: 8, histories: 2_000, method: "smc", enumerationLimit: 0))
    #expect(!sampled.isExact && sampled.standardError > 0)
    #expect(abs(sampled.value - exact) < 5 * sampled.standardError)
    let unbiased = try logEvidence(records([true, false, true], odds: [1, 1, 1])).value
    #expect(abs(sampled.value - unbiased) > 5 * sampled.standardError)
  }

  // MARK: Prediction

  private func predicted(_ problem: AccountProblem, _ effort: Effort) throws -> ([Double], Double) {
    let result = try evaluate(problem, effort: effort)
    let predictor = try Predictor(of: result, effort: effort)
    var sums: [Double] = []
    for record in problem.records {
      try predictor.advance(to: record.day)
      let observable = try #require(record.readings.first?.observable)
      let logs = try #require(
        try predictor.logProbabilities(of: record, observable: observable))
      sums = sums.isEmpty ? logs : zip(sums, logs).map { $0 + $1 }
    }
    return (sums, result.logEvidence.value)
  }

  @Test func `what is predicted day by day is the evidence, exactly`() throws {
    let record = records([true, false, true], odds: [1, 1, 1])
    let model = TeachingModels.umbrella(days: 3)
    let (sums, evidence) = try predicted(AccountProblem(model: model, records: record), Effort())
    #expect(sums.count == 1)
    expectClose(sums[0], evidence, tolerance: 1e-12)
    let result = try evaluate(AccountProblem(model: model, records: record), effort: Effort())
    let predictor = try Predictor(of: result, effort: Effort())
    let first = try #require(
      try predictor.logProbabilities(of: record[0], observable: "umbrella"))
    expectClose(first[0].exponential, 0.95 * 0.55 + 0.05 * 0.5, tolerance: 1e-12)
    #expect(try predictor.logProbabilities(of: record[0], observable: "hat") == nil)
  }

  /// The predictor's filters are those of the evaluation, so that each run's predictions add up to its
  /// Ẑ to the last digits.
  @Test func `what is predicted day by day is the evidence of each run`() throws {
    let model = TeachingModels.localLevel(
      days: 6, mean: 0, variance: 4, levelVariance: 1, valueVariance: 1)
    let record = [1.0, 0.5, 2, 2.5, 1, 0].enumerated().map {
      day($0, numbers: [("flow", $1)])
    }
    let effort = Effort(seed: 3, runs: 1, histories: 500, method: "smc")
    let (sums, evidence) = try predicted(AccountProblem(model: model, records: record), effort)
    #expect(sums.count == 1)
    expectClose(sums[0], evidence, tolerance: 1e-9)
  }
}
