/// Which discrete draws of a day are settled together, and in what order.
struct Grouping {
  /// A draw that is summed out by itself, with the readings that it completes.
  struct Leaf {
    let draw: Int
    let readings: [Int]
    /// How many of the unit's enumerated draws must be bound before it.
    let level: Int
  }

  /// Draws that are settled together.
  struct Unit {
    /// Draws whose combinations are enumerated, ascending.
    let enumerated: [Int]
    /// Ascending; where nothing is enumerated they are settled one after the other.
    let leaves: [Leaf]
    /// Readings over enumerated draws only, with the level that completes each.
    let readings: [(reading: Int, level: Int)]
    /// Readings that no draw of the unit is part of.
    let free: [Int]

    func readings(completedAt level: Int) -> [Int] {
      readings.filter { $0.level == level }.map(\.reading)
    }

    func leaves(completedAt level: Int) -> [Leaf] { leaves.filter { $0.level == level } }
  }

  private struct Cluster {
    var draws: DrawSet
    var readings: [Int]
    /// Draws outside that must be settled before.
    var needs: DrawSet
  }

  private(set) var units: [Unit] = []
  private let compiler: DayCompiler
  /// What each draw's chances depend on, openly or behind a continuous draw.
  private var parents: [DrawSet] = []
  private let noDraws: DrawSet

  init(_ compiler: DayCompiler) {
    self.compiler = compiler
    noDraws = DrawSet(wordCount: compiler.graph.words)
    var clusters = cluster()
    while merge(&clusters) {}
    units = ordered(clusters).map { unit($0) }
  }

  // MARK: Clusters

  private mutating func cluster() -> [Cluster] {
    let graph = compiler.graph
    var openClosures: [DrawSet] = []
    for (index, draw) in compiler.draws.enumerated() {
      var open = noDraws
      var all = noDraws
      for outcome in draw.outcomes {
        open.formUnion(graph.openDraws(outcome.chance))
        all.formUnion(graph.hiddenDraws(outcome.chance))
      }
      all.formUnion(open)
      parents.append(all)
      var closure = noDraws
      closure.insert(index)
      for member in open.members { closure.formUnion(openClosures[member]) }
      openClosures.append(closure)
    }
    var clusters: [Cluster] = []
    for (reading, node) in compiler.observations.enumerated() {
      var cluster = Cluster(draws: noDraws, readings: [reading], needs: noDraws)
      for draw in graph.openDraws(node).members { cluster.draws.formUnion(openClosures[draw]) }
      if !cluster.draws.isEmpty {
        clusters.removeAll { other in
          guard other.draws.intersects(cluster.draws) else { return false }
          cluster.draws.formUnion(other.draws)
          cluster.readings += other.readings
          return true
        }
      }
      clusters.append(cluster)
    }
    var settled = noDraws
    for cluster in clusters { settled.formUnion(cluster.draws) }
    for draw in compiler.liveDraws.members where !settled.contains(draw) {
      var alone = noDraws
      alone.insert(draw)
      clusters.append(Cluster(draws: alone, readings: [], needs: noDraws))
    }
    for index in clusters.indices { findNeeds(of: &clusters[index]) }
    return clusters
  }

  private func findNeeds(of cluster: inout Cluster) {
    cluster.readings.sort()
    var needs = noDraws
    for draw in cluster.draws.members { needs.formUnion(parents[draw]) }
    for reading in cluster.readings { needs.formUnion(dependencies(ofReading: reading)) }
    needs.subtract(cluster.draws)
    cluster.needs = needs
  }

  private func dependencies(ofReading reading: Int) -> DrawSet {
    var result = compiler.graph.openDraws(compiler.observations[reading])
    result.formUnion(compiler.graph.hiddenDraws(compiler.observations[reading]))
    return result
  }

  /// Joins two clusters that need each other, directly or through others; false if there are none.
  private func merge(_ clusters: inout [Cluster]) -> Bool {
    // What each cluster needs in the end, by repeated union; a day has few clusters with needs.
    var reach = clusters.map(\.needs)
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for index in clusters.indices where !reach[index].isEmpty {
        var grown = reach[index]
        for other in clusters.indices
        where other != index && clusters[other].draws.intersects(grown) {
          grown.formUnion(reach[other])
        }
        if grown != reach[index] {
          reach[index] = grown
          isGrowing = true
        }
      }
    }
    for index in clusters.indices where reach[index].intersects(clusters[index].draws) {
      guard
        let other = clusters.indices.first(where: {
          $0 != index && clusters[$0].draws.intersects(reach[index])
            && reach[$0].intersects(clusters[index].draws)
        })
      else { continue }
      clusters[index].draws.formUnion(clusters[other].draws)
      clusters[index].readings += clusters[other].readings
      findNeeds(of: &clusters[index])
      clusters.remove(at: other)
      return true
    }
    return false
  }

  /// Each cluster after those it needs, otherwise by its first draw.
  private func ordered(_ clusters: [Cluster]) -> [Cluster] {
    var waiting = clusters.sorted {
      ($0.draws.members.first ?? .max, $0.readings.first ?? .max)
        < ($1.draws.members.first ?? .max, $1.readings.first ?? .max)
    }
    var result: [Cluster] = []
    var settled = noDraws
    while !waiting.isEmpty {
      var later: [Cluster] = []
      for cluster in waiting {
        if settled.isSuperset(of: cluster.needs) {
          settled.formUnion(cluster.draws)
          result.append(cluster)
        } else {
          later.append(cluster)
        }
      }
      precondition(later.count < waiting.count, "clusters that need each other were merged")
      waiting = later
    }
    return result
  }

  // MARK: Units

  private func unit(_ cluster: Cluster) -> Unit {
    let members = cluster.draws.members
    guard !members.isEmpty else {
      return Unit(enumerated: [], leaves: [], readings: [], free: cluster.readings)
    }
    let partners = cluster.readings.map { reading in
      dependencies(ofReading: reading).members.filter { cluster.draws.contains($0) }
    }
    let edges = members.filter { isEdge($0, members, partners) }
    let enumerated = members.filter { !edges.contains($0) }
    let combinations = enumerated.reduce(1.0) {
      $0 * Double(compiler.draws[$1].outcomes.count)
    }
    guard combinations <= Double(compiler.blueprint.enumerationLimit) else {
      return sequence(members, cluster.readings, partners)
    }
    func level(_ draws: [Int]) -> Int {
      draws.compactMap { enumerated.firstIndex(of: $0) }.max().map { $0 + 1 } ?? 0
    }
    let leaves = edges.map { edge in
      let own = partners.indices.filter { partners[$0].contains(edge) }
      let others = own.flatMap { partners[$0] } + parents[edge].members
      return Leaf(draw: edge, readings: own.map { cluster.readings[$0] }, level: level(others))
    }
    let rest = partners.indices.filter { index in
      !partners[index].contains { edges.contains($0) }
    }
    return Unit(
      enumerated: enumerated, leaves: leaves,
      readings: rest.map { (cluster.readings[$0], level(partners[$0])) }, free: [])
  }

  /// Whether nothing depends on a draw but readings of which it is the last draw.
  private func isEdge(_ draw: Int, _ members: [Int], _ partners: [[Int]]) -> Bool {
    !members.contains { parents[$0].contains(draw) }
      && partners.allSatisfy { !$0.contains(draw) || $0.last == draw }
  }

  /// Too many combinations: each draw in order, given the readings that it completes.
  private func sequence(
    _ members: [Int], _ readings: [Int], _ partners: [[Int]]
  ) -> Unit {
    let leaves = members.map { draw in
      let own = partners.indices.filter { partners[$0].last == draw }
      return Leaf(draw: draw, readings: own.map { readings[$0] }, level: 0)
    }
    return Unit(enumerated: [], leaves: leaves, readings: [], free: [])
  }
}

extension DrawSet {
  func intersects(_ other: DrawSet) -> Bool {
    for word in words.indices where words[word] & other.words[word] != 0 { return true }
    return false
  }

  func isSuperset(of other: DrawSet) -> Bool {
    for word in words.indices where other.words[word] & ~words[word] != 0 { return false }
    return true
  }

  mutating func subtract(_ other: DrawSet) {
    for word in words.indices { words[word] &= ~other.words[word] }
  }
}
