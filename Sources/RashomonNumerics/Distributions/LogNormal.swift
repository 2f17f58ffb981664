import RealModule

/// The lognormal distribution with a median and a factor within which two thirds of its mass lies.
package enum LogNormal: Distribution {
  package static let name = "lognormal"
  package static let summary =
    "For positive quantities known up to a factor, such as counts of a crowd: "
    + "two thirds of the values lie within ×/÷ the spread of the median."
  package static let signature = [
    DistributionParameter("median", "half of the values lie below it; above 0"),
    DistributionParameter("spread", "a factor above 1, e^(standard deviation of the logarithm)"),
  ]
  package static let support = Support.positive

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0] > 0 && parameters[0].isFinite && parameters[1] > 1 && parameters[1].isFinite
  }

  private static func standardised(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    value <= 0 ? -.infinity : Double.log(value / parameters[0]) / Double.log(parameters[1])
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    if value <= 0 || value == .infinity { return -.infinity }
    let logSpread = Double.log(parameters[1])
    let z = Double.log(value / parameters[0]) / logSpread
    return standardNormalLogDensity(z) - Double.log(logSpread) - Double.log(value)
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return normalCumulative(standardised(value, parameters))
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return normalCumulative(-standardised(value, parameters))
  }

  package static func logProbability(
    from low: Double, to high: Double, _ parameters: SIMD4<Double>
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    return logNormalProbability(
      from: standardised(low, parameters), to: standardised(high, parameters))
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    let logSpread = Double.log(parameters[1])
    return parameters[0] * Double.exp(0.5 * logSpread * logSpread)
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    let z = normalQuantile(key.uniform(lane: lane))
    return parameters[0] * Double.exp(z * Double.log(parameters[1]))
  }
}
