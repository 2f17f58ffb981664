import ArgumentParser
import Foundation
import RashomonAnalysis
import RashomonReport
import RashomonText

/// What every subcommand that prints understands.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "Print JSON (with schema_version) instead of tables.")
  var json = false

  @Flag(name: .long, help: "No progress and no warnings on the standard error.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "No colour, also set by NO_COLOR.")
  var noColor = false

  /// Colours only on a terminal that wants them.
  var palette: Palette {
    let environment = ProcessInfo.processInfo.environment
    let wanted = !noColor && (environment["NO_COLOR"] ?? "").isEmpty && !json
    return wanted && isatty(STDOUT_FILENO) == 1 ? .terminal : .plain
  }

  /// Does work under a bar that is gone when the work ends, however it ends.
  ///
  /// - Parameter work: gets what to call with the share done.
  func withProgress<Result>(
    _ title: String, _ work: (@escaping @Sendable (Double) -> Void) throws -> Result
  ) rethrows -> Result {
    let bar = progressBar(title)
    defer { bar.finish() }
    return try work(bar.update)
  }

  /// A bar for work of several pieces.
  func progressBar(_ title: String) -> ProgressBar {
    ProgressBar(title: title, isShown: !quiet && isatty(STDERR_FILENO) == 1)
  }

  func warn(_ warnings: [String]) {
    guard !quiet else { return }
    for warning in warnings { Terminal.message(warning) }
  }
}

/// How much work to do; the same options wherever histories are run.
struct RunOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Histories in each run. Default: what the method usually takes; for score 5,000.")
  var histories: Int?

  @Option(name: .long, help: "Independent runs; errors come from their differences.")
  var runs = 8

  @Option(name: .long, help: "Seed of all random numbers; the same seed gives the same answer.")
  var seed: UInt64 = 20_200_809

  @Option(name: .long, help: "Threads; changes no bit of the answer. Default: all cores.")
  var threads: Int?

  @Option(
    name: .long,
    help:
      "How to compute what is not exact: auto, smc, smc2, importance or enumerate. Default: auto; for score smc."
  )
  var method: String?

  @Flag(name: .long, help: "A quick look: plain smc with few histories, marked as rough.")
  var quick = false

  func validate() throws {
    let known = ["auto"] + methodNames
    if let method, !known.contains(method) {
      let near = nearestName(to: method, among: known).map { "; did you mean \($0)?" }
      throw ValidationError(
        "--method must be one of \(known.joined(separator: ", "))\(near ?? "")")
    }
    if quick, method != nil || histories != nil {
      throw ValidationError(
        "--quick chooses the method and the histories: leave out one or the other")
    }
    if let histories, !(1...100_000_000).contains(histories) {
      throw ValidationError("--histories must be at least 1, at most 100,000,000")
    }
    guard (1...10_000).contains(runs) else {
      throw ValidationError("--runs must be between 1 and 10,000")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024")
    }
  }

  /// - Parameters:
  ///   - usualMethod: where none is asked for; nil lets each part have what suits it.
  ///   - usualHistories: the same with that method; nil leaves it to the method.
  ///   - draws: from the posterior, for each run to keep.
  func settings(
    usualMethod: String? = nil, usualHistories: Int? = nil, fit: RunSettings.FitChoice = .skip,
    draws: Int = 0
  ) -> RunSettings {
    let asked = method == "auto" ? nil : method ?? usualMethod
    let usual = asked == usualMethod ? usualHistories : nil
    return RunSettings(
      histories: quick ? 5_000 : histories ?? usual, runs: runs, seed: seed,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      method: quick ? "smc" : asked, isRough: quick, fit: fit, draws: draws)
  }
}

extension CalendarDate: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(iso: argument)
  }
}
