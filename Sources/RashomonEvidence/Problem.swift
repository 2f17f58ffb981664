package import RashomonText

/// Something wrong in one of a case's tables: an enum case with what its words need, and the words
/// beside it.
protocol Problem {
  var wording: Wording { get }
}

/// The words of a problem, as `Diagnostic` prints them.
struct Wording {
  let id: String
  let title: String
  var found: String?
  var expected: String?
  var hint: String?
}

extension Problem {
  /// The problem as a message about a place in a file.
  func diagnostic(in file: String, at site: TextSite) -> Diagnostic {
    let wording = wording
    return Diagnostic(
      id: wording.id, file: file, line: site.line, column: site.column, width: site.width,
      sourceLine: site.sourceLine, title: wording.title, found: wording.found,
      expected: wording.expected, hint: wording.hint)
  }
}

/// What came of reading a file: its content, unless there is an error in it, and all messages in
/// the order of the text. Nothing is ever half read.
package struct Checked<Value> {
  package let value: Value?
  package let diagnostics: [Diagnostic]

  /// Holds `value` back if any of the diagnostics is an error.
  package init(_ value: Value, _ diagnostics: [Diagnostic]) {
    self.value = diagnostics.contains { $0.severity == .error } ? nil : value
    self.diagnostics = diagnostics.sorted()
  }
}

extension Checked: Sendable where Value: Sendable {}
