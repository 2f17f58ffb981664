import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// SMC²: weighted once-per-history values, each with a particle filter of its own over the paths.
///
/// Where few values are left, they are resampled and moved: new values are proposed, their filter
/// is run over all days so far, and they are taken with the probability that leaves the posterior as
/// it is (particle marginal Metropolis–Hastings). So parameters do not run out, however long the
/// record. *Reference*: [Chopin2013].
package struct NestedFilter: InferenceMethod {
  package let name = "smc2"
  package let summary =
    "Parameters and hidden facts each with a filter over paths, moved when few of them are left."
  package let isExact = false

  /// Paths followed for each set of once-per-history values.
  package let paths: Int
  /// Moves of each kind when values have become few.
  package let moves: Int

  package init(paths: Int = 64, moves: Int = 2) {
    self.paths = paths
    self.moves = moves
  }

  package func objection(to component: Component) -> Objection? { nil }

  package func run(
    _ component: Component, index: Int, effort: Effort, threads: Int, tick: () throws -> Void
  ) throws -> RunResult {
    let drawsFacts = component.model.facts.contains {
      component.engine.cells.contains($0.variable) && $0.definition.isRandom
    }
    guard drawsFacts else {
      // Without anything to move the method is the particle filter.
      return try ParticleFilter().run(
        component, index: index, effort: effort, threads: threads, tick: tick)
    }
    let paths = min(paths, effort.histories)
    var run = try NestedRun(
      component, groups: max(2, effort.histories / paths), paths: paths,
      draws: Draws(seed: effort.seed, stream: index), threads: threads, moves: moves)
    try run.advance(to: component.dayCount, tick: tick)
    return run.result(index: index, effort: effort)
  }
}

private struct NestedRun {
  var filters: PathFilters
  let moves: Int
  /// Of each group since the last time groups were resampled.
  private var logWeights: [Double]
  /// log Ẑ up to then.
  private var settled = 0.0
  /// Each group's log Ẑ at the end of the day before.
  private var reached: [Double]
  /// log Ẑ after the last day with a reading.
  private var logEvidence = 0.0
  private var collapse: Collapse?
  private var moveCount = 0
  private var leastSize = Double.infinity
  private var leastDay: Int?

  init(
    _ component: Component, groups: Int, paths: Int, draws: Draws, threads: Int, moves: Int
  ) throws {
    filters = try PathFilters(
      component, groups: groups, paths: paths, draws: draws, threads: threads)
    self.moves = moves
    logWeights = [Double](repeating: 0, count: filters.groups)
    reached = logWeights
  }

  private var component: Component { filters.component }

  mutating func advance(to end: Int, tick: () throws -> Void) throws {
    for day in 0..<max(0, end) where collapse == nil {
      try tick()
      guard let record = component.record(of: day) else {
        try filters.advance(day: day)
        continue
      }
      try filters.advance(day: day)
      let evidence = filters.logEvidence
      logEvidence = pooled(evidence)
      guard logEvidence.isFinite else {
        collapse = try culprits(of: record)
        return
      }
      for group in logWeights.indices {
        let change = evidence[group] - reached[group]
        logWeights[group] += change.isNaN ? -.infinity : change
      }
      reached = evidence
      try moveIfNeeded(day: day)
    }
  }

  /// log Ẑ with each group's log Ẑ being what is given.
  private func pooled(_ evidence: [Double]) -> Double {
    let total = logMeanExp(
      logWeights.indices.map { group in
        let weight = logWeights[group] + evidence[group] - reached[group]
        return weight.isNaN ? -.infinity : weight
      })
    return settled + total
  }

  /// Runs the days before a collapse again, since the day itself has moved the paths on.
  private func culprits(of record: DayRecord) throws -> Collapse {
    var again = try NestedRun(
      component, groups: filters.groups, paths: filters.paths, draws: filters.draws,
      threads: filters.threads, moves: moves)
    try again.advance(to: record.day) {}
    return try component.collapse(on: record) {
      again.pooled(try again.filters.logEvidence(with: $0))
    }
  }

  private mutating func moveIfNeeded(day: Int) throws {
    let weights = normalizedWeights(logWeights)
    let size = effectiveSize(weights)
    if size < leastSize {
      leastSize = size
      leastDay = day
    }
    guard size < Double(weights.count) / 2 else { return }
    let proposal = FactProposal(filters, weights: weights)
    settled += logMeanExp(logWeights)
    let uniform = key("'resample values", day: day).uniform(lane: 0)
    filters.select(Resampling.systematicAncestors(weights: weights, uniform: uniform))
    logWeights = [Double](repeating: 0, count: filters.groups)
    for _ in 0..<moves {
      for kind in proposal.kinds { try move(kind, by: proposal, through: day) }
    }
    reached = filters.logEvidence
  }

  /// One Metropolis–Hastings move of every group.
  private mutating func move(
    _ kind: FactProposal.Kind, by proposal: FactProposal, through day: Int
  ) throws {
    moveCount += 1
    let name = "\(moveCount)"
    let proposed = proposal.propose(kind, to: filters) { key($0 + name, day: day) }
    // The proposed values' filters need random numbers that no other filter has used.
    let stream = Draws(
      seed: filters.draws.seed, stream: filters.draws.stream &+ moveCount << 32)
    var candidates = try PathFilters(
      proposed.values, insteadOf: filters, draws: stream)
    let priors = try filters.logPriors()
    let newPriors = candidates.proposedLogPriors
    for past in 0...day { try candidates.advance(day: past) }
    let evidence = filters.logEvidence
    let newEvidence = candidates.logEvidence
    let accept = key("'accept" + name, day: day)
    let accepted = (0..<filters.groups).map { group in
      let ratio =
        newPriors[group] + newEvidence[group] - priors[group] - evidence[group]
        + proposed.logRatio[group]
      return log(accept.uniform(lane: group)) < ratio
    }
    filters.adopt(accepted, from: candidates)
  }

  private func key(_ name: String, day: Int) -> RandomKey {
    RandomKey(
      seed: filters.draws.seed, stream: filters.draws.stream, block: -2, day: day,
      statement: statementAddress("\(name) \(component.name)"))
  }

  func result(index: Int, effort: Effort) -> RunResult {
    let weights =
      collapse == nil
      ? filters.weights(groups: logWeights)
      : [Double](repeating: 0, count: filters.groups * filters.paths)
    let columns = filters.facts.map { filters.factValues($0) }
    let distinct = MergedVectors(
      columns: columns, logWeights: logWeights.map { $0.isFinite ? 0 : -.infinity })
    return component.result(
      logEvidence: logEvidence,
      histories: FinalWeights(
        engine: filters.engine, population: filters.population, weights: weights, isExact: false),
      diagnostics: RunDiagnostics(
        leastEffectiveSize: leastSize * Double(filters.paths), leastEffectiveDay: leastDay,
        distinctAncestors: distinct.kept.count,
        size: filters.groups * filters.paths),
      collapse: collapse, index: index, effort: effort)
  }
}
