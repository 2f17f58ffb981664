import ArgumentParser
import Foundation
import RashomonAnalysis
import RashomonText

/// How much work to do for each of many variants of a case, which share random numbers.
struct VariantOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Histories in each run of each variant. Default: 2,000; with --quick 500.")
  var histories: Int?

  @Option(name: .long, help: "Independent runs; errors come from their differences.")
  var runs = 4

  @Option(name: .long, help: "Seed of all random numbers; the same seed gives the same answer.")
  var seed: UInt64 = 20_200_809

  @Option(name: .long, help: "Threads; changes no bit of the answer. Default: all cores.")
  var threads: Int?

  @Option(
    name: .long,
    help: "How to compute what is not exact: smc, smc2, importance, enumerate or auto.")
  var method = "smc"

  @Flag(name: .long, help: "A quick look: fewer histories, marked as rough.")
  var quick = false

  func validate() throws {
    try checkMethod(method)
    if quick, histories != nil {
      throw ValidationError("--quick chooses the histories: leave out one or the other")
    }
    try checkHistories(histories)
    try checkRuns(runs, least: 2)
    try checkThreads(threads)
  }

  var settings: RunSettings {
    RunSettings(
      histories: histories ?? (quick ? 500 : 2_000), runs: runs, seed: seed,
      threads: threadCount(threads),
      method: method == "auto" ? nil : method, isRough: quick)
  }
}
