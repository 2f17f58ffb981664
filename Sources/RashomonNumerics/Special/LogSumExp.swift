import RealModule

/// log Σ exp(xᵢ) without overflow; −∞ for an empty sequence, NaN if any is NaN.
///
/// Takes an array and no other collection: a generic would not be specialised across modules.
package func logSumExp(_ values: [Double]) -> Double {
  var largest = -Double.infinity
  for value in values {
    if value.isNaN { return .nan }
    largest = max(largest, value)
  }
  guard largest.isFinite else { return largest }
  var sum = 0.0
  for value in values { sum += Double.exp(value - largest) }
  return largest + Double.log(sum)
}

/// log(exp(a) + exp(b)) without overflow.
package func logSumExp(_ a: Double, _ b: Double) -> Double {
  let largest = max(a, b)
  guard largest.isFinite else { return a.isNaN || b.isNaN ? .nan : largest }
  return largest + Double.log(onePlus: Double.exp(min(a, b) - largest))
}

/// log of the mean of exp(xᵢ); NaN for an empty sequence.
package func logMeanExp(_ values: [Double]) -> Double {
  guard !values.isEmpty else { return .nan }
  return logSumExp(values) - Double.log(Double(values.count))
}
