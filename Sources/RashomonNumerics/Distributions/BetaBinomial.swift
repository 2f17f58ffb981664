import RealModule

/// How many of n tries succeed whose common chance is itself uncertain.
package enum BetaBinomial: Distribution {
  package static let name = "beta_binomial"
  package static let summary =
    "How many of n tries succeed where their common chance has a beta(a, b) distribution."
  package static let signature = [
    DistributionParameter("n", "number of tries, a whole number from 0 to 10 million"),
    DistributionParameter("a", "weight of yes, above 0"),
    DistributionParameter("b", "weight of no, above 0"),
  ]
  package static let support = Support.counts

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    isCount(parameters[0]) && parameters[0] <= 1e7 && parameters[1] > 0 && parameters[1].isFinite
      && parameters[2] > 0
      && parameters[2].isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    let n = parameters[0]
    guard isCount(value), value <= n else { return -.infinity }
    return logChoose(n, value) + logBeta(value + parameters[1], n - value + parameters[2])
      - logBeta(parameters[1], parameters[2])
  }

  /// O(n): there is no closed form.
  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value >= parameters[0] { return value < 0 ? 0 : 1 }
    return sum(from: 0, through: value.rounded(.down), parameters)
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value >= parameters[0] { return value < 0 ? 1 : 0 }
    return sum(from: value.rounded(.down) + 1, through: parameters[0], parameters)
  }

  /// The probability of `low` … `high`, summed outward from its likeliest count, which is one of
  /// the ends or the mode, so that no term of weight can underflow.
  private static func sum(
    from low: Double, through high: Double, _ parameters: SIMD4<Double>
  ) -> Double {
    let (n, a, b) = (parameters[0], parameters[1], parameters[2])
    let mode = a + b > 2 ? ((n + 1) * (a - 1) / (a + b - 2)).rounded(.down) : low
    let candidates = [low, high, min(high, max(low, mode))]
    let logs = candidates.map { logDensity(of: $0, parameters) }
    let best = logs.indices.max { logs[$0] < logs[$1] } ?? 0
    let anchor = candidates[best]
    let relative = sumOfRatios(from: low, through: high, around: anchor) { count in
      (n - count) * (count + a) / ((count + 1) * (n - count - 1 + b))
    }
    return min(1, Double.exp(logs[best]) * relative)
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return parameters[0] * (parameters[1] / (parameters[1] + parameters[2]))
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    var generator = key.generator(lane: lane)
    let chance = generator.beta(parameters[1], parameters[2])
    return generator.binomial(parameters[0], chance: chance)
  }
}
