package import RashomonInference
package import RashomonModel
import RashomonNumerics
package import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// The evidence of every account on one record, and what follows from it for the ranking: all that
/// a variant of a case is asked for.
package struct Standing: Sendable {
  /// Common ground first.
  package let models: [Model]
  package let asOf: CalendarDate
  /// The headline counts what became known after this date; nil counts everything.
  package let since: CalendarDate?
  /// As of `asOf`, in the order of the models.
  package let whole: [AccountResult]
  /// As of `since`.
  package let before: [AccountResult]?

  /// R, of every result.
  var runCount: Int { whole[0].runCount }

  /// The log evidence of a model from some runs only, of what the headline counts; −∞ for one that
  /// the record rules out, whenever it did.
  package func gained(_ index: Int, kept: [Int]) -> Double {
    let all = whole[index].logEvidence(kept: kept)
    return all == -.infinity ? all : all - (before?[index].logEvidence(kept: kept) ?? 0)
  }

  /// In dB against common ground, counting everything visible.
  ///
  /// *Errors*: stops where no model has that id.
  package func weight(of id: String) -> Measured { weight(place(of: id)) }

  func weight(_ index: Int) -> Measured {
    if index == 0 { return .exact(0) }
    return measured(over: [whole[index], whole[0]]) { kept in
      decibels(whole[index].logEvidence(kept: kept) - whole[0].logEvidence(kept: kept))
    }
  }

  /// In dB against common ground, counting what became known after `since`.
  ///
  /// *Errors*: stops where no model has that id.
  package func headlineWeight(of id: String) -> Measured { headlineWeight(place(of: id)) }

  func headlineWeight(_ index: Int) -> Measured {
    measured(over: used(index, 0)) { decibels(gained(index, kept: $0) - gained(0, kept: $0)) }
  }

  /// From the priors, counting what became known after `since`.
  ///
  /// *Errors*: stops where no model has that id.
  package func posterior(of id: String) -> Measured { posterior(place(of: id), isWhole: false) }

  /// - Parameter isWhole: counts everything visible.
  func posterior(_ index: Int, isWhole: Bool) -> Measured {
    measured(over: whole + (isWhole ? [] : before ?? [])) { kept in
      let logs = models.indices.map { other in
        log(prior(other))
          + (isWhole ? whole[other].logEvidence(kept: kept) : gained(other, kept: kept))
      }
      return normalizedWeights(logs)[index]
    }
  }

  /// The model's share before any evidence.
  func prior(_ index: Int) -> Double {
    models[index].prior / models.reduce(0) { $0 + $1.prior }
  }

  /// Ids of the accounts by headline weight, the best first; those that the record rules out last.
  package var ranking: [String] {
    let all = Array(0..<runCount)
    return models.indices.dropFirst()
      .map { (id: models[$0].id, gain: gained($0, kept: all)) }
      .sorted { $0.gain > $1.gain }.map(\.id)
  }

  /// The two accounts with the highest headline weights; nil where fewer than two can give the
  /// record.
  package var lead: Comparison? {
    let rivals = ranking.filter { whole[place(of: $0)].collapse == nil }
    guard rivals.count > 1 else { return nil }
    return comparison(place(of: rivals[0]), place(of: rivals[1]))
  }

  /// How far one account is ahead of another by what the headline counts, in dB.
  ///
  /// *Errors*: stops where no model has one of the ids.
  package func difference(of first: String, over second: String) -> Measured {
    difference(place(of: first), place(of: second))
  }

  /// Two accounts side by side, the first taken to be the better one.
  ///
  /// *Errors*: stops where no model has one of the ids.
  func comparison(of first: String, with second: String) -> Comparison {
    comparison(place(of: first), place(of: second))
  }

  private func difference(_ first: Int, _ second: Int) -> Measured {
    measured(over: used(first, second)) {
      decibels(gained(first, kept: $0) - gained(second, kept: $0))
    }
  }

  private func comparison(_ first: Int, _ second: Int) -> Comparison {
    Comparison(
      first: models[first].id, second: models[second].id, difference: difference(first, second),
      isReliable: used(first, second).allSatisfy(\.isReliable))
  }

  /// Every two of the models that can give the record, the better one first, in the order of the
  /// ranking; common ground takes part.
  var comparisons: [Comparison] {
    let all = Array(0..<runCount)
    let ranked = models.indices.filter { whole[$0].collapse == nil }
      .map { (index: $0, gain: gained($0, kept: all)) }
      .sorted { $0.gain > $1.gain }.map(\.index)
    return ranked.indices.flatMap { place in
      ranked.dropFirst(place + 1).map { comparison(ranked[place], $0) }
    }
  }

  /// How much more of headline weight the model has here than in another standing, in dB. Where both
  /// have the same seed they share random numbers, and the error is that of the difference.
  ///
  /// *Errors*: stops where one of them has no model of that id, or another number of runs.
  package func change(of id: String, from base: Standing) -> Measured {
    precondition(base.runCount == runCount, "common random numbers need the same runs")
    let (here, there) = (place(of: id), base.place(of: id))
    return measured(over: used(here, 0) + base.used(there, 0)) { kept in
      decibels(
        gained(here, kept: kept) - gained(0, kept: kept)
          - base.gained(there, kept: kept) + base.gained(0, kept: kept))
    }
  }

  /// What a difference of two models rests on.
  func used(_ first: Int, _ second: Int) -> [AccountResult] {
    [whole[first], whole[second]] + (before.map { [$0[first], $0[second]] } ?? [])
  }

  /// A number derived from some of the results, exact where all of them are.
  ///
  /// - Parameter derived: called with the runs to keep.
  func measured(over results: [AccountResult], _ derived: ([Int]) -> Double) -> Measured {
    if results.allSatisfy(\.isExact) { return .exact(derived([0])) }
    return .jackknifed(runs: runCount, derived)
  }

  private func place(of id: String) -> Int {
    guard let place = models.firstIndex(where: { $0.id == id }) else {
      preconditionFailure("no model is called \(id)")
    }
    return place
  }
}

/// Which models exist as of a date, and the dates that a ranking compares.
struct StandingFrame {
  /// Common ground first.
  let models: [Model]
  let leftOut: [Model]
  let asOf: CalendarDate
  let since: CalendarDate?

  /// - Parameters: as of `weigh`.
  ///
  /// *Errors*: `RunFailure` for a date before the period.
  init(_ data: CaseData, asOf asked: CalendarDate?, since: CalendarDate?) throws {
    let date = try asOfDate(asked, of: data)
    let existing = data.accounts.filter { ($0.date ?? date) <= date }
    let headline = since ?? existing.compactMap(\.date).max()
    asOf = date
    self.since = headline.map { min($0, date) }
    models = [data.commonGround] + existing
    leftOut = data.accounts.filter { ($0.date ?? date) > date }
  }

  /// *Errors*: `RunFailure`, also where the record rules out every model.
  func standing(by evaluator: Evaluator) throws -> Standing {
    let whole = try models.map { try evaluator.evaluate($0, asOf: asOf) }
    let before = try since.map { since in
      try models.map { try evaluator.evaluate($0, asOf: since) }
    }
    try requireSurvivor(of: models, whole)
    return Standing(models: models, asOf: asOf, since: since, whole: whole, before: before)
  }
}

/// The evidence of every account of a case, as `weigh` computes it and without what else it says.
///
/// *Errors*: `RunFailure`.
///
/// - Parameters:
///   - asOf: sees only rows reported by then; nil takes the last reported.
///   - since: the headline counts what became known after it; nil takes the latest date of the
///     accounts that exist.
///   - memory: what other variants of the case have computed already.
package func standing(
  of data: CaseData, asOf: CalendarDate? = nil, since: CalendarDate? = nil, settings: RunSettings,
  memory: ComponentMemory, progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Standing {
  let frame = try StandingFrame(data, asOf: asOf, since: since)
  let evaluator = Evaluator(
    data, settings: settings, drawing: nil, ledger: RunLedger(), memory: memory,
    planned: frame.models.count * (frame.since == nil || frame.since == frame.asOf ? 1 : 2),
    progress: progress)
  return try frame.standing(by: evaluator)
}
