// Values that have parts: brackets, calls, choices.
extension Parser {
  /// parenthesized := "(" expression ")"
  mutating func parenthesized() -> ExpressionSyntax {
    let start = position
    advance()
    let inner = expression()
    closeParenthesis(openedAt: start)
    return .parenthesized(inner, range(from: start))
  }

  /// Reads `)`, or says that the bracket with index `open` is never closed.
  private mutating func closeParenthesis(openedAt open: Int) {
    if eat(.rightParenthesis) { return }
    if atEnd {
      reportLost(.unclosedBracket(open: "(", close: ")"), at: tokens[open].range)
    } else {
      reportUnexpected(expected: "`)`, or an operator")
    }
  }

  /// choice := "if" expression "then" expression "else" expression
  mutating func choice() -> ExpressionSyntax {
    let start = position
    advance()
    let condition = expression("a condition")
    expect(.then)
    let yes = expression()
    expect(.else)
    let no = expression()
    return .choice(
      ChoiceSyntax(condition: condition, yes: yes, no: no, range: range(from: start)))
  }

  /// call := name "(" [argument ("," argument)*] ")"
  mutating func call() -> ExpressionSyntax {
    let start = position
    let function = NameSyntax(currentText, at: advance())
    let open = position
    advance()
    var arguments: [ArgumentSyntax] = []
    while !at(.rightParenthesis), !atEnd {
      arguments.append(argument())
      guard eat(.comma) else { break }
    }
    closeParenthesis(openedAt: open)
    return .call(
      CallSyntax(function: function, arguments: arguments, range: range(from: start)))
  }

  /// argument := [name ":"] expression
  private mutating func argument() -> ArgumentSyntax {
    var label: NameSyntax?
    if at(.name), kind(ahead: 1) == .colon {
      label = NameSyntax(currentText, at: advance())
      advance()
    }
    return ArgumentSyntax(label: label, value: expression("an argument"))
  }

  /// chanceOf := "chance" "(" qualifiedName ")"
  mutating func chanceOf() -> ExpressionSyntax {
    let start = position
    advance()
    let open = position
    expect(.leftParenthesis, "`(` and an option, such as `chance(Kremlin.deploy)`")
    let option = qualifiedName()
    if !isLost { closeParenthesis(openedAt: open) }
    return .chanceOf(option, range(from: start))
  }

  /// yesterday := "yesterday" "(" expression "," "first" ":" expression ")"
  mutating func yesterday() -> ExpressionSyntax {
    let hint = "write `yesterday(x, first: v)`, with the value v of the first day"
    let start = position
    advance()
    let open = position
    expect(.leftParenthesis, "`(`", hint: hint)
    let subject = expression()
    expect(.comma, "`, first:` and the value of the first day", hint: hint)
    if currentText == "first" {
      advance()
      expect(.colon, "`:`", hint: hint)
    } else {
      reportUnexpected(expected: "`first:`", hint: hint)
    }
    let first = expression()
    if !isLost { closeParenthesis(openedAt: open) }
    return .yesterday(
      YesterdaySyntax(subject: subject, first: first, range: range(from: start)))
  }

  /// daysSince := "days" "since" name
  mutating func daysSince() -> ExpressionSyntax {
    let start = position
    advance()
    expect(.since)
    let event = name("an event")
    return .daysSince(event, range(from: start))
  }

  /// oneOf := "one" "of" "{" [item ([","] item)*] "}"
  /// item := expression [quoted] ":" expression
  mutating func oneOf() -> OneOfSyntax {
    let start = position
    advance()
    expect(.of)
    let open = position
    guard expect(.leftBrace, "`{` and the values, such as `{ a: 0.5, b: 0.5 }`") else {
      return OneOfSyntax(items: [], range: range(from: start))
    }
    var items: [OneOfItemSyntax] = []
    while !at(.rightBrace), !atEnd, !isLost {
      let value = expression("a value")
      let sentence = optionalQuoted()
      expect(.colon, "`:` and its probability")
      items.append(OneOfItemSyntax(value: value, sentence: sentence, weight: expression()))
      if !eat(.comma), !at(.rightBrace), !atEnd, !tokens[position].startsLine {
        reportUnexpected(expected: "`,` or `}`")
      }
    }
    if !eat(.rightBrace), atEnd, position > open {
      reportLost(.unclosedBracket(open: "{", close: "}"), at: tokens[open].range)
    }
    return OneOfSyntax(items: items, range: range(from: start))
  }
}
