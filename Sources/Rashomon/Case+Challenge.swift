package import RashomonAnalysis
package import RashomonText

extension Case {
  /// How robust the ranking is; as of `RashomonAnalysis.challenge`.
  ///
  /// *Errors*: `RunFailure`.
  package func challenge(
    asOf: CalendarDate?, since: CalendarDate?, settings: RunSettings, choices: ChallengeChoices,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Challenge {
    try RashomonAnalysis.challenge(
      data, variants: variants, asOf: asOf, since: since, settings: settings, choices: choices,
      progress: progress)
  }
}
