import RealModule

/// Means below this are drawn by inversion of one uniform number.
let poissonInversionLimit = 10.0

/// The Poisson quantile of `uniform`, by adding up probabilities from 0; for means below about 700.
@inlinable
package func poissonByInversion(_ uniform: Double, mean: Double) -> Double {
  // e^(−m) ≥ 1 − m: most draws at a small mean need no exponential.
  uniform < 1 - mean ? 0 : poissonSearch(uniform, mean: mean)
}

@usableFromInline
func poissonSearch(_ uniform: Double, mean: Double) -> Double {
  var term = Double.exp(-mean)
  var sum = term
  var count = 0.0
  while sum < uniform {
    count += 1
    term *= mean / count
    let next = sum + term
    // Rounding may leave the sum just below the largest uniform numbers.
    if next == sum { return count - 1 }
    sum = next
  }
  return count
}

extension LaneGenerator {
  /// A Poisson count of any finite mean from 0; NaN for other means.
  package mutating func poisson(mean: Double) -> Double {
    guard mean >= 0, mean.isFinite else { return .nan }
    if mean < poissonInversionLimit { return poissonByInversion(uniform(), mean: mean) }
    // PTRS, transformed rejection with a squeeze [Hormann1993Poisson]; its constants.
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let margin = 0.5 - abs(u)
      let count = ((2 * a / margin + b) * u + mean + 0.43).rounded(.down)
      if margin >= 0.07 && v <= squeeze { return count }
      if count < 0 || (margin < 0.013 && v > margin) { continue }
      let height = Double.log(v * inverseAlpha / (a / (margin * margin) + b))
      if height <= logPoissonTerm(count, mean: mean) { return count }
    }
  }
}
