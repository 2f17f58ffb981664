package import RashomonInference
package import RashomonText

/// What `weigh` found: every account on one record as of one date.
package struct Weighing: Sendable {
  package let caseID: String
  package let title: String
  package let asOf: CalendarDate
  /// The headline counts what became known after this date; nil where no account has a date.
  package let since: CalendarDate?
  /// Whether any row became known after `since`.
  package let hasForeseeable: Bool
  package let settings: RunSettings
  package let provenance: Provenance
  /// Hash of the rows visible at `asOf`.
  package let recordHash: String
  package let visibleRows: Int
  /// Rows known by `asOf` that do not count, since another row speaks in their place.
  package let uncounted: [UncountedRow]
  /// Common ground first, then the accounts in the order of their files.
  package let accounts: [WeighedAccount]
  /// Every two of the models that the record leaves, by what the headline counts: the better one
  /// first, in the order of the ranking; common ground takes part.
  package let comparisons: [Comparison]
  /// Accounts that did not exist yet.
  package let leftOut: [LeftOutAccount]
  /// The second baseline's weight against common ground, in dB.
  package let climatology: Double
  /// About rows of the record, in their order.
  package let warnings: [Diagnostic]
  /// Where settings ask for draws.
  package let draws: PosteriorDraws?

  package struct UncountedRow: Sendable {
    package let id: String
    /// `same origin as BY012`.
    package let reason: String
  }

  /// The two accounts with the highest headline weights; nil where fewer than two can give the
  /// record.
  package var lead: Comparison? {
    let rivals = Set(accounts.filter { $0.date != nil }.map(\.id))
    return comparisons.first { rivals.contains($0.first) && rivals.contains($0.second) }
  }

  package struct LeftOutAccount: Sendable {
    package let id: String
    package let title: String
    package let date: CalendarDate
  }
}

/// One account's share of a `Weighing`. Weights are in dB against common ground.
package struct WeighedAccount: Sendable {
  package let id: String
  package let title: String
  package let source: String?
  package let date: CalendarDate?
  package let prior: Double
  /// From the priors, counting only what all could foresee.
  package let posterior: Measured
  /// From the priors, counting everything visible.
  package let posteriorWhole: Measured
  package let logEvidence: Measured
  /// Holds the log evidence with probability 95 %; nil where no error can be stated.
  package let logEvidenceInterval: ClosedRange<Double>?
  package let weight: Measured
  /// nil for common ground, which has no date.
  package let explained: Measured?
  package let foresaw: Measured?
  /// Weight gained after `Weighing.since`, which the headline counts.
  package let headlineWeight: Measured
  /// Share of simulated records less probable than the real one; nil unless asked for.
  package let fit: Double?
  /// What each method did of it, exact ones first.
  package let shares: [MethodShare]
  /// Where no history of the account can produce the record: the rows and the day; else nil.
  package let ruledOut: RuledOut?
  /// False where the runs' log evidence of some part differs by more than one unit (standard
  /// deviation), of this account or common ground, on any of the dates that its weights compare.
  package let isReliable: Bool
  package let quality: FilterQuality?
  /// Posterior of each hidden fact and parameter, as of the weighing's date; empty for an account that
  /// is ruled out.
  package let facts: [FactPosterior]
}

extension WeighedAccount {
  /// The methods' names, `enumerate+smc2`.
  package var method: String { shares.map(\.method).joined(separator: "+") }
}

extension Weighing {
  /// The largest error of any account's weight, in dB: 0 where all is exact, ∞ where an account that
  /// the record leaves has no error that can be believed.
  package var reachedError: Double {
    accounts.filter { $0.ruledOut == nil }.map {
      $0.isReliable ? $0.weight.error ?? .infinity : .infinity
    }.max() ?? 0
  }
}

/// Rows of a day that no history of an account can produce.
package struct RuledOut: Hashable, Sendable {
  /// By id; empty where it is silence.
  package let rows: [String]
  package let observables: [String]
  package let date: CalendarDate
  /// The same as a message, with what to change.
  package let words: String
}

/// How well the particles held up.
package struct FilterQuality: Sendable {
  /// Standard deviation of log Ẑ between runs.
  package let spread: Double
  package let leastEffectiveSize: Double
  package let leastEffectiveDate: CalendarDate?
  /// Distinct once-per-history values left at the end, the least of all runs.
  package let distinct: Int
  /// In each run, of the part that has most.
  package let histories: Int
  /// Of each once-per-history value at the end, the most of all runs; nil where values have no filters
  /// of their own.
  package let paths: Int?
  /// The share of proposed values that were taken when they were last moved, the least of all runs;
  /// nil where none was.
  package let acceptance: Double?
}

/// The posterior of one hidden fact or parameter.
package struct FactPosterior: Sendable {
  package let name: String
  package let sentence: String?
  /// For a category, its values; else empty.
  package let labels: [String]
  /// The mean (of a yes/no fact its probability), or for a category one share a label.
  package let values: [Measured]
  package let kind: Kind
  /// Common ground's, which the account leaves as it is.
  package let isCommonGround: Bool

  package enum Kind: Hashable, Sendable {
    /// Yes or no, so that the value is a probability.
    case hidden
    /// A thesis or a constant: no evidence can move it.
    case asserted
    /// A parameter, or a category where there are labels.
    case number
  }

  package init(
    name: String, sentence: String?, labels: [String], values: [Measured], kind: Kind,
    isCommonGround: Bool
  ) {
    self.kind = kind
    self.isCommonGround = isCommonGround
    self.name = name
    self.sentence = sentence
    self.labels = labels
    self.values = values
  }
}
