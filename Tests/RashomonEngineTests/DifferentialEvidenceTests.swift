import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

/// Drawing from the posterior, which the engine and the interpreter both do, must leave the
/// evidence and every posterior mean where drawing first and weighing afterwards has them.
struct DifferentialEvidenceTests {
  /// Seed 19, 8 models of two days, 1500 histories each way. The means are compared within five
  /// standard errors of their difference, which are typically a fifteenth of the evidence; 24
  /// comparisons of a fresh seed would raise a false alarm about once in 70,000.
  @Test func `posterior draws are fair`() {
    var differences: [(found: Double, error: Double, plain: Double)] = []
    for made in cases(8) {
      let fair = weighted(made, .posterior)
      let plain = weighted(made, .drawnThenWeighed)
      for column in fair.indices {
        let (one, other) = (SampleMean(of: fair[column]), SampleMean(of: plain[column]))
        let squares =
          one.standardError * one.standardError + other.standardError * other.standardError
        differences.append((one.mean - other.mean, squares.squareRoot(), other.mean))
      }
    }
    for (index, difference) in differences.enumerated() {
      #expect(
        abs(difference.found) <= 5 * difference.error + 1e-12,
        "comparison \(index): \(difference)")
    }
    // A copy whose weights are all a half too large is seen in more than a third of them.
    let caught = differences.count { abs($0.found + 0.5 * $0.plain) > 5 * $0.error }
    #expect(caught * 3 > differences.count, "\(caught) of \(differences.count)")
  }

  /// Two days of models in which no number's rows are its truth.
  private func cases(_ count: Int) -> [GeneratedCase] {
    var generator = ModelGenerator(seed: 19)
    var result: [GeneratedCase] = []
    while result.count < count {
      let made = generator.next()
      let model = made.model
      let isPlain = model.observables.allSatisfy { observable in
        if case .number = observable.kind { observable.report != nil } else { true }
      }
      guard isPlain, model.observables.count >= 3 else { continue }
      let start = model.period.start
      let short = Model(
        id: "short", title: "", source: nil, date: nil, prior: 1,
        period: Period(start: start, end: start.advanced(by: 1)), variables: model.variables,
        facts: model.facts, states: model.states, steps: model.steps,
        observables: model.observables, questions: [], reported: [], verdicts: [])
      result.append(GeneratedCase(model: short, records: made.records.filter { $0.day < 2 }))
    }
    return result
  }

  /// The weight of each history, and its product with the first fact and with the last value of
  /// the first day's steps.
  private func weighted(
    _ made: GeneratedCase, _ settling: ScalarInterpreter.Settling
  ) -> [[Double]] {
    let seed: UInt64 = settling == .posterior ? 1 : 2
    let interpreter = ScalarInterpreter(
      model: made.model, records: made.records, seed: seed, settling: settling)
    let courses = (0..<1500).map { interpreter.history($0) }
    let weights = courses.map { $0.days.reduce(0) { $0 + $1.logWeight }.exponential }
    let columns = [made.model.facts.first?.variable, made.model.steps.last?.targets.last]
    return [weights]
      + columns.compactMap(\.self).map { variable in
        zip(courses, weights).map { $0.days[0].values[variable.index] * $1 }
      }
  }
}
