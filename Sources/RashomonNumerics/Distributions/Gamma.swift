import RealModule

/// The gamma distribution with a mean and a standard deviation.
package enum Gamma: Distribution {
  package static let name = "gamma"
  package static let summary = "For positive quantities and rates with a known mean and scatter."
  package static let signature = [
    DistributionParameter("mean", "above 0"),
    DistributionParameter("sd", "standard deviation, above 0"),
  ]
  package static let support = Support.positive

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    let shape = shape(parameters)
    return parameters[0] > 0 && parameters[1] > 0 && shape > 0 && shape.isFinite
      && scale(parameters) > 0 && scale(parameters).isFinite
  }

  private static func shape(_ parameters: SIMD4<Double>) -> Double {
    let ratio = parameters[0] / parameters[1]
    return ratio * ratio
  }

  private static func scale(_ parameters: SIMD4<Double>) -> Double {
    parameters[1] / parameters[0] * parameters[1]
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    guard value > 0, value.isFinite else { return -.infinity }
    let shape = shape(parameters)
    return logPoissonTerm(shape, mean: value / scale(parameters)) + Double.log(shape / value)
  }

  private static func tails(_ value: Double, _ parameters: SIMD4<Double>) -> IncompleteGamma {
    IncompleteGamma(shape: shape(parameters), x: max(0, value / scale(parameters)))
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return tails(value, parameters).lower
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return tails(value, parameters).upper
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    var generator = key.generator(lane: lane)
    return max(
      .leastNormalMagnitude,
      generator.gamma(shape: shape(parameters)) * scale(parameters))
  }
}
