import ArgumentParser
import Dispatch
import Foundation
import Rashomon
import RashomonAnalysis
import RashomonInference

/// Work that can be stopped and continued.
struct CheckpointOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Keep finished runs in this file as the work goes on; a run that was stopped can go on.")
  var checkpoint: String?

  @Flag(name: .long, help: "Go on from the --checkpoint file where it is there.")
  var resume = false

  func validate() throws {
    if resume, checkpoint == nil {
      throw ValidationError("--resume goes on from the file of --checkpoint FILE, which is missing")
    }
  }

  /// Does work with a ledger that is kept in the file, if one is asked for.
  ///
  /// A signal to end writes the file once more and ends the program with 75.
  ///
  /// *Errors*: those of `Checkpoint` and of `work`.
  func keepingRuns<Result>(
    of command: String, _ opened: Case, settings: RunSettings, quiet: Bool,
    _ work: (RunLedger) throws -> Result
  ) throws -> Result {
    guard let checkpoint else { return try work(RunLedger()) }
    let kept = try Checkpoint(
      command, of: opened, settings: settings, at: checkpoint, start: resume ? .resuming : .anew)
    if resume, !quiet {
      Terminal.message("going on from \(kept.resumedRuns) finished runs in \(checkpoint)")
    }
    let interruption = Interruption {
      do {
        let count = try kept.write()
        Terminal.message(
          """
          rashomon: interrupted; \(count) finished runs are in \(checkpoint)
            hint: the same command with --resume goes on from them, to the same answer
          """)
        return 75
      } catch {
        Terminal.message(
          "rashomon: interrupted; \((error as? OutsideProblem)?.message ?? "\(error)")")
        return 1
      }
    }
    defer {
      interruption.end()
      do {
        try kept.write()
      } catch {
        // There is an answer, or a worse problem; only the file is not as it should be.
        Terminal.message("rashomon: \((error as? OutsideProblem)?.message ?? "\(error)")")
      }
    }
    return try work(kept.ledger)
  }
}

/// What to do where the program is asked to end by SIGINT or SIGTERM.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter last: done once, then the program ends with the status that it gives.
  init(_ last: @escaping @Sendable () -> Int32) {
    // A queue of its own, since the others may be at work for long.
    let queue = DispatchQueue(label: "interruption", qos: .userInteractive)
    sources = [SIGINT, SIGTERM].compactMap { number in
      var before = sigaction()
      sigaction(number, nil, &before)
      // What a shell runs in the background is not to be reached by the keyboard.
      if unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1 { return nil }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { _exit(last()) }
      source.resume()
      return source
    }
  }

  /// Lets signals end the program as they do without this.
  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] where !sources.isEmpty { signal(number, SIG_DFL) }
  }
}
