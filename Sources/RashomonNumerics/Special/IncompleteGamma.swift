import RealModule

/// Both regularised incomplete gamma functions of one point: `lower` is P(a, x), `upper` is
/// Q(a, x) = 1 − P(a, x). Each keeps its relative accuracy (about 1e-13) where it is the smaller.
package struct IncompleteGamma: Hashable, Sendable {
  package let lower: Double
  package let upper: Double

  /// - Parameters:
  ///   - shape: a, above 0.
  ///   - x: at least 0; may be infinite.
  /// *Errors*: NaN outside these ranges. *Complexity*: O(√a) near x = a, else a few terms.
  /// *Reference*: series and continued fraction, DLMF 8.7.1 and 8.9.2; beyond a = 1e6 Temme's
  /// uniform expansion, DLMF 8.12.3.
  package init(shape: Double, x: Double) {
    guard shape > 0, shape.isFinite, x >= 0 else {
      (lower, upper) = (.nan, .nan)
      return
    }
    if x == 0 {
      (lower, upper) = (0, 1)
    } else if x == .infinity {
      (lower, upper) = (1, 0)
    } else if shape > 1e6 {
      (lower, upper) = Self.uniformExpansion(shape, x)
    } else if x < shape + 1 {
      lower = min(1, Self.series(shape, x))
      upper = 1 - lower
    } else {
      upper = min(1, Self.continuedFraction(shape, x))
      lower = 1 - upper
    }
  }

  /// P = x^a e^(−x)/Γ(a + 1) · Σ xⁿ/((a + 1)…(a + n)).
  private static func series(_ shape: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var denominator = shape
    repeat {
      denominator += 1
      term *= x / denominator
      sum += term
    } while term > sum * 1e-17
    return Double.exp(logPoissonTerm(shape, mean: x)) * sum
  }

  /// Q by Lentz's evaluation of the continued fraction.
  private static func continuedFraction(_ shape: Double, _ x: Double) -> Double {
    var b = x + 1 - shape
    var c = 1e300
    var d = 1 / b
    var fraction = d
    for step in 1...200_000 {
      let numerator = -Double(step) * (Double(step) - shape)
      b += 2
      d = 1 / nonZero(numerator * d + b)
      c = nonZero(b + numerator / c)
      let factor = c * d
      fraction *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return Double.exp(logPoissonTerm(shape, mean: x)) * shape * fraction
  }

  /// Q = Φ(−η√a) + R with η²/2 = μ − log(1 + μ), μ = x/a − 1, and the first terms of R, enough for
  /// 1e-12 at a above 1e6, where only |η| < 0.04 has any probability.
  private static func uniformExpansion(_ shape: Double, _ x: Double) -> (Double, Double) {
    let halfSquare = deviance(shape, from: x)
    let eta = (2 * halfSquare / shape).squareRoot() * (x < shape ? -1 : 1)
    let first =
      -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta * (1.0 / 864 + eta / 2835)))
    let second = -1.0 / 540 - eta / 288
    let remainder =
      Double.exp(-halfSquare - 0.5 * Double.log(shape) - logRootTwoPi) * (first + second / shape)
    let z = eta * shape.squareRoot()
    return (normalCumulative(z) - remainder, normalCumulative(-z) + remainder)
  }
}

/// Lentz's device against a division by zero.
func nonZero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
