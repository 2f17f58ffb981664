// Variables under other ids: what two models have in common shows only where a variable's id does
// not depend on how many others stand before it.

extension Expression {
  /// The same formula over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Expression {
    switch self {
    case .constant, .today: self
    case .variable(let variable): .variable(id(variable))
    case .unary(let operation, let operand): .unary(operation, operand.renumbered(id))
    case .binary(let operation, let left, let right):
      .binary(operation, left.renumbered(id), right.renumbered(id))
    case .choose(let condition, let yes, let no):
      .choose(condition.renumbered(id), yes.renumbered(id), no.renumbered(id))
    case .call(let name, let arguments): .call(name, arguments.map { $0.renumbered(id) })
    }
  }
}

extension Law {
  /// The same law over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Law {
    Law(distribution, arguments.map { $0.renumbered(id) })
  }
}

extension Definition {
  /// The same definition over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Definition {
    switch self {
    case .formula(let formula): .formula(formula.renumbered(id))
    case .drawn(let law): .drawn(law.renumbered(id))
    case .chance(let chance): .chance(chance.renumbered(id))
    case .pick(let chances): .pick(chances.map { $0.renumbered(id) })
    }
  }
}

extension Assignment {
  /// The same assignment over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Assignment {
    Assignment(id(variable), definition.renumbered(id))
  }
}

extension StateVariable {
  /// The same state over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> StateVariable {
    StateVariable(
      id(variable), initial: initial.renumbered(id), next: next?.renumbered(id),
      low: low?.renumbered(id), high: high?.renumbered(id))
  }
}

extension Step {
  /// The same step over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Step {
    switch self {
    case .assign(let assignment): .assign(assignment.renumbered(id))
    case .shares(let variables, let utilities, let allowed):
      .shares(
        variables.map(id), utilities: utilities.map { $0.renumbered(id) },
        allowed: allowed.map { $0?.renumbered(id) })
    case .equilibrium(let anticipation):
      .equilibrium(anticipation.mapped({ $0.renumbered(id) }, id))
    }
  }
}

extension Observable {
  /// The same observable over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Observable {
    Observable(
      id: self.id, sentence: sentence, kind: kind, truth: id(truth), truthFrom: truthFrom,
      usual: usual.renumbered(id), report: report?.renumbered(id),
      reportByStance: reportByStance.mapValues { $0.renumbered(id) }, recording: recording)
  }
}

extension Usual {
  /// The same expectation over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Usual {
    switch self {
    case .chance(let chance): .chance(chance.renumbered(id))
    case .law(let law): .law(law.renumbered(id))
    }
  }
}

extension ReportLaw {
  /// The same law of reports over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> ReportLaw {
    ReportLaw(law: law.renumbered(id), shared: shared?.renumbered(id))
  }
}

extension Question {
  /// The same question over variables with other ids.
  package func renumbered(_ id: (VariableID) -> VariableID) -> Question {
    Question(
      id: self.id, text: text, opens: opens, resolves: resolves, kind: kind,
      value: value.renumbered(id), condition: condition?.renumbered(id), observables: observables)
  }
}
