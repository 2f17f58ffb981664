// Observation bias: some answers are likelier to enter the record than they are to be true.
//
// With odds ω on one of two answers, which an unbiased record would give with probability P,
//
//     P_ω(that answer) = ωP/(1 + (ω − 1)P),    P_ω(the other) = (1 − P)/(1 + (ω − 1)P),
//
// so that an answer's probability is multiplied by ω or 1 and divided by Z = 1 + (ω − 1)P. P is what a
// history expects of the record before it is known what happens: the last of the day's discrete draws on
// which the reading hangs (as a rule the event itself) is averaged out, everything before it is given.
// Were P taken given what happened, a certain row could not be biased at all. Z is thus the same
// whatever happens, and a bias moves the weight of a history and no draw within it.
//
// A number's row says "above" or "not above" a threshold, and has ω times the density on one side. Rows
// of one day that share an error or a truth are biased together: the joint density is multiplied by the
// product of their ω's and divided by the expectation of that product, so that it stays a density.

/// How a biased record treats a number's row: values above the threshold have `odds` times the
/// chance, in odds, of being the one that is recorded.
package struct NumberTilt: Hashable, Sendable {
  package let threshold: Double
  /// On values above the threshold; below 1 it prefers those that are not above it.
  package let odds: Double

  package init(threshold: Double, odds: Double) {
    self.threshold = threshold
    self.odds = odds
  }

  /// At least 1.
  package var strength: Double { max(odds, 1 / odds) }

  /// The preferred side as an interval with both ends included.
  package var preferred: NumberRow.Value {
    odds >= 1
      ? .range(low: threshold.nextUp, high: .infinity)
      : .range(low: -.infinity, high: threshold)
  }
}

extension NumberRow {
  /// Whether the row lies on its tilt's preferred side; nil without a tilt, and for a range that
  /// holds the threshold, which speaks for neither side and is left unbiased.
  package var isPreferred: Bool? {
    guard let tilt, tilt.odds != 1 else { return nil }
    let isAbove: Bool
    switch value {
    case .point(let point): isAbove = point > tilt.threshold
    case .range(let low, let high):
      guard low > tilt.threshold || high <= tilt.threshold else { return nil }
      isAbove = low > tilt.threshold
    }
    return isAbove == (tilt.odds > 1)
  }
}

extension DayRecord {
  /// Whether no reading of the day is biased.
  package var isUnbiased: Bool {
    events.allSatisfy { $0.odds == 1 } && statuses.allSatisfy { $0.odds == 1 }
      && numbers.allSatisfy { reading in
        (reading.silence?.odds ?? 1) == 1 && reading.rows.allSatisfy { ($0.tilt?.odds ?? 1) == 1 }
      }
  }
}
