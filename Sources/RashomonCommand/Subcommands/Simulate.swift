import ArgumentParser
import Rashomon
import RashomonAnalysis
import RashomonReport

/// `rashomon simulate CASE --account A`: what an account expects before any evidence.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run one account without evidence: what does it expect?",
    discussion: "With --record a record drawn from the account is written as an evidence.csv.")

  @Argument(help: "The case's folder.") var folder: String

  @Option(name: .long, help: "The account's id, or common-ground.") var account: String

  @Option(name: .long, help: "Write one simulated record to this file.") var record: String?

  @Option(name: .long, help: "Histories to run.") var histories = 2_000

  @Option(name: .long, help: "Seed of all random numbers.") var seed: UInt64 = 20_200_809

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1_000_000).contains(histories) else {
      throw ValidationError("--histories must be between 1 and 1,000,000")
    }
  }

  func run() throws {
    try reportingProblems(quiet: output.quiet) {
      let opened = try Case.open(folder)
      output.warn(opened.warnings)
      if let record {
        try opened.writeSimulatedRecord(account: account, seed: seed, to: record)
        if !output.quiet { Terminal.message("wrote \(record)") }
        return
      }
      let simulation = try opened.simulate(account: account, histories: histories, seed: seed)
      Terminal.output(
        output.json
          ? try json(SimulateDocument(simulation)) : page(of: simulation, palette: output.palette))
    }
  }
}
