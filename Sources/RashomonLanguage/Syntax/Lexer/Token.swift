/// The smallest piece of a model text that means something, with the blanks and comments before it.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A name or a keyword, also `self-evident`.
    case name
    /// `0.3`, `200k`, `20%`.
    case number
    /// `2020-08-09`.
    case date
    /// `"…"`.
    case quoted
    /// `"…` up to the end of its line.
    case unclosedQuote
    /// `@luxmoore:14,26-27`; `@` alone too.
    case citation
    case colon, comma, dot, equals, tilde
    case plus, minus, star, slash, caret
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
    case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
    /// What the language has no use for.
    case unknown
    /// The end of the file.
    case end
  }

  package let kind: Kind
  /// Where the blanks and comments before it start: the end of the token before.
  package let triviaStart: Int
  /// UTF-8 bytes of the file, without the trivia.
  package let range: Range<Int>
  /// Whether it is the first of its line.
  package let startsLine: Bool
  /// Columns of blanks before the first token of its line (a tab reaches to the next multiple of 8).
  package let indentation: Int

  package init(
    kind: Kind, triviaStart: Int, range: Range<Int>, startsLine: Bool, indentation: Int
  ) {
    self.kind = kind
    self.triviaStart = triviaStart
    self.range = range
    self.startsLine = startsLine
    self.indentation = indentation
  }
}
