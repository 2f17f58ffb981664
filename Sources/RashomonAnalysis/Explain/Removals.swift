/// What becomes of the ranking when something is left out of the record.
package struct Removals: Sendable {
  /// Account ids, best first, on the whole record.
  package let ranking: [String]
  /// With what the ranking and every variant of it were computed.
  package let settings: RunSettings
  /// Observables, then sources, then items.
  package let removals: [Removal]

  /// Those whose removal changes the ranking, those that change who leads first.
  package var linchpins: [Removal] {
    let linchpins = removals.filter(\.changesRanking)
    return linchpins.filter { changesLead($0) } + linchpins.filter { !changesLead($0) }
  }

  /// Whether another account comes first without it, by more than the computation's error.
  package func changesLead(_ removal: Removal) -> Bool {
    removal.swaps.contains { $0.isTold && $0.below == ranking.first }
  }
}

/// One thing left out.
package struct Removal: Sendable {
  package enum Kind: String, Hashable, Sendable {
    case item, source, observable
  }

  package let kind: Kind
  /// The item's, source's or observable's id.
  package let name: String
  /// Account ids, best first, without it.
  package let ranking: [String]
  /// How each account's headline weight changes, in dB against common ground.
  package let changes: [Change]
  /// Accounts that change places.
  package let swaps: [Swap]

  package struct Change: Sendable {
    package let account: String
    package let change: Measured
  }

  /// Two accounts that change places.
  package struct Swap: Sendable {
    /// The account that comes first without what is left out, and the one that did with it.
    package let above: String
    package let below: String
    /// How far the first moves up on the second, in dB, above 0.
    package let change: Measured
    /// Whether that is two of its errors or more; if not, the computation cannot say that the removal
    /// makes a difference.
    package let isTold: Bool
  }

  /// Whether accounts change places by more than the computation's error.
  package var changesRanking: Bool { swaps.contains(where: \.isTold) }
}
