import RealModule

/// Counts of independent events.
package enum Poisson: Distribution {
  package static let name = "poisson"
  package static let summary = "Counts of events that happen independently at a known mean."
  package static let signature = [DistributionParameter("mean", "0 or more")]
  package static let support = Support.counts

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0] >= 0 && parameters[0].isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    guard isCount(value) else { return -.infinity }
    if parameters[0] == 0 { return value == 0 ? 0 : -.infinity }
    return logPoissonTerm(value, mean: parameters[0])
  }

  private static func tails(_ value: Double, _ parameters: SIMD4<Double>) -> IncompleteGamma {
    IncompleteGamma(shape: value.rounded(.down) + 1, x: parameters[0])
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value == .infinity { return value < 0 ? 0 : 1 }
    return tails(value, parameters).upper
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value == .infinity { return value < 0 ? 1 : 0 }
    return tails(value, parameters).lower
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    if parameters[0] < poissonInversionLimit {
      return poissonByInversion(key.uniform(lane: lane), mean: parameters[0])
    }
    var generator = key.generator(lane: lane)
    return generator.poisson(mean: parameters[0])
  }
}
