import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// What is computed without Monte Carlo error, against oracles and hand calculation.
struct ExactMethodTests {
  private let effort = Effort(seed: 1, runs: 2, histories: 64)

  @Test func `the umbrella by enumeration`() throws {
    // The published filter looks at days 1 1 0 1 1; 0 is an umbrella in the oracle.
    let model = TeachingModels.umbrella(days: 5)
    let seen = [true, true, false, true, true]
    let records = seen.enumerated().map { day($0, statuses: [("umbrella", $1)]) }
    let result = try evaluate(.forecasting(model, records: records), effort: effort)
    #expect(result.isExact)
    #expect(result.components.map(\.method).contains("enumerate"))
    expectClose(result.logEvidence.value, -3.3725020443, tolerance: 1e-9)
    #expect(result.logEvidence.standardError == 0)
    // The state after the last day's `next`: .7·.8673389 + .3·.1326611.
    expectClose(result.answers[0].value.value, 0.7 * 0.8673389 + 0.3 * 0.1326611, tolerance: 1e-7)
    #expect(result.answers[0].effectiveHistories == .infinity)
  }

  @Test func `a hidden fact's posterior and a conditional question`() throws {
    let model = TeachingModels.umbrella(days: 4, isSloppyPossible: true)
    let seen = [true, false, false, true]
    let records = seen.enumerated().map { day($0, statuses: [("umbrella", $1)]) }
    let result = try evaluate(.forecasting(model, records: records), effort: effort)
    let careful = HiddenMarkovModel(
      initial: [0.5, 0.5], transition: [[0.7, 0.3], [0.3, 0.7]],
      emission: [[0.9, 0.1], [0.2, 0.8]]
    ).forward(seen.map { $0 ? 0 : 1 }).logEvidence.exponential
    let evidence = 0.4 * 0.0625 + 0.6 * careful
    expectClose(result.logEvidence.value, evidence.logarithm)
    expectClose(result.posteriors[0].estimates[0].value, 0.4 * 0.0625 / evidence)
    let conditional = result.answers[1]
    expectClose(conditional.conditionProbability.value, 0.4 * 0.0625 / evidence)
    expectClose(conditional.value.value, 0.5)
  }

  @Test func `a reference class by exact recursion`() throws {
    let days = 40
    let model = TeachingModels.referenceClass(days: days)
    let records = (0..<days).map { index in
      day(index, events: [event("exit", index == 9 || index == 30 ? .yes : .silent, on: index)])
    }
    let result = try evaluate(.forecasting(model, records: records), effort: effort)
    #expect(result.isExact)
    // The same recursion by hand: weights of the number of exits so far.
    var weights = [1.0]
    for (index, record) in records.enumerated() {
      var next = [Double](repeating: 0, count: weights.count + 1)
      for (count, weight) in weights.enumerated() {
        let chance = (12.5 + Double(count)) / (2850 + Double(index))
        let reading = record.events[0]
        next[count] +=
          weight * (1 - chance) * reading.probability(happens: false, usual: chance)
        next[count + 1] += weight * chance * reading.probability(happens: true, usual: chance)
      }
      weights = next
    }
    let evidence = weights.reduce(0, +)
    expectClose(result.logEvidence.value, evidence.logarithm)
    let mean = weights.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / evidence
    expectClose(result.answers[0].value.value, mean)
  }

  @Test func `a daily number without memory needs one history`() throws {
    var builder = ModelBuilder(days: 3)
    let law = Law("normal", [number(2), number(3)])
    let crowd = builder.daily("crowd", .drawn(law))
    let usual = Law("normal", [number(0), number(10)])
    builder.observe(
      "crowd", .number(unit: nil, complete: false), truth: crowd, usual: .law(usual))
    let records = [
      day(0, numbers: [("crowd", 4)], reliability: 0.8),
      day(2, numbers: [("crowd", -1)], reliability: 0.8),
    ]
    let result = try evaluate(.weighing(builder.model, records: records), effort: effort)
    #expect(result.components.map(\.method) == ["closed form"])
    func density(_ value: Double, _ mean: Double, _ sd: Double) -> Double {
      let z = (value - mean) / sd
      return (-0.5 * z * z).exponential / (sd * (2 * Double.pi).squareRoot())
    }
    let expected = [4.0, -1].reduce(0) {
      $0 + (0.8 * density($1, 2, 3) + 0.2 * density($1, 0, 10)).logarithm
    }
    expectClose(result.logEvidence.value, expected)
  }

  @Test func `an account too large to enumerate is sampled`() throws {
    let model = TeachingModels.umbrella(days: 3)
    let records = [day(2, statuses: [("umbrella", true)])]
    let small = Effort(seed: 1, runs: 2, histories: 64, enumerationLimit: 1)
    let result = try evaluate(.weighing(model, records: records), effort: small)
    #expect(result.components.first?.method == "smc")
    #expect(throws: Objection.self) {
      try evaluate(
        .weighing(model, records: records),
        effort: Effort(seed: 1, runs: 2, histories: 64, method: "enumerate", enumerationLimit: 1))
    }
  }
}
