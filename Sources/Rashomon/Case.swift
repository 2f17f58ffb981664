import Foundation
package import RashomonAnalysis
package import RashomonInference
import RashomonLanguage
package import RashomonText

/// A case that was read and checked, ready to be weighed: the façade over everything below.
package struct Case {
  package let data: CaseData
  /// Warnings of the model files, rendered.
  package let warnings: [String]
  /// The case under other assumptions, from its own texts.
  let variants: CaseVariants
  let checked: CheckedCase
  let folder: CaseFolder

  /// Opens a case's folder.
  ///
  /// *Errors*: `CaseProblems` with every mistake in its files at once; `OutsideProblem` where the
  /// folder cannot be found or read.
  package static func open(_ path: String) throws -> Case {
    let reading = try CaseReading(folder: CaseFolder(path: path), sources: nil)
    return try reading.opened()
  }

  package func weigh(
    asOf: CalendarDate?, since: CalendarDate?, settings: RunSettings,
    ledger: RunLedger = RunLedger(),
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Weighing {
    try RashomonAnalysis.weigh(
      data, asOf: asOf, since: since, settings: settings, ledger: ledger,
      progress: progress)
  }

  /// Weighs until no account's weight has an error above `precision` dB.
  package func weigh(
    asOf: CalendarDate?, since: CalendarDate?, settings: RunSettings, precision: Double,
    ledger: RunLedger = RunLedger(), note: (PrecisionRound) -> Void,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Weighing {
    try RashomonAnalysis.weigh(
      data, asOf: asOf, since: since, settings: settings, precision: precision,
      ledger: ledger, note: note, progress: progress)
  }

  package func forecast(
    asOf: CalendarDate?, settings: RunSettings, ledger: RunLedger = RunLedger(),
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Forecast {
    try RashomonAnalysis.forecast(
      data, asOf: asOf, settings: settings, ledger: ledger, progress: progress)
  }

  package func score(
    settings: RunSettings, ledger: RunLedger = RunLedger(),
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Scores {
    try RashomonAnalysis.score(data, settings: settings, ledger: ledger, progress: progress)
  }

  package func simulate(account: String, histories: Int, seed: UInt64) throws -> Simulation {
    try RashomonAnalysis.simulate(data, account: account, histories: histories, seed: seed)
  }

  package func calibrate(
    account: String, asOf: CalendarDate?, datasets: Int, settings: RunSettings,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> Calibration {
    try RashomonAnalysis.calibrate(
      data, account: account, asOf: asOf, datasets: datasets, settings: settings,
      progress: progress)
  }

  /// Writes one record drawn from an account as an `evidence.csv`.
  package func writeSimulatedRecord(account: String, seed: UInt64, to path: String) throws {
    let rows = try simulatedRecord(data, account: account, seed: seed)
    try CaseFolder.write(csv(rows), to: path)
  }
}
