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
    ProgressBar(title: title, isShown: !quiet && Terminal.showsProgress)
  }

  func warn(_ warnings: [String]) {
    guard !quiet else { return }
    for warning in warnings { Terminal.message(warning) }
  }
}

extension CalendarDate: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(iso: argument)
  }
}
