package import RashomonEvidence
package import RashomonText

/// How robust a ranking is: the lead of the best account under other assumptions.
package struct Challenge: Sendable {
  package let caseID: String
  package let title: String
  package let asOf: CalendarDate
  /// The lead counts what became known after this date; nil counts everything.
  package let since: CalendarDate?
  package let settings: RunSettings
  package let provenance: Provenance
  /// Hash of the rows visible at `asOf`.
  package let recordHash: String
  package let visibleRows: Int
  /// The accounts, best first, with the case as it is written.
  package let accounts: [ChallengedAccount]
  /// The best account and the next one, with the case as it is written.
  package let lead: Comparison
  /// Ids of the accounts so far behind that they were not ranked again under other assumptions.
  package let outOfReach: [String]
  /// Each change of one assumption, the one that loses most of the lead first.
  package let changes: [TestedChange]
  /// Sources whose rows were moved together and not each by itself.
  package let groupedSources: Int
  /// All assumptions moved at once, at random.
  package let random: RandomSettings?
  /// What prior odds flip the ranking, for each other model, in the order of the ranking.
  package let priorFlips: [PriorFlip]
  /// How biased towards the leader the record would have to be; nil where it was not asked.
  package let bias: ObservationBias?
  /// The posteriors where the evidence counts for less.
  package let power: PowerCurve
  /// The lead as a function of each parameter that was asked for.
  package let parameters: [ParameterFlip]
  /// The ranking by other analysts' grades; nil where the case has none.
  package let analysts: AnalystComparison?

  /// The title of an account, and what common ground is called.
  package func name(of id: String) -> String {
    accounts.first { $0.id == id }?.title ?? (id == "common-ground" ? "none of these" : id)
  }
}

/// An account in the ranking that is challenged.
package struct ChallengedAccount: Sendable {
  package let id: String
  package let title: String
  /// In dB against common ground, of what the lead counts.
  package let headlineWeight: Measured
}

/// What is left of a lead where something else is assumed.
package struct ChangedLead: Sendable {
  /// Id of the account that is first then.
  package let first: String
  /// How far the leader of the case as written is ahead of the best other account, in dB; below 0
  /// where it no longer leads, −∞ where the record then rules it out.
  package let lead: Measured
  /// How much smaller that is than in the case as written. The two share random numbers, and the
  /// error is that of the difference.
  package let lost: Measured
  /// Whether the errors can be believed.
  package let isReliable: Bool

  package enum Standing: String, Hashable, Sendable {
    /// The leader still leads, by two errors or more.
    case holds
    /// Another leads, by two errors or more.
    case flips
    /// Not told by this computation: the lead is under two of its errors, or no error can be stated.
    case undecided
  }

  package var standing: Standing {
    if lead.value == -.infinity { return .flips }
    if lead.value == .infinity { return .holds }
    guard isReliable, let error = lead.error, abs(lead.value) >= 2 * error else {
      return .undecided
    }
    return lead.value > 0 ? .holds : .flips
  }

  /// Whether the lead moved by more than the computation's error can explain: three errors, since
  /// hundreds of changes are tried.
  package var isMoved: Bool {
    guard lost.value.isFinite else { return true }
    return lost.value != 0 && lost.error.map { abs(lost.value) >= 3 * $0 } ?? false
  }
}

/// One assumption changed, and what that does to the lead.
package struct TestedChange: Sendable {
  package let change: AssumptionChange
  /// What is left of the lead, or why it could not be computed.
  package let outcome: Result<ChangedLead, RunFailure>

  package var lead: ChangedLead? { try? outcome.get() }
}

/// One assumption and what is put in its place.
package struct AssumptionChange: Sendable {
  package enum Kind: Hashable, Sendable {
    /// A word of probability at one place means an end of its range.
    case word(term: String, mean: Double, taken: Double)
    /// What is usual, times a factor.
    case usual(factor: Double)
    /// A prior's width, times a factor.
    case width(factor: Double)
    /// Every row (and every silence) of one grade is read as if it had another.
    case grade(from: Grade, to: Grade, rows: Int)
    /// Every graded row of one source, one step.
    case source(name: String, step: GradeStep, rows: Int)
    /// One row.
    case row(from: Grade, to: Grade)
  }

  package let kind: Kind
  /// What tells it apart from the others of its kind: the id of the assumption, source or row.
  package let id: String
  /// The statement as written, the source's name, or the row's note.
  package let text: String
  /// Ids of the models it is a part of; empty for what all share.
  package let models: [String]
  let setting: CaseSetting
}

/// Many settings, each with every assumption moved at random.
package struct RandomSettings: Sendable {
  /// How many were drawn.
  package let count: Int
  /// How many could not be computed.
  package let failed: Int
  /// In how many the computation does not tell who leads.
  package let undecided: Int
  /// How often each account was first, by id, most often first.
  package let firsts: [(account: String, settings: Int)]
  /// In how many of those computed the leader still led.
  package let leads: Int
  /// The same as a share, with its binomial error.
  package let share: Measured
  /// The lead's 5 %, 50 % and 95 % quantiles over the settings, in dB; empty where none was computed.
  package let leadQuantiles: [Double]
}

/// The ranking by each analyst's grades.
package struct AnalystComparison: Sendable {
  package struct Analyst: Sendable {
    package let name: String
    /// How many rows they graded, and of those that are visible how many otherwise than the record.
    package let graded: Int
    package let differing: Int
    /// Ids of the accounts, best first, with their headline weights.
    package let ranking: [(account: String, weight: Measured)]
    package let lead: ChangedLead
  }

  /// A visible row that someone grades otherwise than the record.
  package struct Difference: Sendable {
    package let row: String
    package let observable: String
    package let note: String
    /// nil for a row that is certain.
    package let recordGrade: Grade?
    package let grades: [(analyst: String, grade: Grade, lead: ChangedLead)]
  }

  /// In the order of the file.
  package let analysts: [Analyst]
  /// The one that moves the lead most first.
  package let differences: [Difference]
}
