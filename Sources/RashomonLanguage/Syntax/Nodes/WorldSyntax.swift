/// `param persistence "…" ~ 85% to 98%`.
package struct ParameterSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let definition: DefinitionSyntax

  package init(name: NameSyntax, sentence: QuotedSyntax?, definition: DefinitionSyntax) {
    self.name = name
    self.sentence = sentence
    self.definition = definition
  }
}

/// `hidden plot "…" is unlikely`.
package struct HiddenSyntax: Hashable, Sendable {
  package enum Definition: Hashable, Sendable {
    /// `is p if c, q otherwise`.
    case probability(ConditionalSyntax)
    /// `is one of { a: 0.5, b: 0.5 }`.
    case oneOf(OneOfSyntax)
    /// `= a or b`.
    case equals(ExpressionSyntax)
    case missing(Range<Int>)
  }

  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let definition: Definition

  package init(name: NameSyntax, sentence: QuotedSyntax?, definition: Definition) {
    self.name = name
    self.sentence = sentence
    self.definition = definition
  }
}

/// `state mobilisation "…" from 0 to 1 = 5%`.
package struct StateSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  /// Both or neither.
  package let low: ExpressionSyntax?
  package let high: ExpressionSyntax?
  package let definition: DefinitionSyntax

  package init(
    name: NameSyntax, sentence: QuotedSyntax?, low: ExpressionSyntax?, high: ExpressionSyntax?,
    definition: DefinitionSyntax
  ) {
    self.name = name
    self.sentence = sentence
    self.low = low
    self.high = high
    self.definition = definition
  }
}

/// `each day { … }`.
package struct EachDaySyntax: Hashable, Sendable {
  package let statements: [StatementSyntax]

  package init(statements: [StatementSyntax]) { self.statements = statements }
}

/// `next mobilisation = …`: tomorrow's value of a state.
package struct NextSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let definition: DefinitionSyntax

  package init(name: NameSyntax, definition: DefinitionSyntax) {
    self.name = name
    self.definition = definition
  }
}

/// `shock = …`: a daily name, or the truth of a number or a status.
package struct DailySyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let definition: DefinitionSyntax

  package init(name: NameSyntax, sentence: QuotedSyntax?, definition: DefinitionSyntax) {
    self.name = name
    self.sentence = sentence
    self.definition = definition
  }
}

/// `event leader_exit with monthly chance 6% * mobilisation`, `event deployment when Kremlin.deploy`.
package struct EventSyntax: Hashable, Sendable {
  package enum Occurrence: Hashable, Sendable {
    case chance(per: TimeUnitSyntax, ConditionalSyntax)
    case when(ExpressionSyntax)
    case missing(Range<Int>)
  }

  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let occurrence: Occurrence

  package init(name: NameSyntax, sentence: QuotedSyntax?, occurrence: Occurrence) {
    self.name = name
    self.sentence = sentence
    self.occurrence = occurrence
  }
}

/// `status in_office with chance 90%`.
package struct StatusSyntax: Hashable, Sendable {
  package let name: NameSyntax
  package let sentence: QuotedSyntax?
  package let chance: ConditionalSyntax

  package init(name: NameSyntax, sentence: QuotedSyntax?, chance: ConditionalSyntax) {
    self.name = name
    self.sentence = sentence
    self.chance = chance
  }
}

/// `report turnout by official ~ lognormal(median: turnout, spread: 2), shared 1.4`.
package struct ReportSyntax: Hashable, Sendable {
  package let name: NameSyntax
  /// nil for the law of all stances without one of their own.
  package let stance: NameSyntax?
  package let law: ExpressionSyntax
  package let shared: ExpressionSyntax?

  package init(
    name: NameSyntax, stance: NameSyntax?, law: ExpressionSyntax, shared: ExpressionSyntax?
  ) {
    self.name = name
    self.stance = stance
    self.law = law
    self.shared = shared
  }
}
