/// A word for a probability, with the range it stands for.
package struct VerbalProbability: Hashable, Sendable {
  /// As written in a model: `very likely`.
  package let term: String
  /// The ends of its range, 0 < low < high < 1.
  package let low: Double
  package let high: Double
  /// The a and b of the beta distribution whose 5–95 % interval is the range.
  package let beta: SIMD2<Double>

  /// Nil unless 0 < low < high < 1.
  package init?(term: String, low: Double, high: Double) {
    guard let beta = Interval.beta(low: low, high: high) else { return nil }
    self.term = term
    self.low = low
    self.high = high
    self.beta = beta
  }

  /// What the word means as a chance: the mean of its beta distribution.
  package var mean: Double { beta.x / (beta.x + beta.y) }

  /// From `low` to `high`.
  package var range: ClosedRange<Double> { low...high }

  /// The same, wide enough for a probability beyond the ends of the table.
  package func range(with probability: Double) -> ClosedRange<Double> {
    min(low, probability)...max(high, probability)
  }
}

/// A table of words for probabilities, from the least to the most likely.
package struct VerbalScale: Hashable, Sendable {
  package let terms: [VerbalProbability]

  /// Nil unless there are terms, their names differ, and each begins where the one before ends or
  /// later.
  package init?(_ terms: [VerbalProbability]) {
    guard !terms.isEmpty, Set(terms.map(\.term)).count == terms.count,
      zip(terms, terms.dropFirst()).allSatisfy({ $0.high <= $1.low })
    else { return nil }
    self.terms = terms
  }

  /// The seven words of Intelligence Community Directive 203 [ODNI2015].
  package static let icd203 = VerbalScale(
    unchecked: [
      ("almost no chance", 0.01, 0.05), ("very unlikely", 0.05, 0.20), ("unlikely", 0.20, 0.45),
      ("roughly even", 0.45, 0.55), ("likely", 0.55, 0.80), ("very likely", 0.80, 0.95),
      ("almost certain", 0.95, 0.99),
    ].compactMap { VerbalProbability(term: $0.0, low: $0.1, high: $0.2) })

  private init(unchecked terms: [VerbalProbability]) { self.terms = terms }

  /// The term of that name, or nil.
  package func named(_ term: String) -> VerbalProbability? {
    terms.first { $0.term == term }
  }

  /// The word for a probability, or nil for NaN and outside [0, 1].
  ///
  /// A boundary belongs to the term above it. Beyond the two ends of the table (0 and 1 included)
  /// the outermost term is taken, and in a gap the term below it.
  package func term(for probability: Double) -> VerbalProbability? {
    guard probability >= 0, probability <= 1 else { return nil }
    return terms.last { $0.low <= probability } ?? terms.first
  }
}
