package import RashomonModel
import RashomonNumerics

/// The evidence of several models on one simulated record.
package struct RivalEvidence: Sendable {
  /// log Ẑ of each model in each run, `[model][run]`: of what the models dispute only, so that
  /// differences between models are of the whole and the numbers themselves are not. −∞ where no
  /// history can give the record. Of a model without Monte Carlo error all runs are the same.
  package let logs: [[Double]]
  /// Whether the model's number has no Monte Carlo error.
  package let isExact: [Bool]

  package init(logs: [[Double]], isExact: [Bool]) {
    self.logs = logs
    self.isExact = isExact
  }
}

/// A computation on one of several models that could not be done.
package struct RivalFault: Error {
  /// Index of the model.
  package let model: Int
  package let underlying: any Error
}

/// Draws records from one model and weighs all of them under every model.
///
/// Parts that all models share say nothing about which is right and are left out; parts that some
/// share are run once for each record. Each record has random numbers of its own, the same for all
/// models, so that the same bytes come out for any number of threads.
///
/// *Errors*: `RivalFault` around those of `evaluate` and `simulateRecords`. *Complexity*: one
/// evaluation for each record and model.
///
/// - Parameters:
///   - truth: index of the model from which records are drawn.
///   - form: the real record.
///   - count: how many records.
///   - effort: for each evaluation.
package func weighRivals(
  _ models: [Model], onRecordsOf truth: Int, form: [DayRecord], count: Int, effort: Effort,
  monitor: Monitor = .silent
) throws -> [RivalEvidence] {
  let form = form.disputed(by: models)
  let simulated = try blaming(truth) {
    try simulateRecords(of: models[truth], form: form, count: count, seed: effort.seed)
  }
  let seeds = RandomKey(
    seed: effort.seed, stream: -7, block: 0, day: truth,
    statement: statementAddress("'rival records"))
  let counter = DayCounter(total: count, monitor: monitor)
  let inner = Monitor(isCancelled: monitor.isCancelled)
  return try parallelMap(count: count, threads: effort.threads) { record in
    let memory = ComponentMemory()
    let alone = effort.alone(seed: seeds.uniform(lane: record).bitPattern)
    let results = try models.indices.map { index in
      try blaming(index) {
        try evaluate(
          AccountProblem(model: models[index], records: simulated[record]), effort: alone,
          memory: memory, monitor: inner)
      }
    }
    try counter.tick()
    return RivalEvidence(
      logs: results.map { result in
        (0..<effort.runs).map { result.logEvidence(kept: [result.isExact ? 0 : $0]) }
      },
      isExact: results.map(\.isExact))
  }
}

private func blaming<Result>(_ model: Int, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as CancellationError {
    throw error
  } catch {
    throw RivalFault(model: model, underlying: error)
  }
}

extension [DayRecord] {
  /// Without the readings that weigh the same under all models: those of components that all share.
  func disputed(by models: [Model]) -> [DayRecord] {
    let memory = ComponentMemory()
    let parts = models.map { model in
      Component.split(model, records: self, reported: [], questions: []).map { component in
        (number: memory.number(of: component), observables: component.observed.map(\.id))
      }
    }
    let shared = parts.map { Set($0.map(\.number)) }.reduce(nil as Set<Int>?) { common, own in
      common?.intersection(own) ?? own
    }
    let kept = parts.flatMap { $0 }.filter { shared?.contains($0.number) == false }
      .flatMap(\.observables)
    return map { $0.restricted(to: Set(kept)) }.filter { !$0.readings.isEmpty }
  }
}

extension Effort {
  /// The same for one record: on one thread.
  fileprivate func alone(seed: UInt64) -> Effort {
    Effort(
      seed: seed, runs: runs, histories: askedHistories, threads: 1, method: method,
      enumerationLimit: enumerationLimit)
  }
}
