/// What an account says of things beside defining them, by the name of the thing: of each the
/// statements in their order.
struct SaidOf {
  /// By state, event, or option (`Kremlin.deploy`).
  let adjustments: [String: [Sourced<AdjustSyntax>]]
  /// By observable.
  let expectations: [String: [Sourced<ExpectsSyntax>]]
  /// By observable.
  let ruledOut: [String: [Sourced<RulesOutSyntax>]]

  init(_ draft: Draft) {
    adjustments = Dictionary(grouping: draft.adjustments) { source in
      switch source.node.change {
      case .state(let name, _), .odds(let name, _): name.text
      case .worth(let option, _): option.text
      case .missing: ""
      }
    }
    expectations = Dictionary(grouping: draft.expectations) { $0.node.observable.text }
    ruledOut = Dictionary(grouping: draft.ruledOut) { $0.node.observable.text }
  }
}
