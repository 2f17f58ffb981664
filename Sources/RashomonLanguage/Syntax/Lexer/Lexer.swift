/// Cuts a model text into tokens. Every byte belongs to one token or to the trivia before one.
///
/// *Complexity*: O(bytes).
struct Lexer {
  let bytes: [UInt8]
  var position = 0
  private var lineIndentation = 0
  private var tokens: [Token] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 5 + 1)
  }

  /// All tokens of the text, the last of them `.end`.
  static func tokens(of bytes: [UInt8]) -> [Token] {
    var lexer = Lexer(bytes)
    while lexer.readToken() != .end {}
    return lexer.tokens
  }

  private mutating func readToken() -> Token.Kind {
    let triviaStart = position
    let startsLine = skipTrivia()
    let start = position
    let kind = start < bytes.count ? readKind() : .end
    tokens.append(
      Token(
        kind: kind, triviaStart: triviaStart, range: start..<position, startsLine: startsLine,
        indentation: lineIndentation))
    return kind
  }

  /// Passes over blanks and comments; whether the next token is the first of its line.
  private mutating func skipTrivia() -> Bool {
    var startsLine = position == 0
    if startsLine, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var column = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"):
        startsLine = true
        column = 0
        position += 1
      case UInt8(ascii: "\t"):
        column = (column / 8 + 1) * 8
        position += 1
      case UInt8(ascii: " "):
        column += 1
        position += 1
      case UInt8(ascii: "\r"):
        position += 1
      case 0xC2 where byte(at: position + 1) == 0xA0:
        // A no-break space, which texts copied from a page are full of.
        column += 1
        position += 2
      case UInt8(ascii: "#"):
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      default:
        if startsLine { lineIndentation = column }
        return startsLine
      }
    }
    if startsLine { lineIndentation = 0 }
    return startsLine
  }

  /// The byte at an offset, 0 past the end.
  func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  private mutating func readKind() -> Token.Kind {
    let byte = bytes[position]
    if byte.isDigit { return readNumberOrDate() }
    if byte.isNameStart || byte >= 0x80 { return readName() }
    if byte == UInt8(ascii: "\"") { return readQuoted() }
    if byte == UInt8(ascii: "@") { return readCitation() }
    return readPunctuation(byte)
  }

  private mutating func readPunctuation(_ byte: UInt8) -> Token.Kind {
    let equalsFollows = self.byte(at: position + 1) == UInt8(ascii: "=")
    func twoBytes(_ long: Token.Kind, or short: Token.Kind) -> (Token.Kind, Int) {
      equalsFollows ? (long, 2) : (short, 1)
    }
    let (kind, width): (Token.Kind, Int) =
      switch byte {
      case UInt8(ascii: ":"): (.colon, 1)
      case UInt8(ascii: ","): (.comma, 1)
      case UInt8(ascii: "."): (.dot, 1)
      case UInt8(ascii: "~"): (.tilde, 1)
      case UInt8(ascii: "+"): (.plus, 1)
      case UInt8(ascii: "-"): (.minus, 1)
      case UInt8(ascii: "*"): (.star, 1)
      case UInt8(ascii: "/"): (.slash, 1)
      case UInt8(ascii: "^"): (.caret, 1)
      case UInt8(ascii: "("): (.leftParenthesis, 1)
      case UInt8(ascii: ")"): (.rightParenthesis, 1)
      case UInt8(ascii: "{"): (.leftBrace, 1)
      case UInt8(ascii: "}"): (.rightBrace, 1)
      case UInt8(ascii: "["): (.leftBracket, 1)
      case UInt8(ascii: "]"): (.rightBracket, 1)
      case UInt8(ascii: "="): twoBytes(.equal, or: .equals)
      case UInt8(ascii: "<"): twoBytes(.lessOrEqual, or: .less)
      case UInt8(ascii: ">"): twoBytes(.greaterOrEqual, or: .greater)
      case UInt8(ascii: "!"): twoBytes(.notEqual, or: .unknown)
      default: (.unknown, 1)
      }
    position += width
    return kind
  }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  /// An ASCII letter or `_`.
  var isNameStart: Bool {
    let lowered = self | 0x20
    return UInt8(ascii: "a")...UInt8(ascii: "z") ~= lowered || self == UInt8(ascii: "_")
  }

  /// An ASCII letter, a digit or `_`.
  var isNamePart: Bool { isNameStart || isDigit }
}
