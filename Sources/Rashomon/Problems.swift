package import RashomonText

/// Mistakes in the files of a case: all of them at once.
package struct CaseProblems: Error, Sendable {
  package let diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}

/// Something outside the program that did not work: a folder, a file, a date.
package struct OutsideProblem: Error, Sendable {
  package let message: String
  /// Whether what the user gave is at fault (exit status 2), in place of the machine (1).
  package let isInData: Bool

  package init(_ message: String, isInData: Bool = true) {
    self.message = message
    self.isInData = isInData
  }
}
