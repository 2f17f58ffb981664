import RashomonInference
package import RashomonText

/// What `discriminate` found: whether a record like this one can tell the accounts apart, and what
/// would be worth looking for next.
package struct Discrimination: Sendable {
  package let caseID: String
  package let title: String
  /// The simulated records have the rows, dates and grades that were known by then.
  package let asOf: CalendarDate
  /// Histories and runs of each weighing of a simulated record.
  package let settings: RunSettings
  package let provenance: Provenance
  package let recordHash: String
  package let visibleRows: Int
  /// Simulated records of each account.
  package let records: Int
  /// Common ground first, then the accounts that exist.
  package let rivals: [Rival]
  /// Every ordered pair: what happens to the second on records of the first.
  package let duels: [Duel]
  package let leftOut: [Weighing.LeftOutAccount]
  /// nil where no day of the period is left to look at.
  package let collecting: Collecting?
  package let ceilings: [Ceiling]

  /// One account as the truth.
  package struct Rival: Sendable {
    package let id: String
    package let title: String
    /// On how many of its records each rival won, in their order.
    package let wins: [Int]
    /// Records on which no single rival was best.
    package let ties: Int
    /// The sd of one log Ẑ under each rival on its records, in dB; nil where it cannot be told (one
    /// run), 0 where it is exact.
    package let spread: [Double?]
    /// The share of its records on which it won, with the error that their number leaves.
    package let right: Measured

    /// The largest of `spread`.
    package var worstSpread: Double? {
      spread.contains { $0 == nil } ? nil : spread.compactMap { $0 }.max()
    }
  }

  /// Two accounts on the records of the first.
  package struct Duel: Sendable {
    package let truth: String
    package let other: String
    /// Records on which the truth did better.
    package let wins: Int
    package let ties: Int
    /// Records that the other cannot give at all.
    package let ruledOut: Int
    /// The share of the records on which the truth did better, a tie as half.
    package let share: Measured
    /// By how much on average, in dB, over the records that both can give; the error is that of the
    /// mean over records and holds the noise of the weighing.
    package let decibels: Measured
  }

  /// The sd of log Ẑ that each weighing is to stay under, in dB.
  package static let aimedSpread = 1.0
}

/// What to look for next, as of one date.
package struct Collecting: Sendable {
  package let asOf: CalendarDate
  /// The weights that say who may be right: headline posteriors, common ground first.
  package let posteriors: [Measured]
  /// The bits that there are to learn.
  package let uncertainty: Measured
  package let settings: RunSettings
  /// Best first.
  package let readings: [NextReading]
}

/// Something that may be looked up on a coming date, and what that would tell.
package struct NextReading: Sendable {
  package let observable: String
  package let sentence: String
  /// Of a status or number the day itself.
  package let from: CalendarDate
  package let to: CalendarDate
  package let kind: Kind
  /// The chance of a yes under each rival, or the median of the number, in their order; of what is
  /// true, not of what would be reported.
  package let expectations: [Measured]
  /// The average of the chances by the posteriors; nil for a number.
  package let average: Double?
  /// About which account is right.
  package let bits: Measured
  /// The weight that the right account is to expect against the rest; nil where it has no bound.
  package let decibels: Measured?
  /// For which account a yes (a number above the middle) speaks most, in dB against the rest, and
  /// for which a no.
  package let yes: Verdict
  package let no: Verdict

  package enum Kind: Hashable, Sendable {
    /// Does it happen in these days?
    case event
    case status
    case number
  }

  package struct Verdict: Sendable {
    package let account: String
    package let decibels: Double
  }
}

/// A statement, and the most that any evidence about it can do.
package struct Ceiling: Sendable {
  package let account: String
  package let place: String
  package let statement: String
  /// Against common ground, in dB, if it happens; and if it does not.
  package let ifYes: Double
  package let ifNo: Double

  /// What a ranking needs.
  package static let leastMoved = Comparison.leastTold

  /// Whether evidence can move it by that much, one way or the other.
  package var canMove: Bool { max(abs(ifYes), abs(ifNo)) >= Ceiling.leastMoved }
}
