import ArgumentParser
import Foundation
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon challenge CASE`: how robust is the ranking?
struct ChallengeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "challenge",
    abstract: "Change the case's assumptions, and see how much of the leader's lead is left.",
    discussion: """
      Each word of probability is moved to its range's ends, each usual rate and each prior's width up and down, each grade \
      by a step; then everything at once, at random.
      """)

  @Argument(help: "The case's folder.") var folder: String

  @Option(name: .customLong("as-of"), help: "See only what was known by this date (YYYY-MM-DD).")
  var asOf: CalendarDate?

  @Option(name: .long, help: "The lead counts what became known after this date.")
  var since: CalendarDate?

  @Option(
    name: .long,
    help: "How many times to move everything at once at random. Default: 200; with --quick 20.")
  var settings: Int?

  @Option(
    name: .long,
    help:
      "How many rows to move each by itself, of the sources that move the lead most. Default: 20; with --quick 0."
  )
  var rows: Int?

  @Option(
    name: .long,
    help:
      "Also find the value of this parameter or hidden fact at which the lead is lost; repeatable.")
  var parameter: [String] = []

  @Flag(name: .long, help: "List every change, and not only those that tell.") var all = false

  @OptionGroup var work: VariantOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let settings, !(0...100_000).contains(settings) {
      throw ValidationError("--settings must be between 0 and 100,000")
    }
    if let rows, !(0...100_000).contains(rows) {
      throw ValidationError("--rows must be between 0 and 100,000")
    }
  }

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let challenge = try output.withProgress("challenging") { progress in
        try opened.challenge(
          asOf: asOf, since: since, settings: work.settings,
          choices: ChallengeChoices(
            randomSettings: settings ?? (work.quick ? 20 : 200),
            singleRows: rows ?? (work.quick ? 0 : 20), parameters: parameter,
            bias: work.quick ? .overall : .bySource,
            grades: work.quick ? .ofTable : .ofSources),
          progress: progress)
      }
      Terminal.output(
        output.json
          ? try json(ChallengeDocument(challenge))
          : page(of: challenge, listing: all ? .all : .telling, palette: output.palette))
    }
  }
}
