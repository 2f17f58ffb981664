import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport

/// `rashomon score CASE`: the forecasts against what happened.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Mark each account's forecasts against the outcomes.",
    discussion: """
      Forecasts are made anew as of every question's opening and every account's date, so this is many forecasts in one: \
      by default each has a quarter of the histories of `forecast`.
      """)

  @Argument(help: "The case's folder.") var folder: String

  @OptionGroup var work: RunOptions
  @OptionGroup var keeping: CheckpointOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let settings = work.settings(usualMethod: "smc", usualHistories: 5_000)
      let scores = try keeping.keepingRuns(
        of: "score", opened, settings: settings, quiet: output.quiet
      ) { ledger in
        try output.withProgress("scoring") { progress in
          try opened.score(settings: settings, ledger: ledger, progress: progress)
        }
      }
      output.warn(scores.warnings)
      Terminal.output(
        output.json
          ? try json(ScoreDocument(scores)) : page(of: scores, palette: output.palette))
    }
  }
}
