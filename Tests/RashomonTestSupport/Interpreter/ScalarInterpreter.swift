// The second opinion on what a model means.
//
// The engine runs many histories at once, in an order of its own. This interpreter runs one
// history at a time, asks for each value when it is needed, and is written to be read beside the
// design rather than to be fast. Both take their random numbers from the same addresses, so that
// every value of every history can be compared.
//
// An event or status that the record speaks of is never drawn and then weighed: it is weighed by
// both answers and drawn from its posterior; discrete draws that it depends on within the day are
// enumerated with it (see `DayPlan`). `ScalarNumbers.swift` holds the reading of numbers.

package import RashomonModel
import RashomonNumerics

/// One history of a model, told plainly.
package struct ScalarInterpreter: Sendable {
  package let model: Model
  let records: [Int: DayRecord]
  let seed: UInt64
  let stream: Int
  let blockSize: Int
  /// More combinations than this are not enumerated.
  let combinationLimit: Int
  let settling: Settling
  /// For each variable, the step that gives it its value.
  let definitions: [VariableID: DailyDefinition]
  /// Names of a day that are formulas.
  let formulas: [VariableID]
  /// For each day, which draws hang together.
  private(set) var plans: [DayPlan] = []

  /// How what the record speaks of gets its value.
  package enum Settling: Sendable {
    /// From its posterior, as the engine does.
    case posterior
    /// From its own law, weighed afterwards: wasteful, and plainly right.
    case drawnThenWeighed
  }

  /// How a variable gets its value within a day.
  enum DailyDefinition: Sendable {
    case assigned(Definition)
    case share(step: Int, option: Int)
    case anticipated(step: Int)
  }

  package init(
    model: Model, records: [DayRecord], seed: UInt64, stream: Int = 0, blockSize: Int = 1024,
    combinationLimit: Int = 64, settling: Settling = .posterior
  ) {
    let model = model.withBernoulliAsChance
    self.model = model
    self.records = Dictionary(uniqueKeysWithValues: records.map { ($0.day, $0) })
    self.seed = seed
    self.stream = stream
    self.blockSize = blockSize
    self.combinationLimit = combinationLimit
    self.settling = settling
    var definitions: [VariableID: DailyDefinition] = [:]
    for (index, step) in model.steps.enumerated() {
      switch step {
      case .assign(let assignment):
        definitions[assignment.variable] = .assigned(assignment.definition)
      case .shares(let variables, _, _):
        for (option, variable) in variables.enumerated() {
          definitions[variable] = .share(step: index, option: option)
        }
      case .equilibrium(let anticipation):
        for share in anticipation.responses.flatMap(\.shares) {
          definitions[share] = .anticipated(step: index)
        }
        for assignment in anticipation.between {
          definitions[assignment.variable] = .assigned(assignment.definition)
        }
      }
    }
    self.definitions = definitions
    formulas = definitions.compactMap { variable, definition in
      if case .assigned(.formula) = definition { variable } else { nil }
    }
    plans = (0..<model.period.dayCount).map { DayPlan(of: self, on: $0) }
  }

  /// The whole course of history number `number`.
  package func history(_ number: Int) -> ScalarHistory {
    var moment = Moment(
      number: number, day: -1, values: Array(repeating: nil, count: model.variables.count))
    for fact in model.facts {
      moment.values[fact.variable.index] = draw(
        fact.definition, address: name(of: fact.variable), at: &moment)
    }
    for state in model.states {
      let first = draw(state.initial, address: name(of: state.variable), at: &moment)
      moment.values[state.variable.index] = bounded(first, state, at: &moment)
    }
    let firstMargin = moment.margin
    var days: [ScalarHistory.Day] = []
    for day in 0..<model.period.dayCount {
      let morning = moment.values
      moment.begin(day)
      let logWeight = run(plans[day], at: &moment)
      let margin = moment.margin
      let tomorrow = nextStates(at: &moment)
      days.append(
        ScalarHistory.Day(
          values: moment.values.map { $0 ?? .nan }, logWeight: logWeight, margin: margin,
          marginOfNext: moment.margin))
      moment.values = morning
      for (state, value) in zip(model.states, tomorrow) {
        moment.values[state.variable.index] = value
      }
    }
    return ScalarHistory(
      firstMargin: firstMargin, days: days, end: moment.values.map { $0 ?? .nan })
  }

  /// Gives every variable of the day its value; the result is the day's log weight.
  private func run(_ plan: DayPlan, at moment: inout Moment) -> Double {
    moment.plan = plan
    moment.isResolved = plan.groups.map { _ in false }
    for step in model.steps {
      for variable in step.targets { _ = value(of: variable, at: &moment) }
    }
    var logWeight = 0.0
    for weight in moment.weights { logWeight += weight.logarithm }
    for factor in plan.freeFactors { logWeight += likelihood(of: factor, at: &moment).logarithm }
    for measurement in plan.measurements {
      logWeight += logLikelihood(of: measurement, at: &moment)
    }
    for sighting in plan.sightings.values {
      let told = logLikelihood(of: sighting, at: &moment)
      logWeight += plan.isFactor(sighting) ? told - max(told, -600) : told
    }
    return logWeight
  }

  private func nextStates(at moment: inout Moment) -> [Double] {
    model.states.map { state in
      guard let next = state.next else { return moment.values[state.variable.index] ?? .nan }
      let raw = draw(next, address: name(of: state.variable) + "'next", at: &moment)
      return bounded(raw, state, at: &moment)
    }
  }

  private func bounded(
    _ value: Double, _ state: StateVariable, at moment: inout Moment
  ) -> Double {
    var value = value
    if let low = state.low { value = max(value, evaluate(low, at: &moment)) }
    if let high = state.high { value = min(value, evaluate(high, at: &moment)) }
    return value
  }

  func name(of variable: VariableID) -> String { model.variables[variable.index].name }

  /// The uniform number that stands at an address for this history and day.
  func uniform(_ address: String, at moment: Moment) -> Double {
    key(address, at: moment).uniform(lane: lane(of: moment))
  }

  func key(_ address: String, at moment: Moment) -> RandomKey {
    RandomKey(
      seed: seed, stream: stream, block: moment.number / blockSize, day: moment.day,
      statement: statementAddress(address))
  }

  func lane(of moment: Moment) -> Int { moment.number % blockSize }
}

/// What one history did.
package struct ScalarHistory: Sendable {
  package struct Day: Sendable {
    /// Of every variable, after the day's steps.
    package let values: [Double]
    package let logWeight: Double
    /// How close the closest decision so far that day came to going the other way.
    package let margin: Double
    /// The same, the day's `next` included.
    package let marginOfNext: Double
  }

  /// How close the closest decision before the first day came to going the other way.
  package let firstMargin: Double
  package let days: [Day]
  /// Facts and states after the last day; NaN for daily names.
  package let end: [Double]
}

/// Where a history stands.
struct Moment {
  let number: Int
  var day: Int
  /// nil until needed.
  var values: [Double?]
  var plan = DayPlan.empty
  /// The weights of what was drawn from a posterior so far that day.
  var weights: [Double] = []
  /// For each group of the day.
  var isResolved: [Bool] = []
  /// The closest that a decision came to going the other way.
  var margin = Double.infinity

  mutating func begin(_ day: Int) {
    self.day = day
    margin = .infinity
    plan = .empty
    weights = []
    isResolved = []
  }
}

extension Model {
  /// The same model with every law `bernoulli` written as a chance, which it is.
  fileprivate var withBernoulliAsChance: Model {
    func plain(_ definition: Definition) -> Definition {
      guard case .drawn(let law) = definition, law.distribution == "bernoulli" else {
        return definition
      }
      return .chance(law.arguments[0])
    }
    func plain(_ assignment: Assignment) -> Assignment {
      Assignment(assignment.variable, plain(assignment.definition))
    }
    return Model(
      id: id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables, facts: facts.map { plain($0) },
      states: states.map {
        StateVariable(
          $0.variable, initial: plain($0.initial), next: $0.next.map { plain($0) }, low: $0.low,
          high: $0.high)
      },
      steps: steps.map { step in
        if case .assign(let assignment) = step { .assign(plain(assignment)) } else { step }
      }, observables: observables, questions: questions, reported: reported, verdicts: verdicts)
  }
}
