import RealModule

/// The beta distribution on the open unit interval.
package enum Beta: Distribution {
  package static let name = "beta"
  package static let summary =
    "For shares and probabilities: what is known after a successes and b failures, less one each."
  package static let signature = [
    DistributionParameter("a", "weight of yes, above 0"),
    DistributionParameter("b", "weight of no, above 0"),
  ]
  package static let support = Support.unitInterval

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0] > 0 && parameters[0].isFinite && parameters[1] > 0 && parameters[1].isFinite
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    guard value > 0, value < 1 else { return -.infinity }
    return logBetaDensity(x: value, y: 1 - value, a: parameters[0], b: parameters[1])
  }

  private static func tails(_ value: Double, _ parameters: SIMD4<Double>) -> IncompleteBeta {
    IncompleteBeta(x: min(1, max(0, value)), a: parameters[0], b: parameters[1])
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
    accepts(parameters) ? parameters[0] / (parameters[0] + parameters[1]) : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    var generator = key.generator(lane: lane)
    return generator.beta(parameters[0], parameters[1])
  }
}
