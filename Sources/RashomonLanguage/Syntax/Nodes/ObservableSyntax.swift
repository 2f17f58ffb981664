/// `observable turnout: number of people "largest gathering that day" usual 500 to 200k`.
package struct ObservableSyntax: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case event(Range<Int>)
    case status(Range<Int>)
    /// `number of people`; the unit is nil for `number` alone.
    case number(unit: NameSyntax?, Range<Int>)
    case missing(Range<Int>)
  }

  package let name: NameSyntax
  package let kind: Kind
  package let sentence: QuotedSyntax?
  /// In the order written; that none comes twice, and which fit the kind, is the checker's to say.
  package let clauses: [ObservableClauseSyntax]

  package init(
    name: NameSyntax, kind: Kind, sentence: QuotedSyntax?, clauses: [ObservableClauseSyntax]
  ) {
    self.name = name
    self.kind = kind
    self.sentence = sentence
    self.clauses = clauses
  }
}

package struct ObservableClauseSyntax: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    case once
    case selfEvident
    case complete
    /// `watched D1 to D2`.
    case watched(from: ExpressionSyntax, to: ExpressionSyntax)
    /// `noticed 95%`.
    case noticed(ExpressionSyntax)
    /// `lag 8 days`.
    case lag(DurationSyntax)
    /// `graded A2`, as written.
    case graded(NameSyntax)
    /// `false 0.1% per day`.
    case falseReports(ExpressionSyntax, per: DurationSyntax)
    case usual(UsualSyntax)
  }

  package let form: Form
  package let keywordRange: Range<Int>
  /// From its keyword to its end.
  package let range: Range<Int>

  package init(form: Form, keywordRange: Range<Int>, range: Range<Int>) {
    self.form = form
    self.keywordRange = keywordRange
    self.range = range
  }
}

/// What someone who knows only base rates expects.
package enum UsualSyntax: Hashable, Sendable {
  /// `very unlikely by 2021-03-31`, `5% by 2020-12-31`.
  case byDate(ExpressionSyntax, date: ExpressionSyntax)
  /// `2% per month`.
  case perDuration(ExpressionSyntax, DurationSyntax)
  /// `12 in 95 months`.
  case referenceClass(ExpressionSyntax, DurationSyntax)
  /// A distribution, `a to b`, or the probability of a status.
  case value(ExpressionSyntax)
}
