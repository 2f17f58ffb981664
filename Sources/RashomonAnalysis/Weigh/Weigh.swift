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
  let frame = try StandingFrame(data, asOf: asOf, since: since)
  let dates = Set(frame.models.compactMap(\.date) + [frame.asOf] + (frame.since.map { [$0] } ?? []))
  let planned =
    dates.count
    + frame.models.dropFirst().reduce(0) { total, model in
      total
        + Set([frame.asOf, model.date ?? frame.asOf] + (frame.since.map { [$0] } ?? [])).count
    }
  let evaluator = Evaluator(
    data, settings: settings, drawing: frame.asOf, ledger: ledger, planned: planned,
    progress: progress)
  let weigher = Weigher(
    data: data, evaluator: evaluator, standing: try frame.standing(by: evaluator))
  return try weigher.weighing(settings: settings, leftOut: frame.leftOut)
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
  let standing: Standing

  private var asOf: CalendarDate { standing.asOf }
  private var since: CalendarDate? { standing.since }

  func weighing(
    settings: RunSettings, leftOut: some Sequence<Model>
  ) throws -> Weighing {
    let visible = data.record.visible(asOf: asOf)
    let hasForeseeable =
      since.map { since in visible.rows.contains { $0.reported > since } } ?? false
    let accounts = try standing.models.indices.map { try account($0) }
    let climatology = Climatology(model: data.commonGround)
    let readings = evaluator.reading(asOf: asOf)
    return Weighing(
      caseID: data.id, title: data.title, asOf: asOf, since: since, hasForeseeable: hasForeseeable,
      settings: settings, provenance: data.provenance, recordHash: visible.hash,
      visibleRows: visible.rows.count,
      uncounted: uncountedRows(of: visible, readings),
      accounts: accounts,
      comparisons: standing.comparisons,
      leftOut: leftOut.compactMap { model in
        model.date.map { .init(id: model.id, title: model.title, date: $0) }
      },
      climatology: decibels(
        climatology.logEvidence(of: readings.days) - standing.whole[0].logEvidence.value),
      warnings: readings.lateReports.map { $0.diagnostic(in: "evidence.csv") },
      draws: settings.draws > 0
        ? PosteriorDraws(
          data, models: standing.models, results: standing.whole, asOf: asOf, settings: settings)
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

  private func account(_ index: Int) throws -> WeighedAccount {
    let model = standing.models[index]
    let result = standing.whole[index]
    var used = standing.used(index, 0)
    var explained: Measured?
    var foresaw: Measured?
    if let date = model.date {
      let then = [
        try evaluator.evaluate(model, asOf: date),
        try evaluator.evaluate(data.commonGround, asOf: date),
      ]
      explained = standing.measured(over: then) { kept in
        decibels(then[0].logEvidence(kept: kept) - then[1].logEvidence(kept: kept))
      }
      used += then
      let all = Standing(
        models: [data.commonGround, model], asOf: asOf, since: date,
        whole: [standing.whole[0], result], before: [then[1], then[0]])
      foresaw = all.headlineWeight(1)
    }
    let worst = result.worstDiagnostics
    return WeighedAccount(
      id: model.id, title: model.title, source: model.source, date: model.date,
      prior: standing.prior(index), posterior: standing.posterior(index, isWhole: false),
      posteriorWhole: standing.posterior(index, isWhole: true),
      logEvidence: Measured(result.logEvidence),
      logEvidenceInterval: result.logEvidence.interval(), weight: standing.weight(index),
      explained: explained, foresaw: foresaw, headlineWeight: standing.headlineWeight(index),
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
