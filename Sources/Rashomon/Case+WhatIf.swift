package import RashomonAnalysis
import RashomonLanguage
package import RashomonText

extension Case {
  /// The case's questions with and without something fixed.
  ///
  /// - Parameters:
  ///   - texts: interventions as written, at least one.
  ///   - asOf: an earlier end of the evidence than the day before the first of them.
  ///
  /// *Errors*: `CaseProblems` with every mistake in the texts at once; `RunFailure`.
  package func whatIf(
    _ texts: [String], asOf: CalendarDate?, settings: RunSettings,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> WhatIf {
    let read = checked.readInterventions(texts)
    guard read.diagnostics.isEmpty else { throw CaseProblems(diagnostics: read.diagnostics) }
    return try RashomonAnalysis.whatIf(
      data, read.interventions, asOf: asOf, settings: settings, progress: progress)
  }
}
