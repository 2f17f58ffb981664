import RashomonNumerics

/// A number computed from independent runs, with its Monte Carlo error.
package struct Estimate: Hashable, Sendable {
  package let value: Double
  /// The jackknife's standard error, 0 where the number is exact.
  package let standardError: Double
  /// How many runs it rests on, at least 1.
  package let runs: Int
  /// Free of Monte Carlo error.
  package let isExact: Bool
  /// Whether its error can be believed; see `reliabilityLimit`.
  package let isReliable: Bool

  package init(
    value: Double, standardError: Double, runs: Int, isExact: Bool, isReliable: Bool = true
  ) {
    self.value = value
    self.standardError = standardError
    self.runs = runs
    self.isExact = isExact
    self.isReliable = isReliable
  }

  /// A number without Monte Carlo error.
  package static func exact(_ value: Double) -> Estimate {
    Estimate(value: value, standardError: 0, runs: 1, isExact: true)
  }

  /// The largest standard deviation of log Ẑ between runs at which the mean of Ẑ is still told by
  /// its runs; above it the mean is carried by the luckiest run and so is its error.
  package static let reliabilityLimit = 1.0

  /// The log of the mean of Ẑ over runs, from log Ẑ of each.
  package static func logEvidence(runs logs: [Double], isExact: Bool) -> Estimate {
    if isExact { return .exact(logs.first ?? 0) }
    return Estimate(
      value: logMeanExp(logs),
      standardError: jackknifeError(runs: logs.count) { logMeanExp($0.map { logs[$0] }) },
      runs: logs.count, isExact: false,
      isReliable: standardDeviation(of: logs) <= reliabilityLimit)
  }

  /// The interval that holds the true number with that probability, by Student's t with one degree
  /// of freedom fewer than runs; the value itself where it is exact. nil for a single run, where the
  /// error cannot be believed, and for a number without bounds.
  ///
  /// - Parameter confidence: between 0 and 1.
  package func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    guard value.isFinite else { return nil }
    if isExact { return value...value }
    guard runs > 1, isReliable, standardError.isFinite else { return nil }
    let half = studentTQuantile(0.5 + 0.5 * confidence, degrees: Double(runs - 1)) * standardError
    return (value - half)...(value + half)
  }
}

/// The sample standard deviation; 0 for fewer than two, ∞ where a part of them is infinite.
package func standardDeviation(of values: [Double]) -> Double {
  guard values.count > 1 else { return 0 }
  if values.allSatisfy({ $0 == values[0] }) { return 0 }
  guard values.allSatisfy(\.isFinite) else { return .infinity }
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}
