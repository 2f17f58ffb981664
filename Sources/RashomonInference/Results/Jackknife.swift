/// The standard error of a number derived from independent runs, by leaving out one run at a time.
///
/// ```
/// se² = (R − 1)/R · Σ_r (θ₋ᵣ − mean of θ₋ᵣ)²
/// ```
///
/// where θ₋ᵣ is `derived` of all runs but r. The same function serves the log evidence, a
/// posterior, a difference of two accounts or anything else, so that all errors agree.
///
/// *Errors*: 0 for fewer than two runs (there is nothing to leave out), NaN where a derived number
/// is NaN; runs whose derived number is the same infinity do not vary. *Complexity*: R calls.
/// *Reference*: [Efron1982].
///
/// - Parameters:
///   - runs: R.
///   - derived: the number from the runs whose indices are given, in ascending order.
package func jackknifeError(runs: Int, of derived: ([Int]) -> Double) -> Double {
  guard runs > 1 else { return 0 }
  return jackknifeError(
    leftOut: (0..<runs).map { left in derived((0..<runs).filter { $0 != left }) })
}

/// The same from the derived numbers themselves, each without one run.
package func jackknifeError(leftOut: [Double]) -> Double {
  guard leftOut.count > 1 else { return 0 }
  if leftOut.allSatisfy({ $0 == leftOut[0] }) { return 0 }
  let count = Double(leftOut.count)
  let mean = leftOut.reduce(0, +) / count
  let squares = leftOut.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return ((count - 1) / count * squares).squareRoot()
}
