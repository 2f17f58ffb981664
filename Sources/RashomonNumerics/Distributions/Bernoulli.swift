import RealModule

/// One yes (1) or no (0).
package enum Bernoulli: Distribution {
  package static let name = "bernoulli"
  package static let summary = "One yes (1) or no (0)."
  package static let signature = [DistributionParameter("p", "chance of 1, from 0 to 1")]
  package static let support = Support.counts

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0] >= 0 && parameters[0] <= 1
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value == 1 { return Double.log(parameters[0]) }
    return value == 0 ? Double.log(onePlus: -parameters[0]) : -.infinity
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return value < 0 ? 0 : value < 1 ? 1 - parameters[0] : 1
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    return value < 0 ? 1 : value < 1 ? parameters[0] : 0
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    return key.uniform(lane: lane) < parameters[0] ? 1 : 0
  }
}
