/// A number with its Monte Carlo error.
package struct Measured: Hashable, Sendable {
  package let value: Double
  /// One standard error, 0 where the number is exact, nil where none can be given (one run, or runs
  /// that differ too much to be averaged honestly).
  package let error: Double?

  package init(_ value: Double, error: Double?) {
    self.value = value
    self.error = error
  }

  package static func exact(_ value: Double) -> Measured { Measured(value, error: 0) }
}

/// The jackknife over independent runs: what a number would be without each of them in turn.
///
/// `statistic` is called with the runs to keep. The value is the statistic of all runs, the error
/// √((R − 1)/R · Σ(θ₋ᵣ − θ̄)²), nil for fewer than two runs. *Reference*: [Efron1982].
package func jackknifed(
  runs: Int, _ statistic: (_ kept: [Int]) -> Double
) -> Measured {
  let all = Array(0..<runs)
  let value = statistic(all)
  guard runs > 1 else { return Measured(value, error: nil) }
  let partial = all.map { left in statistic(all.filter { $0 != left }) }
  let mean = partial.reduce(0, +) / Double(runs)
  let squares = partial.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  let error = (Double(runs - 1) / Double(runs) * squares).squareRoot()
  return Measured(value, error: error.isFinite ? error : nil)
}
