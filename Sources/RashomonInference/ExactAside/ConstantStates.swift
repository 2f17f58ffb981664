import RashomonModel

extension Model {
  /// The model with every state that is drawn once and never moves as a fact, which methods for
  /// once-per-history values then see.
  ///
  /// The draw keeps its name and with it its random numbers, so that no history changes.
  var withConstantStatesAsFacts: Model {
    let constant = Set(states.filter(\.isConstant).map(\.variable))
    guard !constant.isEmpty else { return self }
    return Model(
      id: id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables,
      // A state's first value reads facts only, so that those that become facts come last.
      facts: facts
        + states.filter { constant.contains($0.variable) }
        .map { Assignment($0.variable, $0.initial) },
      states: states.filter { !constant.contains($0.variable) },
      steps: steps, observables: observables, questions: questions, reported: reported,
      verdicts: verdicts)
  }
}

extension StateVariable {
  /// Whether its first value is drawn and stays.
  fileprivate var isConstant: Bool {
    guard low == nil, high == nil, initial.isRandom else { return false }
    switch next {
    case nil: return true
    case .formula(.variable(let read)): return read == variable
    case .formula, .drawn, .chance, .pick: return false
    }
  }
}
