/// Something the user should know about a text they wrote: where, what was found, what was
/// expected, and what to change.
///
/// A diagnostic is a value: checkers collect as many as there are and go on.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  /// Stable, kebab-case, never reused: `unknown-name`.
  package let id: String
  package let severity: Severity
  /// The file as printed: `belarus-2020.crisis`, `accounts/saker.account`, `evidence.csv`.
  package let file: String
  /// From 1.
  package let line: Int
  /// From 1, in characters.
  package let column: Int
  /// How many characters to mark, at least 1.
  package let width: Int
  /// The line itself, so that the message stands alone.
  package let sourceLine: String
  /// What is wrong, without a full stop.
  package let title: String
  package let found: String?
  package let expected: String?
  /// One thing to do about it.
  package let hint: String?

  package init(
    id: String, severity: Severity = .error, file: String, line: Int, column: Int, width: Int = 1,
    sourceLine: String, title: String, found: String? = nil, expected: String? = nil,
    hint: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.width = max(1, width)
    self.sourceLine = sourceLine
    self.title = title
    self.found = found
    self.expected = expected
    self.hint = hint
  }

  /// A diagnostic that marks the bytes `range` of `file`; only the first line of the range is marked.
  package init(
    id: String, severity: Severity = .error, in file: SourceFile, at range: Range<Int>,
    title: String, found: String? = nil, expected: String? = nil, hint: String? = nil
  ) {
    let line = file.line(at: range.lowerBound)
    let column = file.column(at: range.lowerBound)
    let sourceLine = file.lineText(line)
    let rest = max(1, sourceLine.count - column + 1)
    let sameLine = file.line(at: max(range.lowerBound, range.upperBound - 1)) == line
    let width = sameLine ? file.column(at: range.upperBound) - column : rest
    self.init(
      id: id, severity: severity, file: file.name, line: line, column: column,
      width: min(max(1, width), rest), sourceLine: sourceLine, title: title, found: found,
      expected: expected, hint: hint)
  }

  /// The whole message as plain text:
  ///
  /// ```
  /// toy.account:3:9: error: no observable is called `armed_atack` [unknown-name]
  ///   3 | expects armed_atack by 2020-09-30: likely
  ///     |         ^^^^^^^^^^^
  ///   found: …
  ///   expected: …
  ///   hint: did you mean `armed_attack`?
  /// ```
  package var rendered: String {
    var lines = ["\(file):\(line):\(column): \(severity.rawValue): \(title) [\(id)]"]
    if !sourceLine.isEmpty {
      let number = String(line)
      let margin = String(repeating: " ", count: number.count)
      let before = String(sourceLine.prefix(column - 1).map { $0 == "\t" ? "\t" : " " })
      lines.append("  \(number) | \(sourceLine)")
      lines.append("  \(margin) | \(before)\(String(repeating: "^", count: width))")
    }
    if let found { lines.append("  found: \(found)") }
    if let expected { lines.append("  expected: \(expected)") }
    if let hint { lines.append("  hint: \(hint)") }
    return lines.joined(separator: "\n")
  }
}

extension Diagnostic: Comparable {
  /// By file, then place, so that messages read from top to bottom.
  package static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column, left.id) < (right.file, right.line, right.column, right.id)
  }
}
