import RashomonText

// The file, its statements, and how far each of them reaches.
extension Parser {
  enum Place { case top, eachDay }

  /// file := statement*
  mutating func file() -> [StatementSyntax] {
    statements(in: .top)
  }

  /// Statements up to the end, or in a block up to its `}`.
  mutating func statements(in place: Place) -> [StatementSyntax] {
    var statements: [StatementSyntax] = []
    let outerLimit = limit
    var wasLost = false
    while position < outerLimit {
      if place == .eachDay, at(.rightBrace) { break }
      limit = endOfStatement(from: position, before: outerLimit)
      // What follows a broken statement on its own line is most likely a part of it.
      isLost = wasLost && !tokens[position].startsLine
      statements.append(statement(in: place))
      wasLost = isLost
      limit = outerLimit
    }
    isLost = false
    return statements
  }

  /// statement := ["override"] form provenance
  private mutating func statement(in place: Place) -> StatementSyntax {
    let start = position
    let overrideRange = at(.override) ? advance() : nil
    let keywordRange = currentRange
    construct = keyword().map { "`\($0.rawValue)`" } ?? "this statement"
    let startsWithKeyword = keyword()
    let form = self.form(isOverride: overrideRange != nil)
    if let startsWithKeyword {
      checkPlace(of: startsWithKeyword, at: keywordRange, in: place, override: overrideRange)
    }
    if case .daily(let daily) = form, place == .top, overrideRange == nil {
      report(.misplacedDailyName(daily.name.text), at: keywordRange)
    }
    if case .eachDay = form {
      // A block ends with its brace, not with its line.
      limit = position
    } else {
      provenance()
    }
    if !atEnd {
      if case .actor = form, position > start, tokens[position - 1].kind == .rightBrace {
        limit = position
      } else {
        reportUnexpected(expected: "the end of the statement")
        position = limit
      }
    }
    if position == start { position += 1 }
    return StatementSyntax(
      form: form, overrideRange: overrideRange, provenance: takeProvenance(),
      range: range(from: start), keywordRange: keywordRange)
  }

  /// The index of the first token behind the statement that starts at `start`: the next line's first
  /// token, unless a bracket is open or that line is indented deeper.
  ///
  /// So that one forgotten bracket does not swallow the rest of the file, a statement's keyword at
  /// the start's indentation or left of it ends an open bracket too, where it cannot stand inside.
  private func endOfStatement(from start: Int, before outerLimit: Int) -> Int {
    let indentation = tokens[start].indentation
    var open: [Token.Kind] = []
    for index in start..<outerLimit {
      let token = tokens[index]
      if index > start, token.startsLine, token.indentation <= indentation {
        if open.isEmpty {
          if token.kind != .leftBrace { return index }
        } else if let keyword = keywords[index],
          Keyword.frame.contains(keyword) || keyword == .override
            || (open.last != .leftBrace && Keyword.ofDay.contains(keyword)),
          !isSourceField(index)
        {
          return index
        }
      }
      switch token.kind {
      case .leftParenthesis, .leftBracket, .leftBrace:
        open.append(token.kind)
      case .rightParenthesis, .rightBracket:
        if open.last == .leftParenthesis || open.last == .leftBracket { open.removeLast() }
      case .rightBrace:
        guard let brace = open.lastIndex(of: .leftBrace) else { return max(index, start + 1) }
        open.removeSubrange(brace...)
      case .name, .number, .date, .quoted, .unclosedQuote, .citation, .colon, .comma, .dot,
        .equals, .tilde, .plus, .minus, .star, .slash, .caret, .less, .lessOrEqual, .greater,
        .greaterOrEqual, .equal, .notEqual, .unknown, .end:
        break
      }
    }
    return outerLimit
  }

  /// Whether a keyword is followed by a value at once, as the fields of a source are.
  private func isSourceField(_ index: Int) -> Bool {
    index + 1 < tokens.count && [.quoted, .number, .date].contains(tokens[index + 1].kind)
      && ![.crisis, .account, .period, .leaves].contains(keywords[index])
  }

  // MARK: Forms

  /// form := one rule for each keyword, or a daily name, or a part of an actor
  private mutating func form(isOverride: Bool) -> StatementForm {
    let next = kind(ahead: 1)
    guard let keyword = keyword(), next != .equals, next != .tilde else {
      return formWithoutKeyword(isOverride: isOverride)
    }
    if isOverride, !Self.replaceable.contains(keyword) {
      reportLost(.cannotOverride(keyword: keyword.rawValue), at: currentRange)
    }
    switch keyword {
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
    default: return unknownStatement()
    }
  }

  private static let replaceable: [Keyword] = [
    .param, .hidden, .state, .next, .event, .status, .report, .actor,
  ]

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
    if at(.name) {
      let near = nearestName(
        to: currentText, among: Keyword.statements.map(\.rawValue))
      reportLost(.unknownStatement(word: currentText, near: near), at: currentRange)
    } else {
      reportUnexpected(expected: "a statement")
    }
    position = limit
    return .malformed(range(from: start))
  }

  // MARK: Places

  private mutating func checkPlace(
    of keyword: Keyword, at range: Range<Int>, in place: Place, override overrideRange: Range<Int>?
  ) {
    if isLost { return }
    let word = keyword.rawValue
    switch place {
    case .top:
      if overrideRange == nil, Keyword.ofDay.contains(keyword) {
        report(.misplacedStatement(keyword: word, belongsInEachDay: true), at: range)
      }
    case .eachDay:
      if Keyword.frame.contains(keyword) {
        report(.misplacedStatement(keyword: word, belongsInEachDay: false), at: range)
      }
    }
    switch fileKind {
    case .crisis:
      if overrideRange != nil || Self.accountOnly.contains(keyword) {
        let shown = overrideRange == nil ? word : Keyword.override.rawValue
        report(.wrongFile(keyword: shown, kind: fileKind), at: overrideRange ?? range)
      }
    case .account:
      if Self.crisisOnly.contains(keyword) {
        report(.wrongFile(keyword: word, kind: fileKind), at: range)
      }
    }
  }

  private static let crisisOnly: [Keyword] = [.crisis, .period, .observable, .question, .prior]
  private static let accountOnly: [Keyword] = [
    .account, .expects, .rules, .thesis, .verdict, .leaves, .says, .add, .remove, .adjust,
  ]
}
