package import RashomonText

/// The tree of a model file. Never fails: problems are in the tree's `diagnostics`.
///
/// *Complexity*: O(length of the text).
package func parse(_ file: SourceFile, as kind: FileKind) -> SyntaxFile {
  var parser = Parser(file, as: kind)
  let statements = parser.file()
  return SyntaxFile(
    source: file, kind: kind, tokens: parser.tokens, statements: statements,
    diagnostics: parser.diagnostics.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
}
