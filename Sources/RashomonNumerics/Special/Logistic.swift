import RealModule

/// 1/(1 + e^(−x)), without overflow and with full relative accuracy in the lower tail.
package func logistic(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + Double.exp(-x)) }
  let exponential = Double.exp(x)
  return exponential / (1 + exponential)
}

/// log(p/(1 − p)), the inverse of `logistic`; ∓∞ at 0 and 1, NaN outside.
package func logit(_ probability: Double) -> Double {
  Double.log(probability) - Double.log(onePlus: -probability)
}
