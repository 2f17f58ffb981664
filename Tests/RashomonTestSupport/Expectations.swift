// Statistical expectations. Every caller states its seed, its false-alarm rate and the smallest
// error that it catches, and proves them with a broken copy.

package import Testing

/// The mean of a sample with its standard error.
package struct SampleMean: Sendable {
  package let mean: Double
  package let standardError: Double

  package init(of sample: [Double]) {
    let count = Double(sample.count)
    let mean = sample.reduce(0, +) / count
    let squares = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    self.standardError = (squares / (count - 1) / count).squareRoot()
  }

  /// Whether the true mean may be `expected`: the two differ by at most `standardErrors` standard
  /// errors, or by rounding where the sample does not vary.
  package func agrees(with expected: Double, within standardErrors: Double = 5) -> Bool {
    abs(mean - expected) <= standardErrors * standardError + 1e-12 * max(1, abs(expected))
  }
}

/// Expects the sample's mean within so many of its own standard errors of `expected`.
///
/// Five standard errors raise about six false alarms in ten million for a fresh seed and a sample
/// large enough for its mean to be normal; an error of ten is caught all but surely.
package func expectMean(
  of sample: [Double], toBe expected: Double, within standardErrors: Double = 5,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = SampleMean(of: sample)
  #expect(
    found.agrees(with: expected, within: standardErrors),
    "mean \(found.mean) ± \(found.standardError), expected \(expected)",
    sourceLocation: sourceLocation)
}

/// Expects that a deliberately broken sample's mean is told from `expected`.
package func expectMeanRejected(
  of sample: [Double], insteadOf expected: Double, within standardErrors: Double = 5,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = SampleMean(of: sample)
  #expect(
    !found.agrees(with: expected, within: standardErrors),
    "a broken copy passed: mean \(found.mean) ± \(found.standardError), expected \(expected)",
    sourceLocation: sourceLocation)
}

/// Whether two numbers agree to a relative tolerance (absolute below 1); equal infinities and two
/// NaN agree.
package func isClose(_ left: Double, _ right: Double, tolerance: Double = 1e-9) -> Bool {
  if left == right || (left.isNaN && right.isNaN) { return true }
  guard left.isFinite, right.isFinite else { return false }
  return abs(left - right) <= tolerance * max(1, max(abs(left), abs(right)))
}

/// Expects two numbers to agree to a relative tolerance (absolute below 1).
package func expectClose(
  _ found: Double, _ expected: Double, tolerance: Double = 1e-9,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    isClose(found, expected, tolerance: tolerance), "found \(found), expected \(expected)",
    sourceLocation: sourceLocation)
}
