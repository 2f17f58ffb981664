import RashomonEngine
import RashomonModel

/// Which method computes a part where none is asked for; parts that can be computed exactly in
/// reasonable time are so before this is asked.
extension MethodCatalog {
  /// SMC² where something is drawn once per history and kept: the values that a plain filter starts
  /// with die out, those of SMC² are moved. The plain filter where all that is random happens day by
  /// day, which is what it is best at.
  static func automatic(for component: Component) -> any InferenceMethod {
    component.unknownCount > 0 ? NestedFilter() : ParticleFilter()
  }
}

extension Component {
  /// How many parameters and hidden facts are drawn once for a whole history.
  package var unknownCount: Int {
    model.facts.count { engine.cells.contains($0.variable) && $0.definition.isRandom }
  }
}

/// What one method did of an account.
package struct MethodShare: Hashable, Sendable {
  /// By its name in the catalogue.
  package let method: String
  package let isExact: Bool
  /// Independent parts of the account that it computed.
  package let parts: Int
  /// The most parameters and hidden facts of any of these parts.
  package let unknowns: Int
}

extension AccountResult {
  /// What each method did, in the catalogue's order.
  package var methodShares: [MethodShare] {
    MethodCatalog.all.compactMap { method in
      let own = components.filter { $0.method == method.name }
      guard !own.isEmpty else { return nil }
      return MethodShare(
        method: method.name, isExact: method.isExact, parts: own.count,
        unknowns: own.map(\.component.unknownCount).max() ?? 0)
    }
  }
}
