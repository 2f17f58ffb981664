import RashomonModel

/// Gathers the draws of a day into groups.
struct GroupBuilder {
  let analysis: ReachAnalysis
  let limit: Int
  private var clusters: [Cluster] = []

  private struct Cluster {
    var draws: Set<VariableID>
    var factors: [DayPlan.Factor]
  }

  init(analysis: ReachAnalysis, limit: Int) {
    self.analysis = analysis
    self.limit = limit
  }

  /// Ties draws together by readings; the result is the readings that reach none.
  mutating func cluster(_ factors: [DayPlan.Factor]) -> [DayPlan.Factor] {
    var free: [DayPlan.Factor] = []
    for factor in factors {
      let reached = reach(of: factor).draws
      if reached.isEmpty {
        free.append(factor)
      } else {
        join(Cluster(draws: reached, factors: [factor])) { !$0.draws.isDisjoint(with: reached) }
      }
    }
    for draw in analysis.draws where !clusters.contains(where: { $0.draws.contains(draw) }) {
      clusters.append(Cluster(draws: [draw], factors: []))
    }
    while joinMutual() {}
    return free
  }

  private mutating func join(_ cluster: Cluster, with others: (Cluster) -> Bool) {
    var whole = cluster
    for other in clusters where others(other) {
      whole.draws.formUnion(other.draws)
      whole.factors = other.factors + whole.factors
    }
    clusters.removeAll(where: others)
    clusters.append(whole)
  }

  func reach(of factor: DayPlan.Factor) -> Reach {
    if case .sighting(let sighting) = factor.reading { return analysis.reach(of: sighting) }
    let truth = analysis.reaches[factor.observable.truth] ?? Reach()
    guard factor.isDoubted else { return truth }
    let usual: [Expression] =
      switch factor.observable.usual {
      case .chance(let chance): [chance]
      case .law(let law): law.arguments
      }
    return .joined([truth] + usual.map { analysis.reach(of: $0) })
  }

  // MARK: Groups that need each other

  /// Joins two clusters that need each other's values; false if there are none.
  private mutating func joinMutual() -> Bool {
    for cluster in clusters {
      let needed = everythingNeeded(by: cluster)
      let mutual = clusters.first { other in
        other.draws != cluster.draws && !other.draws.isDisjoint(with: needed)
          && !everythingNeeded(by: other).isDisjoint(with: cluster.draws)
      }
      guard let mutual else { continue }
      let draws = mutual.draws
      clusters.removeAll { $0.draws == cluster.draws }
      join(cluster) { $0.draws == draws }
      return true
    }
    return false
  }

  /// Draws that must have values before the cluster's, through other clusters too.
  private func everythingNeeded(by cluster: Cluster) -> Set<VariableID> {
    var needed = directlyNeeded(by: cluster)
    var count = -1
    while count != needed.count {
      count = needed.count
      for other in clusters where !other.draws.isDisjoint(with: needed) {
        needed.formUnion(other.draws)
        needed.formUnion(directlyNeeded(by: other))
      }
    }
    return needed
  }

  private func directlyNeeded(by cluster: Cluster) -> Set<VariableID> {
    var needed: Set<VariableID> = []
    for draw in cluster.draws { needed.formUnion(analysis.parents[draw] ?? []) }
    for factor in cluster.factors { needed.formUnion(reach(of: factor).everything) }
    return needed.subtracting(cluster.draws)
  }

  // MARK: Order within a group

  func groups() -> [DayPlan.Group] {
    clusters.filter { !$0.factors.isEmpty || $0.draws.count > 1 }.flatMap { groups(of: $0) }
  }

  private func groups(of cluster: Cluster) -> [DayPlan.Group] {
    let members = analysis.draws.filter { cluster.draws.contains($0) }
    let partners = cluster.factors.map { factor in
      let reached = reach(of: factor).everything
      return members.filter { reached.contains($0) }
    }
    let edge = members.filter { draw in
      !members.contains { analysis.parents[$0]?.contains(draw) ?? false }
        && partners.allSatisfy { !$0.contains(draw) || $0.last == draw }
    }
    let core = members.filter { !edge.contains($0) }
    func completed(by draw: VariableID) -> [DayPlan.Factor] {
      zip(cluster.factors, partners).filter { $1.last == draw }.map(\.0)
    }
    let combinations = core.reduce(1.0) { $0 * Double(analysis.outcomeCount[$1] ?? 1) }
    guard combinations <= Double(limit) else {
      return members.map { draw in
        DayPlan.Group(core: [], edge: [(draw, completed(by: draw))], factors: [])
      }
    }
    let rest = zip(cluster.factors, partners).filter { _, partners in
      partners.allSatisfy { !edge.contains($0) }
    }
    return [
      DayPlan.Group(
        core: core, edge: edge.map { ($0, completed(by: $0)) }, factors: rest.map(\.0))
    ]
  }
}

extension DayPlan.Factor {
  /// Whether what is usual plays a part.
  var isDoubted: Bool {
    switch reading {
    case .event(let reading): reading.reliability < 1
    case .status(let reading): reading.reliability < 1
    case .row(let row): row.reliability < 1
    case .silence(let silence): silence.reliability < 1
    case .sighting: false
    }
  }
}
