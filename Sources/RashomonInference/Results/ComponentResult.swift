import RashomonNumerics

/// What the runs of one component found.
package struct ComponentResult: Sendable {
  package let component: Component
  /// The method that computed it, by name.
  package let method: String
  package let isExact: Bool
  /// One for each run; a single one where exact.
  package let runs: [RunResult]

  /// The component's log evidence.
  package var logEvidence: Estimate {
    .logEvidence(runs: runs.map(\.logEvidence), isExact: isExact)
  }

  /// The log of the mean of Ẑ over some runs.
  func logEvidence(kept: [Int]) -> Double {
    isExact ? runs[0].logEvidence : logMeanExp(kept.map { runs[$0].logEvidence })
  }

  /// The run with that index; the only one where exact.
  package func run(_ index: Int) -> RunResult { isExact ? runs[0] : runs[index] }

  /// The weight of each kept run in an average of posteriors: its Ẑ, normalised.
  func shares(kept: [Int]) -> [Double] {
    normalizedWeights(kept.map { run($0).logEvidence })
  }
}
