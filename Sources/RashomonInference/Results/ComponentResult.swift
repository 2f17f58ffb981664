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
    let estimate = Estimate.logEvidence(runs: runs.map(\.logEvidence), isExact: isExact)
    guard restsOnFewValues else { return estimate }
    return Estimate(
      value: estimate.value, standardError: estimate.standardError, runs: estimate.runs,
      isExact: isExact, isReliable: false)
  }

  /// Whether importance sampling was left with so few values that runs may agree on what all of them
  /// missed: weights are skew, and a handful of values seldom holds the large ones.
  private var restsOnFewValues: Bool {
    guard method == ImportanceSampling().name else { return false }
    let values = runs.compactMap { run in
      run.diagnostics.paths.map { run.diagnostics.leastEffectiveSize / Double($0) }
    }
    guard !values.isEmpty else { return false }
    return values.reduce(0, +) / Double(values.count) < ImportanceSampling.leastValues
  }

  /// The log of the mean of Ẑ over some runs.
  func logEvidence(kept: [Int]) -> Double {
    isExact ? runs[0].logEvidence : logMeanExp(kept.map { runs[$0].logEvidence })
  }

  /// The log evidence of all days before the i-th probe of the problem together with it, from some
  /// runs only.
  ///
  /// *Precondition*: the problem has probes.
  func logEvidence(ofProbe index: Int, kept: [Int]) -> Double {
    logEvidence(at: component.probes.places[index], kept: kept)
  }

  func logEvidence(at place: Probes.Place, kept: [Int]) -> Double {
    func value(_ run: RunResult) -> Double {
      guard let trace = run.trace else { return .nan }
      return switch place {
      case .after(records: 0): 0
      case .after(let records): trace.daily[records - 1]
      case .probe(let index): trace.probes[index]
      }
    }
    return isExact ? value(runs[0]) : logMeanExp(kept.map { value(runs[$0]) })
  }

  /// The run with that index; the only one where exact.
  package func run(_ index: Int) -> RunResult { isExact ? runs[0] : runs[index] }

  /// The weight of each kept run in an average of posteriors: its Ẑ, normalised.
  func shares(kept: [Int]) -> [Double] {
    normalizedWeights(kept.map { run($0).logEvidence })
  }
}
