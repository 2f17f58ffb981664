import RealModule

/// log Γ(x) for x > 0; +∞ at 0, NaN below. Safe on many threads.
package func logGamma(_ x: Double) -> Double {
  guard x > 0 else { return x == 0 ? .infinity : .nan }
  return Double.logGamma(x)
}

/// log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for a, b > 0, without the cancellation of the
/// three terms when an argument is large.
package func logBeta(_ a: Double, _ b: Double) -> Double {
  let small = min(a, b)
  let large = max(a, b)
  guard small > 0 else { return small == 0 ? .infinity : .nan }
  let sum = small + large
  if large < 10 { return logGamma(small) + (logGamma(large) - logGamma(sum)) }
  let correction = stirlingError(large) - stirlingError(sum)
  if small < 10 {
    return logGamma(small) + correction + small - small * Double.log(sum)
      + (large - 0.5) * Double.log(onePlus: -small / sum)
  }
  return -0.5 * Double.log(large) + logRootTwoPi + correction + stirlingError(small)
    + (small - 0.5) * Double.log(small / sum) + large * Double.log(onePlus: -small / sum)
}

/// log of the number of ways to choose `chosen` of `total` things; −∞ where there is none.
package func logChoose(_ total: Double, _ chosen: Double) -> Double {
  guard chosen >= 0, chosen <= total else {
    return total.isNaN || chosen.isNaN ? .nan : -.infinity
  }
  if chosen == 0 || chosen == total { return 0 }
  return -Double.log(onePlus: total) - logBeta(total - chosen + 1, chosen + 1)
}
