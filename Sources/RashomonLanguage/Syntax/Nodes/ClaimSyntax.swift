/// `expects armed_attack by 2020-09-30: likely if penetrated, almost no chance otherwise`.
package struct ExpectsSyntax: Hashable, Sendable {
  package enum Time: Hashable, Sendable {
    /// `[from D1] [by D2]`; both absent in `expects reserve: half as likely`.
    case window(WindowSyntax)
    /// `within 60 days of e2`.
    case within(DurationSyntax, of: NameSyntax)
  }

  package enum Claim: Hashable, Sendable {
    case probability(ConditionalSyntax)
    /// `twice as likely`, `half as likely`, `4 times as likely`: a factor on the odds. The number of
    /// `twice` (2) and `half` (0.5) is a `.number` at that word.
    case asLikely(ExpressionSyntax, Range<Int>)
    /// `half as many`, `0.3 to 0.7 times as many`: a factor on a number.
    case asMany(ExpressionSyntax, Range<Int>)
    case missing(Range<Int>)
  }

  package let observable: NameSyntax
  package let time: Time
  package let claim: Claim

  package init(observable: NameSyntax, time: Time, claim: Claim) {
    self.observable = observable
    self.time = time
    self.claim = claim
  }
}

/// `rules out deployment from 2020-09-01 by 2020-12-31`.
package struct RulesOutSyntax: Hashable, Sendable {
  package let observable: NameSyntax
  package let window: WindowSyntax

  package init(observable: NameSyntax, window: WindowSyntax) {
    self.observable = observable
    self.window = window
  }
}

/// `thesis plot "…"`, `thesis author is ukraine`.
package struct ThesisSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let value: NameSyntax?
  package let sentence: QuotedSyntax?

  package init(name: NameSyntax, value: NameSyntax?, sentence: QuotedSyntax?) {
    self.name = name
    self.value = value
    self.sentence = sentence
  }
}

/// `verdict leader_out: likely`.
package struct VerdictSyntax: Hashable, Sendable {
  package enum Answer: Hashable, Sendable {
    /// A number, `20% to 40%`.
    case probability(ExpressionSyntax)
    /// Any words, of the table or not.
    case words(WordsSyntax)
    case missing(Range<Int>)
  }

  package let question: NameSyntax
  package let answer: Answer

  package init(question: NameSyntax, answer: Answer) {
    self.question = question
    self.answer = answer
  }
}

/// `leaves out "what viewers shouted" @luxmoore:34`.
package struct LeavesOutSyntax: Hashable, Sendable {
  package let matter: QuotedSyntax?

  package init(matter: QuotedSyntax?) { self.matter = matter }
}

/// `says nothing of deployment`.
package struct SaysNothingSyntax: Hashable, Sendable {
  package let observable: NameSyntax

  package init(observable: NameSyntax) { self.observable = observable }
}
