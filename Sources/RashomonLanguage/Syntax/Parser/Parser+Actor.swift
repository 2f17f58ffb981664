// Actors and their options.
extension Parser {
  /// actor := "actor" declaredName [quoted] actorClauses "{" provenance options "}"
  mutating func actor() -> ActorSyntax {
    advance()
    let name = declaredName()
    let sentence = optionalQuoted()
    let clauses = actorClauses()
    provenance()
    let open = position
    guard expect(.leftBrace, "`{` and the options, one on each line") else {
      return ActorSyntax(name: name, sentence: sentence, clauses: clauses, options: [])
    }
    provenanceOnLine()
    let ofActor = takeProvenance()
    let options = self.options()
    (citations, glosses) = (ofActor.citations, ofActor.glosses)
    closeBlock(openedAt: open)
    return ActorSyntax(name: name, sentence: sentence, clauses: clauses, options: options)
  }

  /// options := option* — each on a line of its own
  private mutating func options() -> [OptionSyntax] {
    var options: [OptionSyntax] = []
    let outer = (limit: limit, construct: construct)
    let wasLost = isLost
    while !at(.rightBrace), !atEnd {
      limit = endOfOption()
      construct = "option `\(currentText)`"
      options.append(option())
      limit = outer.limit
      isLost = wasLost
    }
    construct = outer.construct
    return options
  }

  /// The next line's first token, unless a bracket is open or that line is indented deeper; or `}`.
  private func endOfOption() -> Int {
    let indentation = tokens[position].indentation
    var depth = 0
    for index in position..<limit {
      let token = tokens[index]
      if index > position, depth == 0, token.startsLine, token.indentation <= indentation {
        return index
      }
      if token.kind == .leftParenthesis || token.kind == .leftBrace { depth += 1 }
      if token.kind == .rightParenthesis { depth = max(0, depth - 1) }
      if token.kind == .rightBrace {
        if depth == 0 { return index }
        depth -= 1
      }
    }
    return limit
  }

  /// option := declaredName [quoted] optionClauses provenance
  private mutating func option() -> OptionSyntax {
    let start = position
    let outer = takeProvenance()
    defer { (citations, glosses) = (outer.citations, outer.glosses) }
    let name = declaredName("the name of an option")
    let sentence = optionalQuoted()
    let clauses = optionClauses()
    provenance()
    if !atEnd {
      reportUnexpected(expected: "`worth`, `only if`, `for`, or the next option on its own line")
      position = limit
    }
    if position == start { position += 1 }
    return OptionSyntax(
      name: name, sentence: sentence, clauses: clauses, provenance: takeProvenance(),
      range: range(from: start))
  }

  /// optionClauses := optionClause ([","] optionClause)*
  /// optionClause := "worth" conditional | "only" "if" expression | "for" duration | provenance
  mutating func optionClauses() -> OptionClausesSyntax {
    var worth: ConditionalSyntax?
    var onlyIf: ExpressionSyntax?
    var lasting: DurationSyntax?
    let start = position
    while !atEnd, !isLost {
      if provenance() { continue }
      let hadComma = eat(.comma)
      if at(.worth) {
        once("worth", worth == nil)
        worth = conditional("a worth", otherwise: .required)
      } else if at(.only) {
        once("only if", onlyIf == nil)
        expect(.if)
        onlyIf = expression("a condition")
      } else if at(.for) {
        once("for", lasting == nil)
        lasting = duration()
      } else {
        if hadComma || position == start {
          reportUnexpected(
            expected: "`worth …`, `only if …` or `for … days`",
            hint: nearKeywordHint(among: ["worth", "only", "for"]))
        }
        break
      }
    }
    if position == start { reportUnexpected(expected: "`worth …`, `only if …` or `for … days`") }
    return OptionClausesSyntax(worth: worth, onlyIf: onlyIf, lasting: lasting)
  }

  /// Passes over a clause's keyword and reports it if the clause was there before.
  private mutating func once(_ word: String, _ isFirst: Bool) {
    if !isFirst { report(.repeatedClause(word: word, statement: construct), at: currentRange) }
    advance()
  }

  func startsActorClause(ahead distance: Int = 0) -> Bool {
    switch keyword(ahead: distance) {
    case .decides, .from, .rationality, .steady: true
    default: false
    }
  }

  /// actorClauses := actorClause ([","] actorClause)*
  /// actorClause := "decides" ("every" duration | "when" expression) | "from" sum
  ///   | "rationality" sum | "steady" | provenance
  mutating func actorClauses() -> ActorClausesSyntax {
    var cadence: ActorClausesSyntax.Cadence?
    var from: ExpressionSyntax?
    var rationality: ExpressionSyntax?
    var steady: Range<Int>?
    while !atEnd, !isLost {
      if provenance() { continue }
      let hadComma = eat(.comma)
      if at(.decides) {
        once("decides", cadence == nil)
        cadence = self.cadence()
      } else if at(.from) {
        once("from", from == nil)
        from = sum("a day")
      } else if at(.rationality) {
        once("rationality", rationality == nil)
        rationality = sum("a number, such as `3`")
      } else if at(.steady) {
        let range = currentRange
        once("steady", steady == nil)
        steady = range
      } else {
        if hadComma || !at(.leftBrace) {
          reportUnexpected(
            expected: "`decides …`, `from …`, `rationality …`, `steady` or `{`",
            hint: nearKeywordHint(among: ["decides", "from", "rationality", "steady"]))
        }
        break
      }
    }
    return ActorClausesSyntax(
      cadence: cadence, from: from, rationality: rationality, steady: steady)
  }

  private mutating func cadence() -> ActorClausesSyntax.Cadence? {
    if eat(.every) { return .every(duration()) }
    if eat(.when) { return .when(expression("a condition")) }
    reportUnexpected(
      expected: "`every 7 days` or `when …`", hint: nearKeywordHint(among: ["every", "when"]))
    return nil
  }
}
