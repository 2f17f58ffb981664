// The file, its statements, and how far each of them reaches.
extension Parser {
  enum Place { case top, eachDay }

  /// file := statement*
  mutating func file() -> [StatementSyntax] {
    statements(in: .top)
  }

  /// Statements up to the end, or in a block up to its `}`.
  mutating func statements(in place: Place) -> [StatementSyntax] {
    var statements: [StatementSyntax] = []
    let outerLimit = limit
    var wasLost = false
    while position < outerLimit {
      if place == .eachDay, at(.rightBrace) { break }
      limit = endOfStatement(from: position, before: outerLimit)
      // What follows a broken statement on its own line is most likely a part of it.
      isLost = wasLost && !tokens[position].startsLine
      statements.append(statement(in: place))
      wasLost = isLost
      limit = outerLimit
    }
    isLost = false
    return statements
  }

  /// statement := ["override"] form provenance — to the end of its line
  private mutating func statement(in place: Place) -> StatementSyntax {
    let start = position
    let overrideRange = at(.override) ? advance() : nil
    let keywordRange = currentRange
    construct = keyword().map { "`\($0.rawValue)`" } ?? "this statement"
    let keyword = keyword()?.statement
    let form = self.form(isOverride: overrideRange != nil)
    checkPlace(of: form, keyword, at: keywordRange, in: place, override: overrideRange)
    if case .eachDay = form {
      // A block ends with its brace, not with its line.
      limit = position
    } else {
      provenance()
    }
    if !atEnd {
      if case .actor = form, position > start, tokens[position - 1].kind == .rightBrace {
        limit = position
      } else {
        reportUnexpected(expected: "the end of the statement")
        position = limit
      }
    }
    if position == start { position += 1 }
    return StatementSyntax(
      form: form, overrideRange: overrideRange, provenance: takeProvenance(),
      range: range(from: start), keywordRange: keywordRange)
  }

  /// The index of the first token behind the statement that starts at `start`: the next line's first
  /// token, unless a bracket is open or that line is indented deeper.
  ///
  /// So that one forgotten bracket does not swallow the rest of the file, a statement's keyword at
  /// the start's indentation or left of it ends an open bracket too, where it cannot stand inside.
  private func endOfStatement(from start: Int, before outerLimit: Int) -> Int {
    let indentation = tokens[start].indentation
    var open: [Token.Kind] = []
    for index in start..<outerLimit {
      let token = tokens[index]
      if index > start, token.startsLine, token.indentation <= indentation {
        if open.isEmpty {
          if token.kind != .leftBrace { return index }
        } else if let keyword = keywords[index],
          keyword.statement?.place == .outside
            || (open.last != .leftBrace && (keyword.statement != nil || keyword == .override)),
          !isSourceField(index)
        {
          return index
        }
      }
      switch token.kind {
      case .leftParenthesis, .leftBracket, .leftBrace:
        open.append(token.kind)
      case .rightParenthesis, .rightBracket:
        if open.last == .leftParenthesis || open.last == .leftBracket { open.removeLast() }
      case .rightBrace:
        guard let brace = open.lastIndex(of: .leftBrace) else { return max(index, start + 1) }
        open.removeSubrange(brace...)
      case .name, .number, .date, .quoted, .unclosedQuote, .citation, .colon, .comma, .dot,
        .equals, .tilde, .plus, .minus, .star, .slash, .caret, .less, .lessOrEqual, .greater,
        .greaterOrEqual, .equal, .notEqual, .unknown, .end:
        break
      }
    }
    return outerLimit
  }

  /// Whether a keyword is followed by a value at once, as the fields of a source are.
  private func isSourceField(_ index: Int) -> Bool {
    index + 1 < tokens.count && [.quoted, .number, .date].contains(tokens[index + 1].kind)
      && ![.crisis, .account, .period, .leaves].contains(keywords[index])
  }
}
