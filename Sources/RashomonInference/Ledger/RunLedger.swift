import Synchronization

/// Which run of an analysis.
package struct RunAddress: Codable, Hashable, Sendable {
  /// The account's id.
  package let account: String
  /// `AccountProblem.name`.
  package let problem: String
  /// `Component.name`.
  package let component: String
  /// The method's name.
  package let method: String
  /// What `Effort` gives each run.
  package let histories: Int
  package let draws: Int
  /// From 0; always 0 for an exact method.
  package let run: Int

  package init(
    account: String, problem: String, component: String, method: String, histories: Int,
    draws: Int, run: Int
  ) {
    self.account = account
    self.problem = problem
    self.component = component
    self.method = method
    self.histories = histories
    self.draws = draws
    self.run = run
  }
}

/// The finished runs of an analysis.
///
/// A run is a function of its address, the models, the record and the seed. One that is found here
/// need not be run again, and the answer has the same bytes; that is what continuing from a
/// checkpoint, merging islands and adding runs to those already there come down to.
///
/// A class because runs on many threads write into the same ledger.
package final class RunLedger: Sendable {
  private let finished: Mutex<[RunAddress: RunResult]>
  private let isComplete: Bool
  private let note: @Sendable (RunAddress, RunResult) -> Void

  /// - Parameters:
  ///   - finished: runs that need not be run.
  ///   - isComplete: whether to fail where a run is missing, in place of running it.
  ///   - note: called with each run that ends, from any thread.
  package init(
    _ finished: [RunAddress: RunResult] = [:], isComplete: Bool = false,
    note: @escaping @Sendable (RunAddress, RunResult) -> Void = { _, _ in }
  ) {
    self.finished = Mutex(finished)
    self.isComplete = isComplete
    self.note = note
  }

  /// What that run found: as it stands here, or by running it.
  ///
  /// *Errors*: `MissingRun` where the ledger is complete without it; those of `run`.
  func result(at address: RunAddress, _ run: () throws -> RunResult) throws -> RunResult {
    if let result = finished.withLock({ $0[address] }) { return result }
    if isComplete { throw MissingRun(address: address) }
    let result = try run()
    finished.withLock { $0[address] = result }
    note(address, result)
    return result
  }

  /// All runs that have ended.
  package var runs: [RunAddress: RunResult] { finished.withLock { $0 } }

  /// Whether that run has ended.
  func holds(_ address: RunAddress) -> Bool { finished.withLock { $0[address] != nil } }
}

/// A run that a complete ledger does not have.
package struct MissingRun: Error, Hashable, Sendable {
  package let address: RunAddress
}
