/// What one independent run of a method found out about one component: the unit of work that is
/// spread over threads, kept in a checkpoint and brought from an island.
package struct RunResult: Codable, Hashable, Sendable {
  /// log Ẑ, −∞ after a collapse.
  package let logEvidence: Double
  /// For each reported variable of the component the mean (one number), or each category's share.
  package let posteriors: [[Double]]
  /// For each question of the component.
  package let answers: [RunAnswer]
  package let diagnostics: RunDiagnostics
  package let collapse: Collapse?
  /// `Effort.draws` draws from the posterior; nil where none were asked for and after a collapse.
  package let draws: RunDraws?
  /// nil where the problem has no probes.
  package let trace: EvidenceTrace?

  package init(
    logEvidence: Double, posteriors: [[Double]], answers: [RunAnswer], diagnostics: RunDiagnostics,
    collapse: Collapse?, draws: RunDraws? = nil, trace: EvidenceTrace? = nil
  ) {
    self.logEvidence = logEvidence
    self.posteriors = posteriors
    self.answers = answers
    self.diagnostics = diagnostics
    self.collapse = collapse
    self.draws = draws
    self.trace = trace
  }
}

/// Draws from the posterior as one run found it, of equal weight and in random order, so that those
/// of independent components may be set side by side.
package struct RunDraws: Codable, Hashable, Sendable {
  /// Of each reported variable of the component, one value a draw (a category by its index).
  package let reported: [[Double]]
  /// Of each question of the component its value in that history, NaN where its condition fails.
  package let questions: [[Double]]
}

/// What one run says of one question.
package struct RunAnswer: Codable, Hashable, Sendable {
  /// The posterior probability of the question's condition, 1 without one.
  package let conditionProbability: Double
  /// Given the condition: the probability of yes, or the mean; NaN where the condition never holds.
  package let value: Double
  /// The number's distribution given the condition; nil for a yes/no question.
  package let sample: WeightedSample?
  /// How many equally weighted histories the answer rests on; ∞ where it is exact.
  package let effectiveHistories: Double
}

/// How well the histories of one run stood up to the record.
package struct RunDiagnostics: Codable, Hashable, Sendable {
  /// The least effective size of any day, before resampling; ∞ where nothing is sampled.
  package let leastEffectiveSize: Double
  /// The day of it; nil where no day has a reading.
  package let leastEffectiveDay: Int?
  /// How many of the once-per-history draws are left at the end; nil where nothing is sampled.
  package let distinctAncestors: Int?
  /// Histories, or the most weighted vectors of any day.
  package let size: Int
  /// Paths of each once-per-history value at the end, which has grown where filters over paths were
  /// too noisy to move values; nil where values have no filters of their own.
  package let paths: Int?
  /// The share of proposed once-per-history values that were taken when they were last moved; nil
  /// where they never were. Under a tenth, the values are hardly learned anew: more histories help.
  package let acceptance: Double?

  package init(
    leastEffectiveSize: Double, leastEffectiveDay: Int?, distinctAncestors: Int?, size: Int,
    paths: Int? = nil, acceptance: Double? = nil
  ) {
    self.leastEffectiveSize = leastEffectiveSize
    self.leastEffectiveDay = leastEffectiveDay
    self.distinctAncestors = distinctAncestors
    self.size = size
    self.paths = paths
    self.acceptance = acceptance
  }
}
