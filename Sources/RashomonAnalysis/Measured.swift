import RashomonInference

/// A number with its Monte Carlo error.
package struct Measured: Hashable, Sendable {
  package let value: Double
  /// One standard error, 0 where the number is exact, nil where none can be given (a single run).
  package let error: Double?

  package init(_ value: Double, error: Double?) {
    self.value = value
    self.error = error
  }

  package static func exact(_ value: Double) -> Measured { Measured(value, error: 0) }

  /// A number derived from `runs` independent runs, with the jackknife's error: `derived` is called
  /// with the runs to keep.
  static func jackknifed(runs: Int, _ derived: ([Int]) -> Double) -> Measured {
    let value = derived(Array(0..<runs))
    guard runs > 1 else { return Measured(value, error: nil) }
    let error = jackknifeError(runs: runs, of: derived)
    return Measured(value, error: error.isFinite ? error : nil)
  }

  init(_ estimate: Estimate) {
    self.init(
      estimate.value,
      error: estimate.isExact ? 0 : estimate.runs > 1 ? estimate.standardError : nil)
  }
}
