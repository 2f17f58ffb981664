package import RashomonEvidence

/// Something that could be seen, with its truth in this account and the law of its reports.
package struct Observable: Hashable, Sendable {
  package let id: String
  package let sentence: String
  package let kind: ObservableKind
  /// Its value today in a history: 1 on the day an event happens, a status' truth, a number.
  package let truth: VariableID
  /// Whose model the truth is.
  package let truthFrom: TruthOrigin
  /// What someone who knows only base rates would expect today, and what a false report looks like.
  package let usual: Usual
  /// How rows of a number scatter around the truth; nil where a row is the truth itself.
  package let report: ReportLaw?
  /// Laws for sources of one stance, in place of `report`.
  package let reportByStance: [Stance: ReportLaw]
  package let recording: Recording

  package init(
    id: String, sentence: String, kind: ObservableKind, truth: VariableID, truthFrom: TruthOrigin,
    usual: Usual, report: ReportLaw?, reportByStance: [Stance: ReportLaw], recording: Recording
  ) {
    self.id = id
    self.sentence = sentence
    self.kind = kind
    self.truth = truth
    self.truthFrom = truthFrom
    self.usual = usual
    self.report = report
    self.reportByStance = reportByStance
    self.recording = recording
  }
}

package enum ObservableKind: Hashable, Sendable {
  /// Happens on a day; `once` means at most once.
  case event(once: Bool)
  /// True or false on any day.
  case status
  /// `unit` is nil for a plain number. `complete`: a day without a row says 0.
  case number(unit: String?, complete: Bool)
}

package enum TruthOrigin: Hashable, Sendable {
  case account
  case commonGround
  case usual
}

/// What base rates say of today.
package enum Usual: Hashable, Sendable {
  /// The chance of an event today, or the probability of a status.
  case chance(Expression)
  case law(Law)
}

/// How rows scatter around a day's truth.
package struct ReportLaw: Hashable, Sendable {
  /// The law of a row given the day's truth (a variable that its arguments read).
  package let law: Law
  /// The error that all rows of the day share, as a factor on the law's median (lognormal) or a
  /// standard deviation added to its mean (normal, student_t); nil for none.
  package let shared: Expression?

  package init(law: Law, shared: Expression?) {
    self.law = law
    self.shared = shared
  }
}

/// How an observable gets on record.
package struct Recording: Hashable, Sendable {
  /// Days (indices) on which someone kept the record; outside nothing is known.
  package let watched: ClosedRange<Int>
  /// The chance that a true one is ever reported.
  package let noticed: Double
  /// Days within which 90 % of reports arrive, at least 0.
  package let lag: Double
  /// The grade of silence.
  package let silence: Grade
  /// Chance a day of a report without the event.
  package let falseRate: Double
  /// The announcement is the act: rows are certain.
  package let selfEvident: Bool

  package init(
    watched: ClosedRange<Int>, noticed: Double = 0.95, lag: Double = 1,
    silence: Grade = Grade(.a, .two), falseRate: Double = 0, selfEvident: Bool = false
  ) {
    self.watched = watched
    self.noticed = noticed
    self.lag = lag
    self.silence = silence
    self.falseRate = falseRate
    self.selfEvident = selfEvident
  }
}
