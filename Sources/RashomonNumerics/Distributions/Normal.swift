#if canImport(Glibc)
  import Glibc
#endif

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
    return -0.5 * z * z - log(parameters[1]) - 0.918_938_533_204_672_8
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return 0.5 * erfc(-(value - parameters[0]) / parameters[1] * 0.5.squareRoot())
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double { parameters[0] }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    parameters[0] + parameters[1] * normalQuantile(key.uniform(lane: lane))
  }
}

/// PLACEHOLDER (replaced by the numerics work): the standard normal quantile.
package func normalQuantile(_ probability: Double) -> Double { probability - 0.5 }
