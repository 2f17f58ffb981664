import ArgumentParser
import Foundation
import RashomonAnalysis
import RashomonText

/// How much work to do and with which random numbers; the same options wherever an answer is
/// computed from histories.
struct RunOptions: ParsableArguments {
  @OptionGroup var effort: EffortOptions

  @Option(name: .long, help: "Seed of all random numbers; the same seed gives the same answer.")
  var seed: UInt64 = 20_200_809

  var quick: Bool { effort.quick }

  /// - Parameters: as of `EffortOptions.settings`.
  func settings(
    usualMethod: String? = nil, usualHistories: Int? = nil, fit: RunSettings.FitChoice = .skip,
    draws: Int = 0
  ) -> RunSettings {
    effort.settings(
      seed: seed, usualMethod: usualMethod, usualHistories: usualHistories, fit: fit, draws: draws)
  }
}

/// How much work to do.
struct EffortOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "Histories in each run. Default: what the method usually takes; for score, explain and diff 5,000, for backtest 2,000."
  )
  var histories: Int?

  @Option(name: .long, help: "Independent runs; errors come from their differences.")
  var runs = 8

  @Option(name: .long, help: "Threads; changes no bit of the answer. Default: all cores.")
  var threads: Int?

  @Option(
    name: .long,
    help:
      "How to compute what is not exact: auto, smc, smc2, importance or enumerate. Default: auto; smc for score, explain, whatif, backtest and diff."
  )
  var method: String?

  @Flag(name: .long, help: "A quick look: plain smc with few histories, marked as rough.")
  var quick = false

  func validate() throws {
    try checkMethod(method)
    if quick, method != nil || histories != nil {
      throw ValidationError(
        "--quick chooses the method and the histories: leave out one or the other")
    }
    try checkHistories(histories)
    try checkRuns(runs)
    try checkThreads(threads)
  }

  /// - Parameters:
  ///   - firstRun: the index of the first run.
  ///   - usualMethod: where none is asked for; nil lets each part have what suits it.
  ///   - usualHistories: the same with that method; nil leaves it to the method.
  ///   - draws: from the posterior, for each run to keep.
  func settings(
    seed: UInt64, firstRun: Int = 0, usualMethod: String? = nil, usualHistories: Int? = nil,
    fit: RunSettings.FitChoice = .skip, draws: Int = 0
  ) -> RunSettings {
    let asked = method == "auto" ? nil : method ?? usualMethod
    let usual = asked == usualMethod ? usualHistories : nil
    return RunSettings(
      histories: quick ? 5_000 : histories ?? usual, runs: runs, firstRun: firstRun, seed: seed,
      threads: threadCount(threads),
      method: quick ? "smc" : asked, isRough: quick, fit: fit, draws: draws)
  }
}
