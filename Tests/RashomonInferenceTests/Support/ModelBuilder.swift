import RashomonEvidence
import RashomonModel
import RashomonText

/// Writes a model by hand, in the order in which its parts are computed.
struct ModelBuilder {
  private var variables: [Variable] = []
  private var facts: [Assignment] = []
  private var states: [StateVariable] = []
  private var steps: [Step] = []
  private var observables: [Observable] = []
  private var questions: [Question] = []
  private var reported: [VariableID] = []
  private let days: Int

  init(days: Int) { self.days = days }

  mutating func variable(_ name: String, labels: [String] = []) -> VariableID {
    variables.append(Variable(name: name, labels: labels, place: "test:1"))
    return VariableID(variables.count - 1)
  }

  mutating func fact(
    _ name: String, _ definition: Definition, labels: [String] = [], isReported: Bool = true
  ) -> VariableID {
    let id = variable(name, labels: labels)
    facts.append(Assignment(id, definition))
    if isReported { reported.append(id) }
    return id
  }

  mutating func state(
    _ name: String, initial: Definition, next: (VariableID) -> Definition?
  ) -> VariableID {
    let id = variable(name)
    states.append(StateVariable(id, initial: initial, next: next(id)))
    return id
  }

  /// A state whose `next` is given once the day's steps are known.
  mutating func setNext(of state: VariableID, _ next: Definition) {
    states = states.map {
      $0.variable == state ? StateVariable(state, initial: $0.initial, next: next) : $0
    }
  }

  mutating func daily(_ name: String, _ definition: Definition) -> VariableID {
    let id = variable(name)
    steps.append(.assign(Assignment(id, definition)))
    return id
  }

  mutating func observe(
    _ id: String, _ kind: ObservableKind, truth: VariableID, usual: Usual,
    report: ReportLaw? = nil, from origin: TruthOrigin = .commonGround
  ) {
    observables.append(
      Observable(
        id: id, sentence: id, kind: kind, truth: truth, truthFrom: origin, usual: usual,
        report: report, reportByStance: [:], recording: Recording(watched: 0...(days - 1))))
  }

  mutating func ask(
    _ id: String, _ kind: QuestionKind, _ value: Expression, given condition: Expression? = nil
  ) {
    questions.append(
      Question(
        id: id, text: id, opens: start, resolves: start.advanced(by: days - 1), kind: kind,
        value: value, condition: condition, observables: []))
  }

  private var start: CalendarDate { CalendarDate(daysSinceEpoch: 18_000) }

  var model: Model {
    Model(
      id: "test", title: "Test", source: nil, date: nil, prior: 1,
      period: Period(start: start, end: start.advanced(by: days - 1)), variables: variables,
      facts: facts, states: states, steps: steps, observables: observables, questions: questions,
      reported: reported, verdicts: [])
  }
}

func number(_ value: Double) -> Expression { .constant(value) }

func read(_ id: VariableID) -> Expression { .variable(id) }

/// A day with statuses that are certain unless said otherwise.
func day(
  _ index: Int, events: [EventReading] = [], statuses: [(String, Bool)] = [],
  numbers: [(String, Double)] = [], reliability: Double = 1
) -> DayRecord {
  DayRecord(
    day: index, events: events,
    statuses: statuses.map {
      StatusReading(
        observable: $0.0, isTrue: $0.1, reliability: reliability, row: "\($0.0)-\(index)")
    },
    numbers: numbers.map {
      NumberReading(
        observable: $0.0,
        rows: [
          NumberRow(
            value: .point($0.1), reliability: reliability, stance: .independent,
            row: "\($0.0)-\(index)")
        ], silence: nil)
    })
}

func event(
  _ observable: String, _ answer: EventReading.Answer, on day: Int, reliability: Double = 0.9,
  coverage: Double = 0.95, falseRate: Double = 0
) -> EventReading {
  EventReading(
    observable: observable, answer: answer, reliability: reliability, coverage: coverage,
    falseRate: falseRate, rows: answer == .silent ? [] : ["\(observable)-\(day)"])
}
