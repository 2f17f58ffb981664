// Pieces that several statements share.
extension Parser {
  enum Otherwise { case required, optional }

  /// conditional := expression | expression "if" expression ("," expression "if" expression)*
  ///   ["," expression "otherwise"]
  mutating func conditional(
    _ expected: String = "a probability", otherwise rule: Otherwise
  ) -> ConditionalSyntax {
    let start = position
    return conditional(startingWith: expression(expected), at: start, otherwise: rule)
  }

  /// The rest of a conditional whose first value has been read from the token with index `start`.
  mutating func conditional(
    startingWith first: ExpressionSyntax, at start: Int, otherwise rule: Otherwise
  ) -> ConditionalSyntax {
    var value = first
    var branches: [ConditionalSyntax.Branch] = []
    var otherwise: ExpressionSyntax?
    while eat(.if) {
      let condition = expression("a condition")
      checkBrackets(value)
      checkBrackets(condition)
      branches.append(.init(value: value, condition: condition))
      guard startsNextBranch() else { break }
      advance()
      value = expression("what holds otherwise")
      if eat(.otherwise) {
        checkBrackets(value)
        otherwise = value
        break
      }
      if !at(.if) { reportUnexpected(expected: "`otherwise`, or `if` and a condition") }
    }
    if branches.isEmpty { otherwise = value }
    if otherwise == nil, rule == .required, !isLost {
      report(.missingOtherwise(statement: construct), at: range(from: start))
    }
    return ConditionalSyntax(branches: branches, otherwise: otherwise, range: range(from: start))
  }

  /// Whether a comma stands here and a value, rather than another clause, behind it.
  private func startsNextBranch() -> Bool {
    guard at(.comma) else { return false }
    switch keyword(ahead: 1) {
    case .only, .for, .worth, .shared, .because, .rationality, .steady, .from, .when: return false
    default: return kind(ahead: 1) != .citation
    }
  }

  private mutating func checkBrackets(_ value: ExpressionSyntax) {
    if case .choice(let choice) = value { report(.choiceNeedsBrackets, at: choice.range) }
  }

  /// definition := "=" expression | "~" expression
  mutating func definition() -> DefinitionSyntax {
    if eat(.equals) { return .equals(expression("a formula")) }
    if eat(.tilde) { return .drawn(expression("a distribution")) }
    reportUnexpected(
      expected: "`=` and a formula, or `~` and a distribution",
      hint: at(.is) ? "only `hidden` is followed by `is`" : nil)
    return .missing(emptyRange)
  }

  /// duration := [sum] unit
  /// unit := "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years"
  mutating func duration() -> DurationSyntax {
    let start = position
    var count = ExpressionSyntax.number(NumberSyntax(value: 1, suffix: .none, range: emptyRange))
    if keyword()?.timeUnit == nil { count = sum("a duration, such as `28 days`") }
    guard let unit = keyword()?.timeUnit else {
      reportUnexpected(
        expected: "`days`, `weeks`, `months` or `years`",
        hint: nearKeywordHint(among: ["day", "days", "weeks", "months", "years"]))
      return DurationSyntax(count: count, unit: .day, range: range(from: start))
    }
    advance()
    return DurationSyntax(count: count, unit: unit, range: range(from: start))
  }

  /// window := ["from" sum] ["by" sum | "to" sum] — "to" only after "from"
  mutating func window() -> WindowSyntax {
    let start = position
    var from: ExpressionSyntax?
    var by: ExpressionSyntax?
    if eat(.from) {
      from = sum("a day")
      if eat(.to) { by = sum("a day") }
    }
    if by == nil, eat(.by) { by = sum("a day") }
    return WindowSyntax(from: from, by: by, range: range(from: start))
  }
}
