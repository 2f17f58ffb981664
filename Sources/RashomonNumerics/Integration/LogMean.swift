import RealModule

/// The log of a mean of numbers given by their logarithms, with the jackknife's error: how R
/// independent runs combine into one estimate of the evidence.
package struct LogMean: Hashable, Sendable {
  /// log((1/R) Σ exp(xᵢ)); NaN without values.
  package let value: Double
  /// The jackknife's standard error of `value`: 0 where all values agree, +∞ where only one run
  /// carries the estimate, NaN for a single run.
  package let standardError: Double
  /// The standard deviation of the logarithms between runs, by which a table says "unreliable"
  /// (above 1); NaN for a single run, +∞ if some but not all are −∞.
  package let spread: Double
  /// R.
  package let count: Int

  package init(_ logValues: [Double]) {
    count = logValues.count
    value = logMeanExp(logValues)
    let jackknife = Jackknife(count: logValues.count) { excluded in
      logMeanExp(withoutElement(excluded, of: logValues))
    }
    standardError = jackknife.standardError
    spread = standardDeviation(logValues)
  }

  /// `value` ± Student's t quantile with R − 1 degrees of freedom.
  package func interval(level: Double = 0.9) -> (low: Double, high: Double) {
    studentInterval(value, standardError: standardError, runs: count, level: level)
  }
}

/// The jackknife of any number derived from R independent runs.
package struct Jackknife: Hashable, Sendable {
  /// The number without run 0, 1, ….
  package let leaveOneOut: [Double]

  /// - Parameter statistic: the number computed from all runs but the one given.
  package init(count: Int, leavingOut statistic: (Int) -> Double) {
    leaveOneOut = (0..<count).map(statistic)
  }

  /// √((R − 1)/R · Σ (sᵢ − s̄)²): 0 where all agree (also in an infinity), NaN for R < 2, +∞ where
  /// some but not all of the numbers are infinite.
  package var standardError: Double {
    guard leaveOneOut.count > 1 else { return .nan }
    return standardDeviation(leaveOneOut) * Double(leaveOneOut.count - 1)
      / Double(leaveOneOut.count).squareRoot()
  }

  /// `estimate` ± Student's t quantile with R − 1 degrees of freedom.
  package func interval(
    around estimate: Double, level: Double = 0.9
  ) -> (low: Double, high: Double) {
    studentInterval(
      estimate, standardError: standardError, runs: leaveOneOut.count, level: level)
  }
}

/// The sample standard deviation, with n − 1: NaN for fewer than two values or a NaN among them, 0
/// where all are equal (also in an infinity), +∞ where some but not all are infinite.
package func standardDeviation(_ values: [Double]) -> Double {
  guard values.count > 1, !values.contains(where: \.isNaN) else { return .nan }
  if values.allSatisfy({ $0 == values[0] }) { return 0 }
  let mean = values.reduce(0, +) / Double(values.count)
  guard mean.isFinite else { return .infinity }
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}

private func withoutElement(_ index: Int, of values: [Double]) -> [Double] {
  var rest = values
  rest.remove(at: index)
  return rest
}

private func studentInterval(
  _ estimate: Double, standardError: Double, runs: Int, level: Double
) -> (low: Double, high: Double) {
  guard runs > 1 else { return (.nan, .nan) }
  if standardError == 0 { return (estimate, estimate) }
  let reach = studentTQuantile(0.5 + 0.5 * level, degrees: Double(runs - 1)) * standardError
  return (estimate - reach, estimate + reach)
}
