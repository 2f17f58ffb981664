import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// A density over the once-per-history values, fitted to weighted ones.
///
/// A mixture of parts; in each part the continuous facts follow a Student t with `degrees` degrees
/// of freedom on their free scales, so that its tails are heavier than a posterior's, and whole
/// numbers and labels are independent of them.
struct FactMixture {
  let facts: RandomFacts
  private(set) var parts: [FactMixturePart]

  /// Fits by expectation maximisation [Peel2000].
  ///
  /// - Parameters:
  ///   - weights: of the points, with sum one.
  ///   - reference: how widely the continuous facts were looked for, their covariance.
  ///   - uniform: the i-th of the random numbers by which first centres are chosen.
  ///
  /// *Complexity*: O(steps · parts · points · facts²).
  init(
    _ facts: RandomFacts, points: FactPoints, weights: [Double], reference: [[Double]],
    uniform: (Int) -> Double
  ) {
    self.facts = facts
    let size = effectiveSize(weights)
    let dimension = facts.continuous.count + facts.counted.count
    let whole = FactMixturePart(fitting: points, weights: weights, in: facts, reference: reference)
    parts = [whole]
    let wanted = min(4, Int(size / Double(15 * (dimension + 1))))
    guard wanted > 1 else { return }
    let centres = FactMixture.centres(
      wanted, points: points, weights: weights, part: whole, uniform: uniform)
    parts = centres.map { whole.moved(to: points, place: $0, share: 1 / Double(wanted)) }
    for _ in 0..<12 { improve(points, weights: weights, whole: whole, reference: reference) }
  }

  /// One step of expectation and maximisation; parts that rest on too few points are dropped.
  private mutating func improve(
    _ points: FactPoints, weights: [Double], whole: FactMixturePart, reference: [[Double]]
  ) {
    let densities = parts.map { part in
      weights.indices.map { log(part.share) + part.logDensity(points, at: $0) }
    }
    let totals = weights.indices.map { place in logSumExp(densities.map { $0[place] }) }
    let dimension = facts.continuous.count + facts.counted.count
    var next: [FactMixturePart] = []
    for (part, density) in zip(parts, densities) {
      let own = weights.indices.map { weights[$0] * exp(density[$0] - totals[$0]) }
      let share = own.reduce(0, +)
      guard share > 0, effectiveSize(own.map { $0 / share }) > Double(4 * (dimension + 1))
      else { continue }
      next.append(
        FactMixturePart(
          fitting: points, weights: own, in: facts, reference: reference, from: part))
    }
    guard !next.isEmpty else {
      parts = [whole]
      return
    }
    let total = next.reduce(0) { $0 + $1.share }
    for index in next.indices { next[index].share /= total }
    parts = next
  }

  /// Places of points far from each other, the first by weight.
  private static func centres(
    _ count: Int, points: FactPoints, weights: [Double], part: FactMixturePart,
    uniform: (Int) -> Double
  ) -> [Int] {
    var chosen: [Int] = []
    var distances = weights.map { _ in 1.0 }
    for index in 0..<count {
      let chances = zip(weights, distances).map { $0 * $1 }
      let total = chances.reduce(0, +)
      guard total > 0 else { break }
      chosen += SystematicResampling.ancestors(
        weights: chances, uniform: uniform(index), count: 1)
      for place in weights.indices {
        let distance = part.squaredDistance(points, from: chosen[index], to: place)
        distances[place] = index == 0 ? distance : min(distances[place], distance)
      }
    }
    return chosen
  }

  /// The log density of one vector of values, given by its point.
  func logDensity(_ points: FactPoints, at place: Int) -> Double {
    logSumExp(parts.map { log($0.share) + $0.logDensity(points, at: place) })
      - facts.logJacobian(points, at: place)
  }

  /// Points drawn from the mixture; `key` gives the random numbers that stand at a name.
  func draw(_ count: Int, key: (String) -> RandomKey) -> FactPoints {
    let choice = key("'part")
    // One number for each stratum of the parts' shares, so that each has as many draws as it can.
    let chosen = (0..<count).map { lane in
      var rest = (Double(lane) + choice.uniform(lane: lane)) / Double(count)
      var index = 0
      while index < parts.count - 1, rest >= parts[index].share {
        rest -= parts[index].share
        index += 1
      }
      return parts[index]
    }
    let tails = key("'tail")
    let normals = facts.continuous.map { fact in
      let key = key("'normal \(fact.name)")
      return (0..<count).map { normalQuantile(key.uniform(lane: $0)) }
    }
    let half = 0.5 * FactMixturePart.degrees
    var points = FactPoints(free: normals, counts: [], labels: [])
    for lane in 0..<count {
      var generator = tails.generator(lane: lane)
      let root = (generator.gamma(shape: half) / half).squareRoot()
      let part = chosen[lane]
      for row in facts.continuous.indices {
        var step = 0.0
        for column in 0...row { step += part.factor[row][column] * normals[column][lane] }
        points.free[row][lane] = part.mean[row] + step / root
      }
    }
    points.counts = facts.counted.enumerated().map { index, fact in
      let key = key("'count \(fact.name)")
      return (0..<count).map { chosen[$0].counts[index].quantile(key.uniform(lane: $0)) }
    }
    points.labels = facts.labelled.enumerated().map { index, fact in
      let key = key("'label \(fact.name)")
      return (0..<count).map { lane in
        var rest = key.uniform(lane: lane)
        let chances = chosen[lane].chances[index]
        var label = 0
        while label < chances.count - 1, rest >= chances[label] {
          rest -= chances[label]
          label += 1
        }
        return label
      }
    }
    return points
  }
}
