import RashomonEvidence
import RashomonModel
import RashomonNumerics
import RashomonText

/// Something that could be looked up on a coming date: the same for all models.
struct FutureReading: Hashable {
  let observable: String
  /// Indices of days; of a status or number a single one.
  let days: ClosedRange<Int>

  /// Later than any day of a period.
  static let never = 1_000_000

  /// The id of the question that asks for it.
  var id: String { "'look \(observable) \(days.lowerBound)-\(days.upperBound)" }

  /// What may be looked up after a date: of each observable that is watched still, an event within 7
  /// and 30 days and to the period's end, a status or number at the ends of these.
  static func all(of model: Model, after asOf: CalendarDate) -> [FutureReading] {
    let first = model.period.index(of: asOf) + 1
    let last = model.period.dayCount - 1
    guard first <= last else { return [] }
    let ends = [first + 6, first + 29, last].filter { $0 <= last }
    return model.observables.flatMap { observable -> [FutureReading] in
      let watched = observable.recording.watched.clamped(to: 0...last)
      guard watched.upperBound >= first else { return [] }
      let isEvent = if case .event = observable.kind { true } else { false }
      return Set(ends.map { min($0, watched.upperBound) }).sorted().compactMap { end in
        guard end >= max(first, watched.lowerBound) else { return nil }
        let start = isEvent ? max(first, watched.lowerBound) : end
        return FutureReading(observable: observable.id, days: start...end)
      }
    }
  }
}

extension Model {
  /// The same model with a question for each reading in place of its own: whether an event happens in
  /// the days, whether a status is true, or what a report of a number would say.
  ///
  /// A number is read as a source without a stance would report it, with the scatter of its law.
  func looking(for readings: [FutureReading]) -> Model {
    var variables = self.variables
    var states = self.states
    var steps = self.steps
    var questions: [Question] = []
    func add(_ name: String) -> VariableID {
      variables.append(Variable(name: name, place: "what could be looked up"))
      return VariableID(variables.count - 1)
    }
    /// Today from the first day on, before it no day.
    var clocks: [Int: VariableID] = [:]
    func clock(from first: Int) -> VariableID {
      if let clock = clocks[first] { return clock }
      let clock = add("'look day from \(first)")
      steps.append(
        .assign(
          Assignment(
            clock,
            .formula(
              .choose(
                .binary(.greaterOrEqual, .today, .constant(Double(first))), .today,
                .constant(Double(FutureReading.never)))))))
      clocks[first] = clock
      return clock
    }
    /// The first day on which an event happens, from a day on.
    var firsts: [String: VariableID] = [:]
    func first(of event: Observable, from day: Int) -> VariableID {
      let name = "'look first \(event.id) \(day)"
      if let known = firsts[name] { return known }
      let first = add(name)
      let never = Expression.constant(Double(FutureReading.never))
      states.append(
        StateVariable(
          first, initial: .formula(never),
          next: .formula(
            .binary(
              .minimum, .variable(first),
              .choose(.variable(event.truth), .variable(clock(from: day)), never)))))
      firsts[name] = first
      return first
    }
    /// What a formula is on a day.
    func kept(_ value: Expression, of reading: FutureReading) -> Expression {
      let kept = add(reading.id)
      states.append(
        StateVariable(
          kept, initial: .formula(.constant(0)),
          next: .formula(
            .choose(
              .binary(.equal, .today, .constant(Double(reading.days.upperBound))), value,
              .variable(kept)))))
      return .variable(kept)
    }
    for reading in readings {
      guard let observable = observables.first(where: { $0.id == reading.observable }) else {
        continue
      }
      let value: Expression
      var kind = QuestionKind.yesNo
      switch observable.kind {
      case .event:
        value = .binary(
          .lessOrEqual, .variable(first(of: observable, from: reading.days.lowerBound)),
          .constant(Double(reading.days.upperBound)))
      case .status:
        value = kept(
          .binary(.notEqual, .variable(observable.truth), .constant(0)), of: reading)
      case .number:
        kind = .number
        value = kept(reported(observable, of: reading, adding: add, to: &steps), of: reading)
      }
      questions.append(
        Question(
          id: reading.id, text: observable.sentence,
          opens: period.date(at: reading.days.lowerBound),
          resolves: period.date(at: reading.days.upperBound), kind: kind, value: value,
          condition: nil, observables: [observable.id]))
    }
    return Model(
      id: id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables, facts: facts, states: states, steps: steps, observables: observables,
      questions: questions, reported: [], verdicts: [])
  }

  /// What a report of a number would say: its law with the error that a day's reports share. Laws
  /// of other kinds than these three have no place for a shared error, and are drawn as they are.
  private func reported(
    _ observable: Observable, of reading: FutureReading, adding add: (String) -> VariableID,
    to steps: inout [Step]
  ) -> Expression {
    guard let report = observable.report else { return .variable(observable.truth) }
    func drawn(_ name: String, _ law: Law) -> Expression {
      let variable = add("\(reading.id) \(name)")
      steps.append(.assign(Assignment(variable, .drawn(law))))
      return .variable(variable)
    }
    func standard(_ name: String) -> Expression {
      drawn(name, Law(Normal.name, [.constant(0), .constant(1)]))
    }
    let arguments = report.law.arguments
    switch report.law.distribution {
    case LogNormal.name:
      // median · spread^z · shared^z'
      var factor = Expression.binary(.power, arguments[1], standard("own"))
      if let shared = report.shared {
        factor = .binary(.multiply, factor, .binary(.power, shared, standard("shared")))
      }
      return .binary(.multiply, arguments[0], factor)
    case Normal.name, StudentT.name:
      let own =
        report.law.distribution == Normal.name
        ? standard("own")
        : drawn("own", Law(StudentT.name, [.constant(0), .constant(1), arguments[2]]))
      var error = Expression.binary(.multiply, arguments[1], own)
      if let shared = report.shared {
        error = .binary(.add, error, .binary(.multiply, shared, standard("shared")))
      }
      return .binary(.add, arguments[0], error)
    default: return drawn("report", report.law)
    }
  }
}
