/// One statement, at the top of a file or in `each day { … }`.
package struct StatementSyntax: Hashable, Sendable {
  /// What it says, without `override` and provenance.
  package let form: StatementForm
  /// Where `override` stands; nil without it.
  package let overrideRange: Range<Int>?
  /// For a block, what stands on the line of its `{`.
  package let provenance: ProvenanceSyntax
  /// The whole statement, from `override` or its first token to its last.
  package let range: Range<Int>
  /// The keyword (or first token), for messages that mark no more than the statement's start.
  package let keywordRange: Range<Int>

  package init(
    form: StatementForm, overrideRange: Range<Int>?, provenance: ProvenanceSyntax,
    range: Range<Int>, keywordRange: Range<Int>
  ) {
    self.form = form
    self.overrideRange = overrideRange
    self.provenance = provenance
    self.range = range
    self.keywordRange = keywordRange
  }

  package var isOverride: Bool { overrideRange != nil }
}

package enum StatementForm: Hashable, Sendable {
  // The frame.
  case crisis(CrisisSyntax)
  case account(AccountSyntax)
  case period(PeriodSyntax)
  case day(DaySyntax)
  case source(SourceSyntax)
  case observable(ObservableSyntax)
  case question(QuestionSyntax)
  case prior(PriorSyntax)
  // Once per history.
  case parameter(ParameterSyntax)
  case hidden(HiddenSyntax)
  case state(StateSyntax)
  // Each day.
  case eachDay(EachDaySyntax)
  case next(NextSyntax)
  case daily(DailySyntax)
  case event(EventSyntax)
  case status(StatusSyntax)
  case report(ReportSyntax)
  case actor(ActorSyntax)
  // What an account says.
  case expects(ExpectsSyntax)
  case rulesOut(RulesOutSyntax)
  case thesis(ThesisSyntax)
  case verdict(VerdictSyntax)
  case leavesOut(LeavesOutSyntax)
  case saysNothing(SaysNothingSyntax)
  // What an account changes of common ground. The first two always come with `override`.
  case optionPart(OptionPartSyntax)
  case actorPart(ActorPartSyntax)
  case addOption(AddOptionSyntax)
  case removeOption(RemoveOptionSyntax)
  case adjust(AdjustSyntax)
  /// Could not be read; the parser has said why.
  case malformed(Range<Int>)
}
