import Foundation
package import RashomonAnalysis
package import RashomonInference
import Synchronization

/// A file that holds the finished runs of an analysis while it goes on, so that one that was stopped
/// continues where it was, to the same bytes.
///
/// It is written now and then: after a tenth of the time so far at most, so that no more than that
/// is lost, and after five seconds at the latest, but never so often that it takes more than a
/// twentieth of the time. A class because runs on many threads end in it.
package final class Checkpoint: Sendable {
  private let path: String
  private let heading: LedgerFile.Heading
  private let known: [RunAddress: RunResult]
  private let state: Mutex<State>

  private struct State {
    /// Each run as a line of the file.
    var lines: [RunAddress: String]
    let start = ContinuousClock.now
    var lastWrite = ContinuousClock.now
    var cost = Duration.zero
    /// What the last write ended with, where it did not work.
    var failure: OutsideProblem?
  }

  /// Whether to go on from a file that is there.
  package enum Start: Sendable {
    case anew
    case resuming
  }

  /// Takes up a checkpoint, and writes it at once so that a place where that is not possible shows
  /// before the work.
  ///
  /// *Errors*: `OutsideProblem` where the file cannot be written; where it is there and is not to be
  /// resumed; where it is none, not whole, or of another case, record, seed, effort or program.
  package init(
    _ command: String, of opened: Case, settings: RunSettings, at path: String, start: Start
  ) throws {
    self.path = path
    heading = LedgerFile.Heading(
      basis: RunBasis(command, of: opened.data, settings: settings), island: nil)
    known = try Checkpoint.known(at: path, start: start, basis: heading.basis)
    var lines: [RunAddress: String] = [:]
    for (address, result) in known { lines[address] = try LedgerFile.line(address, result) }
    state = Mutex(State(lines: lines))
    AtomicFile.removeLeftovers(of: path)
    try write()
  }

  private static func known(
    at path: String, start: Start, basis: RunBasis
  ) throws -> [RunAddress: RunResult] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    guard start == .resuming else {
      throw OutsideProblem(
        """
        there is a file \(path) already
          expected: a new file, so that no earlier work is lost
          hint: add --resume to go on from it, or name another file
        """)
    }
    let file = try LedgerFile(path: path)
    guard file.heading.island == nil else {
      throw OutsideProblem(
        """
        \(path) is an island, not a checkpoint
          hint: `rashomon merge` takes islands; --checkpoint wants a file of its own
        """)
    }
    let differences = file.heading.basis.differences(from: basis)
    guard differences.isEmpty else {
      throw OutsideProblem(
        (["\(path) is a checkpoint of another analysis, and its runs are no runs of this one"]
          + differences.flatMap(\.lines) + [
            "  hint: ask as it was asked before, or name another file to begin anew"
          ])
          .joined(separator: "\n"))
    }
    return file.runs
  }

  /// How many finished runs it began with.
  package var resumedRuns: Int { known.count }

  /// The ledger to work with, which writes the file as runs end.
  package var ledger: RunLedger {
    RunLedger(known) { [self] address, result in
      // What cannot be written down is only run again.
      guard let line = try? LedgerFile.line(address, result) else { return }
      state.withLock { state in
        state.lines[address] = line
        let now = ContinuousClock.now
        let rhythm = min((now - state.start) / 10, .seconds(5))
        if now - state.lastWrite >= max(rhythm, state.cost * 20) { save(&state) }
      }
    }
  }

  /// Writes what is finished now, and returns how many runs that is.
  ///
  /// *Errors*: `OutsideProblem`.
  @discardableResult
  package func write() throws -> Int {
    let (count, failure) = state.withLock { state in
      save(&state)
      return (state.lines.count, state.failure)
    }
    if let failure { throw failure }
    return count
  }

  private func save(_ state: inout State) {
    let before = ContinuousClock.now
    do {
      try AtomicFile.write(
        try LedgerFile.bytes(heading, lines: state.lines.values), to: path)
      state.failure = nil
    } catch {
      state.failure =
        error as? OutsideProblem ?? OutsideProblem("cannot write \(path)", isInData: false)
    }
    state.lastWrite = .now
    state.cost = state.lastWrite - before
  }
}
