import OrderedCollections
import RashomonModel
import RashomonNumerics

/// What the names of a case stand for in each of its models, kept after checking so that
/// interventions can be read.
struct CaseNames: Sendable {
  /// As the crisis file says it.
  let frame: Frame
  /// Common ground's.
  let draft: Draft
  let scale: VerbalScale
  /// Common ground first, then the accounts.
  let models: [(model: String, known: [String: KnownName])]
}

/// A name of one model that has a value in a history.
struct KnownName: Sendable {
  let kind: NameKind
  let type: ValueType
  let variable: VariableID
  /// Of an actor its options, of a category its values; else empty.
  let values: [String]
  /// Of an actor, for each option, its chance if it decided today.
  let shares: [VariableID]
  /// Whether it happens, on days, rather than holds.
  let isEvent: Bool
  /// Of an event that happens at most once, whether it happened before today.
  let happened: Expression?
  /// Of a state, where they are plain numbers.
  let low: Double?
  let high: Double?
}

extension Elaborator {
  /// Every name that has a value, once the model is made.
  var knownNames: [String: KnownName] {
    let states = builder.statePlaces
    return draft.names.keys.reduce(into: [:]) { known, name in
      known[name] = knownName(name, states)
    }
  }

  private func knownName(
    _ name: String, _ states: [VariableID: Int]
  ) -> KnownName? {
    guard let symbol = symbols[name], case .variable(let variable) = symbol.value else {
      return nil
    }
    var values: [String] = []
    if case .category(_, let labels) = symbol.type { values = labels }
    let state = states[variable].map { builder.states[$0] }
    return KnownName(
      kind: symbol.kind, type: symbol.type, variable: variable,
      values: actors[name]?.options ?? values, shares: actors[name]?.shares ?? [],
      isEvent: symbol.kind == .event || observables[name]?.isEvent == true,
      happened: observables[name]?.isOnce == true ? memories["\(name)'happened"] : nil,
      low: state?.low?.constantValue, high: state?.high?.constantValue)
  }
}
