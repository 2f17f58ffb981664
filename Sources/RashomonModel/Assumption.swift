/// A number that someone put into a case's text and another might have put differently, at its
/// source: what `challenge` moves.
package struct Assumption: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A word that stands as a chance: what it means unless moved, and the ends of its range. A
    /// variation puts another probability in its place.
    case word(term: String, mean: Double, low: Double, high: Double)
    /// What is usual. A variation multiplies the rate (of an event), the odds (of a status) or the
    /// number itself.
    case usual
    /// How far the prior of a `param ~` reaches. A variation multiplies its width.
    case width
  }

  /// Its place, which no other has: `belarus-2020.crisis:41:9` (line and column from 1).
  package let id: String
  package let kind: Kind
  /// As written there, without its provenance: `expects walkout by 2024-03-31: likely`.
  package let text: String
  /// The models that it is a part of, in their order: all of them for what common ground says and no
  /// account replaces.
  package let models: [String]
  /// For a word that says what is usual, the id of what is usual there: one number that can be moved in
  /// two ways.
  package let usual: String?

  package init(id: String, kind: Kind, text: String, models: [String], usual: String? = nil) {
    self.id = id
    self.kind = kind
    self.text = text
    self.models = models
    self.usual = usual
  }
}

/// Other numbers for some of a case's assumptions.
package struct Variation: Hashable, Sendable {
  /// By the assumption's id: a probability for a word, a factor above 0 for the others.
  package private(set) var values: [String: Double]

  package init(_ values: [String: Double] = [:]) {
    self.values = values
  }

  /// The case as written.
  package static let none = Variation()

  package subscript(id: String) -> Double? {
    get { values[id] }
    set { values[id] = newValue }
  }
}
