// The statements that frame a case.
extension Parser {
  /// crisis := "crisis" quoted
  mutating func crisis() -> CrisisSyntax {
    advance()
    return CrisisSyntax(title: quoted("the title in quotes"))
  }

  /// account := "account" quoted ["by" name ("," name)*]
  mutating func account() -> AccountSyntax {
    advance()
    let title = quoted("the title in quotes")
    var sources: [NameSyntax] = []
    if eat(.by) {
      repeat { sources.append(name("the source that it encodes")) } while eat(.comma)
    }
    return AccountSyntax(title: title, sources: sources)
  }

  /// period := "period" sum "to" sum
  mutating func period() -> PeriodSyntax {
    advance()
    let start = sum("the first day, as YYYY-MM-DD")
    expect(.to)
    return PeriodSyntax(start: start, end: sum("the last day, as YYYY-MM-DD"))
  }

  /// day := "day" declaredName [quoted] "=" sum
  mutating func day() -> DaySyntax {
    advance()
    let name = declaredName()
    let sentence = optionalQuoted()
    expect(.equals, "`=` and a day")
    return DaySyntax(name: name, sentence: sentence, date: sum("a day, as YYYY-MM-DD"))
  }

  /// source := "source" declaredName "{" provenance (anyWord (quoted | date | number) [","])* "}"
  mutating func source() -> SourceSyntax {
    advance()
    let name = declaredName()
    let open = position
    var fields: [SourceFieldSyntax] = []
    guard expect(.leftBrace, "`{` and what is known of the source, such as `title \"…\"`") else {
      return SourceSyntax(name: name, fields: [])
    }
    provenance()
    while !at(.rightBrace), !atEnd, !isLost {
      fields.append(sourceField())
      _ = eat(.comma)
    }
    closeBlock(openedAt: open)
    return SourceSyntax(name: name, fields: fields)
  }

  private mutating func sourceField() -> SourceFieldSyntax {
    let name = anyWord("what is known of the source, such as `title \"…\"`, or `}`")
    switch kind() {
    case .date: return SourceFieldSyntax(name: name, value: .date(date()))
    case .number: return SourceFieldSyntax(name: name, value: .number(number()))
    default:
      guard let text = quoted("a text in quotes, a date or a number") else {
        return SourceFieldSyntax(name: name, value: .missing(emptyRange))
      }
      return SourceFieldSyntax(name: name, value: .text(text))
    }
  }

  /// Reads `}`, or says that the brace with index `open` is never closed.
  mutating func closeBlock(openedAt open: Int) {
    if eat(.rightBrace) { return }
    if atEnd {
      reportLost(.unclosedBracket(open: "{", close: "}"), at: tokens[open].range)
    } else {
      reportUnexpected(expected: "`}`")
    }
  }

  /// question := "question" declaredName [quoted] ["opens" sum] [quoted] "=" expression
  ///   ["given" expression]
  mutating func question() -> QuestionSyntax {
    advance()
    let name = declaredName()
    var sentence = optionalQuoted()
    let opens = eat(.opens) ? sum("the day on which it opens") : nil
    if sentence == nil { sentence = optionalQuoted() }
    expect(
      .equals,
      opens == nil ? "`opens` and a day, or `=` and what is asked" : "`=` and what is asked")
    inQuestion = true
    defer { inQuestion = false }
    let value = expression("what is asked, such as `leader_exit by 2020-12-31`")
    let given = eat(.given) ? expression("a condition") : nil
    return QuestionSyntax(
      name: name, sentence: sentence, opens: opens, value: value, given: given)
  }

  /// prior := "prior" fileName sum
  mutating func prior() -> PriorSyntax {
    advance()
    return PriorSyntax(account: fileName(), weight: sum("its weight relative to the others"))
  }
}
