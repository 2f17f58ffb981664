import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon backtest CASE`: rankings and forecasts as they would have been.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Ask what the ranking and the forecasts would have been on past dates, and how good.",
    discussion: """
      Every date sees only what was reported by then and the accounts that were written by then. By default each forecast \
      takes a tenth of the histories of `forecast`, since there are many.
      """)

  @Argument(help: "The case's folder.") var folder: String

  @Option(
    name: .customLong("as-of"),
    help: "The dates to look from, with commas between them (2020-08-10,2020-08-17).")
  var asOf: DateList?

  @Flag(name: .long, help: "Look from every seventh day. The default where no dates are given.")
  var weekly = false

  @Flag(name: .long, help: "Look from every thirtieth day.")
  var monthly = false

  @Option(
    name: .long,
    help: "First date of --weekly and --monthly. Default: the date of the first account.")
  var from: CalendarDate?

  @Option(
    name: .customLong("to"),
    help: "Last date of --weekly and --monthly. Default: the day before the last report.")
  var until: CalendarDate?

  @OptionGroup var work: RunOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let settings = work.settings(usualMethod: "smc", usualHistories: 2_000)
      let dates: BacktestDates =
        asOf.map { .listed($0.dates) } ?? .every(days: monthly ? 30 : 7, from: from, to: until)
      let found = try output.withProgress("looking back") { progress in
        try opened.backtest(dates: dates, settings: settings, progress: progress)
      }
      output.warn(found.warnings)
      Terminal.output(
        output.json
          ? try json(BacktestDocument(found)) : page(of: found, palette: output.palette))
    }
  }

  func validate() throws {
    if asOf != nil, weekly || monthly || from != nil || until != nil {
      throw ValidationError(
        "--as-of lists the dates: leave it out, or --weekly, --monthly, --from and --to")
    }
    if weekly, monthly {
      throw ValidationError("--weekly and --monthly ask for different dates: leave out one")
    }
  }
}

/// Dates with commas between them.
struct DateList: ExpressibleByArgument {
  let dates: [CalendarDate]

  init?(argument: String) {
    let parts = argument.split(separator: ",").map { part in
      CalendarDate(iso: String(part.filter { $0 != " " }))
    }
    let dates = parts.compactMap(\.self)
    guard !dates.isEmpty, dates.count == parts.count else { return nil }
    self.dates = dates
  }
}
