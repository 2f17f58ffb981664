import RealModule

/// log √(2π).
@usableFromInline let logRootTwoPi = 0.918_938_533_204_672_741_78

/// Φ(z), the probability of a standard normal below `z`; keeps its relative accuracy in the lower
/// tail down to the smallest double.
package func normalCumulative(_ z: Double) -> Double {
  0.5 * Double.erfc(-z * 0.707_106_781_186_547_524_4)
}

/// log Φ(z), finite for every finite `z` whose square is.
///
/// Below −20 by the asymptotic series Φ(z) ~ φ(z)/|z| · (1 − 1/z² + 3/z⁴ − …).
package func logNormalCumulative(_ z: Double) -> Double {
  if z > 0 { return Double.log(onePlus: -normalCumulative(-z)) }
  if z > -20 { return Double.log(normalCumulative(z)) }
  let inverse = 1 / (z * z)
  var term = 1.0
  var sum = 0.0
  for order in 1...8 {
    term *= -Double(2 * order - 1) * inverse
    sum += term
  }
  return standardNormalLogDensity(z) - Double.log(-z) + Double.log(onePlus: sum)
}

/// log φ(z), the log density of the standard normal distribution.
@inlinable
package func standardNormalLogDensity(_ z: Double) -> Double {
  -0.5 * z * z - 0.918_938_533_204_672_741_78
}

/// log(Φ(high) − Φ(low)), without cancellation in either tail; −∞ for an empty interval.
package func logNormalProbability(from low: Double, to high: Double) -> Double {
  guard low < high else { return low.isNaN || high.isNaN ? .nan : -.infinity }
  if low > 0 { return logNormalProbability(from: -high, to: -low) }
  if high > 0 {
    return Double.log(onePlus: -normalCumulative(low) - normalCumulative(-high))
  }
  let upper = logNormalCumulative(high)
  return upper + Double.log(-Double.expMinusOne(logNormalCumulative(low) - upper))
}
