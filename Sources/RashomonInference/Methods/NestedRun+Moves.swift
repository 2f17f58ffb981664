import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

extension NestedRun {
  /// Resamples and moves the strata of a decision, and doubles the paths where too few proposals
  /// were taken or the decision says so. Gives back the decision with the paths that came of it.
  mutating func rejuvenate(_ decision: Rejuvenation) throws -> Rejuvenation {
    var decision = decision
    var moved: [(place: Int, proposal: FactProposal)] = []
    for (index, proposal) in zip(decision.strata, decision.proposals) {
      // A stratum may have died since another run decided.
      if let place = living.firstIndex(where: { $0.index == index }) {
        moved.append((place, proposal))
      }
    }
    if !moved.isEmpty {
      decision.kinds = try move(moved, kinds: decision.kinds, through: decision.day)
    }
    if case .adaptive = adaptation, let acceptance, acceptance < sizes.leastAcceptance,
      thinnedCounts.reduce(0, +) * 2 * filters.paths <= histories
    {
      decision.paths = 2 * filters.paths
    }
    while filters.paths < decision.paths { try doublePaths(through: decision.day) }
    return decision
  }

  /// Resamples the groups of those strata and moves them; gives back the moves.
  ///
  /// - Parameter kinds: the moves if they are decided.
  private mutating func move(
    _ strata: [(place: Int, proposal: FactProposal)], kinds: [FactProposal.Kind]?,
    through day: Int
  ) throws -> [FactProposal.Kind] {
    let uniforms = key("'resample values", day: day)
    var ancestors: [Int] = []
    var places: [Int] = []
    var segments: [(range: Range<Int>, proposal: FactProposal)] = []
    for (place, proposal) in strata {
      let range = living[place].range
      let own = Array(logWeights[range])
      let chosen = SystematicResampling.ancestors(
        weights: normalizedWeights(own), uniform: uniforms.uniform(lane: living[place].index))
      segments.append((ancestors.count..<ancestors.count + own.count, proposal))
      ancestors += chosen.map { range.lowerBound + $0 }
      places += range
      living[place].settled += logMeanExp(own)
    }
    var moved = filters.picked(ancestors)
    var done: [FactProposal.Kind] = []
    var taken: [Double] = []
    func next() -> FactProposal.Kind? {
      if let kinds { return done.count < kinds.count ? kinds[done.count] : nil }
      return nextKind(after: done, taken: taken)
    }
    while let kind = next() {
      taken.append(try move(&moved, kind, segments: segments, through: day))
      done.append(kind)
    }
    acceptance = taken.reduce(0, +) / Double(max(1, taken.count))
    filters.replace(places, by: moved)
    for place in places { logWeights[place] = 0 }
    reached = filters.logEvidence
    return done
  }

  /// The next move by the shares that the moves before it had taken; nil where values have moved
  /// enough.
  ///
  /// A round is a proposal afresh, in later rounds a step away from where the values are, and two
  /// facts flipped where facts are drawn.
  private func nextKind(
    after done: [FactProposal.Kind], taken: [Double]
  ) -> FactProposal.Kind? {
    let isFlipping = strata.facts.isEmpty && !facts.labelled.isEmpty
    let isSliding = !facts.withoutLabels.isEmpty
    let flips: [FactProposal.Kind] = isFlipping ? [.flip, .flip] : []
    let round = (isSliding ? 1 : 0) + flips.count
    let rounds = done.count / round
    if done.count % round == 0,
      rounds == sizes.mostRounds
        || rounds > 0 && taken.reduce(0, +) / Double(round) >= sizes.wantedMoves
    {
      return nil
    }
    guard isSliding, done.count % round == 0 else { return .flip }
    return rounds % 2 == 0 ? .independent : .walk
  }

  /// One Metropolis–Hastings step of every group; the share that took what was proposed.
  private mutating func move(
    _ current: inout PathFilters, _ kind: FactProposal.Kind,
    segments: [(range: Range<Int>, proposal: FactProposal)], through day: Int
  ) throws -> Double {
    filterSets += 1
    let name = "\(filterSets)"
    var values = current.table.values
    var logRatio: [Double] = []
    for (index, segment) in segments.enumerated() {
      let proposed = segment.proposal.propose(
        kind, to: current.table.picked(Array(segment.range))
      ) { key("\($0) \(name) \(index)", day: day) }
      for (fact, column) in proposed.values {
        values[fact]?.replaceSubrange(segment.range, with: column)
      }
      logRatio += proposed.logRatio
    }
    var table = try prior.table(values, count: current.groups)
    let isAllowed = table.logPriors.map { $0 > -.infinity && $0 < .infinity }
    // No formula of a day may meet values that no history can have.
    table.keep(current.table, where: isAllowed.map { !$0 })
    let candidates = try filters(table, paths: current.paths, through: day)
    let accept = key("'accept \(name)", day: day)
    let accepted = (0..<current.groups).map { group in
      let ratio =
        candidates.table.logPriors[group] + candidates.logEvidence[group]
        - current.table.logPriors[group] - current.logEvidence[group] + logRatio[group]
      return isAllowed[group] && log(accept.uniform(lane: group)) < ratio
    }
    current.adopt(accepted, from: candidates)
    return Double(accepted.count { $0 }) / Double(max(1, accepted.count))
  }

  /// New filters for those values, run to the end of a day with random numbers of their own.
  private func filters(_ table: FactTable, paths: Int, through day: Int) throws -> PathFilters {
    var filters = try PathFilters(
      component, table: table, paths: paths,
      draws: Draws(seed: draws.seed, stream: draws.stream &+ filterSets << 32),
      threads: threads)
    for past in 0...day { try filters.advance(day: past) }
    filters.draws = draws
    return filters
  }

  /// How many values of each stratum go on where the paths are doubled.
  private var thinnedCounts: [Int] {
    let least = max(sizes.leastValues, sizes.leastTotal / living.count)
    return living.map { stratum in
      let half = stratum.range.count / 2
      return half >= least ? half : stratum.range.count
    }
  }

  /// The exchange step: filters with twice the paths for half of the values, which are weighted by
  /// what the new filters say against the old.
  private mutating func doublePaths(through day: Int) throws {
    filterSets += 1
    let uniforms = key("'thin \(filterSets)", day: day)
    let counts = thinnedCounts
    var kept: [Int] = []
    var weights: [Double] = []
    for (place, count) in counts.enumerated() {
      let stratum = living[place]
      let own = Array(logWeights[stratum.range])
      if count < own.count {
        kept += SystematicResampling.ancestors(
          weights: normalizedWeights(own), uniform: uniforms.uniform(lane: stratum.index),
          count: count
        ).map { stratum.range.lowerBound + $0 }
        living[place].settled += logMeanExp(own)
        weights += [Double](repeating: 0, count: count)
      } else {
        kept += stratum.range
        weights += own
      }
    }
    let old = kept.map { filters.logEvidence[$0] }
    filters = try filters(filters.table.picked(kept), paths: 2 * filters.paths, through: day)
    reached = filters.logEvidence
    logWeights = weights.indices.map { group in
      let weight = weights[group] + reached[group] - old[group]
      return weight.isNaN ? -.infinity : weight
    }
    renumber(counts: counts)
  }
}
