import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// One run of SMC² on its way over the days.
struct NestedRun {
  let component: Component
  let facts: RandomFacts
  let strata: Strata
  let prior: FactPrior
  let sizes: NestedSizes
  /// The most histories at a time.
  let histories: Int
  let draws: Draws
  let threads: Int
  let adaptation: Adaptation
  /// Whether there is anything to move.
  private let isMoving: Bool

  var filters: PathFilters
  /// The strata that can still give the record, with their groups.
  var living: [Stratum] = []
  /// Of each group since its stratum's last resampling.
  var logWeights: [Double]
  /// Each group's log Ẑ at the end of the day before.
  var reached: [Double]
  /// How many sets of filters have been started, which is the address of their random numbers.
  var filterSets = 0
  /// What was decided so far.
  private(set) var rejuvenations: [Rejuvenation] = []
  /// The share of proposals taken at the last rejuvenation.
  var acceptance: Double?
  /// log Ẑ after the last day with a reading.
  private var logEvidence = 0.0
  private var trace = EvidenceTrace()
  private var collapse: Collapse?
  private var leastSize = Double.infinity
  private var leastDay: Int?

  /// A combination of hidden facts that is followed.
  struct Stratum {
    /// Its place among all combinations.
    let index: Int
    /// Its groups.
    var range: Range<Int>
    /// The log of its Ẑ times its probability, up to its last resampling.
    var settled = 0.0
  }

  init(
    _ component: Component, facts: RandomFacts, sizes: NestedSizes, histories: Int, draws: Draws,
    threads: Int, adaptation: Adaptation
  ) throws {
    self.component = component
    self.facts = facts
    self.sizes = sizes
    self.draws = draws
    self.threads = threads
    self.adaptation = adaptation
    strata = Strata(facts, of: component.model)
    prior = FactPrior(component: component, threads: threads)
    let split = strata.combinations.count
    let pilot = Draws(seed: draws.seed, stream: draws.stream &+ 1 << 32)
    filterSets = 1
    isMoving = strata.facts.isEmpty || !facts.withoutLabels.isEmpty
    let paths: Int
    let counts: [Int]
    if isMoving {
      paths = max(
        1,
        try sizes.paths
          ?? PathPilot(component: component, prior: prior, draws: pilot, threads: threads)
          .paths(atMost: histories / max(sizes.leastTotal, sizes.leastValues * split)))
      counts = strata.counts(
        of: histories / paths, atLeast: sizes.leastValues,
        probabilities: try strata.probabilities(prior, draws: pilot))
    } else {
      // Nothing is left to move: a filter over paths for each combination.
      paths = max(1, histories / split)
      counts = [Int](repeating: 1, count: split)
    }
    let total = counts.reduce(0, +)
    self.histories = max(histories, total * paths)
    let drawn = try prior.draw(total, given: strata.given(counts), draws: draws)
    filters = try PathFilters(
      component, table: drawn.table, paths: paths, draws: draws, threads: threads)
    logWeights = drawn.logWeights
    reached = filters.logEvidence
    var first = 0
    for (index, count) in counts.enumerated() {
      living.append(Stratum(index: index, range: first..<first + count))
      first += count
    }
    buryDead()
  }

  mutating func advance(to end: Int, tick: () throws -> Void) throws {
    for day in 0..<max(0, end) where collapse == nil {
      try tick()
      trace.note(
        probes: try filters.logEvidence(with: component.probes[day: day]).map { pooled($0) })
      try filters.advance(day: day)
      guard let record = component.record(of: day) else { continue }
      let evidence = filters.logEvidence
      logEvidence = pooled(evidence)
      trace.note(day: logEvidence)
      guard logEvidence.isFinite else {
        collapse = try culprits(of: record)
        return
      }
      for group in logWeights.indices {
        let change = evidence[group] - reached[group]
        logWeights[group] += change.isNaN ? -.infinity : change
      }
      reached = evidence
      buryDead()
      if let decision = decision(day: day) {
        rejuvenations.append(try rejuvenate(decision))
      }
    }
  }

  /// log Ẑ with each group's log Ẑ being what is given.
  private func pooled(_ evidence: [Double]) -> Double {
    logSumExp(
      living.map { stratum in
        stratum.settled
          + logMeanExp(
            stratum.range.map { group in
              let weight = logWeights[group] + evidence[group] - reached[group]
              return weight.isNaN ? -.infinity : weight
            })
      })
  }

  /// The log of each living stratum's share in Ẑ.
  var logShares: [Double] {
    living.map { $0.settled + logMeanExp(Array(logWeights[$0.range])) }
  }

  /// Leaves out the strata without any weight.
  private mutating func buryDead() {
    let alive = living.filter { stratum in
      stratum.range.contains { logWeights[$0] > -.infinity }
    }
    guard !alive.isEmpty, alive.count < living.count else { return }
    let kept = alive.flatMap(\.range)
    filters = filters.picked(kept)
    logWeights = kept.map { logWeights[$0] }
    reached = kept.map { reached[$0] }
    living = alive
    renumber(counts: alive.map(\.range.count))
  }

  /// Gives the strata their ranges in order.
  mutating func renumber(counts: [Int]) {
    var first = 0
    for index in living.indices {
      living[index].range = first..<first + counts[index]
      first += counts[index]
    }
  }

  /// Runs the days before a collapse again, since the day itself has moved the paths on.
  private func culprits(of record: DayRecord) throws -> Collapse {
    var again = try NestedRun(
      component, facts: facts, sizes: sizes, histories: histories, draws: draws,
      threads: threads, adaptation: adaptation)
    try again.advance(to: record.day) {}
    return try component.collapse(on: record) {
      again.pooled(try again.filters.logEvidence(with: $0))
    }
  }

  /// What to do at the end of a day; nil for nothing.
  private mutating func decision(day: Int) -> Rejuvenation? {
    let shares = normalizedWeights(logShares)
    let weights = living.map { normalizedWeights(Array(logWeights[$0.range])) }
    let effective = weights.map { effectiveSize($0) / Double($0.count) }
    // What counts is how well the strata that count are represented.
    let whole = zip(shares, effective).reduce(0) { $0 + $1.0 * $1.1 }
    let size = whole * Double(filters.groups * filters.paths)
    if size < leastSize {
      leastSize = size
      leastDay = day
    }
    guard isMoving else { return nil }
    switch adaptation {
    case .fixed(let decisions): return decisions.first { $0.day == day }
    case .adaptive:
      guard whole < sizes.leastShare else { return nil }
      let needing = living.indices.filter { effective[$0] < sizes.leastShare }
      return Rejuvenation(
        day: day, strata: needing.map { living[$0].index },
        proposals: needing.map { proposal(for: $0, weights: weights, shares: shares, day: day) },
        kinds: nil, paths: filters.paths)
    }
  }

  /// A proposal for one stratum, from its own groups and, since these may be few, a little from all
  /// others.
  private func proposal(
    for place: Int, weights: [[Double]], shares: [Double], day: Int
  ) -> FactProposal {
    let unknowns = Double(facts.continuous.count + facts.counted.count)
    let own = effectiveSize(weights[place])
    let lent = living.count > 1 ? 2 * (unknowns + 1) / (2 * (unknowns + 1) + own) : 0
    let mixed = living.indices.flatMap { other in
      let share = lent * shares[other] + (other == place ? 1 - lent : 0)
      return weights[other].map { $0 * share }
    }
    let centre = key("'centre \(living[place].index)", day: day)
    return FactProposal(
      facts, to: filters.table, weights: mixed, uniform: { centre.uniform(lane: $0) })
  }

  func key(_ name: String, day: Int) -> RandomKey {
    RandomKey(
      seed: draws.seed, stream: draws.stream, block: -2, day: day,
      statement: statementAddress("\(name) \(component.name)"))
  }

  func result(index: Int, effort: Effort) -> RunResult {
    let logShares = living.flatMap { stratum in
      stratum.range.map { stratum.settled + logWeights[$0] - log(Double(stratum.range.count)) }
    }
    let weights =
      collapse == nil
      ? filters.weights(groups: logShares)
      : [Double](repeating: 0, count: filters.groups * filters.paths)
    return component.result(
      logEvidence: logEvidence,
      histories: FinalWeights(
        engine: filters.engine, population: filters.population, weights: weights, isExact: false),
      diagnostics: RunDiagnostics(
        leastEffectiveSize: leastSize, leastEffectiveDay: leastDay,
        distinctAncestors: filters.table.distinctCount(where: logWeights.map(\.isFinite)),
        size: filters.groups * filters.paths, paths: filters.paths, acceptance: acceptance),
      collapse: collapse, trace: trace, index: index, effort: effort)
  }
}
