import RashomonText

// Names, quotes and provenance.
extension Parser {
  /// declaredName := name — no keyword and no word for a probability
  mutating func declaredName(_ expected: String = "a name") -> NameSyntax {
    guard at(.name) else {
      reportUnexpected(expected: expected)
      return NameSyntax("", at: emptyRange)
    }
    let text = currentText
    if keyword() != nil {
      report(.nameIsKeyword(text), at: currentRange)
    } else if VerbalTerms.reserves(text) {
      report(.nameIsVerbalProbability(text), at: currentRange)
    }
    return NameSyntax(text, at: advance())
  }

  /// name := letter (letter | digit | "_")* — no keyword
  mutating func name(_ expected: String = "a name") -> NameSyntax {
    guard at(.name) else {
      reportUnexpected(expected: expected)
      return NameSyntax("", at: emptyRange)
    }
    let hint = "`\(currentText)` is a word of the language"
    guard keyword() == nil else {
      reportUnexpected(expected: expected, hint: hint)
      return NameSyntax("", at: emptyRange)
    }
    return NameSyntax(currentText, at: advance())
  }

  /// anyWord := name — also a keyword, which does no harm here
  mutating func anyWord(_ expected: String) -> NameSyntax {
    guard at(.name) else {
      reportUnexpected(expected: expected)
      return NameSyntax("", at: emptyRange)
    }
    return NameSyntax(currentText, at: advance())
  }

  /// fileName := (name | number) ("-" name | "-" number)* — without blanks
  mutating func fileName() -> NameSyntax {
    let start = position
    guard at(.name) || at(.number) else { return name("the name of an account's file") }
    advance()
    while at(.minus), touchesPrevious(), kind(ahead: 1) == .name || kind(ahead: 1) == .number {
      advance()
      advance()
    }
    let range = range(from: start)
    return NameSyntax(text(of: range), at: range)
  }

  private func touchesPrevious() -> Bool {
    tokens[position].range.lowerBound == tokens[position - 1].range.upperBound
  }

  /// qualifiedName := name "." name
  mutating func qualifiedName() -> QualifiedNameSyntax {
    let owner = name("an actor and its option, such as `Kremlin.deploy`")
    expect(.dot, "`.` and an option")
    return QualifiedNameSyntax(owner: owner, member: name("an option"))
  }

  /// quoted := '"' text '"' — on one line; \" and \\ for these two characters
  mutating func quoted(_ expected: String) -> QuotedSyntax? {
    if let quoted = optionalQuoted() { return quoted }
    reportUnexpected(expected: expected)
    return nil
  }

  mutating func optionalQuoted() -> QuotedSyntax? {
    guard at(.quoted) || at(.unclosedQuote) else { return nil }
    var inner = bytes[tokens[position].range].dropFirst()
    if at(.quoted) {
      inner = inner.dropLast()
    } else {
      reportLost(.unclosedQuote, at: currentRange)
    }
    return QuotedSyntax(unescaped(inner), at: advance())
  }

  private func unescaped(_ inner: ArraySlice<UInt8>) -> String {
    let backslash = UInt8(ascii: "\\")
    guard inner.contains(backslash) else { return String(decoding: inner, as: UTF8.self) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in inner {
      if byte == backslash, !isEscaped {
        isEscaped = true
        continue
      }
      // A backslash before anything but `"` and `\` stands for itself.
      if isEscaped, byte != backslash, byte != UInt8(ascii: "\"") { result.append(backslash) }
      result.append(byte)
      isEscaped = false
    }
    if isEscaped { result.append(backslash) }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: Provenance

  /// provenance := (citation | "because" quoted)*
  ///
  /// Adds to what the present statement has gathered so far; whether there was any.
  @discardableResult
  mutating func provenance() -> Bool {
    let start = position
    while true {
      if at(.citation) {
        citations.append(citation())
      } else if eat(.because) {
        if let gloss = quoted("a gloss in quotes, such as `because \"a wide assumption\"`") {
          glosses.append(gloss)
        }
      } else if at(.comma), kind(ahead: 1) == .citation || keyword(ahead: 1) == .because {
        advance()
      } else {
        return position > start
      }
    }
  }

  /// Hands over what was gathered and starts afresh.
  mutating func takeProvenance() -> ProvenanceSyntax {
    defer {
      citations = []
      glosses = []
    }
    return ProvenanceSyntax(citations: citations, glosses: glosses)
  }

  /// citation := "@" name [":" paragraphs ("," paragraphs)*]
  /// paragraphs := digits ["-" digits]
  private mutating func citation() -> CitationSyntax {
    let range = currentRange
    let text = currentText.dropFirst()
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let nameStart = range.lowerBound + 1
    let source = NameSyntax(
      String(parts[0]), at: nameStart..<nameStart + parts[0].utf8.count)
    var paragraphs: [ClosedRange<Int>] = []
    var isSound = !source.isMissing
    if parts.count == 2 {
      for part in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
        let ends = part.drop { $0 == " " }.split(separator: "-", omittingEmptySubsequences: false)
          .map { Int($0) }
        if let first = ends.first, let low = first, let last = ends.last, let high = last,
          low >= 1, low <= high
        {
          paragraphs.append(low...high)
        } else {
          isSound = false
        }
      }
    }
    if !isSound { report(.malformedCitation(currentText), at: range) }
    advance()
    return CitationSyntax(source: source, paragraphs: paragraphs, range: range)
  }
}
