import RealModule

/// The uniform distribution between two bounds.
package enum Uniform: Distribution {
  package static let name = "uniform"
  package static let summary = "Every value between two bounds is equally likely."
  package static let signature = [
    DistributionParameter("low", "lower bound, any number"),
    DistributionParameter("high", "upper bound, above low"),
  ]
  package static let support = Support.bounded

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0] < parameters[1] && (parameters[1] - parameters[0]).isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    guard value >= parameters[0], value <= parameters[1] else { return -.infinity }
    return -Double.log(parameters[1] - parameters[0])
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return min(1, max(0, (value - parameters[0]) / (parameters[1] - parameters[0])))
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return min(1, max(0, (parameters[1] - value) / (parameters[1] - parameters[0])))
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] + 0.5 * (parameters[1] - parameters[0]) : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    return parameters[0] + (parameters[1] - parameters[0]) * key.uniform(lane: lane)
  }
}
