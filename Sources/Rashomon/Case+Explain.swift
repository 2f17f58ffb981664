package import RashomonAnalysis
package import RashomonText

extension Case {
  /// Says what each item of the record weighs, and what did not happen.
  package func explain(
    _ request: ExplainRequest, asOf: CalendarDate?, since: CalendarDate?, settings: RunSettings,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Explanation {
    try RashomonAnalysis.explain(
      data, request, asOf: asOf, since: since, settings: settings, progress: progress)
  }
}
