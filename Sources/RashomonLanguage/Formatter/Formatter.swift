import RashomonText

/// Writes the tokens of one sound file again, line by line.
struct Formatter {
  /// What starts at a token, as far as indentation is concerned.
  private enum Start { case plain, block }

  /// An open bracket.
  private struct Bracket {
    /// Of a line that starts with what closes it.
    let outside: Int
    /// Of the lines between.
    let inside: Int
    /// The indentation of the statement around a block; nil for any other bracket.
    let statementAround: Int?
  }

  private let bytes: [UInt8]
  private let tokens: [Token]
  /// By the offset of the first byte.
  private var starts: [Int: Start] = [:]
  /// Parts that hold no blanks, by the offset of their first byte.
  private var glued: [Int: Int] = [:]
  private var brackets: [Bracket] = []
  private var statementIndentation = 0
  private var lineIndentation = 0
  private var isBlockExpected = false
  private var gluedUntil = 0
  private var output: [UInt8] = []

  init(_ file: SyntaxFile) {
    self.bytes = Array(file.source.text.utf8)
    self.tokens = file.tokens
    output.reserveCapacity(bytes.count + bytes.count / 8)
    note(file.statements)
  }

  private mutating func note(_ statements: [StatementSyntax]) {
    for statement in statements {
      var start = Start.plain
      if case .eachDay(let node) = statement.form {
        start = .block
        note(node.statements)
      } else if case .actor(let node) = statement.form {
        start = .block
        for option in node.options { starts[option.range.lowerBound] = .plain }
      } else if case .prior(let node) = statement.form {
        glued[node.account.range.lowerBound] = node.account.range.upperBound
      }
      starts[statement.range.lowerBound] = start
    }
  }

  mutating func formatted() -> String {
    for index in tokens.indices {
      let trivia = Trivia(bytes[tokens[index].triviaStart..<tokens[index].range.lowerBound])
      if let comment = trivia.trailingComment, index > 0 {
        write("  ")
        output += comment
      }
      if tokens[index].startsLine || index == 0 {
        startLine(index, after: trivia)
      } else if tokens[index].kind != .end {
        write(String(repeating: " ", count: blanks(before: index)))
        noteStart(of: tokens[index])
      }
      output += bytes[tokens[index].range]
      noteBracket(tokens[index])
    }
    if output.last != UInt8(ascii: "\n"), !output.isEmpty { write("\n") }
    return String(decoding: output, as: UTF8.self)
  }

  private mutating func write(_ text: String) { output += text.utf8 }

  // MARK: Lines

  /// Ends the line before, writes the comments that stand on lines of their own, and indents.
  private mutating func startLine(_ index: Int, after trivia: Trivia) {
    let token = tokens[index]
    noteStart(of: token)
    lineIndentation = indentation(of: token)
    let ofComments = isCloser(token.kind) ? (brackets.last?.inside ?? 0) : lineIndentation
    if !output.isEmpty { write("\n") }
    var isPastFirst = !output.isEmpty
    for comment in trivia.comments {
      if comment.followsEmptyLine, isPastFirst { write("\n") }
      write(String(repeating: " ", count: ofComments))
      output += comment.text
      write("\n")
      isPastFirst = true
    }
    guard token.kind != .end else { return }
    if trivia.endsWithEmptyLine, isPastFirst { write("\n") }
    write(String(repeating: " ", count: lineIndentation))
  }

  private mutating func noteStart(of token: Token) {
    guard let start = starts[token.range.lowerBound], token.kind != .end else { return }
    statementIndentation = brackets.last?.inside ?? 0
    isBlockExpected = start == .block
  }

  private func indentation(of token: Token) -> Int {
    if token.kind == .end { return 0 }
    if isCloser(token.kind) { return brackets.last?.outside ?? 0 }
    if starts[token.range.lowerBound] != nil || token.kind == .leftBrace {
      return statementIndentation
    }
    if let bracket = brackets.last, bracket.statementAround == nil { return bracket.inside }
    return statementIndentation + 2
  }

  private func isCloser(_ kind: Token.Kind) -> Bool {
    kind == .rightBrace || kind == .rightParenthesis || kind == .rightBracket
  }

  private mutating func noteBracket(_ token: Token) {
    switch token.kind {
    case .leftBrace where isBlockExpected:
      isBlockExpected = false
      brackets.append(
        Bracket(
          outside: statementIndentation, inside: statementIndentation + 2,
          statementAround: statementIndentation))
    case .leftBrace, .leftParenthesis, .leftBracket:
      brackets.append(
        Bracket(outside: lineIndentation, inside: lineIndentation + 2, statementAround: nil))
    case .rightBrace, .rightParenthesis, .rightBracket:
      if let around = brackets.popLast()?.statementAround { statementIndentation = around }
    case .name, .number, .date, .quoted, .unclosedQuote, .citation, .colon, .comma, .dot, .equals,
      .tilde, .plus, .minus, .star, .slash, .caret, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .equal, .notEqual, .unknown, .end:
      break
    }
  }

  // MARK: Blanks

  /// How many blanks stand between a token and the one before it on the same line.
  private mutating func blanks(before index: Int) -> Int {
    let token = tokens[index]
    let previous = tokens[index - 1]
    if let end = glued[previous.range.lowerBound] { gluedUntil = end }
    if token.range.lowerBound < gluedUntil { return 0 }
    switch token.kind {
    case .comma, .colon, .rightParenthesis, .rightBracket, .dot: return 0
    case .citation: return previous.kind == .citation ? 1 : 2
    case .leftParenthesis where isCallable(previous): return 0
    default: break
    }
    switch previous.kind {
    case .leftParenthesis, .leftBracket, .dot: return 0
    case .minus where index < 2 || !endsValue(tokens[index - 2]): return 0
    default: return keyword(of: token) == .because ? 2 : 1
    }
  }

  private func keyword(of token: Token) -> Keyword? {
    guard token.kind == .name else { return nil }
    return Keyword(word: String(decoding: bytes[token.range], as: UTF8.self))
  }

  private func isCallable(_ token: Token) -> Bool {
    guard token.kind == .name else { return false }
    let keyword = keyword(of: token)
    return keyword == nil || keyword == .chance || keyword == .yesterday
  }

  /// Whether a `-` behind the token subtracts.
  private func endsValue(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .date, .rightParenthesis, .rightBrace: return true
    case .name:
      guard let keyword = keyword(of: token) else { return true }
      return [.today, .weekday, .happens, .happened].contains(keyword)
        || keyword.weekdayIndex != nil
    default: return false
    }
  }
}
