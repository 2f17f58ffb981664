import ArgumentParser
import Rashomon
import RashomonText

/// `rashomon fmt`: lay out crisis and account files.
struct Fmt: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lay out crisis and account files; a second pass changes nothing.")

  @Argument(help: "Files ending in .crisis or .account, or folders of cases.")
  var paths: [String]

  @Flag(name: .long, help: "Change nothing; exit with 1 if a file is not laid out.")
  var check = false

  @Flag(name: .long, help: "No list of the files that were changed.")
  var quiet = false

  func run() throws {
    try reportingProblems(quiet: quiet) {
      let changed = try formatFiles(at: paths, mode: check ? .check : .rewrite)
      if !quiet {
        for name in changed {
          Terminal.message(check ? "not laid out: \(name)" : "laid out: \(name)")
        }
      }
      if check, !changed.isEmpty { throw ExitCode(1) }
    }
  }
}
