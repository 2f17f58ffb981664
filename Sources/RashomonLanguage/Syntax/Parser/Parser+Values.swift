import RashomonText

// What formulas are made of.
extension Parser {
  /// value := primary ["happens" | "has" "happened" | "is" name | "." name] [time]
  ///   — time only in a question
  mutating func value(_ expected: String) -> ExpressionSyntax {
    let start = position
    var value = primary(expected)
    if case .name(let name) = value { value = afterName(name, from: start) }
    return inQuestion ? during(value, from: start) : value
  }

  private mutating func afterName(_ name: NameSyntax, from start: Int) -> ExpressionSyntax {
    if eat(.happens) { return .happens(name, range(from: start)) }
    if eat(.has) {
      expect(.happened)
      return .hasHappened(name, range(from: start))
    }
    if eat(.is) {
      let value = self.name("one of its values")
      return .isValue(IsValueSyntax(subject: name, value: value, range: range(from: start)))
    }
    if eat(.dot) {
      return .option(QualifiedNameSyntax(owner: name, member: self.name("an option")))
    }
    return .name(name)
  }

  /// time := "by" sum | "from" sum "to" sum | "on" sum
  private mutating func during(_ subject: ExpressionSyntax, from start: Int) -> ExpressionSyntax {
    let time: DuringSyntax.Time
    inQuestion = false
    defer { inQuestion = true }
    if eat(.by) {
      time = .by(sum("a day"))
    } else if eat(.on) {
      time = .on(sum("a day"))
    } else if eat(.from) {
      let first = sum("a day")
      expect(.to)
      time = .fromTo(first, sum("a day"))
    } else {
      return subject
    }
    return .during(DuringSyntax(subject: subject, time: time, range: range(from: start)))
  }

  /// primary := number | date | words | name | call | parenthesized | choice | chanceOf | yesterday
  ///   | daysSince | oneOf | "today" | "weekday" | weekdayName
  /// weekdayName := "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday"
  ///   | "sunday"
  private mutating func primary(_ expected: String) -> ExpressionSyntax {
    switch kind() {
    case .number: return .number(number())
    case .date: return .date(date())
    case .leftParenthesis: return parenthesized()
    case .name:
      if let keyword = keyword() { return keywordValue(keyword, expected) }
      if let words = words() { return .words(words) }
      if kind(ahead: 1) == .leftParenthesis { return call() }
      return .name(NameSyntax(currentText, at: advance()))
    default: return missing(expected)
    }
  }

  private mutating func missing(_ expected: String) -> ExpressionSyntax {
    reportUnexpected(expected: expected)
    return .missing(emptyRange)
  }

  private mutating func keywordValue(_ keyword: Keyword, _ expected: String) -> ExpressionSyntax {
    if let index = keyword.weekdayIndex { return .weekdayName(index, advance()) }
    switch keyword {
    case .today: return .today(advance())
    case .weekday: return .weekday(advance())
    case .if: return choice()
    case .chance: return chanceOf()
    case .yesterday: return yesterday()
    case .days: return daysSince()
    case .one: return .oneOf(oneOf())
    default: return missing(expected)
    }
  }

  // MARK: Literals

  /// number := digits ["." digits] ["e" ["+" | "-"] digits] ["%" | "k" | "M"]
  mutating func number() -> NumberSyntax {
    var text = currentText
    let range = advance()
    var suffix = NumberSyntax.Suffix.none
    if let last = text.last, let found = NumberSyntax.Suffix(rawValue: String(last)) {
      suffix = found
      text.removeLast()
    }
    guard text.utf8.first?.isDigit == true, text.utf8.allSatisfy({ $0.isNumberPart }),
      let plain = Double(text), plain.isFinite
    else {
      report(.malformedNumber(self.text(of: range)), at: range)
      return NumberSyntax(value: 0, suffix: .none, range: range)
    }
    let value =
      switch suffix {
      case .none: plain
      case .percent: plain / 100
      case .thousand: plain * 1000
      case .million: plain * 1_000_000
      }
    return NumberSyntax(value: value, suffix: suffix, range: range)
  }

  /// date := digits "-" digits "-" digits — as in 2020-08-09
  mutating func date() -> DateSyntax {
    let text = currentText
    let range = advance()
    let date = CalendarDate(iso: text)
    if date == nil { report(.noSuchDate(text), at: range) }
    return DateSyntax(date: date, range: range)
  }

  /// words := name+ — a word of probability, such as "very likely"
  private mutating func words() -> WordsSyntax? {
    let start = position
    let first = currentText
    for term in VerbalTerms.byFirstWord[first] ?? [] where matches(term) {
      position += term.count
      return WordsSyntax(term.joined(separator: " "), at: range(from: start))
    }
    let startsTerm = VerbalTerms.reserves(first)
    guard startsTerm || (atName(ahead: 1) && kind(ahead: 2) != .leftParenthesis) else {
      return nil
    }
    var words: [String] = []
    while atName() || (!words.isEmpty && at(.chance)) {
      words.append(currentText)
      advance()
    }
    return WordsSyntax(words.joined(separator: " "), at: range(from: start))
  }

  private func matches(_ term: [String]) -> Bool {
    term.indices.allSatisfy { offset in
      kind(ahead: offset) == .name
        && bytes[tokens[position + offset].range]
          .elementsEqual(term[offset].utf8)
    }
  }
}

extension UInt8 {
  /// A byte of a number without its suffix.
  fileprivate var isNumberPart: Bool {
    isDigit
      || [
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"),
        UInt8(ascii: "-"),
      ].contains(self)
  }
}
