import RealModule

/// Both regularised incomplete beta functions of one point: `lower` is I_x(a, b), `upper` is
/// 1 − I_x(a, b) = I_(1−x)(b, a). Each keeps its relative accuracy (about 1e-13) where it is the
/// smaller.
package struct IncompleteBeta: Hashable, Sendable {
  package let lower: Double
  package let upper: Double

  /// - Parameters:
  ///   - x: from 0 to 1.
  ///   - complement: 1 − x, where it is known to more digits than the subtraction gives.
  ///   - a: above 0.
  ///   - b: above 0.
  /// *Errors*: NaN outside these ranges. *Complexity*: O(√max(a, b)) at worst.
  /// *Reference*: continued fraction, DLMF 8.17.22.
  package init(x: Double, complement: Double? = nil, a: Double, b: Double) {
    let y = complement ?? 1 - x
    guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, y >= 0 else {
      (lower, upper) = (.nan, .nan)
      return
    }
    if x == 0 {
      (lower, upper) = (0, 1)
    } else if y == 0 {
      (lower, upper) = (1, 0)
    } else if x * (a + b + 2) <= a + 1 {
      lower = min(1, Double.exp(Self.logTail(x, y, a, b)))
      upper = 1 - lower
    } else {
      upper = min(1, Double.exp(Self.logTail(y, x, b, a)))
      lower = 1 - upper
    }
  }

  /// log I_x(a, b) for 0 < x < 1, y = 1 − x and a, b > 0, which cannot underflow.
  static func logLower(x: Double, y: Double, a: Double, b: Double) -> Double {
    if x * (a + b + 2) <= a + 1 { return min(0, logTail(x, y, a, b)) }
    return Double.log(onePlus: -min(1, Double.exp(logTail(y, x, b, a))))
  }

  /// log I_x(a, b) where x is below its mode or not far above.
  private static func logTail(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let front = logBinomialTerm(a, b, p: x, q: y) + Double.log(b / (a + b))
    var c = 1.0
    var d = 1 / nonZero(1 - (a + b) * x / (a + 1))
    var fraction = d
    for step in 1...200_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonZero(1 + even * d)
      c = nonZero(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonZero(1 + odd * d)
      c = nonZero(1 + odd / c)
      fraction *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return front + Double.log(fraction)
  }
}

/// log of the density of the beta distribution at x, with y = 1 − x; NaN for bad arguments.
package func logBetaDensity(x: Double, y: Double, a: Double, b: Double) -> Double {
  guard a > 0, b > 0, x > 0, y > 0 else { return .nan }
  return logBinomialTerm(a, b, p: x, q: y) + Double.log(a / (a + b)) + Double.log(b)
    - Double.log(x) - Double.log(y)
}
