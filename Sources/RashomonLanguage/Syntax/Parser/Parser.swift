import RashomonText

/// The state of reading one file: where it is, how far the present statement reaches, what was
/// found wrong.
///
/// The functions of the extensions are named after the rules of the grammar. None of them fails:
/// what is not there becomes a missing node, and the first thing amiss in a statement is reported.
struct Parser {
  let sourceFile: SourceFile
  let fileKind: FileKind
  let bytes: [UInt8]
  let tokens: [Token]
  /// Of each token; nil for what is no keyword.
  let keywords: [Keyword?]

  var position = 0
  /// The index of the token after the present statement.
  var limit: Int
  /// What messages call the present statement: `` `expects` ``.
  var construct = "this statement"
  /// Whether something was reported after which the rest of the statement cannot be trusted.
  var isLost = false
  /// How many formulas are open around the present one.
  var depth = 0
  /// How many `each day { … }` are open.
  var blockDepth = 0
  /// Whether `by`, `from` and `on` after a value belong to it.
  var inQuestion = false
  var citations: [CitationSyntax] = []
  var glosses: [QuotedSyntax] = []
  var diagnostics: [Diagnostic] = []

  /// Formulas deeper than this are not read, so that no text can exhaust the stack.
  static let maximalDepth = 48
  static let maximalBlockDepth = 2

  init(_ source: SourceFile, as kind: FileKind) {
    let bytes = Array(source.text.utf8)
    let tokens = Lexer.tokens(of: bytes)
    self.sourceFile = source
    self.fileKind = kind
    self.bytes = bytes
    self.tokens = tokens
    self.keywords = tokens.map { token in
      guard token.kind == .name, token.range.count <= 12 else { return nil }
      return Keyword(word: String(decoding: bytes[token.range], as: UTF8.self))
    }
    self.limit = tokens.count - 1
  }

  // MARK: Looking

  /// The kind of a token `distance` ahead, `.end` past the statement.
  func kind(ahead distance: Int = 0) -> Token.Kind {
    position + distance < limit ? tokens[position + distance].kind : .end
  }

  func keyword(ahead distance: Int = 0) -> Keyword? {
    position + distance < limit ? keywords[position + distance] : nil
  }

  var atEnd: Bool { position >= limit }

  func at(_ kind: Token.Kind) -> Bool { self.kind() == kind }

  func at(_ keyword: Keyword) -> Bool { self.keyword() == keyword }

  /// Whether a name that is no keyword stands `distance` ahead.
  func atName(ahead distance: Int = 0) -> Bool {
    kind(ahead: distance) == .name && keyword(ahead: distance) == nil
  }

  func text(of range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The text of the present token, empty at the statement's end.
  var currentText: String { atEnd ? "" : text(of: tokens[position].range) }

  /// The place of the present token; at the statement's end, just behind its last one.
  var currentRange: Range<Int> {
    if !atEnd { return tokens[position].range }
    let place = position > 0 ? tokens[position - 1].range.upperBound : 0
    return place..<place
  }

  /// An empty range where the present token starts.
  var emptyRange: Range<Int> { currentRange.lowerBound..<currentRange.lowerBound }

  /// From the token with index `start` to the last one read; empty if none was.
  func range(from start: Int) -> Range<Int> {
    guard position > start else { return emptyRange }
    return tokens[start].range.lowerBound..<tokens[position - 1].range.upperBound
  }

  // MARK: Reading

  /// Passes over the present token and says where it is.
  @discardableResult
  mutating func advance() -> Range<Int> {
    let range = currentRange
    if !atEnd { position += 1 }
    return range
  }

  /// Reads a token of that kind if it is there.
  mutating func eat(_ kind: Token.Kind) -> Bool {
    guard at(kind) else { return false }
    position += 1
    return true
  }

  mutating func eat(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    position += 1
    return true
  }

  /// Reads a token of that kind, or says that it is missing; whether it was there.
  @discardableResult
  mutating func expect(_ kind: Token.Kind, _ expected: String, hint: String? = nil) -> Bool {
    if eat(kind) { return true }
    reportUnexpected(expected: expected, hint: hint)
    return false
  }

  @discardableResult
  mutating func expect(_ keyword: Keyword, hint: String? = nil) -> Bool {
    if eat(keyword) { return true }
    reportUnexpected(
      expected: "`\(keyword.rawValue)`", hint: hint ?? nearKeywordHint(among: [keyword.rawValue]))
    return false
  }

  /// Reads a word that is fixed here but may be a name elsewhere.
  @discardableResult
  mutating func expect(word: String) -> Bool {
    if at(.name), currentText == word {
      advance()
      return true
    }
    reportUnexpected(expected: "`\(word)`", hint: nearKeywordHint(among: [word]))
    return false
  }

  // MARK: Reporting

  /// Reports something that leaves the rest of the statement readable.
  mutating func report(_ problem: SyntaxProblem, at range: Range<Int>) {
    diagnostics.append(problem.wording.diagnostic(in: sourceFile, at: range))
  }

  /// Reports something after which the rest of the statement is not trusted; only the first such
  /// thing of a statement is reported.
  mutating func reportLost(_ problem: SyntaxProblem, at range: Range<Int>) {
    if !isLost { report(problem, at: range) }
    isLost = true
  }

  /// Reports that the present token is not what should stand here.
  mutating func reportUnexpected(expected: String, hint: String? = nil) {
    if isLost { return }
    switch kind() {
    case .unknown:
      reportLost(.unknownCharacter(currentText), at: currentRange)
    case .unclosedQuote:
      reportLost(.unclosedQuote, at: currentRange)
    default:
      reportLost(
        .unexpected(
          found: foundText, expected: expected, statement: construct, hint: hint ?? usualHint),
        at: currentRange)
    }
  }

  private var foundText: String {
    if !atEnd { return "`\(currentText)`" }
    return limit < tokens.count - 1 ? "the end of the statement" : "the end of the file"
  }

  /// A hint for what people write who know another language.
  private var usualHint: String? {
    if !atEnd, tokens[position].startsLine {
      return "a line indented deeper goes on with the statement above; "
        + "if another one is meant, start it in the column of that statement"
    }
    if at(.if), construct == "`expects`" {
      return "a factor holds in any case: write a chance with its conditions, or a number as factor"
    }
    if at(.if) {
      return "`… if …, … otherwise` stands only after `is`, `expects …:`, `chance` and `worth`; "
        + "elsewhere write `if … then … else …`"
    }
    if at(.else) { return "write `, … otherwise`, or `if … then … else …`" }
    if at(.equals) { return "a comparison is written `==`" }
    return nil
  }

  /// ``did you mean `…`?`` if the present word is near one of the candidates.
  func nearKeywordHint(among candidates: [String]) -> String? {
    guard kind() == .name else { return nil }
    return nearestName(to: currentText, among: candidates).map { "did you mean `\($0)`?" }
  }
}
