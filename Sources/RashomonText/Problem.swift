/// Something wrong in a text of the user's: an enum case with what its words need, and the words
/// beside it.
package protocol Problem {
  /// What is said of it, wherever it is found.
  var wording: Wording { get }
}

/// The words of a problem without its place, as `Diagnostic` prints them.
package struct Wording: Hashable, Sendable {
  /// Stable, kebab-case, never reused: `unknown-name`.
  package let id: String
  package let severity: Diagnostic.Severity
  package var title: String
  package let found: String?
  package let expected: String?
  package let hint: String?

  package init(
    id: String, severity: Diagnostic.Severity = .error, title: String, found: String? = nil,
    expected: String? = nil, hint: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.found = found
    self.expected = expected
    self.hint = hint
  }
}

extension Wording {
  /// The message about the bytes `range` of `file`.
  package func diagnostic(in file: SourceFile, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      id: id, severity: severity, in: file, at: range, title: title, found: found,
      expected: expected, hint: hint)
  }
}
