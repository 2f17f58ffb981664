import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport

/// Draws from the posterior, for other programs.
struct DrawsOptions: ParsableArguments {
  @Option(
    name: .customLong("draws"),
    help: "Also write draws from the posterior into this folder, for R and Python.")
  var folder: String?

  /// How many each run keeps.
  var count: Int { folder == nil ? 0 : 1_000 }

  /// Writes them, where they were asked for.
  ///
  /// *Errors*: `OutsideProblem`.
  func write(_ draws: PosteriorDraws?, quiet: Bool) throws {
    guard let folder, let draws else { return }
    let written = files(of: draws)
    try writeFiles(written.map { ($0.name, $0.text) }, to: folder)
    if !quiet { Terminal.message("wrote \(written.count) files to \(folder)") }
  }
}
