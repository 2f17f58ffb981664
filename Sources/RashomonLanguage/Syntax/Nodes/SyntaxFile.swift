package import RashomonText

/// Which of the two kinds of model file a text is.
package enum FileKind: String, Hashable, Sendable {
  /// The frame and the common ground: `*.crisis`.
  case crisis
  /// One rival explanation: `*.account`.
  case account
}

/// A model file as a tree, with every byte of its text kept in the tokens.
///
/// Parsing never fails: what could not be read is a `.malformed` statement or a `.missing`
/// expression, and a diagnostic says what to change.
package struct SyntaxFile: Sendable {
  package let source: SourceFile
  package let kind: FileKind
  /// In order; token after token, each with the blanks and comments before it, they make the text
  /// again byte for byte. The last one is `.end`.
  package let tokens: [Token]
  package let statements: [StatementSyntax]
  /// Every problem of syntax, in the order of the text.
  package let diagnostics: [Diagnostic]

  package init(
    source: SourceFile, kind: FileKind, tokens: [Token], statements: [StatementSyntax],
    diagnostics: [Diagnostic]
  ) {
    self.source = source
    self.kind = kind
    self.tokens = tokens
    self.statements = statements
    self.diagnostics = diagnostics
  }
}
