import RealModule

// Densities of counts, gammas and betas near their centre are differences of large logarithms.
// Written with these two functions the large parts cancel on paper instead of in the computer
// [Loader2000].

/// log Γ(x + 1) − log(√(2πx) (x/e)^x) for x > 0: what Stirling's formula leaves out.
package func stirlingError(_ x: Double) -> Double {
  if x > 15 {
    let inverseSquare = 1 / (x * x)
    let series =
      1.0 / 12
      - (1.0 / 360
        - (1.0 / 1260
          - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360_360 * inverseSquare) * inverseSquare)
            * inverseSquare)
          * inverseSquare)
      * inverseSquare
    return series / x
  }
  if x >= 1, x == x.rounded() { return stirlingErrorOfCounts[Int(x) - 1] }
  return Double.logGamma(x + 1) - (x + 0.5) * Double.log(x) + x - logRootTwoPi
}

/// x log(x/m) + m − x for x, m > 0: how far x deviates from the mean m.
package func deviance(_ x: Double, from mean: Double) -> Double {
  let difference = x - mean
  guard abs(difference) < 0.1 * (x + mean) else {
    return x * Double.log(x / mean) + mean - x
  }
  // With v = (x − m)/(x + m): (x − m) v + 2x (v³/3 + v⁵/5 + …).
  let ratio = difference / (x + mean)
  let square = ratio * ratio
  var sum = difference * ratio
  var power = 2 * x * ratio
  for odd in stride(from: 3.0, through: 33, by: 2) {
    power *= square
    let next = sum + power / odd
    if next == sum { break }
    sum = next
  }
  return sum
}

/// log of m^x e^(−m)/Γ(x + 1) for x ≥ 0, m > 0: a Poisson probability, also between the counts.
package func logPoissonTerm(_ x: Double, mean: Double) -> Double {
  if x == 0 { return -mean }
  return -stirlingError(x) - deviance(x, from: mean) - 0.5 * Double.log(x) - logRootTwoPi
}

/// log of Γ(n + 1)/(Γ(x + 1) Γ(y + 1)) · p^x q^y for n = x + y, p + q = 1, x, y ≥ 0: a binomial
/// probability, also between the counts. `p` and `q` are both given so that neither loses digits.
package func logBinomialTerm(_ x: Double, _ y: Double, p: Double, q: Double) -> Double {
  if x == 0 { return y == 0 ? 0 : p < q ? y * Double.log(onePlus: -p) : y * Double.log(q) }
  if y == 0 { return q < p ? x * Double.log(onePlus: -q) : x * Double.log(p) }
  if p == 0 || q == 0 { return -.infinity }
  let n = x + y
  return stirlingError(n) - stirlingError(x) - stirlingError(y) - deviance(x, from: n * p)
    - deviance(y, from: n * q) - 0.5 * (Double.log(x) + Double.log(y / n)) - logRootTwoPi
}

/// `stirlingError` of 1, 2, …, 15.
private let stirlingErrorOfCounts: [Double] = [
  0.08106146679532725822,
  0.041340695955409294094,
  0.027677925684998339149,
  0.020790672103765093112,
  0.016644691189821192163,
  0.013876128823070747999,
  0.011896709945891770095,
  0.010411265261972096497,
  0.0092554621827127329177,
  0.0083305634333628712565,
  0.007573675487951840795,
  0.0069428401072095298657,
  0.0064089941880042070684,
  0.0059513701127588477356,
  0.005554733551962801371,
]
