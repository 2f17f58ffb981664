import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

// Climatology as a forecaster: a model in which each observable goes on as the record so far has it,
// whatever else the crisis file says. Up to the as-of date the record is taken at its word (a yes
// that is right with more than even odds happened, a number stays at its last report); from then on
// an event has its learned rate each day, a status is as often true as its rows have said, a count is
// Poisson with its learned rate, and any other number walks at random with its learned step. What a
// question remembers is left as it is, so that any question can be asked of it.

extension Climatology {
  /// The model that answers questions as of a day.
  ///
  /// - Parameters:
  ///   - day: the last that is known.
  ///   - records: the reading of the record as of it, in order.
  func forecaster(asOf day: Int, records: [DayRecord]) -> Model {
    var builder = ClimatologyBuilder(model, day: day, records: records)
    for observable in model.observables {
      switch observable.kind {
      case .event(let once): builder.event(observable, once: once)
      case .status: builder.status(observable)
      case .number: builder.number(observable)
      }
    }
    return builder.finished
  }
}

private struct ClimatologyBuilder {
  private let model: Model
  private let day: Int
  private let records: [DayRecord]
  private var variables: [Variable]
  private var facts: [Assignment]
  private var states: [StateVariable]
  private var steps: [Step]

  init(_ model: Model, day: Int, records: [DayRecord]) {
    self.model = model
    self.day = day
    self.records = records
    variables = model.variables
    facts = model.facts
    states = model.states
    steps = model.steps
  }

  var finished: Model {
    Model(
      id: "climatology", title: "climatology", source: nil, date: nil, prior: 1,
      period: model.period, variables: variables, facts: facts, states: states, steps: steps,
      observables: model.observables, questions: model.questions, reported: [], verdicts: [])
  }

  // MARK: Kinds

  mutating func event(_ observable: RashomonModel.Observable, once: Bool) {
    let days = records.filter { record in
      record.events.contains {
        $0.observable == observable.id && $0.answer == .yes && $0.reliability > 0.5
      }
    }.map(\.day)
    let times = Double(once ? min(1, days.count) : days.count)
    let rate = min(1, (0.5 + times) / Double(model.period.dayCount + day + 1))
    var chance = Expression.constant(rate)
    if once {
      let happened = declare("\(observable.id)'climatology-happened")
      states.append(
        StateVariable(
          happened, initial: .formula(.constant(0)),
          next: .formula(.binary(.or, .variable(happened), .variable(observable.truth)))))
      chance = .choose(.variable(happened), .constant(0), chance)
    }
    let recorded = (once ? Array(days.prefix(1)) : days).map { isToday($0) }
      .reduce(Expression.constant(0)) { $0 == .constant(0) ? $1 : .binary(.or, $0, $1) }
    define(observable.truth, .chance(.choose(isKnown(until: day), recorded, chance)))
  }

  mutating func status(_ observable: RashomonModel.Observable) {
    var truths = 0.5
    var rows = 1.0
    var told: [(day: Int, value: Double)] = []
    for record in records {
      for reading in record.statuses where reading.observable == observable.id {
        truths += reading.isTrue ? 1 : 0
        rows += 1
        told.append((record.day, reading.isTrue ? 1 : 0))
      }
    }
    let share = Expression.constant(truths / rows)
    guard !told.isEmpty else { return define(observable.truth, .chance(share)) }
    define(observable.truth, .chance(.choose(isKnown(until: day), latest(told), share)))
  }

  mutating func number(_ observable: RashomonModel.Observable) {
    guard case .law(let law) = observable.usual,
      let distribution = DistributionCatalog.named(law.distribution)
    else { return }
    var count = LearnedCount()
    var walk = RandomWalk()
    var told: [(day: Int, value: Double)] = []
    for record in records {
      for reading in record.numbers where reading.observable == observable.id {
        var values = reading.rows.map { (middle(of: $0.value), $0.reliability) }
        if reading.silence != nil { values.append((0, 1)) }
        for (value, _) in values {
          count.learn(.point(value), day: record.day)
          walk.learn(.point(value), day: record.day)
        }
        guard let best = values.max(by: { $0.1 < $1.1 }) else { continue }
        told.append((record.day, best.0))
      }
    }
    guard let last = told.last else { return define(observable.truth, .drawn(law)) }
    let name = "\(observable.id)'climatology"
    if distribution.support.isDiscrete {
      let rate = declare("\(name)-rate")
      facts.append(
        Assignment(
          rate,
          .drawn(
            Law(
              "gamma",
              [
                .constant(count.sum / count.days), .constant(count.sum.squareRoot() / count.days),
              ]))))
      let drawn = declare("\(name)-count")
      define(
        observable.truth, .formula(.choose(isKnown(until: day), latest(told), .variable(drawn))),
        after: Assignment(drawn, .drawn(Law("poisson", [.variable(rate)]))))
    } else {
      let precision = declare("\(name)-precision")
      facts.append(
        Assignment(
          precision,
          .drawn(
            Law(
              "gamma",
              [
                .constant(walk.shape / walk.scale),
                .constant(walk.shape.squareRoot() / walk.scale),
              ]))))
      let level = declare("\(name)-level")
      let step = declare("\(name)-step")
      let moved = Expression.binary(
        .add, .variable(level),
        .binary(
          .divide, .variable(step), .call("sqrt", [.variable(precision)])))
      let start = Expression.constant(log1p(max(0, last.value)))
      states.append(
        StateVariable(
          level, initial: .formula(start),
          next: .formula(.choose(isKnown(until: last.day - 1), start, moved))))
      define(
        observable.truth,
        .formula(
          .choose(
            isKnown(until: last.day), latest(told),
            .call(
              "max",
              [
                .constant(0),
                .binary(.subtract, .call("exp", [.variable(level)]), .constant(1)),
              ]))),
        after: Assignment(step, .drawn(Law("normal", [.constant(0), .constant(1)]))))
    }
  }

  // MARK: Pieces

  private mutating func declare(_ name: String) -> VariableID {
    variables.append(Variable(name: name, place: "climatology"))
    return VariableID(variables.count - 1)
  }

  /// Gives a truth its new definition in the place of the old one, after what it reads.
  private mutating func define(
    _ truth: VariableID, _ definition: Definition, after read: Assignment? = nil
  ) {
    let own = (read.map { [Step.assign($0)] } ?? []) + [.assign(Assignment(truth, definition))]
    guard let place = steps.firstIndex(where: { $0.targets == [truth] }) else {
      // A truth that is a state or a fact of the model follows the model.
      return
    }
    steps.replaceSubrange(place...place, with: own)
  }

  private func isKnown(until day: Int) -> Expression {
    .binary(.lessOrEqual, .today, .constant(Double(day)))
  }

  private func isToday(_ day: Int) -> Expression {
    .binary(.equal, .today, .constant(Double(day)))
  }

  /// The last value told by today; before the first the first.
  private func latest(_ told: [(day: Int, value: Double)]) -> Expression {
    var expression = Expression.constant(told[0].value)
    for (day, value) in told.dropFirst() {
      expression = .choose(isKnown(until: day - 1), expression, .constant(value))
    }
    return expression
  }
}
