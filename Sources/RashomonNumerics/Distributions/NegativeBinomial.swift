import RealModule

/// Counts that scatter more than independent events would.
package enum NegativeBinomial: Distribution {
  package static let name = "negative_binomial"
  package static let summary = "Counts that come in clusters: variance mean + mean²/dispersion."
  package static let signature = [
    DistributionParameter("mean", "0 or more"),
    DistributionParameter("dispersion", "above 0; the smaller, the more the counts scatter"),
  ]
  package static let support = Support.counts

  package static func accepts(_ parameters: SIMD4<Double>) -> Bool {
    parameters[0] >= 0 && parameters[0].isFinite && parameters[1] > .leastNormalMagnitude
      && parameters[1].isFinite
      // So that the sampler's gamma mean cannot overflow.
      && (1e3 * (parameters[0] / parameters[1])).isFinite
  }

  /// The chance p of a success and q = 1 − p, counting failures before the `dispersion`th success.
  private static func chances(_ parameters: SIMD4<Double>) -> (p: Double, q: Double) {
    let sum = parameters[0] + parameters[1]
    return (parameters[1] / sum, parameters[0] / sum)
  }

  package static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    guard isCount(value) else { return -.infinity }
    let (p, q) = chances(parameters)
    return logBinomialTerm(parameters[1], value, p: p, q: q)
      - Double.log(onePlus: value / parameters[1])
  }

  private static func tails(_ value: Double, _ parameters: SIMD4<Double>) -> IncompleteBeta {
    let (p, q) = chances(parameters)
    return IncompleteBeta(x: p, complement: q, a: parameters[1], b: value.rounded(.down) + 1)
  }

  package static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value == .infinity { return value < 0 ? 0 : 1 }
    return tails(value, parameters).lower
  }

  package static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double {
    guard accepts(parameters), !value.isNaN else { return .nan }
    if value < 0 || value == .infinity { return value < 0 ? 1 : 0 }
    return tails(value, parameters).upper
  }

  package static func mean(_ parameters: SIMD4<Double>) -> Double {
    accepts(parameters) ? parameters[0] : .nan
  }

  /// A Poisson count with a gamma mean.
  package static func sample(
    _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
  ) -> Double {
    guard accepts(parameters) else { return .nan }
    var generator = key.generator(lane: lane)
    let mean = parameters[0] / parameters[1] * generator.gamma(shape: parameters[1])
    return generator.poisson(mean: mean)
  }
}
