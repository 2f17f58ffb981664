import ArgumentParser
import Foundation
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon discriminate CASE`: can this record tell these accounts apart, and what would?
struct DiscriminateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discriminate",
    abstract: "Can this record tell the accounts apart, and what would be worth looking for next?")

  @Argument(help: "The case's folder.") var folder: String

  @Option(
    name: .customLong("as-of"),
    help:
      "Records are of the form known by this date, and looking starts after it (YYYY-MM-DD). Default: the last report; the accounts' latest date."
  )
  var asOf: CalendarDate?

  @Option(name: .long, help: "Records to draw from each account.") var records = 100

  @Option(name: .long, help: "Histories in each run on each record.") var histories = 4_000

  @Option(name: .long, help: "Runs on each record; their differences tell the noise.") var runs = 2

  @Option(
    name: .customLong("looking-histories"),
    help: "Histories in each of the 8 runs that look ahead.")
  var lookingHistories = 20_000

  @Option(name: .long, help: "Seed of all random numbers; the same seed gives the same answer.")
  var seed: UInt64 = 20_200_809

  @Option(name: .long, help: "Threads; changes no bit of the answer. Default: all cores.")
  var threads: Int?

  @Option(
    name: .long,
    help: "How to compute what is not exact: auto, smc, smc2, importance or enumerate.")
  var method = "smc"

  @Flag(name: .long, help: "List everything that could be looked up, not only the best 15.")
  var all = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (2...100_000).contains(records) else {
      throw ValidationError("--records must be between 2 and 100,000")
    }
    try checkHistories(histories)
    try checkHistories(lookingHistories, name: "--looking-histories")
    try checkRuns(runs)
    try checkThreads(threads)
    try checkMethod(method)
  }

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      func settings(_ histories: Int, runs: Int) -> RunSettings {
        RunSettings(
          histories: histories, runs: runs, seed: seed,
          threads: threadCount(threads),
          method: method == "auto" ? nil : method)
      }
      let found = try output.withProgress("drawing records") { progress in
        try opened.discriminate(
          asOf: asOf, records: records, settings: settings(histories, runs: runs),
          looking: settings(lookingHistories, runs: 8), progress: progress)
      }
      Terminal.output(
        output.json
          ? try json(DiscriminateDocument(found))
          : page(of: found, readings: all ? nil : 15, palette: output.palette))
    }
  }
}
