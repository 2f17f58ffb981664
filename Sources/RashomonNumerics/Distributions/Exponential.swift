import RealModule

/// The exponential distribution with a mean.
package enum Exponential: Distribution {
  package static let name = "exponential"
  package static let summary =
    "For waiting times without memory, and positive quantities "
    + "of which only the mean is known."
  package static let signature = [DistributionParameter("mean", "above 0")]
  package static let support = Support.positive

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0] > 0 && parameters[0].isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return value > 0 ? -value / parameters[0] - Double.log(parameters[0]) : -.infinity
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return value > 0 ? -Double.expMinusOne(-value / parameters[0]) : 0
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return value > 0 ? Double.exp(-value / parameters[0]) : 1
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    return -parameters[0] * Double.log(onePlus: -key.uniform(lane: lane))
  }
}
