import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon forecast CASE`: the case's questions, account by account and averaged.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Answer the case's dated questions, account by account and averaged.")

  @Argument(help: "The case's folder.") var folder: String

  @Option(name: .customLong("as-of"), help: "See only what was known by this date (YYYY-MM-DD).")
  var asOf: CalendarDate?

  @OptionGroup var work: RunOptions
  @OptionGroup var drawing: DrawsOptions
  @OptionGroup var keeping: CheckpointOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let settings = work.settings(draws: drawing.count)
      let forecast = try keeping.keepingRuns(
        of: "forecast", opened, settings: settings, quiet: output.quiet
      ) { ledger in
        try output.withProgress("forecasting") { progress in
          try opened.forecast(
            asOf: asOf, settings: settings, ledger: ledger, progress: progress)
        }
      }
      try drawing.write(forecast.draws, quiet: output.quiet)
      Terminal.output(
        output.json
          ? try json(ForecastDocument(forecast)) : page(of: forecast, palette: output.palette))
    }
  }
}
