// Evidence in closed form, for models whose prior and likelihood belong together.

/// Logarithms of the probability of data with the unknown integrated out.
package enum Conjugate {
  /// Yes/no answers in a given order, their chance ~ beta(a, b): B(a + yes, b + no) / B(a, b).
  package static func logEvidence(yes: Int, no: Int, a: Double, b: Double) -> Double {
    logBeta(a + Double(yes), b + Double(no)) - logBeta(a, b)
  }

  /// Counts of yes among so many tries each, their common chance ~ beta(a, b).
  package static func logEvidence(counts: [Int], tries: Int, a: Double, b: Double) -> Double {
    let yes = counts.reduce(0, +)
    let ways = counts.reduce(0) {
      $0 + logarithmOfGamma(Double(tries) + 1) - logarithmOfGamma(Double($1) + 1)
        - logarithmOfGamma(Double(tries - $1) + 1)
    }
    return ways + logEvidence(yes: yes, no: tries * counts.count - yes, a: a, b: b)
  }

  /// Counts over equal spans, their rate ~ gamma(shape, rate).
  ///
  /// ```
  /// rate^shape / Γ(shape) · Γ(shape + Σk) / (rate + n)^(shape + Σk) / Π k!
  /// ```
  package static func logEvidence(counts: [Int], shape: Double, rate: Double) -> Double {
    let sum = Double(counts.reduce(0, +))
    let spans = Double(counts.count)
    return shape * naturalLogarithm(rate) - logarithmOfGamma(shape)
      + logarithmOfGamma(shape + sum) - (shape + sum) * naturalLogarithm(rate + spans)
      - counts.reduce(0) { $0 + logarithmOfGamma(Double($1) + 1) }
  }

  /// Values with known variance, their mean ~ normal: one value after another, each predicted by
  /// those before.
  package static func logEvidence(
    values: [Double], variance: Double, priorMean: Double, priorVariance: Double
  ) -> Double {
    KalmanFilter(levelVariance: 0, valueVariance: variance)
      .run(values, from: .proper(mean: priorMean, variance: priorVariance)).logEvidence
  }

  private static func logBeta(_ a: Double, _ b: Double) -> Double {
    logarithmOfGamma(a) + logarithmOfGamma(b) - logarithmOfGamma(a + b)
  }
}
