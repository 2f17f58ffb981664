import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// How new once-per-history values are proposed for groups, from what the groups know by now.
struct FactProposal {
  /// The ways to propose.
  enum Kind: Hashable {
    /// Continuous facts and counts afresh from a mixture of Student t fitted to the groups.
    case independent
    /// The same a random step away on their scales without bounds, with 2.38²/d times the groups'
    /// covariance [Gelman1996].
    case walk
    /// One yes/no fact or category, any of them, to another of its values.
    case flip
  }

  private let facts: RandomFacts
  private let mixture: FactMixture
  private let factor: [[Double]]

  /// What was proposed to every group, and log q(back)/q(there).
  struct Proposed {
    var values: [VariableID: [Double]]
    var logRatio: [Double]
  }

  /// - Parameters:
  ///   - facts: those that are moved.
  ///   - weights: of the groups in the table, with sum one.
  ///   - uniform: the i-th of the random numbers by which the mixture's first centres are chosen.
  init(_ facts: RandomFacts, to table: FactTable, weights: [Double], uniform: (Int) -> Double) {
    self.facts = facts
    let points = facts.withoutLabels.points(table.values)
    let even = [Double](repeating: 1 / Double(table.count), count: table.count)
    mixture = FactMixture(
      facts.withoutLabels, points: points, weights: weights,
      reference: covariance(points.free, weights: even), uniform: uniform)
    let columns = points.free + points.counts
    factor = choleskyFactor(
      covariance(columns, weights: weights), scale: 5.6644 / Double(max(1, columns.count)))
  }

  /// New values for every group of a table; `key` gives the random numbers that stand at a name.
  func propose(_ kind: Kind, to table: FactTable, key: (String) -> RandomKey) -> Proposed {
    var proposed = Proposed(
      values: table.values, logRatio: [Double](repeating: 0, count: table.count))
    switch kind {
    case .independent: drawAfresh(&proposed, key: key)
    case .walk: walk(&proposed, key: key)
    case .flip: flip(&proposed, key: key)
    }
    return proposed
  }

  private func drawAfresh(_ proposed: inout Proposed, key: (String) -> RandomKey) {
    let count = proposed.logRatio.count
    let old = mixture.facts.points(proposed.values)
    let drawn = mixture.draw(count, key: key)
    // The mixture spreads its parts over the draws in order; a group must not know its part.
    let order = key("'order")
    let places = (0..<count).map { (place: $0, key: order.uniform(lane: $0)) }
      .sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.place)
    let new = FactPoints(
      free: drawn.free.map { column in places.map { column[$0] } },
      counts: drawn.counts.map { column in places.map { column[$0] } }, labels: [])
    for group in 0..<count {
      proposed.logRatio[group] =
        mixture.logDensity(old, at: group) - mixture.logDensity(new, at: group)
    }
    proposed.values.merge(mixture.facts.values(new)) { $1 }
  }

  private func walk(_ proposed: inout Proposed, key: (String) -> RandomKey) {
    let movers: [(fact: VariableID, name: String, scale: Scale)] =
      facts.continuous.map { ($0.fact, $0.name, $0.scale) }
      + facts.counted.map { ($0.fact, $0.name, Scale.whole) }
    let groups = proposed.logRatio.indices
    let steps = movers.map { mover in
      let key = key("'walk \(mover.name)")
      return groups.map { normalQuantile(key.uniform(lane: $0)) }
    }
    for (row, mover) in movers.enumerated() {
      guard var values = proposed.values[mover.fact] else { continue }
      for group in groups {
        var step = 0.0
        for column in 0...row { step += factor[row][column] * steps[column][group] }
        let old = mover.scale.free(values[group])
        let new = mover.scale == .whole ? old + step.rounded() : old + step
        values[group] = mover.scale.bound(new)
        proposed.logRatio[group] += mover.scale.logJacobian(new) - mover.scale.logJacobian(old)
      }
      proposed.values[mover.fact] = values
    }
  }

  private func flip(_ proposed: inout Proposed, key: (String) -> RandomKey) {
    let choice = key("'flipped fact")
    let value = key("'flipped value")
    for group in proposed.logRatio.indices {
      let fact = facts.labelled[Int(choice.uniform(lane: group) * Double(facts.labelled.count))]
      guard let old = proposed.values[fact.fact]?[group] else { continue }
      // Any of the others alike, so that the way back is as probable.
      let step = 1 + Int(value.uniform(lane: group) * Double(fact.count - 1))
      proposed.values[fact.fact]?[group] = Double((Int(old) + step) % fact.count)
    }
  }
}
