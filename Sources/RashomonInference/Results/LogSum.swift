#if canImport(Glibc)
  import Glibc
#endif

/// How many weights are summed before their sum joins the total, so that a sum over histories has
/// the same bytes however the work was spread.
let summationBlock = 1024

/// log Σ exp(values), summed by blocks in their order.
///
/// −∞ for no values and where all are −∞; NaN where any is NaN.
///
/// *Complexity*: O(values).
package func logSumExp(_ values: [Double]) -> Double {
  var largest = -Double.infinity
  for value in values {
    if value.isNaN { return .nan }
    if value > largest { largest = value }
  }
  guard largest.isFinite else { return largest }
  var total = 0.0
  var start = 0
  while start < values.count {
    let end = min(start + summationBlock, values.count)
    var sum = 0.0
    for index in start..<end { sum += exp(values[index] - largest) }
    total += sum
    start = end
  }
  return largest + log(total)
}

/// log((1/n) Σ exp(values)); −∞ for no values.
package func logMeanExp(_ values: [Double]) -> Double {
  values.isEmpty ? -.infinity : logSumExp(values) - log(Double(values.count))
}

/// exp(values) divided by their sum, 0 for all where the sum is 0 or not a number.
package func normalizedWeights(_ logWeights: [Double]) -> [Double] {
  let total = logSumExp(logWeights)
  guard total.isFinite else { return [Double](repeating: 0, count: logWeights.count) }
  return logWeights.map { exp($0 - total) }
}

/// 1 / Σ w² for weights that sum to one: how many equally weighted histories would say as much.
///
/// 0 where the weights do not sum to one.
package func effectiveSize(_ weights: [Double]) -> Double {
  var squares = 0.0
  for weight in weights { squares += weight * weight }
  return squares > 0 ? 1 / squares : 0
}
