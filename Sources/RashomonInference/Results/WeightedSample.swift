/// Values with weights that sum to one, in ascending order: what is known of a number.
package struct WeightedSample: Codable, Hashable, Sendable {
  package let values: [Double]
  package let weights: [Double]

  /// How many points a sample keeps; a larger one is thinned to the quantiles (i + ½)/n.
  static let pointLimit = 1024

  /// Sorts, merges equal values, drops weights of 0 and normalises.
  package init(values: [Double], weights: [Double]) {
    let order = values.indices.filter { weights[$0] > 0 }.sorted { values[$0] < values[$1] }
    var merged = [Double]()
    var shares = [Double]()
    for index in order {
      if merged.last == values[index] {
        shares[shares.count - 1] += weights[index]
      } else {
        merged.append(values[index])
        shares.append(weights[index])
      }
    }
    let total = shares.reduce(0, +)
    self.values = merged
    self.weights = shares.map { $0 / total }
  }

  /// The pool of several samples, each with its weight.
  package init(pooling samples: [(sample: WeightedSample, weight: Double)]) {
    self.init(
      values: samples.flatMap(\.sample.values),
      weights: samples.flatMap { part in part.sample.weights.map { $0 * part.weight } })
  }

  package var mean: Double {
    values.isEmpty ? .nan : zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The smallest value with at least that probability at or below it; NaN for an empty sample.
  package func quantile(_ probability: Double) -> Double {
    var cumulative = 0.0
    for (value, weight) in zip(values, weights) {
      cumulative += weight
      if cumulative >= probability { return value }
    }
    return values.last ?? .nan
  }

  /// The same distribution in at most `limit` points of equal weight.
  func thinned(to limit: Int = pointLimit) -> WeightedSample {
    guard values.count > limit else { return self }
    var points = [Double]()
    points.reserveCapacity(limit)
    var index = 0
    var cumulative = weights[0]
    for step in 0..<limit {
      let probability = (Double(step) + 0.5) / Double(limit)
      while cumulative < probability, index < values.count - 1 {
        index += 1
        cumulative += weights[index]
      }
      points.append(values[index])
    }
    return WeightedSample(
      values: points, weights: [Double](repeating: 1, count: points.count))
  }
}
