// What there is in a history, once and each day.
extension Parser {
  /// parameter := "param" declaredName [quoted] definition
  mutating func parameter() -> ParameterSyntax {
    advance()
    let name = declaredName()
    return ParameterSyntax(name: name, sentence: optionalQuoted(), definition: definition())
  }

  /// hidden := "hidden" declaredName [quoted] ("is" oneOf | "is" conditional | "=" expression)
  mutating func hidden() -> HiddenSyntax {
    advance()
    let name = declaredName()
    let sentence = optionalQuoted()
    return HiddenSyntax(name: name, sentence: sentence, definition: hiddenDefinition())
  }

  private mutating func hiddenDefinition() -> HiddenSyntax.Definition {
    if eat(.is) {
      if at(.one), keyword(ahead: 1) == .of { return .oneOf(oneOf()) }
      return .probability(
        conditional("a probability, or `one of { … }`", otherwise: .required))
    }
    if eat(.equals) { return .equals(expression("a condition")) }
    reportUnexpected(
      expected: "`is` and a probability, or `=` and a condition",
      hint: at(.tilde)
        ? "a hidden fact is true or false, or one of some values; for a number write `param`" : nil)
    return .missing(emptyRange)
  }

  /// state := "state" declaredName [quoted] ["from" sum "to" sum] [quoted] definition
  mutating func state() -> StateSyntax {
    advance()
    let name = declaredName()
    var sentence = optionalQuoted()
    var low: ExpressionSyntax?
    var high: ExpressionSyntax?
    if eat(.from) {
      low = sum("the lower bound")
      expect(.to)
      high = sum("the upper bound")
    }
    if sentence == nil { sentence = optionalQuoted() }
    return StateSyntax(
      name: name, sentence: sentence, low: low, high: high, definition: definition())
  }

  /// eachDay := "each" "day" "{" provenance statement* "}"
  mutating func eachDay() -> EachDaySyntax {
    advance()
    expect(.day)
    let open = position
    guard expect(.leftBrace, "`{`") else { return EachDaySyntax(statements: []) }
    provenanceOnLine()
    guard blockDepth < Self.maximalBlockDepth else {
      // A block in a block is an error already; nests of them must not exhaust the stack.
      reportLost(.misplacedStatement(keyword: "each day", belongsInEachDay: false), at: emptyRange)
      position = limit
      return EachDaySyntax(statements: [])
    }
    blockDepth += 1
    defer { blockDepth -= 1 }
    let outer = (construct: construct, citations: citations, glosses: glosses)
    citations = []
    glosses = []
    let statements = self.statements(in: .eachDay)
    (construct, citations, glosses) = outer
    closeBlock(openedAt: open)
    return EachDaySyntax(statements: statements)
  }

  /// Provenance on the line of a block's `{`.
  mutating func provenanceOnLine() {
    if !atEnd, !tokens[position].startsLine { provenance() }
  }

  /// nextValue := "next" name definition
  mutating func nextValue() -> NextSyntax {
    advance()
    let state = name("a state")
    return NextSyntax(name: state, definition: definition())
  }

  /// daily := declaredName [quoted] definition
  mutating func daily() -> DailySyntax {
    let name = declaredName()
    construct = "`\(name.text)`"
    return DailySyntax(name: name, sentence: optionalQuoted(), definition: definition())
  }

  /// event := "event" declaredName [quoted]
  ///   ("with" ("daily" | "weekly" | "monthly" | "yearly") "chance" conditional | "when" expression)
  mutating func event() -> EventSyntax {
    advance()
    let name = declaredName()
    let sentence = optionalQuoted()
    return EventSyntax(name: name, sentence: sentence, occurrence: occurrence())
  }

  private mutating func occurrence() -> EventSyntax.Occurrence {
    if eat(.when) { return .when(expression("a condition")) }
    guard eat(.with) else {
      reportUnexpected(
        expected: "`with monthly chance …` or `when …`",
        hint: nearKeywordHint(among: ["with", "when"]))
      return .missing(emptyRange)
    }
    guard let unit = keyword()?.chanceUnit else {
      reportUnexpected(
        expected: "`daily`, `weekly`, `monthly` or `yearly`",
        hint: at(.chance) ? "a chance of an event needs a time: per what?" : nil)
      return .missing(emptyRange)
    }
    advance()
    expect(.chance)
    return .chance(per: unit, conditional("a chance", otherwise: .required))
  }

  /// status := "status" declaredName [quoted] "with" "chance" conditional
  mutating func status() -> StatusSyntax {
    advance()
    let name = declaredName()
    let sentence = optionalQuoted()
    expect(.with)
    expect(
      .chance,
      hint: keyword()?.chanceUnit == nil
        ? nil : "a status holds or does not on any day; its chance has no time")
    return StatusSyntax(
      name: name, sentence: sentence, chance: conditional("a chance", otherwise: .required))
  }

  /// report := "report" name ["by" name] "~" expression [[","] "shared" sum]
  mutating func report() -> ReportSyntax {
    advance()
    let observable = name("an observable")
    let stance = eat(.by) ? name("a stance, such as `official`") : nil
    expect(.tilde, "`~` and a distribution")
    let law = expression("a distribution")
    var shared: ExpressionSyntax?
    if at(.shared) || (at(.comma) && keyword(ahead: 1) == .shared) {
      _ = eat(.comma)
      advance()
      shared = sum("the error that all rows of a day share")
    }
    return ReportSyntax(name: observable, stance: stance, law: law, shared: shared)
  }
}
