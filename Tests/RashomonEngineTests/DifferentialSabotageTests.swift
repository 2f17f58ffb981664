import RashomonModel
import RashomonTestSupport
import Testing

/// The comparison must notice what it is there to notice.
struct DifferentialSabotageTests {
  /// A step whose value is a thousandth off in the interpreter's model, wherever that is sure to
  /// show: not a chance, whose draw may fall the same way, and not a count.
  private func sabotaged(_ model: Model) -> Model? {
    let continuous = ["normal", "student_t", "uniform"]
    func off(_ expression: Expression) -> Expression {
      .binary(.add, expression, .constant(0.001))
    }
    for (index, step) in model.steps.enumerated() {
      var steps = model.steps
      switch step {
      case .assign(let assignment):
        switch assignment.definition {
        case .formula(let expression):
          steps[index] = .assign(Assignment(assignment.variable, .formula(off(expression))))
        case .drawn(let law) where continuous.contains(law.distribution):
          let moved = Law(
            law.distribution, [off(law.arguments[0])] + law.arguments.dropFirst())
          steps[index] = .assign(Assignment(assignment.variable, .drawn(moved)))
        case .drawn, .chance, .pick: continue
        }
      // A worth does not show where its option is the only one.
      case .shares, .equilibrium: continue
      }
      return Model(
        id: model.id, title: model.title, source: nil, date: nil, prior: 1, period: model.period,
        variables: model.variables, facts: model.facts, states: model.states, steps: steps,
        observables: model.observables, questions: [], reported: [], verdicts: [])
    }
    return nil
  }

  @Test func `a formula or law a thousandth off is rejected`() {
    var generator = ModelGenerator(seed: 41)
    var sabotages = 0
    for number in 0..<40 {
      let made = generator.next()
      guard let wrong = sabotaged(made.model) else { continue }
      let report = EngineComparison(seed: 7).compare(
        made, told: GeneratedCase(model: wrong, records: made.records))
      // Nothing is left to compare where the first record rules every history out.
      guard report.impossible < 20 else { continue }
      sabotages += 1
      #expect(!report.agrees, "model \(number) passed with \(report.compared) values")
    }
    #expect(sabotages >= 30)
  }

  /// A grade does not show where the event never happens and its false rate is above the usual one,
  /// which is so in a few models.
  @Test func `an event's grade a hundredth off is rejected`() {
    var generator = ModelGenerator(seed: 42)
    var sabotages = 0
    var rejected = 0
    for _ in 0..<40 {
      let made = generator.next()
      guard let first = made.records.firstIndex(where: { !$0.events.isEmpty }) else { continue }
      var records = made.records
      let day = records[first]
      let reading = day.events[0]
      let wrong = EventReading(
        observable: reading.observable, answer: reading.answer,
        reliability: reading.reliability - 0.01, coverage: reading.coverage,
        falseRate: reading.falseRate, rows: reading.rows)
      records[first] = DayRecord(
        day: day.day, events: [wrong] + day.events.dropFirst(), statuses: day.statuses,
        numbers: day.numbers)
      let report = EngineComparison(seed: 7).compare(
        made, told: GeneratedCase(model: made.model, records: records))
      guard report.impossible < 20 else { continue }
      sabotages += 1
      if !report.agrees { rejected += 1 }
    }
    #expect(sabotages >= 20)
    #expect(rejected * 10 >= sabotages * 9, "\(rejected) of \(sabotages)")
  }

  @Test func `other random numbers are rejected`() {
    var generator = ModelGenerator(seed: 43)
    let made = generator.next()
    let renamed = made.model.variables.map { Variable(name: $0.name + "'", place: $0.place) }
    let model = made.model
    let wrong = Model(
      id: model.id, title: model.title, source: nil, date: nil, prior: 1, period: model.period,
      variables: renamed, facts: model.facts, states: model.states, steps: model.steps,
      observables: model.observables, questions: [], reported: [], verdicts: [])
    let report = EngineComparison(seed: 7).compare(
      made, told: GeneratedCase(model: wrong, records: made.records))
    #expect(!report.agrees)
  }
}
