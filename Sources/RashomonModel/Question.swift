package import RashomonText

/// A dated forecast question.
package struct Question: Hashable, Sendable {
  package let id: String
  package let text: String
  package let opens: CalendarDate
  /// The last day that it speaks of.
  package let resolves: CalendarDate
  package let kind: QuestionKind
  /// Its value in a history, over facts and states after the last day: 1 or 0, or a number.
  package let value: Expression
  /// For a conditional question, 1 in the histories that count; nil for all.
  package let condition: Expression?
  /// Ids of the observables that it speaks of.
  package let observables: [String]

  package init(
    id: String, text: String, opens: CalendarDate, resolves: CalendarDate, kind: QuestionKind,
    value: Expression, condition: Expression?, observables: [String]
  ) {
    self.id = id
    self.text = text
    self.opens = opens
    self.resolves = resolves
    self.kind = kind
    self.value = value
    self.condition = condition
    self.observables = observables
  }
}

package enum QuestionKind: Hashable, Sendable {
  case yesNo
  case number
}

/// What an account's author says of a question; never weighed.
package struct Verdict: Hashable, Sendable {
  package let question: String
  /// nil where the author's words have no number ("possible").
  package let probability: Double?
  /// What the words leave room for; of a bare number the range of the word for it. nil where
  /// `probability` is.
  package let range: ClosedRange<Double>?
  package let words: String
  /// Source and paragraphs as written: `@luxmoore:31`.
  package let citation: String?

  package init(
    question: String, probability: Double?, range: ClosedRange<Double>? = nil, words: String,
    citation: String?
  ) {
    self.question = question
    self.probability = probability
    self.range = range
    self.words = words
    self.citation = citation
  }
}
