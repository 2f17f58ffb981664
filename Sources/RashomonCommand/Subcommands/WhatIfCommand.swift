import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon whatif CASE --do "Kremlin = mediate from 2020-08-20"`: the questions with and without.
struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "Fix a choice, a state, a fact or an event from a day on: what changes?",
    discussion: """
      Answers the case's questions as they stand on the day before, and as they would stand were something fixed. \
      What led to it stays as likely as it was; others respond by their own rules.
      """)

  @Argument(help: "The case's folder.") var folder: String

  @Option(
    name: .customLong("do"),
    help: ArgumentHelp(
      "What is fixed, such as \"Kremlin = hold from 2020-08-20\"; may be given several times.",
      valueName: "intervention"))
  var interventions: [String] = []

  @Option(
    name: .customLong("as-of"),
    help:
      "See only what was known by this date (YYYY-MM-DD). Default: the day before the first intervention."
  )
  var asOf: CalendarDate?

  @OptionGroup var work: RunOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard interventions.isEmpty else { return }
    throw ValidationError(
      "say what is fixed and since when: --do \"Kremlin = hold from 2020-08-20\"")
  }

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      let whatIf = try output.withProgress("asking") { progress in
        try opened.whatIf(
          interventions, asOf: asOf, settings: work.settings(usualMethod: "smc"),
          progress: progress)
      }
      Terminal.output(
        output.json ? try json(WhatIfDocument(whatIf)) : page(of: whatIf, palette: output.palette))
    }
  }
}
