import ArgumentParser
import Rashomon
import RashomonText

/// `rashomon new CASE`: a case to start from.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a new case: a small one to change, or one that says what an ACH matrix says.")

  @Argument(help: "The folder to make; it must not exist yet.") var folder: String

  @Option(
    name: .customLong("from-ach"),
    help:
      "A CSV matrix: items of evidence in rows, hypotheses in columns, VI, I, N, C, VC in cells.")
  var matrix: String?

  @Option(
    name: .long,
    help: "With --from-ach: the day of items without one. Default: the matrix' last, or 2001-01-01."
  )
  var date: CalendarDate?

  @Flag(name: .long, help: "No list of what was made.") var quiet = false

  func validate() throws {
    if date != nil, matrix == nil {
      throw ValidationError("--date is of items of a matrix: it goes with --from-ach")
    }
  }

  func run() throws {
    try reportingProblems(quiet: quiet) {
      let made =
        if let matrix {
          try newCase(at: folder, fromAch: matrix, date: date)
        } else {
          try newCase(at: folder)
        }
      guard !quiet else { return }
      Terminal.message(
        """
        made \(folder): \(made.accounts) accounts, \(made.observables) observables, \(made.rows) rows of evidence
          files: \(made.files.joined(separator: ", "))
          next: rashomon weigh \(folder)
        """)
    }
  }
}
