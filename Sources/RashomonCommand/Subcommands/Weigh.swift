import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon weigh CASE`: every account on the same record.
struct Weigh: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Weigh every account on the same dated record, in decibels.")

  @Argument(help: "The case's folder.") var folder: String

  @Option(name: .customLong("as-of"), help: "See only what was known by this date (YYYY-MM-DD).")
  var asOf: CalendarDate?

  @Option(name: .long, help: "The headline counts what became known after this date.")
  var since: CalendarDate?

  @Flag(name: .long, help: "Also ask whether the record looks like one of the account's own.")
  var fit = false

  @OptionGroup var work: RunOptions
  @OptionGroup var keeping: CheckpointOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let settings = work.settings(fit: fit ? .simulate(records: 200) : .skip)
      let weighing = try keeping.keepingRuns(
        of: "weigh", opened, settings: settings, quiet: output.quiet
      ) { ledger in
        try output.withProgress("weighing") { progress in
          try opened.weigh(
            asOf: asOf, since: since, settings: settings, ledger: ledger, progress: progress)
        }
      }
      output.warn(weighing.warnings.map(\.rendered))
      Terminal.output(
        output.json
          ? try json(WeighDocument(weighing)) : page(of: weighing, palette: output.palette))
    }
  }
}
