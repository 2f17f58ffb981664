import RashomonText

// Which statement it is, and whether it may stand where it does.
extension Parser {
  /// form := crisis | account | period | day | source | observable | question | prior
  ///   | parameter | hidden | state | eachDay | nextValue | daily | event | status | report | actor
  ///   | expects | rulesOut | thesis | verdict | leavesOut | saysNothing
  ///   | optionPart | actorPart | addOption | removeOption | adjust
  mutating func form(isOverride: Bool) -> StatementForm {
    let next = kind(ahead: 1)
    guard let keyword = keyword(), next != .equals, next != .tilde else {
      return formWithoutKeyword(isOverride: isOverride)
    }
    guard let statement = keyword.statement else { return unknownStatement() }
    if isOverride, !statement.isReplaceable {
      reportLost(.cannotOverride(keyword: keyword.rawValue), at: currentRange)
    }
    switch statement {
    case .crisis: return .crisis(crisis())
    case .account: return .account(account())
    case .period: return .period(period())
    case .day: return .day(day())
    case .source: return .source(source())
    case .observable: return .observable(observable())
    case .question: return .question(question())
    case .prior: return .prior(prior())
    case .param: return .parameter(parameter())
    case .hidden: return .hidden(hidden())
    case .state: return .state(state())
    case .each: return .eachDay(eachDay())
    case .next: return .next(nextValue())
    case .event: return .event(event())
    case .status: return .status(status())
    case .report: return .report(report())
    case .actor: return .actor(actor())
    case .expects: return .expects(expects())
    case .rules: return .rulesOut(rulesOut())
    case .thesis: return .thesis(thesis())
    case .verdict: return .verdict(verdict())
    case .leaves: return .leavesOut(leavesOut())
    case .says: return .saysNothing(saysNothing())
    case .add: return .addOption(addOption())
    case .remove: return .removeOption(removeOption())
    case .adjust: return .adjust(adjust())
    }
  }

  private mutating func formWithoutKeyword(isOverride: Bool) -> StatementForm {
    if isOverride, atName(), kind(ahead: 1) == .dot { return .optionPart(optionPart()) }
    if isOverride, atName(), startsActorClause(ahead: 1) { return .actorPart(actorPart()) }
    if at(.name) {
      let afterSentence = kind(ahead: 1) == .quoted ? 2 : 1
      let next = kind(ahead: afterSentence)
      if next == .equals || next == .tilde { return .daily(daily()) }
    }
    return unknownStatement()
  }

  private mutating func unknownStatement() -> StatementForm {
    let start = position
    if at(.name), kind(ahead: 1) == .dot, kind(ahead: 2) == .name {
      let option = qualifiedName()
      reportLost(.optionWithoutOverride(option.text), at: range(from: start))
    } else if at(.name) {
      let words = StatementKeyword.allCases.map(\.rawValue) + [Keyword.override.rawValue]
      let near = nearestName(to: currentText, among: words)
      reportLost(.unknownStatement(word: currentText, near: near), at: currentRange)
    } else {
      reportUnexpected(expected: "a statement")
    }
    position = limit
    return .malformed(range(from: start))
  }

  // MARK: Places

  mutating func checkPlace(
    of form: StatementForm, _ keyword: StatementKeyword?, at range: Range<Int>, in place: Place,
    override overrideRange: Range<Int>?
  ) {
    if isLost { return }
    if let overrideRange, fileKind == .crisis {
      report(.wrongFile(keyword: Keyword.override.rawValue, kind: .crisis), at: overrideRange)
    }
    if case .daily(let daily) = form {
      if place == .top, overrideRange == nil {
        report(.misplacedDailyName(daily.name.text), at: range)
      }
      return
    }
    guard let keyword else { return }
    if let onlyIn = keyword.onlyIn, onlyIn != fileKind {
      report(.wrongFile(keyword: keyword.rawValue, kind: fileKind), at: range)
    }
    switch (place, keyword.place) {
    case (.top, .outside), (.eachDay, .eachDay): break
    case (.top, .eachDay):
      if overrideRange == nil {
        report(.misplacedStatement(keyword: keyword.rawValue, belongsInEachDay: true), at: range)
      }
    case (.eachDay, .outside):
      report(.misplacedStatement(keyword: keyword.rawValue, belongsInEachDay: false), at: range)
    }
  }
}
