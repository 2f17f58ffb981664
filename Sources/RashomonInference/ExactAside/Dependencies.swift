import RashomonEvidence
package import RashomonModel

/// Which variables of a model decide which others, over all days.
package struct Dependencies: Sendable {
  /// What each variable's definition reads, by index: a state's first value, bounds and `next`
  /// alike, so that a slice holds everything that can ever reach a variable.
  private let reads: [[Int]]
  /// Whether a variable's value may differ between histories.
  private let varies: [Bool]

  package init(_ model: Model) {
    var reads = [[Int]](repeating: [], count: model.variables.count)
    var draws = [Bool](repeating: false, count: model.variables.count)
    func note(_ variable: VariableID, _ definition: Definition) {
      reads[variable.index] += definition.variables.map(\.index)
      if definition.isRandom { draws[variable.index] = true }
    }
    for fact in model.facts { note(fact.variable, fact.definition) }
    for state in model.states {
      note(state.variable, state.initial)
      if let next = state.next { note(state.variable, next) }
      reads[state.variable.index] += (state.low?.variables ?? []).map(\.index)
      reads[state.variable.index] += (state.high?.variables ?? []).map(\.index)
    }
    for step in model.steps {
      switch step {
      case .assign(let assignment): note(assignment.variable, assignment.definition)
      case .shares(let targets, let utilities, let allowed):
        let sources =
          (utilities + allowed.compactMap(\.self)).flatMap(\.variables).map(\.index)
          + targets.map(\.index)
        for target in targets { reads[target.index] += sources }
      case .equilibrium(let anticipation):
        let sources =
          anticipation.formulas.flatMap(\.variables).map(\.index)
          + anticipation.targets.map(\.index)
        for target in anticipation.targets { reads[target.index] += sources }
      }
    }
    self.reads = reads.map { Array(Set($0)).sorted() }
    self.varies = Dependencies.reaching(draws, along: self.reads)
  }

  /// The variables that decide the given ones, these included.
  package func slice(of roots: some Sequence<VariableID>) -> Set<VariableID> {
    var slice = Set<VariableID>()
    var pending = Array(roots)
    while let variable = pending.popLast() {
      if slice.insert(variable).inserted {
        pending += reads[variable.index].map(VariableID.init)
      }
    }
    return slice
  }

  /// Whether a variable's value may differ between histories.
  package func varies(_ variable: VariableID) -> Bool { varies[variable.index] }

  /// What a variable's definition reads.
  package func read(by variable: VariableID) -> [VariableID] {
    reads[variable.index].map(VariableID.init)
  }

  /// The variables from which a marked one can be reached.
  private static func reaching(_ marked: [Bool], along reads: [[Int]]) -> [Bool] {
    var readers = [[Int]](repeating: [], count: reads.count)
    for (reader, sources) in reads.enumerated() {
      for source in sources { readers[source].append(reader) }
    }
    var reached = marked
    var pending = marked.indices.filter { marked[$0] }
    while let variable = pending.popLast() {
      for reader in readers[variable] where !reached[reader] {
        reached[reader] = true
        pending.append(reader)
      }
    }
    return reached
  }
}

extension Definition {
  /// Every variable read.
  var variables: [VariableID] {
    switch self {
    case .formula(let formula): formula.variables
    case .drawn(let law): law.arguments.flatMap(\.variables)
    case .chance(let probability): probability.variables
    case .pick(let probabilities): probabilities.flatMap(\.variables)
    }
  }

  /// Whether its value is drawn; a chance that is the constant 0 or 1 is not.
  var isRandom: Bool {
    switch self {
    case .formula: false
    case .chance(.constant(let probability)): probability > 0 && probability < 1
    case .drawn, .chance, .pick: true
    }
  }
}

extension Observable {
  /// Every variable that the weight of its readings depends on directly.
  var weighed: [VariableID] {
    var expressions: [Expression] = []
    switch usual {
    case .chance(let probability): expressions.append(probability)
    case .law(let law): expressions += law.arguments
    }
    let laws = [report].compactMap(\.self) + Stance.allCases.compactMap { reportByStance[$0] }
    for report in laws {
      expressions += report.law.arguments
      if let shared = report.shared { expressions.append(shared) }
    }
    return [truth] + expressions.flatMap(\.variables)
  }
}
