import RashomonEvidence
package import RashomonInference
import RashomonModel
package import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// Weighs every account of a case on the record as of a date.
///
/// - Parameters:
///   - asOf: sees only rows reported by then; nil takes the last reported.
///   - since: the headline counts what became known after it; nil takes the latest date of the
///     accounts that exist.
///   - progress: called with the share of the work done, from any thread.
///
/// *Errors*: `RunFailure`.
package func weigh(
  _ data: CaseData, asOf: CalendarDate?, since: CalendarDate?, settings: RunSettings,
  ledger: RunLedger = RunLedger(),
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Weighing {
  let date = try asOfDate(asOf, of: data)
  let existing = data.accounts.filter { ($0.date ?? date) <= date }
  let headline = since ?? existing.compactMap(\.date).max()
  let dates = Set(existing.compactMap(\.date) + [date] + (headline.map { [$0] } ?? []))
  let planned =
    dates.count
    + existing.reduce(0) { total, model in
      total + Set([date, model.date ?? date] + (headline.map { [$0] } ?? [])).count
    }
  let evaluator = Evaluator(
    data, settings: settings, drawing: date, ledger: ledger, planned: planned, progress: progress)
  let weigher = Weigher(
    data: data, evaluator: evaluator, models: [data.commonGround] + existing, asOf: date,
    since: headline.map { min($0, date) })
  return try weigher.weighing(
    settings: settings, leftOut: data.accounts.filter { ($0.date ?? date) > date })
}

/// The date as of which to look: the one asked for, else the last on which anything was reported.
///
/// *Errors*: `RunFailure` for a date before the period.
func asOfDate(_ asked: CalendarDate?, of data: CaseData) throws -> CalendarDate {
  let date = asked ?? data.record.lastReported ?? data.period.end
  guard date >= data.period.start else {
    throw RunFailure(
      """
      --as-of \(date) is before the period
        expected: a date from \(data.period.start) on
      """)
  }
  return date
}

private struct Weigher {
  let data: CaseData
  let evaluator: Evaluator
  /// Common ground first.
  let models: [Model]
  let asOf: CalendarDate
  let since: CalendarDate?

  func weighing(
    settings: RunSettings, leftOut: some Sequence<Model>
  ) throws -> Weighing {
    let visible = data.record.visible(asOf: asOf)
    let hasForeseeable =
      since.map { since in visible.rows.contains { $0.reported > since } } ?? false
    let whole = try models.map { try evaluator.evaluate($0, asOf: asOf) }
    let before = try since.map { since in
      try models.map { try evaluator.evaluate($0, asOf: since) }
    }
    try requireSurvivor(of: models, whole)
    let accounts = try models.indices.map { index in
      try account(
        index, whole: whole, before: before, settings: settings, hasForeseeable: hasForeseeable)
    }
    let climatology = Climatology(model: data.commonGround)
    let readings = evaluator.reading(asOf: asOf)
    return Weighing(
      caseID: data.id, title: data.title, asOf: asOf, since: since, hasForeseeable: hasForeseeable,
      settings: settings, provenance: data.provenance, recordHash: visible.hash,
      visibleRows: visible.rows.count,
      uncounted: uncountedRows(of: visible, readings),
      accounts: accounts,
      comparisons: comparisons(among: accounts, whole: whole, before: before),
      leftOut: leftOut.compactMap { model in
        model.date.map { .init(id: model.id, title: model.title, date: $0) }
      },
      climatology: decibels(
        climatology.logEvidence(of: readings.days) - whole[0].logEvidence.value),
      warnings: readings.lateReports.map { $0.diagnostic(in: "evidence.csv") },
      draws: settings.draws > 0
        ? PosteriorDraws(data, models: models, results: whole, asOf: asOf, settings: settings)
        : nil)
  }

  private func uncountedRows(
    of visible: VisibleRecord, _ reading: RecordReading
  ) -> [Weighing.UncountedRow] {
    visible.superseded.map { .init(id: $0.row, reason: "superseded by \($0.by)") }
      + reading.uses.compactMap { use in
        guard case .repeats(let reason) = use.use else { return nil }
        return .init(id: use.row, reason: reason.sentence)
      }
  }

  private func account(
    _ index: Int, whole: [AccountResult], before: [AccountResult]?, settings: RunSettings,
    hasForeseeable: Bool
  ) throws -> WeighedAccount {
    let model = models[index]
    let result = whole[index]
    let weight = weight(of: whole, index)
    var used = [whole[index], whole[0]] + (before.map { [$0[index], $0[0]] } ?? [])
    let headlineWeight = measured(used) { kept in
      decibels(
        gained(whole[index], since: before?[index], kept)
          - gained(whole[0], since: before?[0], kept))
    }
    var explained: Measured?
    var foresaw: Measured?
    if let date = model.date {
      let then = [
        try evaluator.evaluate(model, asOf: date),
        try evaluator.evaluate(data.commonGround, asOf: date),
      ]
      explained = measured(then) { kept in
        decibels(then[0].logEvidence(kept: kept) - then[1].logEvidence(kept: kept))
      }
      used += then
      foresaw = measured(then + [whole[index], whole[0]]) { kept in
        decibels(
          gained(whole[index], since: then[0], kept) - gained(whole[0], since: then[1], kept))
      }
    }
    let worst = result.worstDiagnostics
    return WeighedAccount(
      id: model.id, title: model.title, source: model.source, date: model.date,
      prior: prior(index), posterior: posterior(index, whole: whole, less: before),
      posteriorWhole: posterior(index, whole: whole, less: nil),
      logEvidence: Measured(result.logEvidence),
      logEvidenceInterval: result.logEvidence.interval(), weight: weight, explained: explained,
      foresaw: foresaw, headlineWeight: headlineWeight,
      fit: try evaluator.fit(of: model, asOf: asOf),
      shares: result.methodShares,
      ruledOut: result.collapse.map { collapse in
        RuledOut(
          rows: collapse.rows, observables: collapse.readings.map(\.observable),
          date: data.period.date(at: collapse.day),
          words: words(for: collapse, account: model))
      },
      isReliable: used.allSatisfy(\.isReliable),
      quality: worst.map { diagnostics in
        FilterQuality(
          spread: result.spread, leastEffectiveSize: diagnostics.leastEffectiveSize,
          leastEffectiveDate: diagnostics.leastEffectiveDay.map { data.period.date(at: $0) },
          distinct: result.leastDistinctAncestors ?? 0, histories: result.mostHistories,
          paths: result.mostPaths, acceptance: result.leastAcceptance)
      },
      facts: facts(of: model, result))
  }

  private func weight(of results: [AccountResult], _ index: Int) -> Measured {
    if index == 0 { return .exact(0) }
    return measured([results[index], results[0]]) { kept in
      decibels(results[index].logEvidence(kept: kept) - results[0].logEvidence(kept: kept))
    }
  }

  /// Every two of the models that can give the record, with the error of their difference.
  private func comparisons(
    among accounts: [WeighedAccount], whole: [AccountResult], before: [AccountResult]?
  ) -> [Comparison] {
    let all = Array(0..<whole[0].runCount)
    let ranked = models.indices.filter { accounts[$0].ruledOut == nil }
      .map { (index: $0, gain: gained(whole[$0], since: before?[$0], all)) }
      .sorted { $0.gain > $1.gain }.map(\.index)
    return ranked.indices.flatMap { place in
      ranked.dropFirst(place + 1).map { second in
        let first = ranked[place]
        let used = [whole[first], whole[second]] + (before.map { [$0[first], $0[second]] } ?? [])
        let difference = measured(used) { kept in
          decibels(
            gained(whole[first], since: before?[first], kept)
              - gained(whole[second], since: before?[second], kept))
        }
        return Comparison(
          first: accounts[first].id, second: accounts[second].id, difference: difference,
          isReliable: accounts[first].isReliable && accounts[second].isReliable)
      }
    }
  }

  private func prior(_ index: Int) -> Double {
    models[index].prior / models.reduce(0) { $0 + $1.prior }
  }

  /// Prior times evidence, normalised over the accounts that exist; `less` is what all knew.
  private func posterior(
    _ index: Int, whole: [AccountResult], less before: [AccountResult]?
  ) -> Measured {
    measured(whole + (before ?? [])) { kept in
      let logs = models.indices.map { other in
        log(prior(other)) + gained(whole[other], since: before?[other], kept)
      }
      return normalizedWeights(logs)[index]
    }
  }

  /// The log evidence that came after `earlier` (nil: all of it); −∞ for a model that the record
  /// rules out, whenever it did.
  private func gained(
    _ result: AccountResult, since earlier: AccountResult?, _ kept: [Int]
  ) -> Double {
    let all = result.logEvidence(kept: kept)
    return all == -.infinity ? all : all - (earlier?.logEvidence(kept: kept) ?? 0)
  }

  private func measured(
    _ results: [AccountResult], _ derived: ([Int]) -> Double
  ) -> Measured {
    if results.allSatisfy(\.isExact) { return .exact(derived([0])) }
    return .jackknifed(runs: results[0].runCount, derived)
  }

  private func facts(of model: Model, _ result: AccountResult) -> [FactPosterior] {
    let shared = Dictionary(
      data.commonGround.variables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let definitions = Dictionary(
      model.facts.map { ($0.variable, $0.definition) }, uniquingKeysWith: { first, _ in first })
    guard result.collapse == nil else { return [] }
    return result.posteriors.map { posterior in
      let variable = model.variables[posterior.variable.index]
      return FactPosterior(
        name: variable.name, sentence: variable.sentence ?? shared[variable.name]?.sentence,
        labels: variable.labels, values: posterior.estimates.map { Measured($0) },
        kind: kind(of: definitions[posterior.variable]),
        isCommonGround: shared[variable.name]?.place == variable.place)
    }
  }

  private func kind(of definition: Definition?) -> FactPosterior.Kind {
    switch definition {
    case .chance: .hidden
    case .formula(.constant): .asserted
    case .pick, .formula, .drawn, nil: .number
    }
  }
}

/// A difference of log evidence in dB.
func decibels(_ logRatio: Double) -> Double {
  logRatio * 10 / log(10.0)
}
