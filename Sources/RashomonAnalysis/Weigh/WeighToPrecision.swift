package import RashomonInference
package import RashomonText

/// How far a weighing on its way to a stated error has come.
package struct PrecisionRound: Sendable {
  /// The largest error of any account's weight so far, in dB; ∞ where one is unreliable.
  package let reached: Double
  package let target: Double
  /// What has been done, and what is done next.
  package let runs: Int
  package let nextRuns: Int
  /// nil where the histories of each run stay as they are.
  package let nextHistories: Int?

  /// How much longer the next round takes than all so far have, as a ratio.
  package var remaining: Double {
    nextHistories == nil ? Double(nextRuns - runs) / Double(runs) : 2
  }
}

/// Weighs again with more work until no account's weight has an error above `target` dB.
///
/// Where the runs agree well enough to state an error, more of them are added to those already done,
/// as many as the error asks for (it falls with their square root), at most four times as many in one
/// round. Where they do not, each run gets twice the histories, since more bad runs would not help.
/// When to stop depends on the error as it was estimated, so that the stated error of the last round
/// is, slightly, chosen to be small; rounds are few and large to keep that below what can be seen.
///
/// *Errors*: `RunFailure`, also where the target is not reached in `runLimit` runs or
/// `historyLimit` histories.
///
/// - Parameter note: told before each further round.
package func weigh(
  _ data: CaseData, asOf: CalendarDate?, since: CalendarDate?, settings: RunSettings,
  precision target: Double, ledger: RunLedger = RunLedger(),
  note: (PrecisionRound) -> Void = { _ in },
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Weighing {
  var settings = settings.with(runs: max(fewestRuns, settings.runs))
  while true {
    func weighing(_ settings: RunSettings) throws -> Weighing {
      try weigh(
        data, asOf: asOf, since: since, settings: settings, ledger: ledger, progress: progress)
    }
    let found = try weighing(settings.withoutFit)
    let reached = found.reachedError
    guard reached > target else {
      return settings.fit == .skip ? found : try weighing(settings)
    }
    let histories = found.accounts.compactMap { $0.quality?.histories }.max() ?? 1
    if reached.isFinite {
      let needed = (Double(settings.runs) * (reached / target) * (reached / target) * 1.1)
        .rounded(.up)
      let runs = Int(min(needed, 4 * Double(settings.runs)))
      guard runs <= runLimit else { throw unreachable(target, reached, "\(runLimit) runs") }
      note(
        PrecisionRound(
          reached: reached, target: target, runs: settings.runs, nextRuns: runs,
          nextHistories: nil))
      settings = settings.with(runs: runs)
    } else {
      let more = 2 * histories
      guard more <= historyLimit else {
        throw unreachable(target, reached, "\(historyLimit) histories in each run")
      }
      note(
        PrecisionRound(
          reached: reached, target: target, runs: settings.runs, nextRuns: settings.runs,
          nextHistories: more))
      settings = settings.with(runs: settings.runs, histories: more)
    }
  }
}

/// With fewer, the error itself is hardly known.
private let fewestRuns = 4
private let runLimit = 10_000
private let historyLimit = 10_000_000

private func unreachable(_ target: Double, _ reached: Double, _ limit: String) -> RunFailure {
  let found = reached.isFinite ? "an error of \(reached) dB" : "no error that can be believed"
  return RunFailure(
    """
    a precision of \(target) dB would take more than \(limit)
      found: \(found)
      hint: ask for less, or look with --method smc2 or smc whether one of them suits the case better
    """, isInData: false)
}
