import RealModule

/// How many of n independent tries succeed.
package enum Binomial: Distribution {
  package static let name = "binomial"
  package static let summary = "How many of n independent tries succeed."
  package static let signature = [
    DistributionParameter("n", "number of tries, a whole number from 0 to 2⁵³"),
    DistributionParameter("p", "chance of each, from 0 to 1"),
  ]
  package static let support = Support.counts

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    isExactCount(parameters[0]) && parameters[1] >= 0 && parameters[1] <= 1
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    guard isCount(value), value <= parameters[0] else { return -.infinity }
    let p = parameters[1]
    return logBinomialTerm(value, parameters[0] - value, p: p, q: 1 - p)
  }

  private static func tails(_ value: Double, _ parameters: SIMD4<Double>) -> IncompleteBeta {
    let count = value.rounded(.down)
    let p = parameters[1]
    return IncompleteBeta(x: 1 - p, complement: p, a: parameters[0] - count, b: count + 1)
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value >= parameters[0] { return value < 0 ? 0 : 1 }
    return tails(value, parameters).lower
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value >= parameters[0] { return value < 0 ? 1 : 0 }
    return tails(value, parameters).upper
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] * parameters[1] : .nan
  }

  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    var generator = key.generator(lane: lane)
    return generator.binomial(parameters[0], chance: parameters[1])
  }
}
