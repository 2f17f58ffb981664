import ArgumentParser
import Foundation
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon calibrate CASE --account A`: is what is inferred as uncertain as it says?
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Draw records from one account, infer on each, and see whether the truth is where it should be.",
    discussion: "Exits with 1 where it is not.")

  @Argument(help: "The case's folder.") var folder: String

  @Option(name: .long, help: "The account's id, or common-ground.") var account: String

  @Option(name: .long, help: "How many records to draw and infer on.") var datasets = 200

  @Option(
    name: .customLong("as-of"),
    help: "Rows, dates and grades are those known by this date (YYYY-MM-DD).")
  var asOf: CalendarDate?

  @Option(name: .long, help: "Histories for each record.") var histories = usualCalibrationHistories

  @Option(name: .long, help: "Seed of all random numbers; the same seed gives the same answer.")
  var seed: UInt64 = 20_200_809

  @Option(name: .long, help: "Threads; changes no bit of the answer. Default: all cores.")
  var threads: Int?

  @Option(
    name: .long,
    help: "How to compute what is not exact: auto, smc, smc2, importance or enumerate.")
  var method = "auto"

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...100_000).contains(datasets) else {
      throw ValidationError("--datasets must be between 1 and 100,000")
    }
    try checkHistories(histories)
    try checkThreads(threads)
    try checkMethod(method)
  }

  func run() throws {
    var isCalibrated = true
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let calibration = try output.withProgress("calibrating") { progress in
        try opened.calibrate(
          account: account, asOf: asOf, datasets: datasets,
          settings: RunSettings(
            histories: histories, runs: 1, seed: seed,
            threads: threadCount(threads),
            method: method == "auto" ? nil : method),
          progress: progress)
      }
      Terminal.output(
        output.json
          ? try json(CalibrateDocument(calibration))
          : page(of: calibration, palette: output.palette))
      isCalibrated = calibration.isCalibrated
    }
    if !isCalibrated { throw ExitCode(1) }
  }
}
