import ArgumentParser
import Foundation
import Rashomon
import RashomonAnalysis
import RashomonReport
import RashomonText

/// `rashomon merge FILE…`: the weighing of which the files are the islands.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Weigh with the runs of all islands together.",
    discussion: "The files are all that is needed; their order does not matter.")

  @Argument(help: "One file for each island.") var files: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let merged = try mergeIslands(
        files, threads: ProcessInfo.processInfo.activeProcessorCount)
      output.warn(merged.warnings + merged.weighing.warnings.map(\.rendered))
      Terminal.output(
        output.json
          ? try json(WeighDocument(merged.weighing))
          : page(of: merged.weighing, palette: output.palette))
    }
  }
}
