import RealModule

/// What `low to high` means in a model: a distribution whose 5 % and 95 % quantiles are the ends.
package enum Interval {
  /// Φ⁻¹(0.95).
  package static let normalQuantile95 = 1.644_853_626_951_472_714_9

  /// The a and b of the beta distribution with these 5 % and 95 % quantiles, or nil unless
  /// 0 < low < high < 1.
  ///
  /// There is exactly one such distribution. For a given a the 5 % quantile fixes b, and along
  /// that curve the upper tail at `high` falls as a grows, so that two nested one-dimensional
  /// searches find it without a guess that could fail. The tails are 0.05 to 1e-9 (ordinarily
  /// 1e-13); nil also where double arithmetic cannot reach that (both ends under 1e-8, or a width
  /// under 1e-6 of an end).
  package static func beta(low: Double, high: Double) -> SIMD2<Double>? {
    guard 0 < low, low < high, high < 1 else { return nil }
    let lowLogit = logit(low)
    let highLogit = logit(high)
    let guess = betaGuess(lowLogit, highLogit)
    var logB = Double.log(guess.y)
    let logA = findRoot(near: Double.log(guess.x), step: 0.25, limit: 40, tolerance: 1e-13) {
      trialLogA in
      let a = Double.exp(trialLogA)
      // A larger b moves mass below `low`.
      guard
        let root = findRoot(
          near: logB, step: 0.25, limit: 500, tolerance: 1e-14,
          increasing: {
            excess(ofLowerTailAt: low, 1 - low, a, Double.exp($0))
          })
      else { return .nan }
      logB = root
      // Negative while too much mass lies above `high`.
      return -excess(ofLowerTailAt: 1 - high, high, Double.exp(root), a)
    }
    guard let logA else { return nil }
    let fit = SIMD2(Double.exp(logA), Double.exp(logB))
    let below = IncompleteBeta(x: low, a: fit.x, b: fit.y).lower
    let above = IncompleteBeta(x: high, a: fit.x, b: fit.y).upper
    return abs(below - 0.05) < 1e-9 && abs(above - 0.05) < 1e-9 ? fit : nil
  }

  /// The median and the spread (the factor that `LogNormal` takes) of the lognormal distribution
  /// with these 5 % and 95 % quantiles, or nil unless 0 < low < high.
  package static func lognormal(low: Double, high: Double) -> SIMD2<Double>? {
    guard 0 < low, low < high, high.isFinite else { return nil }
    let logSpread = Double.log(high / low) / (2 * normalQuantile95)
    return SIMD2(low.squareRoot() * high.squareRoot(), Double.exp(logSpread))
  }

  /// The mean and standard deviation of the normal distribution with these 5 % and 95 % quantiles,
  /// or nil unless low < high.
  package static func normal(low: Double, high: Double) -> SIMD2<Double>? {
    guard low < high, low.isFinite, high.isFinite else { return nil }
    return SIMD2(0.5 * low + 0.5 * high, (high - low) / (2 * normalQuantile95))
  }

  /// log of I_x(a, b) against log 0.05.
  private static func excess(
    ofLowerTailAt x: Double, _ complement: Double, _ a: Double, _ b: Double
  ) -> Double {
    IncompleteBeta.logLower(x: x, y: complement, a: a, b: b) + 2.995_732_273_553_991
  }

  /// From a normal distribution of the logit with the same quantiles, as for a narrow interval.
  private static func betaGuess(_ lowLogit: Double, _ highLogit: Double) -> SIMD2<Double> {
    let mean = logistic(0.5 * (lowLogit + highLogit))
    let sd = (highLogit - lowLogit) / (2 * normalQuantile95)
    let size = 1 / (sd * sd * mean * (1 - mean))
    return SIMD2(max(1e-3, size * mean), max(1e-3, size * (1 - mean)))
  }
}
