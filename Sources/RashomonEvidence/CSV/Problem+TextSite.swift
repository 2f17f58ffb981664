import RashomonText

extension Problem {
  /// The problem as a message about a place in a file.
  func diagnostic(in file: String, at site: TextSite) -> Diagnostic {
    let wording = wording
    return Diagnostic(
      id: wording.id, severity: wording.severity, file: file, line: site.line, column: site.column,
      width: site.width, sourceLine: site.sourceLine, title: wording.title, found: wording.found,
      expected: wording.expected, hint: wording.hint)
  }
}
