/// `actor Kremlin decides every 7 days from election, rationality 3 { … }`.
package struct ActorSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let clauses: ActorClausesSyntax
  package let options: [OptionSyntax]

  package init(
    name: NameSyntax, sentence: QuotedSyntax?, clauses: ActorClausesSyntax, options: [OptionSyntax]
  ) {
    self.name = name
    self.sentence = sentence
    self.clauses = clauses
    self.options = options
  }
}

/// When and how sharply an actor decides.
package struct ActorClausesSyntax: Hashable, Sendable {
  package enum Cadence: Hashable, Sendable {
    /// `every 7 days`, `every day`.
    case every(DurationSyntax)
    /// `when condition` (becomes true).
    case when(ExpressionSyntax)
  }

  /// nil where `decides …` is not there.
  package let cadence: Cadence?
  package let from: ExpressionSyntax?
  package let rationality: ExpressionSyntax?
  /// Where `steady` stands.
  package let steady: Range<Int>?

  package init(
    cadence: Cadence?, from: ExpressionSyntax?, rationality: ExpressionSyntax?, steady: Range<Int>?
  ) {
    self.cadence = cadence
    self.from = from
    self.rationality = rationality
    self.steady = steady
  }
}

/// `deploy "…" worth stake - cost, only if treaty, for 28 days`.
package struct OptionSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let clauses: OptionClausesSyntax
  package let provenance: ProvenanceSyntax
  package let range: Range<Int>

  package init(
    name: NameSyntax, sentence: QuotedSyntax?, clauses: OptionClausesSyntax,
    provenance: ProvenanceSyntax, range: Range<Int>
  ) {
    self.name = name
    self.sentence = sentence
    self.clauses = clauses
    self.provenance = provenance
    self.range = range
  }
}

/// What may be said of an option; nil where it is not.
package struct OptionClausesSyntax: Hashable, Sendable {
  package let worth: ConditionalSyntax?
  package let onlyIf: ExpressionSyntax?
  /// `for 28 days`.
  package let lasting: DurationSyntax?

  package init(
    worth: ConditionalSyntax?, onlyIf: ExpressionSyntax?, lasting: DurationSyntax?
  ) {
    self.worth = worth
    self.onlyIf = onlyIf
    self.lasting = lasting
  }
}

/// `override Kremlin.deploy worth …, only if …, for 7 days`: at least one clause.
package struct OptionPartSyntax: Hashable, Sendable {
  package let option: QualifiedNameSyntax
  package let clauses: OptionClausesSyntax

  package init(option: QualifiedNameSyntax, clauses: OptionClausesSyntax) {
    self.option = option
    self.clauses = clauses
  }
}

/// `override Kremlin decides every 3 days`, `override Kremlin rationality 5`: at least one clause.
package struct ActorPartSyntax: Hashable, Sendable {
  package let actor: NameSyntax
  package let clauses: ActorClausesSyntax

  package init(actor: NameSyntax, clauses: ActorClausesSyntax) {
    self.actor = actor
    self.clauses = clauses
  }
}

/// `add option Kremlin.mediate "…" worth 0.2`.
package struct AddOptionSyntax: Hashable, Sendable {
  package let option: QualifiedNameSyntax
  package let sentence: QuotedSyntax?
  package let clauses: OptionClausesSyntax

  package init(
    option: QualifiedNameSyntax, sentence: QuotedSyntax?, clauses: OptionClausesSyntax
  ) {
    self.option = option
    self.sentence = sentence
    self.clauses = clauses
  }
}

/// `remove option Kremlin.finance`.
package struct RemoveOptionSyntax: Hashable, Sendable {
  package let option: QualifiedNameSyntax

  package init(option: QualifiedNameSyntax) { self.option = option }
}

/// `adjust s by 0.1 when c`, `adjust e odds times 2`, `adjust Kremlin.deploy worth by -0.5`.
package struct AdjustSyntax: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    /// Tomorrow's state, before its bounds.
    case state(NameSyntax, by: ExpressionSyntax)
    case odds(NameSyntax, times: ExpressionSyntax)
    case worth(QualifiedNameSyntax, by: ExpressionSyntax)
    case missing(Range<Int>)
  }

  package let change: Change
  package let when: ExpressionSyntax?

  package init(change: Change, when: ExpressionSyntax?) {
    self.change = change
    self.when = when
  }
}
