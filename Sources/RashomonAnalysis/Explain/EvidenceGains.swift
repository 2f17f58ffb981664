import RashomonInference

/// What each step of the record brings each model, from all runs and from all but each.
///
/// A number here is a row of logarithms: the first from all runs, then one without each run, so that
/// sums and differences keep their jackknife.
struct EvidenceGains {
  /// Subsets of the runs: all of them, then all but each; only one where everything is exact.
  let subsets: [[Int]]
  /// `[model][step][subset]`, NaN where the model is ruled out before, −∞ where it is by the step.
  let gains: [[[Double]]]
  private let results: [AccountResult]

  /// - Parameter results: of each model, with the steps' probes.
  init(_ results: [AccountResult], steps: [RecordSteps.Step]) {
    self.results = results
    let runs = results[0].runCount
    let all = Array(0..<runs)
    let subsets =
      results.allSatisfy(\.isExact) || runs == 1
      ? [all] : [all] + all.map { left in all.filter { $0 != left } }
    self.subsets = subsets
    gains = results.map { result in
      steps.map { step in
        subsets.map { result.logEvidence(from: step.before, toProbe: step.after, kept: $0) }
      }
    }
  }

  /// Whether no number here has Monte Carlo error.
  private var isExact: Bool { results.allSatisfy(\.isExact) }

  /// What another answer would have brought a model.
  func gain(of model: Int, from before: Int?, to probe: Int) -> [Double] {
    subsets.map { results[model].logEvidence(from: before, toProbe: probe, kept: $0) }
  }

  /// A model against another in dB; nil where both are ruled out, or one is before.
  func weight(_ gain: [Double], over reference: [Double]) -> Measured? {
    measured(zip(gain, reference).map { decibels($0 - $1) })
  }

  /// The same over several steps: infinite where one of them rules a model out.
  func weight(of model: Int, over reference: Int, steps: some Sequence<Int>) -> Measured? {
    var sum = subsets.map { _ in 0.0 }
    var ruling: [Double]?
    var isPartial = false
    for step in steps {
      let difference = zip(gains[model][step], gains[reference][step]).map { $0 - $1 }
      if difference[0].isNaN {
        isPartial = true
      } else if difference[0].isInfinite {
        ruling = difference
      } else {
        for index in sum.indices { sum[index] += difference[index] }
      }
    }
    if let ruling { return measured(ruling) }
    return isPartial ? nil : measured(sum.map(decibels))
  }

  /// A number from its value by all runs and without each; nil for one that is not a number.
  func measured(_ values: [Double]) -> Measured? {
    guard !values[0].isNaN else { return nil }
    if isExact { return .exact(values[0]) }
    guard values.count > 2 else { return Measured(values[0], error: nil) }
    let error = jackknifeError(leftOut: Array(values.dropFirst()))
    return Measured(values[0], error: error.isFinite ? error : nil)
  }
}
