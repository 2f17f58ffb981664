import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// exp(logWeights) divided by their sum, 0 for all where the sum is 0 or not a number.
package func normalizedWeights(_ logWeights: [Double]) -> [Double] {
  var weights = logWeights
  normalize(&weights)
  return weights
}

/// The same in the memory of the log weights.
func normalize(_ logWeights: inout [Double]) {
  let total = logSumExp(logWeights)
  for index in logWeights.indices {
    logWeights[index] = total.isFinite ? exp(logWeights[index] - total) : 0
  }
}

/// 1 / Σ w² for weights that sum to one: how many equally weighted histories would say as much.
///
/// 0 where there is no weight.
package func effectiveSize(_ weights: [Double]) -> Double {
  var squares = 0.0
  for weight in weights { squares += weight * weight }
  return squares > 0 ? 1 / squares : 0
}

/// Σ value · weight over the weights above 0, so that what has no weight may be NaN; NaN where
/// there is no weight.
func weightedAverage(_ values: [Double], _ weights: [Double]) -> Double {
  var sum = 0.0
  var total = 0.0
  for (value, weight) in zip(values, weights) where weight > 0 {
    sum += value * weight
    total += weight
  }
  return sum / total
}
