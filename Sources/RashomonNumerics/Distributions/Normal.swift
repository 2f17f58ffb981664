import RealModule

/// The normal distribution with a mean and a standard deviation.
package enum Normal: Distribution {
  package static let name = "normal"
  package static let summary = "The bell curve, for quantities that vary on both sides of a centre."
  package static let signature = [
    DistributionParameter("mean", "centre, any number"),
    DistributionParameter("sd", "standard deviation, above 0"),
  ]
  package static let support = Support.real

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0].isFinite && parameters[1] > 0 && parameters[1].isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    let z = (value - parameters[0]) / parameters[1]
    return standardNormalLogDensity(z) - Double.log(parameters[1])
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return normalCumulative((value - parameters[0]) / parameters[1])
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return normalCumulative((parameters[0] - value) / parameters[1])
  }

  package static func logProbability(
    from low: Double, to high: Double, _ parameters: SIMD4<Double>
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    return logNormalProbability(
      from: (low - parameters[0]) / parameters[1], to: (high - parameters[0]) / parameters[1])
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    return parameters[0] + parameters[1] * normalQuantile(key.uniform(lane: lane))
  }
}
