package import RashomonModel

/// The share of records simulated from an account (same rows, dates, grades) that are less probable
/// under it than the real one: near 0, the account does not fit the record.
///
/// Both sides are computed with the same effort, so that the noise of a small run touches both.
///
/// *Errors*: those of `evaluate`. *Complexity*: one evaluation for each record.
///
/// - Parameters:
///   - records: the real record.
///   - count: how many records are simulated, at least 1.
package func fit(
  of model: Model, to records: [DayRecord], count: Int, effort: Effort,
  monitor: Monitor = .silent
) throws -> Double {
  let simulated = try simulateRecords(
    of: model, form: records, count: count, seed: effort.seed)
  let single = Effort(
    seed: effort.seed, runs: effort.runs, histories: effort.askedHistories, threads: 1,
    method: effort.method, enumerationLimit: effort.enumerationLimit)
  let counter = DayCounter(total: count + 1, monitor: monitor)
  let inner = Monitor(isCancelled: monitor.isCancelled)
  let logs = try parallelMap(count: count + 1, threads: effort.threads) { index in
    try counter.tick()
    let record = index == 0 ? records : simulated[index - 1]
    return try evaluate(
      AccountProblem(model: model, records: record), effort: single, monitor: inner
    ).logEvidence.value
  }
  return Double(logs.dropFirst().count { $0 < logs[0] }) / Double(count)
}
