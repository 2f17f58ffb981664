import RashomonText

extension Parser {
  /// observable := "observable" declaredName ":" kind ([","] (quoted | observableClause | provenance))*
  mutating func observable() -> ObservableSyntax {
    advance()
    let name = declaredName()
    expect(.colon, "`:` and its kind, such as `event` or `number of people`")
    let kind = self.observableKind()
    var sentence: QuotedSyntax?
    var clauses: [ObservableClauseSyntax] = []
    while !atEnd, !isLost {
      if provenance() { continue }
      let hadComma = eat(.comma)
      if sentence == nil, let quoted = optionalQuoted() {
        sentence = quoted
      } else if let clause = observableClause() {
        clauses.append(clause)
      } else if hadComma {
        reportUnexpected(expected: "another clause after `,`")
      } else {
        break
      }
    }
    return ObservableSyntax(name: name, kind: kind, sentence: sentence, clauses: clauses)
  }

  /// kind := "event" | "status" | "number" ["of" anyWord]
  private mutating func observableKind() -> ObservableSyntax.Kind {
    let start = position
    if eat(.event) { return .event(range(from: start)) }
    if eat(.status) { return .status(range(from: start)) }
    if eat(.numberWord) {
      let unit = eat(.of) ? anyWord("a unit, such as `people`") : nil
      return .number(unit: unit, range(from: start))
    }
    reportUnexpected(
      expected: "`event`, `status` or `number of …`",
      hint: nearKeywordHint(among: ["event", "status", "number"]))
    return .missing(emptyRange)
  }

  private static let observableClauses: [Keyword] = [
    .once, .selfEvident, .complete, .watched, .noticed, .lag, .graded, .falseReports, .usual,
  ]

  /// observableClause := "once" | "self-evident" | "complete" | "watched" sum "to" sum
  ///   | "noticed" sum | "lag" duration | "graded" anyWord | "false" sum "per" duration
  ///   | "usual" usual
  private mutating func observableClause() -> ObservableClauseSyntax? {
    guard at(.name) else { return nil }
    let start = position
    let word = keyword()
    let keywordRange = currentRange
    guard let word, Self.observableClauses.contains(word) else {
      if let word, tokens[position].startsLine, word.statement != nil { return nil }
      reportLost(
        .unknownClause(
          word: currentText, statement: construct,
          clauses: Self.observableClauses.map(\.rawValue)),
        at: currentRange)
      return nil
    }
    advance()
    let form = observableClauseForm(word)
    return ObservableClauseSyntax(
      form: form, keywordRange: keywordRange, range: range(from: start))
  }

  private mutating func observableClauseForm(
    _ word: Keyword
  ) -> ObservableClauseSyntax.Form {
    switch word {
    case .once: return .once
    case .selfEvident: return .selfEvident
    case .complete: return .complete
    case .watched:
      let first = sum("the first day watched")
      expect(.to)
      return .watched(from: first, to: sum("the last day watched"))
    case .noticed: return .noticed(sum("a chance, such as `95%`"))
    case .lag: return .lag(duration())
    case .graded: return .graded(anyWord("a grade, such as `A2`"))
    case .falseReports:
      let chance = sum("a chance, such as `0.1%`")
      expect(.per)
      return .falseReports(chance, per: duration())
    default: return .usual(usual())
    }
  }

  /// usual := expression ["by" sum | "per" duration | "in" duration]
  private mutating func usual() -> UsualSyntax {
    let value = expression(
      "what is usual, such as `unlikely by 2020-12-31`, `2% per month` or `12 in 95 months`")
    if eat(.by) { return .byDate(value, date: sum("a day")) }
    if eat(.per) { return .perDuration(value, duration()) }
    if eat(.in) { return .referenceClass(value, duration()) }
    return .value(value)
  }
}
