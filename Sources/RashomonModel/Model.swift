package import RashomonText

// The typed middle: what the language lowers to and the engine runs. Plain data, names resolved,
// nothing left of the surface syntax. Windows, reference classes, commitment, `yesterday`,
// `days since` and questions are all lowered to hidden states and formulas, so that an engine
// needs only: facts once per history, states with a `next`, and an ordered list of steps a day.
//
// A day runs in this order: states hold today's values; the steps run in the order given; reports
// meet the record; `next` of all states is computed from the values before any changes, and takes
// effect tomorrow, kept within the bounds. After the last day `next` runs once more, so that a
// question's formula, evaluated at the end over facts and states, sees the whole period.

/// One account with its common ground, ready to run.
package struct Model: Sendable {
  /// The file's name without its ending; `common-ground` for the common ground alone.
  package let id: String
  package let title: String
  /// The source it encodes (an id of the crisis file), nil for common ground.
  package let source: String?
  /// When the account was published; nil for common ground, which always exists.
  package let date: CalendarDate?
  /// Relative weight before any evidence, above 0.
  package let prior: Double
  package let period: Period
  /// Indexed by `VariableID.index`.
  package let variables: [Variable]
  /// Once per history, in an order in which each reads only earlier ones.
  package let facts: [Assignment]
  package let states: [StateVariable]
  /// What happens within a day, each step reading only facts, states and earlier steps.
  package let steps: [Step]
  package let observables: [Observable]
  package let questions: [Question]
  /// Hidden facts and parameters whose posterior is printed, in the order of the files.
  package let reported: [VariableID]
  package let verdicts: [Verdict]

  package init(
    id: String, title: String, source: String?, date: CalendarDate?, prior: Double, period: Period,
    variables: [Variable], facts: [Assignment], states: [StateVariable], steps: [Step],
    observables: [Observable], questions: [Question], reported: [VariableID], verdicts: [Verdict]
  ) {
    self.id = id
    self.title = title
    self.source = source
    self.date = date
    self.prior = prior
    self.period = period
    self.variables = variables
    self.facts = facts
    self.states = states
    self.steps = steps
    self.observables = observables
    self.questions = questions
    self.reported = reported
    self.verdicts = verdicts
  }
}

/// The days that every history runs over, both ends included.
package struct Period: Hashable, Sendable {
  package let start: CalendarDate
  package let end: CalendarDate

  package init(start: CalendarDate, end: CalendarDate) {
    self.start = start
    self.end = end
  }

  /// How many days, at least 1.
  package var dayCount: Int { end.days(since: start) + 1 }

  /// The index of a date, 0 for the first day; may lie outside the period.
  package func index(of date: CalendarDate) -> Int { date.days(since: start) }

  package func date(at index: Int) -> CalendarDate { start.advanced(by: index) }
}

package struct VariableID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

/// Anything that has a value in a history.
package struct Variable: Hashable, Sendable {
  /// As written, or for what the lowering added a name with a dot or a prime: `turnout`, `Kremlin`,
  /// `Kremlin.deploy'share`. Unique in a model, and the address of its random numbers, so that the
  /// same name draws the same numbers in every account.
  package let name: String
  /// The sentence in quotes, which tables print in the name's place.
  package let sentence: String?
  /// For a category, the names of its values; else empty.
  package let labels: [String]
  /// Where it was defined, for messages: `belarus-2020.crisis:41`.
  package let place: String

  package init(name: String, sentence: String? = nil, labels: [String] = [], place: String) {
    self.name = name
    self.sentence = sentence
    self.labels = labels
    self.place = place
  }
}

/// A distribution with formulas for arguments.
package struct Law: Hashable, Sendable {
  /// A name of `DistributionCatalog`.
  package let distribution: String
  /// In the catalogue's order.
  package let arguments: [Expression]

  package init(_ distribution: String, _ arguments: [Expression]) {
    self.distribution = distribution
    self.arguments = arguments
  }
}

/// How a variable gets its value.
package enum Definition: Hashable, Sendable {
  case formula(Expression)
  /// Drawn afresh from a law.
  case drawn(Law)
  /// 1 with this probability, else 0.
  case chance(Expression)
  /// A category's index, with these probabilities (each at least 0, together 1).
  case pick([Expression])
}

package struct Assignment: Hashable, Sendable {
  package let variable: VariableID
  package let definition: Definition

  package init(_ variable: VariableID, _ definition: Definition) {
    self.variable = variable
    self.definition = definition
  }
}

/// A quantity carried from day to day.
package struct StateVariable: Hashable, Sendable {
  package let variable: VariableID
  /// Its value on the first day; reads facts only.
  package let initial: Definition
  /// Its value tomorrow; nil keeps today's. Never a pick.
  package let next: Definition?
  /// Bounds that tomorrow's value (and the first day's) is kept within; read facts only.
  package let low: Expression?
  package let high: Expression?

  package init(
    _ variable: VariableID, initial: Definition, next: Definition?, low: Expression? = nil,
    high: Expression? = nil
  ) {
    self.variable = variable
    self.initial = initial
    self.next = next
    self.low = low
    self.high = high
  }
}

/// One thing computed within a day.
package enum Step: Hashable, Sendable {
  case assign(Assignment)
  /// Logit shares of an actor's options: variable i gets exp(u_i) / Σ exp(u_j) over those allowed
  /// (allowed ≠ 0; nil is always), 0 if not allowed itself.
  case shares([VariableID], utilities: [Expression], allowed: [Expression?])
  /// Shares of several actors (or of one that goes by its own), solved together.
  case equilibrium(Anticipation)

  /// The variables that it gives a value.
  package var targets: [VariableID] {
    switch self {
    case .assign(let assignment): [assignment.variable]
    case .shares(let variables, _, _): variables
    case .equilibrium(let anticipation): anticipation.targets
    }
  }
}
