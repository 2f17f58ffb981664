import RashomonEvidence
package import RashomonInference
import RashomonModel
import RashomonText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How biased towards the leader the record would have to be for the leader to lose its lead over the
/// runner-up.
///
/// With a bias ω every report that speaks for the leader against the runner-up is ω times as likely, in
/// odds, to have entered the record, P_ω = ωP/(1 + (ω − 1)P) (`RecordingBias.swift`). The bias absorbed
/// is the ω at which the lead is gone [LopezBowersGajardo2026].
package struct ObservationBias: Sendable {
  /// Ids.
  package let leader: String
  package let rival: String
  /// The lead at some ω, ascending: at ½ (a record that prefers the runner-up), at 1 (the case as it is
  /// written) and on.
  package let curve: [LeadPoint]
  package let overall: Absorbed
  /// The bias of one source's rows alone, those that absorb least first; sources none of whose rows
  /// speaks for either account are left out.
  package let sources: [SourceBias]
  /// The largest ω that was tried.
  package let limit: Double
  /// How many readings (rows, and days of silence) speak for one of the two, and how many there are.
  package let directed: Int
  package let readings: Int

  /// How much bias a lead absorbs.
  package enum Absorbed: Sendable {
    /// The lead is lost at this ω.
    case upTo(LeadCrossing)
    /// No bias up to the limit removes it; the lead that is left there.
    case more(LeadPoint)
    /// There is no lead to lose.
    case noLead
  }

  package struct SourceBias: Sendable {
    /// Id; nil for silence: event days without a row, and silent days of complete numbers.
    package let source: String?
    package let name: String
    /// Its readings of which one answer speaks for the leader and the other for the runner-up,
    /// whichever was given: what does not fit a bias weighs the more against the leader.
    package let readings: Int
    package let absorbed: Absorbed
  }
}

/// The bias that the lead of `leader` over `rival` absorbs, overall and of each source.
///
/// *Errors*: `RunFailure`. *Precondition*: `base` has both accounts.
///
/// - Parameters:
///   - base: the case as it is written, with `settings` and `memory`.
///   - limit: the largest ω to try.
///   - isBySource: whether each source is asked by itself, which takes an evaluation or more each.
package func observationBias(
  of data: CaseData, base: Standing, leader: String, rival: String, settings: RunSettings,
  memory: ComponentMemory, limit: Double = 1e6, bySource isBySource: Bool = true,
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> ObservationBias {
  let record = BiasedRecord(
    data, base: base, leader: leader, rival: rival, settings: settings, memory: memory)
  let preferences = try record.preferences { progress(0.2 * $0) }
  var overall = try record.absorbed(preferences, limit: limit) { _ in true }
  overall.curve.insert(try record.lead(with: preferences, odds: 0.5) { _ in true }, at: 0)
  progress(isBySource ? 0.4 : 1)
  let sourceOf = Dictionary(
    data.record.rows.map { ($0.id, $0.source) }, uniquingKeysWith: { first, _ in first })
  var sources: [ObservationBias.SourceBias] = []
  if isBySource {
    let names = data.record.sources
    let asked = [nil] + names.keys.sorted().map(Optional.some)
    for (index, source) in asked.enumerated() {
      let isOwn = { (rows: [String]) in rows.first.flatMap { sourceOf[$0] } == source }
      let count = preferences.count(in: record.whole, isOwn)
      if count > 0 {
        sources.append(
          ObservationBias.SourceBias(
            source: source, name: source.map { names[$0]?.name ?? $0 } ?? "silence",
            readings: count,
            absorbed: try record.absorbed(preferences, limit: limit, isCoarse: true, isOwn).result))
      }
      progress(0.4 + 0.6 * Double(index + 1) / Double(asked.count))
    }
  }
  return ObservationBias(
    leader: leader, rival: rival, curve: overall.curve, overall: overall.result,
    sources: sources.sorted { $0.rank < $1.rank }, limit: limit,
    directed: preferences.count(in: record.whole) { _ in true },
    readings: record.whole.reduce(0) { $0 + $1.readings.count })
}

extension ObservationBias.SourceBias {
  /// What is lost soonest first; of what is never lost the smallest rest first.
  fileprivate var rank: (Double, Double, String) {
    switch absorbed {
    case .noLead: (0, 0, name)
    case .upTo(let crossing): (crossing.value.value, 0, name)
    case .more(let point): (.infinity, point.lead.value, name)
    }
  }
}

/// The record of a case and its evaluation with a bias.
private struct BiasedRecord {
  let leader: Model
  let rival: Model
  let base: Standing
  let settings: RunSettings
  let memory: ComponentMemory
  /// Readings as of the date of the base and as of the one it counts from.
  let whole: [DayRecord]
  let before: [DayRecord]?

  init(
    _ data: CaseData, base: Standing, leader: String, rival: String, settings: RunSettings,
    memory: ComponentMemory
  ) {
    func model(_ id: String) -> Model {
      guard let model = base.models.first(where: { $0.id == id }) else {
        preconditionFailure("no model is called \(id)")
      }
      return model
    }
    self.leader = model(leader)
    self.rival = model(rival)
    self.base = base
    self.settings = settings
    self.memory = memory
    whole = data.reading(asOf: base.asOf).days
    before = base.since.map { data.reading(asOf: $0).days }
  }

  func preferences(progress: (Double) -> Void) throws -> ReadingPreferences {
    let results = [leader, rival].compactMap { model in
      base.models.firstIndex { $0.id == model.id }.map { base.whole[$0] }
    }
    return try explainingFailures(of: leader) {
      try ReadingPreferences(
        leader: results[0], rival: results[1], days: whole,
        effort: settings.with(runs: min(settings.runs, 4))
          .effort(histories: min(settings.histories ?? 1_000, 1_000)),
        memory: memory, tick: progress)
    }
  }

  /// What a lead absorbs, with the leads that were computed on the way.
  ///
  /// - Parameter isCoarse: asks the limit first and the steps between only if the lead is lost there.
  func absorbed(
    _ preferences: ReadingPreferences, limit: Double, isCoarse: Bool = false,
    _ isBiased: @escaping ([String]) -> Bool
  ) throws -> (result: ObservationBias.Absorbed, curve: [LeadPoint]) {
    let curve = LeadCurve(.logarithmic) { odds in
      try lead(with: preferences, odds: odds, isBiased)
    }
    var last = try curve.point(at: 1)
    guard last.lead.value > 0 else { return (.noLead, [last]) }
    if isCoarse {
      let end = try curve.point(at: limit)
      if end.isLead { return (.more(end), curve.points) }
    }
    let steps = [1.5, 2, 3, 5, 10, 30, 100, 1e3, 1e4, 1e5, 1e6].filter { $0 < limit } + [limit]
    for step in steps {
      let next = try curve.point(at: step)
      // The last step turns if it is below 0 at all: there is none beyond that would tell.
      if next.isLead || !(next.isTold || step == limit) {
        if next.isTold { last = next }
        continue
      }
      if let crossing = try curve.crossing(between: last, and: next) {
        return (.upTo(crossing), curve.points.sorted { $0.value < $1.value })
      }
    }
    return (.more(try curve.point(at: limit)), curve.points.sorted { $0.value < $1.value })
  }

  func lead(
    with preferences: ReadingPreferences, odds: Double, _ isBiased: ([String]) -> Bool
  ) throws -> LeadPoint {
    func results(_ days: [DayRecord]) throws -> [AccountResult] {
      let days =
        odds == 1 ? days : days.map { preferences.biased($0, odds: odds, isBiased) }
      return try [leader, rival].map { model in
        try explainingFailures(of: model) {
          try evaluate(
            .weighing(model, name: "biased", records: days), effort: settings.effort(),
            memory: memory)
        }
      }
    }
    let standing = Standing(
      models: [leader, rival], asOf: base.asOf, since: base.since, whole: try results(whole),
      before: try before.map { try results($0) })
    return standing.leadPoint(of: leader.id, at: odds)
  }
}
