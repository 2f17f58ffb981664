import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonText

/// `rashomon island CASE`: one part of a weighing, to be computed on a machine of its own.
struct IslandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "island",
    abstract: "Compute one part of a weighing that is spread over machines.",
    discussion: """
      Each of N islands does as many runs of its own, and no two share a random number. `rashomon merge` weighs with all of \
      them: the same answer, to the byte, as `rashomon weigh` with N times the runs.
      """)

  @Argument(help: "The case's folder.") var folder: String

  @Option(name: .long, help: "Which island this is, 1 to the number of islands.") var seed: Int

  @Option(name: .long, help: "How many islands there are.") var islands: Int

  @Option(name: .shortAndLong, help: "The file to write.") var output: String

  @Option(name: .customLong("as-of"), help: "See only what was known by this date (YYYY-MM-DD).")
  var asOf: CalendarDate?

  @Option(name: .long, help: "The headline counts what became known after this date.")
  var since: CalendarDate?

  @OptionGroup var effort: EffortOptions

  @Option(
    name: .customLong("base-seed"),
    help: "Seed of all random numbers, the same for all islands; what `weigh` calls --seed.")
  var baseSeed: UInt64 = 20_200_809

  @OptionGroup var keeping: CheckpointOptions

  @Flag(name: .long, help: "No progress and no warnings on the standard error.")
  var quiet = false

  func validate() throws {
    guard islands >= 1, islands * effort.runs <= 10_000 else {
      throw ValidationError("--islands times --runs must be between 1 and 10,000")
    }
    guard (1...islands).contains(seed) else {
      throw ValidationError("--seed says which of the \(islands) islands: 1 to \(islands)")
    }
  }

  func run() throws {
    try reportingProblems(quiet: quiet) {
      let opened = try Case.open(folder)
      if !quiet {
        for warning in opened.warnings { Terminal.message(warning) }
      }
      let settings = effort.settings(
        seed: baseSeed, firstRun: Island.firstRun(of: seed, runs: effort.runs))
      try keeping.keepingRuns(of: "weigh", opened, settings: settings, quiet: quiet) { ledger in
        let bar = ProgressBar(title: "island \(seed)", isShown: !quiet && Terminal.showsProgress)
        defer { bar.finish() }
        try opened.writeIsland(
          seed, of: islands, asOf: asOf, since: since, settings: settings, ledger: ledger,
          to: output, progress: bar.update)
      }
      if !quiet { Terminal.message("wrote \(output)") }
    }
  }
}
