/// How an item of evidence stands to a hypothesis in an analysis of competing hypotheses [Heuer1999].
package enum AchRating: String, CaseIterable, Hashable, Sendable {
  case veryInconsistent = "VI"
  case inconsistent = "I"
  case neutral = "N"
  case consistent = "C"
  case veryConsistent = "VC"
  /// The item says nothing of the hypothesis, or nobody rated it.
  case notApplicable = "NA"

  /// A rating as matrices spell it: `II`, `very inconsistent`, `cc`, `N/A`, or an empty cell; nil for
  /// any other text.
  package init?(spelling text: some StringProtocol) {
    let letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
    let isDash = text.allSatisfy { $0.isWhitespace || "–—".contains($0) }
    guard let rating = Self.spellings[letters], !letters.isEmpty || isDash else { return nil }
    self = rating
  }

  /// What may stand in a cell, for messages.
  package static let spelt = ["VI", "II", "I", "N", "C", "CC", "VC", "NA"]

  private static let spellings: [String: AchRating] = [
    "vi": .veryInconsistent, "ii": .veryInconsistent, "veryinconsistent": .veryInconsistent,
    "stronglyinconsistent": .veryInconsistent, "highlyinconsistent": .veryInconsistent,
    "i": .inconsistent, "inconsistent": .inconsistent,
    "n": .neutral, "neutral": .neutral,
    "c": .consistent, "consistent": .consistent,
    "vc": .veryConsistent, "cc": .veryConsistent, "veryconsistent": .veryConsistent,
    "stronglyconsistent": .veryConsistent, "highlyconsistent": .veryConsistent,
    "na": .notApplicable, "notapplicable": .notApplicable, "": .notApplicable,
  ]
}

// MARK: As weights

extension AchRating {
  /// The weight of evidence, in dB, from which an item counts as consistent, and from which as very.
  package static let consistentFrom = 3.0
  package static let veryConsistentFrom = 10.0

  /// The rating that a weight of evidence amounts to: VI to −10 dB, I to −3, C from 3, VC from 10.
  ///
  /// - Parameter decibels: against common ground; ±∞ are very, NaN is not applicable.
  package init(decibels: Double) {
    switch decibels {
    case _ where decibels.isNaN: self = .notApplicable
    case ...(-Self.veryConsistentFrom): self = .veryInconsistent
    case ...(-Self.consistentFrom): self = .inconsistent
    case Self.veryConsistentFrom...: self = .veryConsistent
    case Self.consistentFrom...: self = .consistent
    default: self = .neutral
    }
  }
}
