import ArgumentParser
import Foundation
import Rashomon
import RashomonAnalysis
import RashomonText

/// Runs a subcommand and turns what went wrong into messages and the exit status that a script
/// expects: 2 where the model or the data has errors, 1 where the run failed.
///
/// - Parameter quiet: leaves out the warnings that stand beside errors.
func reportingProblems(quiet: Bool, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch let problems as CaseProblems {
    for diagnostic in problems.diagnostics where !quiet || diagnostic.severity == .error {
      Terminal.message(diagnostic.rendered)
    }
    let errors = problems.diagnostics.filter { $0.severity == .error }.count
    Terminal.message("\(errors) \(errors == 1 ? "error" : "errors"); nothing was run")
    throw ExitCode(2)
  } catch let problem as OutsideProblem {
    Terminal.message("rashomon: \(problem.message)")
    throw ExitCode(problem.isInData ? 2 : 1)
  } catch let failure as RunFailure {
    Terminal.message("rashomon: \(failure.message)")
    throw ExitCode(failure.isInData ? 2 : 1)
  }
}

/// A document as JSON, keys sorted, so that the same answer is the same bytes.
func json(_ document: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  return String(decoding: try encoder.encode(document), as: UTF8.self)
}
