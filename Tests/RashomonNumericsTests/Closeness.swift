import RashomonNumerics

/// Whether two numbers agree to a relative error; equal infinities agree, NaN with nothing.
func isClose(_ found: Double, _ expected: Double, relative: Double, absolute: Double = 0) -> Bool {
  found == expected
    || abs(found - expected) <= max(absolute, relative * max(abs(found), abs(expected)))
}

/// Arguments in the lanes that distributions and functions take, 0 where there are none.
func lanes(_ values: [Double]) -> SIMD4<Double> {
  var lanes = SIMD4<Double>()
  for (index, value) in values.enumerated() { lanes[index] = value }
  return lanes
}

/// The quantile of a beta distribution.
func betaQuantile(_ probability: Double, a: Double, b: Double) -> Double {
  logistic(betaQuantileLogit(probability, complement: 1 - probability, a: a, b: b))
}
