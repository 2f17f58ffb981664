import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ranks variants of one case and sets them beside the case as it is written.
struct Challenger: Sendable {
  let data: CaseData
  let variants: CaseVariants
  let asOf: CalendarDate?
  let since: CalendarDate?
  private(set) var settings: RunSettings
  let base: Standing
  let memory: ComponentMemory
  /// Id of the account that leads the case as written, and of the next.
  let leader: String
  let second: String
  /// The leader and the accounts within reach of it, best first: those that variants are ranked among.
  let contenders: [String]

  /// An account that is a thousand times less probable does not take the lead by one assumption, nor
  /// is worth its share of the work.
  static let reach = 30.0

  /// *Errors*: `RunFailure`, also where there are not two accounts to compare.
  init(
    _ data: CaseData, variants: CaseVariants, asOf: CalendarDate?, since: CalendarDate?,
    settings: RunSettings, progress: @escaping @Sendable (Double) -> Void
  ) throws {
    self.data = data
    self.variants = variants
    self.settings = settings
    memory = ComponentMemory()
    base = try RashomonAnalysis.standing(
      of: data, asOf: asOf, since: since, settings: settings, memory: memory, progress: progress)
    self.asOf = base.asOf
    self.since = base.since
    let rivals = base.ranking
    guard rivals.count > 1 else {
      throw RunFailure(
        """
        a ranking can be challenged where there are two accounts or more
          found: \(rivals.count == 1 ? "one that exists" : "none that exists") on \(base.asOf)
          hint: weigh compares an account with common ground
        """)
    }
    leader = rivals[0]
    second = rivals[1]
    let base = base
    contenders = rivals.filter { id in
      id == rivals[0] || id == rivals[1]
        || base.difference(of: rivals[0], over: id).value <= Self.reach
    }
  }

  /// The same with other work for each variant; nil leaves it as it is.
  func with(histories: Int?) -> Challenger {
    var challenger = self
    challenger.settings = settings.with(runs: settings.runs, histories: histories)
    return challenger
  }

  /// What is left of the lead under each setting, in their order.
  ///
  /// *Errors*: whatever a standing throws but `RunFailure`, which is an outcome.
  func leads(
    under settings: [CaseSetting], memory: Memory, progress: @escaping @Sendable (Double) -> Void
  ) throws -> [Result<ChangedLead, RunFailure>] {
    let done = Atomic<Int>(0)
    return try parallelMap(count: settings.count, threads: self.settings.threads) { index in
      let outcome: Result<ChangedLead, RunFailure>
      do {
        outcome = .success(changed(try standing(under: settings[index], memory: memory)))
      } catch let failure as RunFailure {
        outcome = .failure(failure)
      }
      let (_, count) = done.add(1, ordering: .relaxed)
      progress(Double(count) / Double(settings.count))
      return outcome
    }
  }

  enum Memory {
    /// Most parts are as in the case as written.
    case ofBase
    /// Hardly any is.
    case none
  }

  /// The ranking under a setting, with the random numbers of the case as written, on one thread.
  /// Accounts out of reach, and common ground, which no lead depends on, are as in the case as written.
  func standing(under setting: CaseSetting, memory: Memory) throws -> Standing {
    let varied = try variants.data(data, under: setting)
    let evaluator = Evaluator(
      varied, settings: settings.with(threads: 1), drawing: nil, ledger: RunLedger(),
      memory: memory == .ofBase ? self.memory.branch() : ComponentMemory(),
      planned: 1, progress: { _ in })
    let models = base.models.map { model in
      varied.models.first { $0.id == model.id } ?? model
    }
    func results(asOf date: CalendarDate, else known: [AccountResult]) throws -> [AccountResult] {
      try models.indices.map { index in
        contenders.contains(models[index].id)
          ? try evaluator.evaluate(models[index], asOf: date) : known[index]
      }
    }
    let whole = try results(asOf: base.asOf, else: base.whole)
    let before = try base.since.flatMap { since in
      try base.before.map { try results(asOf: since, else: $0) }
    }
    let ranked = models.indices.filter { contenders.contains(models[$0].id) }
    try requireSurvivor(of: ranked.map { models[$0] }, ranked.map { whole[$0] })
    return Standing(
      models: models, asOf: base.asOf, since: base.since, whole: whole, before: before)
  }

  /// The ranking of all accounts under a setting.
  func wholeStanding(under setting: CaseSetting) throws -> Standing {
    try RashomonAnalysis.standing(
      of: try variants.data(data, under: setting), asOf: base.asOf, since: base.since,
      settings: settings, memory: memory.branch())
  }

  /// A standing beside the one of the case as written.
  func changed(_ standing: Standing) -> ChangedLead {
    let ranking = standing.ranking.filter(contenders.contains)
    let rival = ranking.first { $0 != leader } ?? second
    let place = { (id: String) in base.models.firstIndex { $0.id == id } ?? 0 }
    let (first, best, next) = (place(leader), place(rival), place(second))
    let results = standing.used(first, best)
    let lead = standing.measured(over: results) {
      decibels(difference(standing, first, best, kept: $0))
    }
    let lost = standing.measured(over: results + base.used(first, next)) {
      decibels(
        difference(base, first, next, kept: $0) - difference(standing, first, best, kept: $0))
    }
    return ChangedLead(
      first: ranking.first ?? leader, lead: lead, lost: lost,
      isReliable: results.allSatisfy { $0.collapse != nil || $0.isReliable })
  }

  /// How far one is ahead of the other in log evidence; 0 where both are ruled out.
  private func difference(
    _ standing: Standing, _ first: Int, _ second: Int, kept: [Int]
  ) -> Double {
    let (mine, theirs) = (standing.gained(first, kept: kept), standing.gained(second, kept: kept))
    return mine == theirs ? 0 : mine - theirs
  }
}
