/// `crisis "Belarus 2020"`.
package struct CrisisSyntax: Hashable, Sendable {
  package let title: QuotedSyntax?

  package init(title: QuotedSyntax?) { self.title = title }
}

/// `account "No good options" by luxmoore`.
package struct AccountSyntax: Hashable, Sendable {
  package let title: QuotedSyntax?
  /// An id of a source; several where a text has a companion.
  package let sources: [NameSyntax]

  package init(title: QuotedSyntax?, sources: [NameSyntax]) {
    self.title = title
    self.sources = sources
  }
}

/// `period 2020-07-29 to 2021-03-31`.
package struct PeriodSyntax: Hashable, Sendable {
  package let start: ExpressionSyntax
  package let end: ExpressionSyntax

  package init(start: ExpressionSyntax, end: ExpressionSyntax) {
    self.start = start
    self.end = end
  }
}

/// `day election = 2020-08-09`.
package struct DaySyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let date: ExpressionSyntax

  package init(name: NameSyntax, sentence: QuotedSyntax?, date: ExpressionSyntax) {
    self.name = name
    self.sentence = sentence
    self.date = date
  }
}

/// `source luxmoore { title "…" date 2020-08-17 paragraphs 42 }`.
package struct SourceSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let fields: [SourceFieldSyntax]

  package init(name: NameSyntax, fields: [SourceFieldSyntax]) {
    self.name = name
    self.fields = fields
  }
}

/// `title "…"`. Which fields there are is the checker's to say.
package struct SourceFieldSyntax: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case text(QuotedSyntax)
    case date(DateSyntax)
    case number(NumberSyntax)
    case missing(Range<Int>)
  }

  package let name: NameSyntax
  package let value: Value

  package init(name: NameSyntax, value: Value) {
    self.name = name
    self.value = value
  }
}

/// `question leader_out "…" opens 2020-08-10 = leader_exit by 2020-12-31 given treaty`.
package struct QuestionSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let opens: ExpressionSyntax?
  package let value: ExpressionSyntax
  package let given: ExpressionSyntax?

  package init(
    name: NameSyntax, sentence: QuotedSyntax?, opens: ExpressionSyntax?, value: ExpressionSyntax,
    given: ExpressionSyntax?
  ) {
    self.name = name
    self.sentence = sentence
    self.opens = opens
    self.value = value
    self.given = given
  }
}

/// `prior luxmoore 2`: relative weight of an account. The name is a file's, and may hold `-`.
package struct PriorSyntax: Hashable, Sendable {
  package let account: NameSyntax
  package let weight: ExpressionSyntax

  package init(account: NameSyntax, weight: ExpressionSyntax) {
    self.account = account
    self.weight = weight
  }
}
