import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon explain CASE`: what each item of the record weighs.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what each item of the record weighs, and what the ranking hangs on.",
    discussion: """
      Weights are in dB against common ground, or against the account named by --versus, and add up to the account's weight. \
      What is not exact is computed by smc with 5,000 histories a run unless asked otherwise, \
      and the ranking without this or that by smc with 2,000.
      """)

  @Argument(help: "The case's folder.") var folder: String

  @Option(name: .long, help: "The account to explain. Default: all.") var account: String?

  @Option(name: .long, help: "Weigh against this account in place of common ground.")
  var versus: String?

  @Option(name: .customLong("as-of"), help: "See only what was known by this date (YYYY-MM-DD).")
  var asOf: CalendarDate?

  @Option(name: .long, help: "The ranking counts what became known after this date.")
  var since: CalendarDate?

  @Flag(name: .long, help: "Leave out every item in turn, not only the 20 heaviest.")
  var all = false

  @Flag(
    name: .customLong("no-removals"),
    help: "Leave nothing out: skip the search for what the ranking hangs on.")
  var noRemovals = false

  @Option(
    name: .long,
    help: "Also write the weights as an ACH matrix (CSV) with ratings VI, I, N, C, VC to this file."
  )
  var ach: String?

  @OptionGroup var work: RunOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try checkMatrix()
    if all, noRemovals {
      throw ValidationError("--all and --no-removals ask for opposite things: leave out one")
    }
  }

  private func checkMatrix() throws {
    guard ach != nil, account != nil || versus != nil else { return }
    throw ValidationError(
      "--ach rates all accounts against common ground: leave out --account and --versus")
  }

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let settings = work.settings(usualMethod: "smc", usualHistories: 5_000)
      // Always by smc: some hundred weighings, of which only the differences are wanted.
      let removing = settings.with(
        method: "smc", histories: work.quick ? 500 : work.effort.histories ?? 2_000)
      let request = ExplainRequest(
        account: account, versus: versus,
        removals: noRemovals ? .none : all ? .all : .heaviest(items: 20),
        removalSettings: removing)
      let found = try output.withProgress("explaining") { progress in
        try opened.explain(
          request, asOf: asOf, since: since, settings: settings, progress: progress)
      }
      if let ach {
        try writeAch(found, to: ach)
        if !output.quiet { Terminal.message("wrote \(ach)") }
      }
      Terminal.output(
        output.json
          ? try json(ExplainDocument(found)) : page(of: found, palette: output.palette))
    }
  }
}
