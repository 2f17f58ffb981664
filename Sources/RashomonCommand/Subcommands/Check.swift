import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon check CASE`: everything that is wrong with a case, and what its statements amount to.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report every mistake in a case, and what its statements amount to.")

  @Argument(help: "The case's folder.") var folder: String

  @Option(
    name: .long,
    help: "A folder with the sources' texts: verify cited paragraphs, list those not read.")
  var sources: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let outcome = try checkCase(folder, sources: sources)
      guard let findings = outcome.findings else {
        throw CaseProblems(diagnostics: outcome.diagnostics)
      }
      output.warn(outcome.diagnostics.map(\.rendered))
      Terminal.output(
        output.json
          ? try json(CheckDocument(findings)) : page(of: findings, palette: output.palette))
    }
  }
}
