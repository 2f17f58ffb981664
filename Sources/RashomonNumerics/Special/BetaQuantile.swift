import RealModule

/// log(x/(1 − x)) of the beta quantile x, where I_x(a, b) = `probability` = 1 − `complement`; the
/// logit keeps its digits at both ends.
///
/// *Range*: ∓∞ at 0 and 1. *Errors*: NaN for a probability outside [0, 1] or a, b not above 0.
/// Relative error about 1e-13 in x and in 1 − x.
///
/// Newton's method on the log of the smaller tail as a function of the logit: that function is
/// concave (the logit of a beta variable has a log-concave density), so that from the second step
/// on the iterates climb to the root and cannot miss it.
package func betaQuantileLogit(
  _ probability: Double, complement: Double, a: Double, b: Double
) -> Double {
  guard a > 0, b > 0, a.isFinite, b.isFinite, probability >= 0, complement >= 0 else {
    return .nan
  }
  if probability == 0 { return -.infinity }
  if complement == 0 { return .infinity }
  if probability > complement {
    return -betaQuantileLogit(complement, complement: probability, a: b, b: a)
  }
  let target = Double.log(probability)
  // Start at the mean or below, where a bell curve of the logit, or if there is none the left tail
  // e^(au)/(a B(a, b)), would reach the target. An overshoot is undone by the next step.
  let mean = Double.log(a) - Double.log(b)
  let start =
    min(a, b) > 1
    ? mean + max(-40, normalQuantile(probability)) * (1 / a + 1 / b).squareRoot()
    : (target + Double.log(a) + logBeta(a, b)) / a
  var u = min(mean, start)
  for _ in 0..<200 {
    let (logTail, slope) = logTailAndSlope(u, a, b)
    let change = (target - logTail) / slope
    guard change.isFinite else { return u }
    u += change
    if abs(change) <= 1e-15 * max(1, abs(u)) { break }
  }
  return u
}

/// log I_x(a, b) and its derivative by u = log(x/(1 − x)), which is x(1 − x)·density/I_x.
private func logTailAndSlope(_ u: Double, _ a: Double, _ b: Double) -> (Double, Double) {
  let x = logistic(u)
  let y = logistic(-u)
  if x < 1e-290 { return (a * u - Double.log(a) - logBeta(a, b), a) }
  let logTail = IncompleteBeta.logLower(x: x, y: y, a: a, b: b)
  let logSlope = logBinomialTerm(a, b, p: x, q: y) + Double.log(a / (a + b)) + Double.log(b)
  return (logTail, Double.exp(logSlope - logTail))
}
