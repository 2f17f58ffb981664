import RealModule

/// Student's t distribution, moved and scaled.
package enum StudentT: Distribution {
  package static let name = "student_t"
  package static let summary =
    "A bell curve with heavy tails, where now and then a value is far out."
  package static let signature = [
    DistributionParameter("mean", "centre, any number"),
    DistributionParameter("scale", "width, above 0"),
    DistributionParameter("df", "degrees of freedom, above 0; the smaller, the heavier the tails"),
  ]
  package static let support = Support.real

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0].isFinite && parameters[1] > 0 && parameters[1].isFinite
      && parameters[2] > .leastNormalMagnitude
      && parameters[2].isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value.isInfinite { return -.infinity }
    let degrees = parameters[2]
    let z = (value - parameters[0]) / parameters[1]
    // log(1 + z²/ν), also where z² overflows.
    let ratio = abs(z) / degrees.squareRoot()
    let tail =
      ratio < 1e150
      ? Double.log(onePlus: ratio * ratio) : 2 * Double.log(ratio)
    return -logBeta(0.5 * degrees, 0.5) - 0.5 * Double.log(degrees) - Double.log(parameters[1])
      - 0.5 * (degrees + 1) * tail
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return studentTCumulative((value - parameters[0]) / parameters[1], degrees: parameters[2])
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters) else { return .nan }
    return studentTCumulative((parameters[0] - value) / parameters[1], degrees: parameters[2])
  }

  /// There is none at one degree of freedom or less.
  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) && parameters[2] > 1 ? parameters[0] : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    var generator = key.generator(lane: lane)
    let z = generator.standardNormal()
    let half = 0.5 * parameters[2]
    // The root of χ²/ν in logs, since at few degrees of freedom χ² itself may underflow.
    let logRoot = 0.5 * (generator.logGamma(shape: half) - Double.log(half))
    return parameters[0] + parameters[1] * (z * Double.exp(-logRoot))
  }
}
