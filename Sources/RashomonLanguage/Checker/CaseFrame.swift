package import RashomonEvidence
package import RashomonModel
package import RashomonText

/// What all accounts of a case share, as the crisis file says it.
package struct CaseFrame: Sendable {
  package let title: String
  package let period: Period
  /// In the order of the file.
  package let sources: [CaseSource]
  package let observables: [ObservableSchema]
  package let questions: [FrameQuestion]

  package init(
    title: String, period: Period, sources: [CaseSource], observables: [ObservableSchema],
    questions: [FrameQuestion]
  ) {
    self.title = title
    self.period = period
    self.sources = sources
    self.observables = observables
    self.questions = questions
  }
}

/// A text that accounts cite.
package struct CaseSource: Hashable, Sendable {
  package let id: String
  package let date: CalendarDate?
  /// The name of its text in the folder given by `--sources`.
  package let file: String?
  /// How many non-blank lines its text has, as the crisis file says.
  package let paragraphs: Int?

  package init(
    id: String, date: CalendarDate?, file: String?, paragraphs: Int?
  ) {
    self.id = id
    self.date = date
    self.file = file
    self.paragraphs = paragraphs
  }
}

/// A question without its formula, which each model has for itself.
package struct FrameQuestion: Hashable, Sendable {
  package let id: String
  package let text: String
  package let opens: CalendarDate
  package let resolves: CalendarDate
  package let kind: QuestionKind

  package init(
    id: String, text: String, opens: CalendarDate, resolves: CalendarDate, kind: QuestionKind
  ) {
    self.id = id
    self.text = text
    self.opens = opens
    self.resolves = resolves
    self.kind = kind
  }
}
