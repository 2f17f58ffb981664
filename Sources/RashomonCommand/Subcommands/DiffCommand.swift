import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport

/// `rashomon diff OLD NEW`: what changed between two weighings.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Say what changed between two weighings of a case, and how far each change moved each account.",
    discussion: """
      The files are those of `rashomon weigh CASE --save FILE` and are all that is needed. The way from the old to the new is \
      gone one change at a time, with the same random numbers at every stop.
      """)

  @Argument(help: "The file of the earlier weighing.") var old: String

  @Argument(help: "The file of the later weighing.") var new: String

  @OptionGroup var effort: EffortOptions

  @Option(name: .long, help: "Seed of all random numbers. Default: that of the later weighing.")
  var seed: UInt64?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let found = try output.withProgress("comparing") { progress in
        try compareRuns(
          old, new,
          settings: {
            effort.settings(seed: seed ?? $0, usualMethod: "smc", usualHistories: 5_000)
          }, progress: progress)
      }
      Terminal.output(
        output.json
          ? try json(DiffDocument(found)) : page(of: found, palette: output.palette))
    }
  }
}
