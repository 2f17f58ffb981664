extension Model {
  /// The model with variables held at values on some days.
  ///
  /// Every definition stays, and with it every draw and its address; only those who read a variable
  /// on a day on which it is held see the value in its place. So nothing changes before the first of
  /// those days, what nobody reads changes nothing at all, and two runs with one seed have the same
  /// random numbers.
  ///
  /// Facts are settled before the first day. One that is held from a later day on is seen by each
  /// day's formulas from then on, and facts that follow from it by a formula go with it there; facts
  /// that were drawn given it stay as they were drawn. One that is held from the first day on is seen
  /// by other facts too.
  ///
  /// *Complexity*: O(size of the model) and the size of formulas that derive from held facts.
  package func fixing(_ fixings: [Fixing]) -> Model {
    guard !fixings.isEmpty else { return self }
    let substitution = Substitution(fixings, in: self)
    let daily = substitution.daily
    let atStart = substitution.atStart
    return Model(
      id: id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables,
      facts: facts.map { Assignment($0.variable, $0.definition.replacing(atStart)) },
      states: states.map { state in
        StateVariable(
          state.variable, initial: state.initial.replacing(atStart),
          next: state.next?.replacing(daily), low: state.low?.replacing(daily),
          high: state.high?.replacing(daily))
      },
      steps: steps.map { $0.replacing(daily) }, observables: observables, questions: questions,
      reported: reported, verdicts: verdicts)
  }
}

extension Model {
  /// The variables whose definition is another than in `original`, a model with the same variables.
  package func variables(definedUnlike original: Model) -> Set<VariableID> {
    var changed: Set<VariableID> = []
    for (own, other) in zip(facts, original.facts) where own != other {
      changed.insert(own.variable)
    }
    for (own, other) in zip(states, original.states) where own != other {
      changed.insert(own.variable)
    }
    for (own, other) in zip(steps, original.steps) where own != other {
      changed.formUnion(own.targets)
    }
    return changed
  }
}

/// What stands in the place of each variable that is held, or that follows from one; of at least one
/// fixing.
private struct Substitution {
  /// For what is computed each day.
  private(set) var daily: [VariableID: Expression] = [:]
  /// For what is computed before the first day.
  private(set) var atStart: [VariableID: Expression] = [:]

  init(_ fixings: [Fixing], in model: Model) {
    let facts = Set(model.facts.map(\.variable))
    let lastDay = model.period.dayCount - 1
    for fixing in fixings {
      let inside = Expression.isToday(in: fixing.days, lastDay: lastDay)
      let otherwise = daily[fixing.variable] ?? .variable(fixing.variable)
      daily[fixing.variable] = .choose(inside, fixing.value, otherwise)
      if facts.contains(fixing.variable), fixing.days.lowerBound <= 0 {
        // The variable stays in the formula, so that what depends on what stays as it was.
        atStart[fixing.variable] = .choose(
          .constant(1), fixing.value, .variable(fixing.variable))
      }
    }
    let windows = fixings.map { Expression.isToday(in: $0.days, lastDay: lastDay) }
    let isAnyDay = windows.dropFirst().reduce(windows[0]) { .binary(.or, $0, $1) }
    for fact in model.facts where daily[fact.variable] == nil {
      guard case .formula(let formula) = fact.definition else { continue }
      let replaced = formula.replacing(daily)
      if replaced != formula {
        daily[fact.variable] = .choose(isAnyDay, replaced, .variable(fact.variable))
      }
    }
  }
}

extension Expression {
  /// The formula with other formulas in the place of variables.
  package func replacing(_ replacements: [VariableID: Expression]) -> Expression {
    switch self {
    case .constant, .today: self
    case .variable(let id): replacements[id] ?? self
    case .unary(let operation, let operand): .unary(operation, operand.replacing(replacements))
    case .binary(let operation, let left, let right):
      .binary(operation, left.replacing(replacements), right.replacing(replacements))
    case .choose(let condition, let yes, let no):
      .choose(
        condition.replacing(replacements), yes.replacing(replacements), no.replacing(replacements))
    case .call(let name, let arguments):
      .call(name, arguments.map { $0.replacing(replacements) })
    }
  }

  /// Whether today is one of these days. A model's formulas are worked out for each day, so that on
  /// all other days nothing is left of it.
  fileprivate static func isToday(in days: ClosedRange<Int>, lastDay: Int) -> Expression {
    // What is held from the first day on is held before it too, where first values are bounded.
    let begun: Expression =
      days.lowerBound <= 0
      ? .constant(1) : .binary(.greaterOrEqual, .today, .constant(Double(days.lowerBound)))
    guard days.upperBound < lastDay else { return begun }
    return .binary(
      .and, begun, .binary(.lessOrEqual, .today, .constant(Double(days.upperBound))))
  }
}

extension Definition {
  fileprivate func replacing(_ replacements: [VariableID: Expression]) -> Definition {
    switch self {
    case .formula(let formula): .formula(formula.replacing(replacements))
    case .drawn(let law):
      .drawn(Law(law.distribution, law.arguments.map { $0.replacing(replacements) }))
    case .chance(let chance): .chance(chance.replacing(replacements))
    case .pick(let chances): .pick(chances.map { $0.replacing(replacements) })
    }
  }
}

extension Step {
  fileprivate func replacing(_ replacements: [VariableID: Expression]) -> Step {
    switch self {
    case .assign(let assignment):
      .assign(Assignment(assignment.variable, assignment.definition.replacing(replacements)))
    case .shares(let variables, let utilities, let allowed):
      .shares(
        variables, utilities: utilities.map { $0.replacing(replacements) },
        allowed: allowed.map { $0?.replacing(replacements) })
    case .equilibrium(let anticipation):
      .equilibrium(anticipation.mapped { $0.replacing(replacements) })
    }
  }
}
