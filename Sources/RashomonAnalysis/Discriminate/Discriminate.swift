import RashomonEvidence
import RashomonInference
import RashomonModel
package import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// Asks whether a record like the real one can tell the accounts of a case apart, and what would be
/// worth looking for next.
///
/// From each account (and common ground) records are drawn with the rows, dates and grades of the
/// real one, and each is weighed under all. What to look for next is computed from the histories
/// that the record leaves: `nextReadings`.
///
/// - Parameters:
///   - asOf: the form of the record, and the date from which to look ahead, are of that date; nil
///     takes the last reported for the one, the latest date of the accounts for the other.
///   - records: how many to draw from each.
///   - settings: of each weighing of a simulated record.
///   - looking: of the histories that look ahead.
///   - expectations: what the accounts' statements amount to, as `check` finds it.
///
/// *Errors*: `RunFailure`.
package func discriminate(
  _ data: CaseData, asOf: CalendarDate? = nil, records: Int = 100, settings: RunSettings,
  looking: RunSettings, expectations: [ExpectationFinding] = [],
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Discrimination {
  let frame = try StandingFrame(data, asOf: asOf, since: nil)
  let models = frame.models
  guard models.count > 1 else {
    throw RunFailure(
      """
      no account exists as of \(frame.asOf): there is nothing to tell apart
        hint: give --as-of a date from \(data.accounts.compactMap(\.date).min()?.iso ?? "the first account's date") on
      """)
  }
  let visible = data.record.visible(asOf: frame.asOf)
  let form = data.reading(asOf: frame.asOf).days
  // Looking ahead is a small part of the work.
  let drawing = 0.9
  let confusions = try models.indices.map { truth in
    try explainingFailures(of: models) {
      Confusion(
        truth: truth,
        evidence: try weighRivals(
          models, onRecordsOf: truth, form: form, count: records, effort: settings.effort(),
          monitor: Monitor(progress: {
            progress(drawing * (Double(truth) + $0) / Double(models.count))
          })))
    }
  }
  let ids = models.map(\.id)
  return Discrimination(
    caseID: data.id, title: data.title, asOf: frame.asOf, settings: settings,
    provenance: data.provenance, recordHash: visible.hash, visibleRows: visible.rows.count,
    records: records, rivals: confusions.map { rival($0, models[$0.truth], records: records) },
    duels: confusions.flatMap { confusion in
      models.indices.filter { $0 != confusion.truth }.map { confusion.duel(with: $0, ids: ids) }
    },
    leftOut: frame.leftOut.compactMap { model in
      model.date.map { .init(id: model.id, title: model.title, date: $0) }
    },
    collecting: try nextReadings(
      data, asOf: asOf, settings: looking, progress: { progress(drawing + (1 - drawing) * $0) }),
    ceilings: expectations.compactMap { ceiling(of: $0) })
}

private func rival(
  _ confusion: Confusion, _ model: Model, records: Int
) -> Discrimination.Rival {
  let (wins, ties) = confusion.wins
  return Discrimination.Rival(
    id: model.id, title: model.title, wins: wins, ties: ties,
    spread: wins.indices.map { confusion.spread(of: $0) },
    right: share(Double(wins[confusion.truth]), of: records))
}

/// The same as `explainingFailures(of:)` where any of several models may have stopped.
private func explainingFailures<Result>(
  of models: [Model], _ body: () throws -> Result
) throws -> Result {
  do {
    return try body()
  } catch let fault as RivalFault {
    return try explainingFailures(of: models[fault.model]) { throw fault.underlying }
  }
}

/// The most that evidence on one statement can do; nil where it is of a number, or of a window that
/// another event opens.
///
/// Absence is seen through a record that notices 95 % of what happens, as observables do where they
/// say nothing else.
private func ceiling(of finding: ExpectationFinding) -> Ceiling? {
  guard finding.isProbability, !finding.followsEvent else { return nil }
  let noticed = 0.95
  let (own, common) = (finding.accountSays, finding.commonGround)
  guard own > 0, common > 0 else { return nil }
  return Ceiling(
    account: finding.account, place: finding.place, statement: finding.statement,
    ifYes: decibels(log(own / common)),
    ifNo: decibels(log((1 - noticed * own) / (1 - noticed * common))))
}
