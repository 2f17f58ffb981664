import RashomonModel
import RashomonText

/// What depends on what in a finished model.
struct Influence {
  private let reads: [[VariableID]]

  init(_ builder: ModelBuilder) { reads = builder.reads() }

  /// Everything that the roots are computed from, themselves included.
  func sources(of roots: some Sequence<VariableID>) -> Set<VariableID> {
    var found: Set<VariableID> = []
    var open = Array(roots)
    while let variable = open.popLast() {
      if found.insert(variable).inserted { open += reads[variable.index] }
    }
    return found
  }
}

extension Elaborator {
  /// The account's `says nothing of e` against its other statements.
  mutating func checkSilences(_ model: Model) {
    if draft.silences.isEmpty { return }
    let influence = Influence(builder)
    for source in draft.silences {
      let name = source.node.observable.text
      guard let observable = model.observables.first(where: { $0.id == name }) else { continue }
      let reached = influence.sources(of: [observable.truth])
      let culprit = builder.touches.first {
        $0.statement.account == draft.id && reached.contains($0.variable)
      }
      guard let culprit else { continue }
      let text = culprit.statement.text(culprit.statement.syntax.range).withoutProvenance
      let shown = text.count > 60 ? "\(text.prefix(57))…" : text
      log.report(
        ClaimProblem.silenceBroken(name, by: shown),
        at: source.statement.place(source.node.observable.range))
    }
  }

  /// The statements of the model, and those that what can be seen or asked depends on.
  func influences(_ model: Model) -> (all: [Statement], influential: Set<StatementKey>) {
    var roots: [VariableID] = []
    for observable in model.observables {
      roots.append(observable.truth)
      for law in [observable.report].compactMap({ $0 }) + Array(observable.reportByStance.values) {
        roots += law.law.arguments.flatMap(\.variables) + (law.shared?.variables ?? [])
      }
      switch observable.usual {
      case .chance(let chance): roots += chance.variables
      case .law(let law): roots += law.arguments.flatMap(\.variables)
      }
    }
    for question in model.questions {
      roots += question.value.variables + (question.condition?.variables ?? [])
    }
    let reached = Influence(builder).sources(of: roots)
    var influential: Set<StatementKey> = []
    for touch in builder.touches where reached.contains(touch.variable) {
      influential.insert(touch.statement.key)
    }
    return (builder.touches.map(\.statement), influential)
  }
}
