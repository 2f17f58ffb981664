import RealModule

/// Fisher's noncentral hypergeometric distribution: how many of the items drawn from an urn are
/// good, where a good one is `odds` times as likely to be drawn as a bad one.
package enum NoncentralHypergeometric: Distribution {
  package static let name = "noncentral_hypergeometric"
  package static let summary =
    "How many good items a draw without replacement from an urn holds, where a good one is "
    + "odds times as likely to be drawn as a bad one (Fisher's)."
  package static let signature = [
    DistributionParameter(
      "good", "good items in the urn, a whole number from 0; with the bad at most 10 million"),
    DistributionParameter("bad", "bad items in the urn, a whole number from 0"),
    DistributionParameter("draws", "items drawn, a whole number up to good + bad"),
    DistributionParameter("odds", "odds of a good item against a bad one, above 0; 1 for no bias"),
  ]
  package static let support = Support.counts

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    isCount(parameters[0]) && isCount(parameters[1]) && isCount(parameters[2])
      && parameters[2] <= parameters[0] + parameters[1]
      && parameters[0] + parameters[1] <= 1e7 && parameters[3] > 0
      && parameters[3].isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    let urn = Urn(parameters)
    guard isCount(value), value >= urn.least, value <= urn.most else { return -.infinity }
    let mode = urn.mode
    return urn.logWeight(value) - urn.logWeight(mode)
      - Double.log(urn.relativeWeight(from: urn.least, through: urn.most, around: mode))
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    let urn = Urn(parameters)
    return urn.probability(from: urn.least, through: min(value.rounded(.down), urn.most))
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    let urn = Urn(parameters)
    return urn.probability(from: max(value.rounded(.down) + 1, urn.least), through: urn.most)
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    let urn = Urn(parameters)
    let mode = urn.mode
    var moment = 0.0
    let total = sumOfRatios(
      from: urn.least, through: urn.most, around: mode,
      visit: { count, weight in moment += (count - mode) * weight }, ratio: urn.ratio)
    return mode + moment / total
  }

  /// By inversion, from the fewest good items up.
  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    let urn = Urn(parameters)
    let mode = urn.mode
    var lowest = mode
    var weight = 1.0
    let total = sumOfRatios(
      from: urn.least, through: urn.most, around: mode,
      visit: { count, relative in
        if count < lowest && relative > 0 { (lowest, weight) = (count, relative) }
      }, ratio: urn.ratio)
    let target = key.uniform(lane: lane) * total
    var count = lowest
    var sum = weight
    while sum < target, count < urn.most {
      weight *= urn.ratio(count)
      let next = sum + weight
      if next == sum { break }
      sum = next
      count += 1
    }
    return count
  }

  /// The weights of the counts, up to a factor.
  private struct Urn {
    let good: Double
    let bad: Double
    let draws: Double
    let odds: Double

    init(_ parameters: SIMD4<Double>) {
      (good, bad, draws, odds) = (parameters[0], parameters[1], parameters[2], parameters[3])
    }

    var least: Double { max(0, draws - bad) }
    var most: Double { min(good, draws) }

    func logWeight(_ count: Double) -> Double {
      logChoose(good, count) + logChoose(bad, draws - count) + count * Double.log(odds)
    }

    /// The weight of `count` + 1 over that of `count`; falls as the count rises.
    func ratio(_ count: Double) -> Double {
      odds * (good - count) / (count + 1) * ((draws - count) / (bad - draws + count + 1))
    }

    /// The likeliest count, by bisection on where the ratio falls below 1.
    var mode: Double {
      var low = least
      var high = most
      while low < high {
        let middle = ((low + high) / 2).rounded(.down)
        if ratio(middle) > 1 { low = middle + 1 } else { high = middle }
      }
      return low
    }

    func relativeWeight(from low: Double, through high: Double, around anchor: Double) -> Double {
      sumOfRatios(from: low, through: high, around: anchor, ratio: ratio)
    }

    func probability(from low: Double, through high: Double) -> Double {
      guard low <= high else { return 0 }
      let mode = mode
      let anchor = min(high, max(low, mode))
      let part = relativeWeight(from: low, through: high, around: anchor)
      let total = relativeWeight(from: least, through: most, around: mode)
      return min(1, Double.exp(logWeight(anchor) - logWeight(mode)) * part / total)
    }
  }
}
