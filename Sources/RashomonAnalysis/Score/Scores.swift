package import RashomonModel
package import RashomonText

/// What `score` found: each account's forecasts against the outcomes.
package struct Scores: Sendable {
  package let caseID: String
  package let title: String
  package let settings: RunSettings
  package let provenance: Provenance
  /// Each record that a forecast was made on, by date.
  package let records: [SeenRecord]
  /// Ids in the order of the table: accounts, then `average`, then `common-ground`.
  package let forecasters: [Scored]
  package let questions: [ScoredQuestion]
  package let warnings: [String]

  package struct SeenRecord: Hashable, Sendable {
    package let asOf: CalendarDate
    package let hash: String
    package let visibleRows: Int
  }

  package struct Scored: Sendable {
    package let id: String
    package let title: String
    /// Mean over the yes/no questions scored for it; nil where there is none.
    package let brier: Measured?
    package let log: Measured?
    package let count: Int
    /// The same over the questions that every forecaster was scored on, to be compared.
    package let commonBrier: Measured?
    package let commonLog: Measured?
  }
}

/// One question with its outcome and marks.
package struct ScoredQuestion: Sendable {
  package let id: String
  package let text: String
  package let kind: QuestionKind
  /// 1 or 0, or a number; nil where void.
  package let outcome: Double?
  package let opens: CalendarDate
  /// By forecaster id; a forecaster without a mark was not scored on it.
  package let marks: [String: Mark]
  /// Ids of models not marked because the record as of their date rules them out.
  package let ruledOut: [String]
}

/// The marks of one forecast.
package struct Mark: Sendable {
  /// When the forecast was made.
  package let asOf: CalendarDate
  /// 1 or 0, or a number.
  let outcome: Double
  /// The probability of yes as scored, or the median of a number.
  package let forecast: Double
  /// One standard error of the forecast, 0 where it is exact, nil where none can be given.
  package let forecastError: Double?
  /// (p − outcome)², 0 best, 1 worst; nil for numbers.
  package let brier: Double?
  /// Natural logarithm of the probability given to what happened, 0 best; nil for numbers.
  package let log: Double?
  /// Continuous ranked probability score in the question's unit, 0 best; nil for yes/no.
  package let crps: Double?
  /// A certainty that rests on finitely many histories was pulled in before scoring.
  package let isClipped: Bool
  /// Whose model answered.
  package let speaks: TruthOrigin
  /// The forecast without each run in turn; empty where it is exact.
  let leftOut: [Double]
}
