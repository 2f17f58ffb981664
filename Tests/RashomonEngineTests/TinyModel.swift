import RashomonEngine
import RashomonEvidence
import RashomonModel
import RashomonText

/// A model put together by hand.
struct TinyModel {
  private(set) var variables: [Variable] = []
  var facts: [Assignment] = []
  var states: [StateVariable] = []
  var steps: [Step] = []
  var observables: [Observable] = []
  let days: Int

  init(days: Int) { self.days = days }

  var model: Model {
    let start = CalendarDate(daysSinceEpoch: 18_000)
    return Model(
      id: "tiny", title: "Tiny", source: nil, date: nil, prior: 1,
      period: Period(start: start, end: start.advanced(by: days - 1)), variables: variables,
      facts: facts, states: states, steps: steps, observables: observables, questions: [],
      reported: [], verdicts: [])
  }

  mutating func define(_ name: String) -> VariableID {
    variables.append(Variable(name: name, place: "tiny:\(variables.count + 1)"))
    return VariableID(variables.count - 1)
  }

  mutating func fact(_ name: String, _ definition: Definition) -> VariableID {
    let id = define(name)
    facts.append(Assignment(id, definition))
    return id
  }

  mutating func step(_ name: String, _ definition: Definition) -> VariableID {
    let id = define(name)
    steps.append(.assign(Assignment(id, definition)))
    return id
  }

  mutating func state(_ name: String, _ initial: Definition, next: Definition?) -> VariableID {
    let id = define(name)
    states.append(StateVariable(id, initial: initial, next: next))
    return id
  }

  mutating func observe(
    _ id: String, _ kind: ObservableKind = .event(once: false), truth: VariableID, usual: Usual,
    report: ReportLaw? = nil
  ) {
    observables.append(
      Observable(
        id: id, sentence: "", kind: kind, truth: truth, truthFrom: .account, usual: usual,
        report: report, reportByStance: [:], recording: Recording(watched: 0...days)))
  }
}

func number(_ value: Double) -> Expression { .constant(value) }

func read(_ variable: VariableID) -> Expression { .variable(variable) }

func record(
  day: Int = 0, events: [EventReading] = [], statuses: [StatusReading] = [],
  numbers: [NumberReading] = []
) -> DayRecord {
  DayRecord(day: day, events: events, statuses: statuses, numbers: numbers)
}

func event(
  _ id: String, _ answer: EventReading.Answer, reliability: Double = 1, coverage: Double = 1
) -> EventReading {
  EventReading(
    observable: id, answer: answer, reliability: reliability, coverage: coverage, falseRate: 0,
    rows: [])
}

func rows(
  _ id: String, _ values: [NumberRow.Value], reliability: Double = 1
) -> NumberReading {
  NumberReading(
    observable: id,
    rows: values.map {
      NumberRow(value: $0, reliability: reliability, stance: .independent, row: "r")
    }, silence: nil)
}

/// Runs all days; the log weights of the whole course.
func run(
  _ engine: Engine, _ population: Population, days: Int, seed: UInt64 = 1, threads: Int = 1
) throws -> [Double] {
  let draws = Draws(seed: seed, stream: 0)
  var logWeights = [Double](repeating: 0, count: population.count)
  try engine.start(population, draws: draws, threads: threads)
  for day in 0..<days {
    try engine.advance(
      population, day: day, draws: draws, logWeights: &logWeights, threads: threads)
  }
  return logWeights
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
