import RashomonText

/// The text of a model file in the one layout: blocks and continued lines indented by two spaces,
/// one blank between tokens, two before provenance and comments, at most one empty line.
///
/// Line breaks stay where the author put them, and so do comments. A second pass changes nothing.
/// A file with syntax errors is left as it is.
///
/// *Complexity*: O(length of the text).
package func format(_ file: SyntaxFile) -> String {
  guard file.diagnostics.isEmpty else { return file.source.text }
  var formatter = Formatter(file)
  return formatter.formatted()
}
