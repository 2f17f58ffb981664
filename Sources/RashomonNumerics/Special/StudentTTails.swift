import RealModule

/// The probability of a Student t variable with `degrees` degrees of freedom below `t`; NaN unless
/// `degrees` is above 0. Keeps its relative accuracy in the lower tail.
package func studentTCumulative(_ t: Double, degrees: Double) -> Double {
  guard degrees > 0, !t.isNaN else { return .nan }
  if degrees == .infinity { return normalCumulative(t) }
  if t.isInfinite { return t < 0 ? 0 : 1 }
  // With x = ν/(ν + t²): P(|T| > |t|) = I_x(ν/2, ½).
  let ratio = t / degrees.squareRoot()
  let square = ratio * ratio
  let x = 1 / (1 + square)
  let y = square < 1 ? square * x : 1 - x
  let outside = IncompleteBeta(x: x, complement: y, a: 0.5 * degrees, b: 0.5).lower
  return t < 0 ? 0.5 * outside : 1 - 0.5 * outside
}

/// The t below which a Student t variable lies with `probability`.
///
/// ∓∞ at 0 and 1, NaN outside and for `degrees` not above 0; the normal quantile for infinite
/// degrees.
package func studentTQuantile(_ probability: Double, degrees: Double) -> Double {
  guard degrees > 0, probability >= 0, probability <= 1 else { return .nan }
  if degrees == .infinity { return normalQuantile(probability) }
  if probability == 0.5 { return 0 }
  // P(|T| ≤ t) is I_y(½, ν/2) with y/(1 − y) = t²/ν.
  let inside = 2 * abs(probability - 0.5)
  let outside = 2 * min(probability, 1 - probability)
  let u = betaQuantileLogit(inside, complement: outside, a: 0.5, b: 0.5 * degrees)
  let t = (degrees * Double.exp(u)).squareRoot()
  return probability < 0.5 ? -t : t
}
