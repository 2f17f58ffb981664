import RashomonEvidence
import RashomonInference
package import RashomonModel
package import RashomonText

/// Answers the case's questions as they stand, and as they would stand were something fixed.
///
/// The evidence used ends the day before the first thing is fixed: what was to be expected from that
/// day on. Both sides have the same histories up to there and the same random numbers after it.
///
/// - Parameter asOf: an earlier end of the evidence; nil takes the day before.
///
/// *Precondition*: at least one intervention.
///
/// *Errors*: `RunFailure`.
package func whatIf(
  _ data: CaseData, _ interventions: [Intervention], asOf: CalendarDate?, settings: RunSettings,
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> WhatIf {
  precondition(!interventions.isEmpty, "something is fixed")
  let first = interventions.map(\.days.lowerBound).min() ?? 0
  let firstDay = data.period.date(at: first)
  let date = try evidenceEnd(asOf, before: firstDay)
  let existing = [data.commonGround] + data.accounts.filter { ($0.date ?? date) <= date }
  let notAsked = existing.compactMap { reasonNotToAsk($0, interventions) }
  let asked = existing.filter { model in !notAsked.contains { $0.id == model.id } }
  try requireSomeone(asked, interventions, of: data, on: date)

  let visible = data.record.visible(asOf: date)
  let records = data.reading(asOf: date).days
  let open = data.commonGround.questions.filter { $0.resolves >= firstDay }
  let fixed = asked.map { model in
    FixedModel(model, fixings: interventions.flatMap { $0.fixings(in: model) }, open: open)
  }
  let bench = Bench(
    name: "\(date)", records: records, settings: settings,
    total: asked.count + fixed.count { !$0.affected.isEmpty }, progress: progress)
  let without = Panel(models: asked, results: try asked.map { try bench.result(of: $0) })
  try without.requireSurvivor()
  let with = Panel(
    results: try fixed.enumerated().map { index, fixed in
      try fixed.affected.isEmpty ? bench.result(of: asked[index]) : bench.result(of: fixed.model)
    }, differing: fixed.map(\.affected), from: without)
  let paired = PairedPanel(without: without, with: with, affected: fixed.map(\.affected))
  let answered = open.map { paired.change(of: $0) }
  let settled = answered.filter(\.isSettled)
  return WhatIf(
    caseID: data.id, title: data.title, asOf: date, firstDay: firstDay, settings: settings,
    provenance: data.provenance, recordHash: visible.hash, visibleRows: visible.rows.count,
    interventions: interventions.map { $0.done(asked) },
    accounts: paired.participants,
    notAsked: notAsked,
    leftOut: data.accounts.compactMap { model in
      guard let published = model.date, published > date else { return nil }
      return .init(id: model.id, title: model.title, date: published)
    },
    questions: answered.filter { !$0.isSettled }.enumerated()
      .sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }.map(\.element),
    settled: settled.map {
      .init(id: $0.id, text: $0.text, isYes: $0.average.without.estimate.value > 0.5)
    },
    closed: data.commonGround.questions.filter { $0.resolves < firstDay }.map(\.id))
}

/// A model with what is fixed in it.
private struct FixedModel {
  let model: Model
  /// Ids of the open questions whose answer depends on a definition that is another now.
  let affected: Set<String>

  init(_ original: Model, fixings: [Fixing], open: [Question]) {
    let model = original.fixing(fixings)
    let changed = model.variables(definedUnlike: original)
    let dependencies = Dependencies(original)
    let own = original.questions.filter { question in open.contains { $0.id == question.id } }
    self.model = model
    affected = Set(
      own.filter { question in
        let read = question.value.variables + (question.condition?.variables ?? [])
        return !dependencies.slice(of: read).isDisjoint(with: changed)
      }.map(\.id))
  }
}

/// Evaluates models on one record, and does nothing twice.
///
/// A class because it counts what is done for the progress bar.
private final class Bench {
  private let name: String
  private let records: [DayRecord]
  private let settings: RunSettings
  private let total: Int
  private let progress: @Sendable (Double) -> Void
  private let memory = ComponentMemory()
  private var done = 0

  init(
    name: String, records: [DayRecord], settings: RunSettings, total: Int,
    progress: @escaping @Sendable (Double) -> Void
  ) {
    self.name = name
    self.records = records
    self.settings = settings
    self.total = total
    self.progress = progress
  }

  func result(of model: Model) throws -> AccountResult {
    let start = Double(done) / Double(total)
    let share = 1 / Double(total)
    let progress = progress
    let result = try explainingFailures(of: model) {
      try evaluate(
        .forecasting(model, name: name, records: records),
        effort: settings.effort(), memory: memory,
        monitor: Monitor(progress: { progress(min(1, start + share * $0)) }))
    }
    done += 1
    return result
  }
}

/// The day with which the evidence ends.
private func evidenceEnd(
  _ asOf: CalendarDate?, before firstDay: CalendarDate
) throws -> CalendarDate {
  let eve = firstDay.advanced(by: -1)
  guard let asOf, asOf > eve else { return asOf ?? eve }
  throw RunFailure(
    """
    --as-of \(asOf) is not before \(firstDay), the first day on which something is fixed
      found: evidence of days on which the world is no longer the one that wrote it
      expected: --as-of \(eve) or earlier; without it \(eve) is taken
      hint: to fix something is to act: what led to it stays as likely as it was, and only what follows changes. To \
    learn that it happened is evidence, which also speaks of what led to it: put it into the record as a row, and ask \
    `rashomon forecast --as-of \(asOf)`
    """)
}

/// Why a model cannot be asked; nil where it can.
private func reasonNotToAsk(_ model: Model, _ interventions: [Intervention]) -> WhatIf.NotAsked? {
  for intervention in interventions {
    if case .noSuchValue(let has)? = intervention.effects[model.id] {
      return WhatIf.NotAsked(
        id: model.id, title: model.title, intervention: intervention.text, has: has)
    }
  }
  return nil
}

/// Makes sure that each intervention means something to someone who exists.
private func requireSomeone(
  _ asked: [Model], _ interventions: [Intervention], of data: CaseData, on date: CalendarDate
) throws {
  let problems = interventions.compactMap { intervention -> String? in
    if asked.contains(where: { !intervention.fixings(in: $0).isEmpty }) { return nil }
    let knowing = data.models.filter { !intervention.fixings(in: $0).isEmpty }
    let later = knowing.filter { ($0.date ?? date) > date }
    let who = knowing.map { model in
      model.date.map { "\(model.id) (\($0))" } ?? model.id
    }.joined(separator: ", ")
    let hint =
      later.count == knowing.count
      ? "an account does not exist before its date; fix it from a day after one of these dates"
      : "the interventions together leave nobody to ask; ask about them one by one"
    return """
      nobody can be asked about “\(intervention.text)” with the evidence of \(date)
        found: known only to \(who)
        hint: \(hint)
      """
  }
  guard problems.isEmpty else { throw RunFailure(problems.joined(separator: "\n")) }
}

extension Intervention {
  /// What it fixes in a model.
  func fixings(in model: Model) -> [Fixing] {
    if case .fixes(let fixings)? = effects[model.id] { return fixings }
    return []
  }

  fileprivate func done(_ asked: [Model]) -> WhatIf.Done {
    WhatIf.Done(
      text: text, spoken: spoken,
      fixedIn: asked.filter { !fixings(in: $0).isEmpty }.map(\.id),
      unknownTo: asked.filter { fixings(in: $0).isEmpty }.map(\.id))
  }
}

extension ChangedQuestion {
  /// How much the answer changes, for the order: of the average first.
  fileprivate var size: Double {
    let scale: Double
    switch kind {
    case .yesNo: scale = 1
    case .number:
      // A share of what it would have been, so that persons and days can stand in one order.
      scale = max(abs(average.without.estimate.value), 1e-9)
    }
    let changes = [average] + answers
    let sizes = changes.map { abs($0.difference.value) / scale }.map { $0.isNaN ? 0 : $0 }
    return sizes[0] + 1e-6 * (sizes.dropFirst().max() ?? 0)
  }

  /// Whether every model gives one answer in all its histories, with and without.
  fileprivate var isSettled: Bool {
    guard kind == .yesNo else { return false }
    let values = answers.flatMap { [$0.without.estimate.value, $0.with.estimate.value] }
      .filter(\.isFinite)
    guard let first = values.first else { return false }
    return (first == 0 || first == 1) && values.allSatisfy { $0 == first }
  }
}
