import RashomonModel
import RashomonNumerics

extension Model {
  /// The same model with each state that is drawn overnight from a normal or lognormal law, and seen
  /// by a report the next day, drawn in the morning instead: what is carried overnight is the law's
  /// arguments.
  ///
  /// So the reports of its day are there when it is drawn (`DayCompiler+Seen`), and histories that a
  /// resampling made equal part again. Nothing else can tell: until the morning nothing reads it.
  ///
  /// - Parameter kept: states that are asked for, which must be there in the evening.
  func drawingSeenStates(_ records: [DayRecord], keeping kept: Set<VariableID>) -> Model {
    let observed = Set(records.flatMap { $0.numbers.map(\.observable) })
    let candidates = states.filter { !kept.contains($0.variable) && $0.isDrawnOvernight }
    guard !candidates.isEmpty, !observed.isEmpty else { return self }
    let moved = candidates.reduce(self) { $0.drawingInTheMorning($1) }
    let seen = SeenDraw.all(of: moved, formulas: moved.formulas)
    let chosen = candidates.filter { state in
      seen[state.variable]?.observables.contains { observed.contains($0.id) } ?? false
    }
    return chosen.reduce(self) { $0.drawingInTheMorning($1) }
  }

  /// Names of a day that are formulas.
  var formulas: [VariableID: Expression] {
    var result: [VariableID: Expression] = [:]
    for case .assign(let assignment) in steps {
      if case .formula(let formula) = assignment.definition {
        result[assignment.variable] = formula
      }
    }
    return result
  }

  private func drawingInTheMorning(_ state: StateVariable) -> Model {
    guard case .drawn(let first) = state.initial, case .drawn(let law)? = state.next else {
      return self
    }
    var (variables, states) = (variables, states.filter { $0.variable != state.variable })
    let owner = variables[state.variable.index]
    let arguments = zip(first.arguments, law.arguments).enumerated().map {
      place, arguments -> Expression in
      guard arguments.0 != arguments.1 || !isSettled(arguments.0) else { return arguments.0 }
      let carried = VariableID(variables.count)
      variables.append(Variable(name: "\(owner.name)'next \(place)", place: owner.place))
      states.append(
        StateVariable(
          carried, initial: .formula(arguments.0), next: .formula(arguments.1)))
      return .variable(carried)
    }
    let drawn = Assignment(state.variable, .drawn(Law(law.distribution, arguments)))
    return Model(
      id: id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables, facts: facts, states: states, steps: [.assign(drawn)] + steps,
      observables: observables, questions: questions, reported: reported, verdicts: verdicts)
  }

  /// Whether a formula reads facts only.
  private func isSettled(_ expression: Expression) -> Bool {
    let settled = Set(facts.map(\.variable))
    return expression.variables.allSatisfy(settled.contains)
  }
}

extension StateVariable {
  /// From a law of one family on all days, without bounds.
  fileprivate var isDrawnOvernight: Bool {
    guard low == nil, high == nil, case .drawn(let first) = initial, case .drawn(let law)? = next
    else { return false }
    return first.distribution == law.distribution
      && (law.distribution == Normal.name || law.distribution == LogNormal.name)
  }
}
