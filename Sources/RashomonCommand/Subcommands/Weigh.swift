import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonInference
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

  @Option(
    name: .long,
    help: "Go on until no account's weight has a larger error: 0.5dB. Default: no such aim.")
  var precision: Precision?

  @Option(
    name: .long, help: "Also keep the case, the settings and the answer in this file, for `diff`.")
  var save: String?

  @OptionGroup var work: RunOptions
  @OptionGroup var drawing: DrawsOptions
  @OptionGroup var keeping: CheckpointOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let settings = work.settings(
        fit: fit ? .simulate(records: 200) : .skip, draws: drawing.count)
      let found = try keeping.keepingRuns(
        of: "weigh", opened, settings: settings, quiet: output.quiet
      ) { try weighing(of: opened, settings, ledger: $0) }
      output.warn(found.warnings.map(\.rendered))
      try drawing.write(found.draws, quiet: output.quiet)
      if let save { try opened.save(found, to: save) }
      Terminal.output(
        output.json
          ? try json(WeighDocument(found)) : page(of: found, palette: output.palette))
    }
  }

  func validate() throws {
    if precision != nil, work.quick {
      throw ValidationError("--quick and --precision ask for opposite things: leave out one")
    }
  }

  private func weighing(
    of opened: Case, _ settings: RunSettings, ledger: RunLedger
  ) throws -> Weighing {
    let bar = output.progressBar("weighing")
    let start = ContinuousClock.now
    defer { bar.finish() }
    guard let precision else {
      return try opened.weigh(
        asOf: asOf, since: since, settings: settings, ledger: ledger, progress: bar.update)
    }
    return try opened.weigh(
      asOf: asOf, since: since, settings: settings, precision: precision.decibels,
      ledger: ledger,
      note: { round in
        if !output.quiet { bar.say(words(for: round, elapsed: ContinuousClock.now - start)) }
      }, progress: bar.update)
  }
}
