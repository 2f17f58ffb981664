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

  /// The interval that holds the true number with probability 95 %, by Student's t with one degree
  /// of freedom fewer than runs; the value itself where it is exact, everything for a single run.
  package var interval: ClosedRange<Double> {
    if isExact || standardError == 0 && runs > 1 { return value...value }
    guard runs > 1, standardError.isFinite, value.isFinite else { return -.infinity ... .infinity }
    let half = Estimate.studentQuantile(degrees: runs - 1) * standardError
    return (value - half)...(value + half)
  }

  /// The 97.5 % point of Student's t, to 1e-3.
  package static func studentQuantile(degrees: Int) -> Double {
    let table = [
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
      2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
      2.052, 2.048, 2.045, 2.042,
    ]
    if degrees >= 1, degrees <= table.count { return table[degrees - 1] }
    // Beyond the table the Cornish–Fisher expansion around the normal's 1.95996, to its second
    // order, errs by less than 5e-4.
    let z = 1.959_964
    let cube = z * z * z
    let n = Double(degrees)
    return z + (cube + z) / (4 * n) + (5 * cube * z * z + 16 * cube + 3 * z) / (96 * n * n)
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
