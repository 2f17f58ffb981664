package import RashomonModel
package import RashomonText

/// What `backtest` found: the ranking and the forecasts as they would have been on each of some
/// dates, and how good they were.
package struct Backtest: Sendable {
  package let caseID: String
  package let title: String
  package let settings: RunSettings
  package let provenance: Provenance
  /// What outcomes were known by: the last report, or the last resolution if that is later.
  package let knownUntil: CalendarDate
  package let dates: [BacktestDate]
  /// In the order of the tables: accounts, then `average`, `common-ground`, `climatology` and
  /// `base-rate`.
  package let forecasters: [BacktestForecaster]
  /// Every forecast of something whose outcome is known, by date, then as asked.
  package let forecasts: [BacktestForecast]
  /// For each lead and forecaster that has forecasts.
  package let scores: [LeadScore]
  /// Of the case's questions past their scheduled date, and of what the record asks; for each
  /// forecaster that has forecasts.
  package let calibrations: [CalibrationBins]
  /// What authors say beside what their accounts imply.
  package let stated: [StatedForecast]
  package let warnings: [String]
}

/// Whose forecasts are marked.
package struct BacktestForecaster: Hashable, Sendable {
  package let id: String
  package let title: String
}

/// The case as it would have stood on a date.
package struct BacktestDate: Sendable {
  package let asOf: CalendarDate
  package let visibleRows: Int
  package let recordHash: String
  /// The headline counts what became known after this date; nil where no account existed.
  package let since: CalendarDate?
  /// The accounts that existed, the best first, then common ground.
  package let ranking: [Ranked]
  /// The two best accounts by what the headline counts; nil where fewer than two can give the record
  /// or there is nothing yet to foresee.
  package let lead: Comparison?
  /// Ids of the accounts that did not exist yet.
  package let leftOut: [String]
  /// Whether the runs tell the evidence of every account.
  package let isReliable: Bool
  /// The case's questions and the record's that were asked and can be marked.
  package let ownQuestions: Int
  package let recordQuestions: Int

  package struct Ranked: Sendable {
    package let id: String
    /// Counting what all that existed could only foresee, and everything visible.
    package let posterior: Measured
    package let posteriorWhole: Measured
    /// In dB against common ground, counting everything visible.
    package let weight: Measured
    package let isRuledOut: Bool
  }
}

/// How far ahead a forecast looks.
package enum Lead: Hashable, Sendable {
  /// A question made from the record about the next days: 7 or 30.
  case days(Int)
  /// One of the case's questions, by how many days were left to its date.
  case own(ClosedRange<Int>)

  /// The own questions' groups, from the nearest.
  static let ownGroups = [1...30, 31...90, 91...Int.max]

  static func own(daysLeft: Int) -> Lead {
    .own(ownGroups.first { $0.contains(daysLeft) } ?? ownGroups[0])
  }

  /// Every lead, in the order of the tables.
  static var all: [Lead] {
    RecordOutcomes.leads.map { .days($0.days) } + ownGroups.map { .own($0) }
  }

  package var isOwn: Bool {
    if case .own = self { return true }
    return false
  }
}

/// One question forecast on one date, with its outcome and marks.
package struct BacktestForecast: Sendable {
  package let asOf: CalendarDate
  package let lead: Lead
  package let question: String
  package let text: String
  package let resolves: CalendarDate
  package let kind: QuestionKind
  /// 1 or 0, or a number.
  package let outcome: Double
  /// By forecaster id; one without a mark did not exist, or is ruled out by what was known.
  package let marks: [String: Mark]
  /// Past its scheduled date by what is known.
  package let isPastDate: Bool
}

/// How good a forecaster's yes/no forecasts were at one lead.
package struct LeadScore: Sendable {
  package let lead: Lead
  package let forecaster: String
  /// Forecasts, the distinct questions or observables among them, and how many came out yes.
  package let forecasts: Int
  package let subjects: Int
  package let yes: Int
  package let brier: Measured
  package let log: Measured
  /// The references on the same forecasts; a base rate on those of them that have one.
  package let references: [Reference]

  package struct Reference: Sendable {
    package let id: String
    package let forecasts: Int
    package let brier: Measured
    package let log: Measured
    /// The forecaster's score less the reference's on those forecasts: below 0 the forecaster is
    /// better by Brier, above 0 by log.
    package let brierDifference: Measured
    package let logDifference: Measured
    /// What luck in the outcomes adds to the error of the Brier difference: questions or observables
    /// are drawn anew, each with all its forecasts; nil for a single one.
    package let brierLuck: Double?
  }
}

/// How often what was given some probability came true.
package struct CalibrationBins: Sendable {
  package let forecaster: String
  /// Whether over the case's questions, in place of the record's.
  package let isOwn: Bool
  package let bins: [Bin]

  package struct Bin: Sendable {
    package let low: Double
    package let high: Double
    /// The word for it.
    package let word: String
    package let forecasts: Int
    /// Distinct questions or observables.
    package let subjects: Int
    /// Mean forecast; NaN where there is none.
    package let mean: Double
    package let happened: Int
  }
}
