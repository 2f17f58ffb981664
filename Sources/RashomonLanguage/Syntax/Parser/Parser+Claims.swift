// What an account claims.
extension Parser {
  /// expects := "expects" name (window | "within" duration "of" name) ":" claim
  mutating func expects() -> ExpectsSyntax {
    advance()
    let observable = name("an observable")
    let time: ExpectsSyntax.Time
    if eat(.within) {
      let duration = self.duration()
      expect(.of)
      time = .within(duration, of: name("an event"))
    } else {
      time = .window(window())
    }
    expect(.colon, "`:` and how likely it is")
    return ExpectsSyntax(observable: observable, time: time, claim: claim())
  }

  /// claim := ("half" | "twice" | expression "times") "as" ("likely" | "many" | "much") | conditional
  private mutating func claim() -> ExpectsSyntax.Claim {
    let start = position
    let value: ExpressionSyntax
    if at(.half) || at(.twice) {
      let factor = at(.half) ? 0.5 : 2
      value = .number(NumberSyntax(value: factor, suffix: .none, range: advance()))
    } else {
      value = expression("how likely it is, such as `very likely` or `twice as likely`")
      guard eat(.times) else {
        let isMissing = value.range.isEmpty
        let conditional = self.conditional(startingWith: value, at: start, otherwise: .optional)
        return isMissing ? .missing(value.range) : .probability(conditional)
      }
    }
    expect(.as)
    if currentText == "likely" {
      advance()
      return .asLikely(value, range(from: start))
    }
    if currentText == "many" || currentText == "much" {
      advance()
      return .asMany(value, range(from: start))
    }
    reportUnexpected(
      expected: "`as likely` for an event or a status, `as many` for a number",
      hint: nearKeywordHint(among: ["likely", "many"]))
    return .missing(range(from: start))
  }

  /// rulesOut := "rules" "out" name window
  mutating func rulesOut() -> RulesOutSyntax {
    advance()
    expect(word: "out")
    let observable = name("an observable")
    return RulesOutSyntax(observable: observable, window: window())
  }

  /// thesis := "thesis" declaredName [quoted] ["is" name] [quoted]
  mutating func thesis() -> ThesisSyntax {
    advance()
    let name = declaredName()
    var sentence = optionalQuoted()
    let value = eat(.is) ? self.name("one of its values") : nil
    if sentence == nil { sentence = optionalQuoted() }
    return ThesisSyntax(name: name, value: value, sentence: sentence)
  }

  /// verdict := "verdict" name ":" (words | quoted | expression)
  mutating func verdict() -> VerdictSyntax {
    advance()
    let question = name("a question")
    expect(.colon, "`:` and what the author says of it, such as `likely`")
    return VerdictSyntax(question: question, answer: answer())
  }

  private mutating func answer() -> VerdictSyntax.Answer {
    let start = position
    if let text = optionalQuoted() { return .words(WordsSyntax(text.text, at: text.range)) }
    guard at(.name) else {
      let value = expression("what the author says of it, such as `likely`")
      return value.range.isEmpty ? .missing(value.range) : .probability(value)
    }
    var words: [String] = []
    while at(.name), !at(.because) {
      words.append(currentText)
      advance()
    }
    return .words(WordsSyntax(words.joined(separator: " "), at: range(from: start)))
  }

  /// leavesOut := "leaves" "out" quoted
  mutating func leavesOut() -> LeavesOutSyntax {
    advance()
    expect(word: "out")
    return LeavesOutSyntax(matter: quoted("what is left out, in quotes"))
  }

  /// saysNothing := "says" "nothing" "of" name
  mutating func saysNothing() -> SaysNothingSyntax {
    advance()
    expect(word: "nothing")
    expect(.of)
    return SaysNothingSyntax(observable: name("an observable"))
  }
}
