package import RashomonText

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
