package import RashomonInference
package import RashomonModel
package import RashomonText

/// What `forecast` found: every open question, answered by each account and on average.
package struct Forecast: Sendable {
  package let caseID: String
  package let title: String
  package let asOf: CalendarDate
  package let settings: RunSettings
  package let provenance: Provenance
  package let recordHash: String
  package let visibleRows: Int
  /// The accounts that exist, common ground first, with the weights that average the answers.
  package let accounts: [Forecaster]
  package let questions: [ForecastQuestion]
  /// Ids of questions that had closed by the as-of date.
  package let closed: [String]
  package let leftOut: [Weighing.LeftOutAccount]
  package let warnings: [String]
  /// Where settings ask for draws; of the questions that are open.
  package let draws: PosteriorDraws?
}

/// An account as a forecaster.
package struct Forecaster: Sendable {
  package let id: String
  package let title: String
  package let posterior: Measured
  package let isReliable: Bool
  /// What each method did of it, exact ones first.
  package let shares: [MethodShare]
  /// In each run; 0 where nothing was sampled.
  package let histories: Int
  /// No history of it can produce the record, so that it answers nothing.
  package let isRuledOut: Bool
}

/// One question with its answers.
package struct ForecastQuestion: Sendable {
  package let id: String
  package let text: String
  package let opens: CalendarDate
  package let resolves: CalendarDate
  package let kind: QuestionKind
  /// One for each forecaster, in their order.
  package let answers: [Answer]
  /// Averaged by posterior.
  package let average: Answer
  /// What each author says, where one does; set beside the answers, never weighed.
  package let verdicts: [String: Verdict]
}

/// A forecast of one question.
package struct Answer: Sendable {
  /// The probability of yes, or the mean of a number.
  package let estimate: Measured
  /// 5, 50 and 95 % of a number; nil for yes/no.
  package let quantiles: Quantiles?
  /// Who says so: the account itself, common ground, or base rates where both are silent.
  package let speaks: TruthOrigin
  /// Effective histories that the answer rests on; ∞ where it is exact.
  package let effectiveHistories: Double

  package struct Quantiles: Hashable, Sendable {
    package let five: Measured
    package let fifty: Measured
    package let ninetyFive: Measured
  }
}
