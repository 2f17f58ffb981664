package import RashomonAnalysis
package import RashomonText

extension Case {
  /// Whether a record like this one can tell the accounts apart, and what to look for next.
  ///
  /// *Errors*: `RunFailure`.
  package func discriminate(
    asOf: CalendarDate?, records: Int, settings: RunSettings, looking: RunSettings,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Discrimination {
    try RashomonAnalysis.discriminate(
      data, asOf: asOf, records: records, settings: settings, looking: looking,
      expectations: expectations(histories: 10_000), progress: progress)
  }
}
