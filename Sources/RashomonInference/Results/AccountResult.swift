package import RashomonModel
import RashomonNumerics

/// Everything found out about one account on one record.
///
/// Every number that was computed from R runs can be had for a part of them (`kept`, indices in
/// ascending order), so that the jackknife goes through whatever is derived from it.
package struct AccountResult: Sendable {
  /// The account's id.
  package let account: String
  /// R.
  package let runCount: Int
  package let components: [ComponentResult]
  /// In the order asked for.
  package let posteriors: [VariablePosterior]
  /// In the order asked for.
  package let answers: [QuestionAnswer]
  /// The first collapse, where every run of a component collapsed: the account cannot give the
  /// record.
  package let collapse: Collapse?

  /// Whether no number here has Monte Carlo error.
  package var isExact: Bool { components.allSatisfy(\.isExact) }

  /// Whether the runs tell the evidence of every component; see `Estimate.reliabilityLimit`.
  package var isReliable: Bool { components.allSatisfy(\.logEvidence.isReliable) }

  /// The log evidence of the record.
  package var logEvidence: Estimate {
    if isExact { return .exact(logEvidence(kept: [0])) }
    return Estimate(
      value: logEvidence(kept: Array(0..<runCount)),
      standardError: jackknifeError(runs: runCount) { logEvidence(kept: $0) }, runs: runCount,
      isExact: false, isReliable: isReliable)
  }

  /// The standard deviation of log Ẑ between runs, of the component where it is largest; 0 where
  /// exact.
  package var spread: Double {
    components.filter { !$0.isExact }
      .map { standardDeviation(of: $0.runs.map(\.logEvidence)) }.max() ?? 0
  }

  /// The log evidence from some runs only: over components the product of the means of Ẑ over runs.
  ///
  /// As unbiased as the mean of the products, since components are independent, but with less
  /// variance; and a component that two accounts share cancels between them.
  package func logEvidence(kept: [Int]) -> Double {
    components.reduce(0) { $0 + $1.logEvidence(kept: kept) }
  }

  /// The change of the log evidence from one of the problem's probes to another, or from nothing, from
  /// some runs only: what the one has and the other has not brings so much.
  ///
  /// Components that see no difference between the two bring exactly nothing, also where they have
  /// collapsed; NaN where another collapsed before both.
  ///
  /// *Precondition*: the problem has probes.
  package func logEvidence(from first: Int?, toProbe second: Int, kept: [Int]) -> Double {
    components.reduce(0) { total, result in
      let places = result.component.probes.places
      let (start, end) = (first.map { places[$0] } ?? .after(records: 0), places[second])
      if start == end { return total }
      return total + result.logEvidence(at: end, kept: kept)
        - result.logEvidence(at: start, kept: kept)
    }
  }

  /// The run and component that held up worst; nil where nothing was sampled.
  package var worstDiagnostics: RunDiagnostics? {
    let sampled = components.filter { !$0.isExact }.flatMap(\.runs).map(\.diagnostics)
    return sampled.min { $0.leastEffectiveSize < $1.leastEffectiveSize }
  }

  /// Histories in each run, of the sampled component that has most; 0 where nothing was sampled.
  package var mostHistories: Int {
    components.filter { !$0.isExact }.flatMap(\.runs).map(\.diagnostics.size).max() ?? 0
  }

  /// The most paths of any once-per-history value at the end; nil where none has a filter of its own.
  package var mostPaths: Int? {
    components.flatMap(\.runs).compactMap(\.diagnostics.paths).max()
  }

  /// The least share of proposed values that a run took when it last moved them; nil where none did.
  package var leastAcceptance: Double? {
    components.flatMap(\.runs).compactMap(\.diagnostics.acceptance).min()
  }

  /// The fewest once-per-history draws left at the end of any run; nil where nothing was sampled.
  package var leastDistinctAncestors: Int? {
    components.flatMap(\.runs).compactMap(\.diagnostics.distinctAncestors).min()
  }
}

/// The posterior of one variable.
package struct VariablePosterior: Sendable {
  package let variable: VariableID
  package let isExact: Bool
  let component: ComponentResult
  /// Its place among the component's reported variables.
  let place: Int

  /// R, or 1 where exact.
  package var runCount: Int { component.runs.count }

  /// The mean (one number), or each category's share, from some runs only.
  package func values(kept: [Int]) -> [Double] {
    let shares = component.shares(kept: kept)
    let runs = kept.map { component.run($0).posteriors[place] }
    return component.runs[0].posteriors[place].indices.map { index in
      weightedAverage(runs.map { $0[index] }, shares)
    }
  }

  /// The same from all runs, with its errors.
  package var estimates: [Estimate] {
    component.runs[0].posteriors[place].indices.map { index in
      component.estimate { values(kept: $0)[index] }
    }
  }
}

/// The answer to one question.
package struct QuestionAnswer: Sendable {
  package let question: Question
  package let isExact: Bool
  let component: ComponentResult
  /// Its place among the component's questions.
  let place: Int

  private func answer(_ run: Int) -> RunAnswer { component.run(run).answers[place] }

  /// The posterior probability of yes, or the posterior mean, given the condition, from some runs
  /// only; NaN where the condition never holds.
  package func value(kept: [Int]) -> Double {
    weightedAverage(kept.map { answer($0).value }, conditionShares(kept: kept))
  }

  /// The same from all runs, with its error.
  package var value: Estimate { component.estimate { value(kept: $0) } }

  /// The posterior probability of the condition, 1 without one, from some runs only.
  package func conditionProbability(kept: [Int]) -> Double {
    weightedAverage(kept.map { answer($0).conditionProbability }, component.shares(kept: kept))
  }

  /// The same from all runs, with its error.
  package var conditionProbability: Estimate {
    component.estimate { conditionProbability(kept: $0) }
  }

  /// A number's posterior distribution given the condition, from some runs only; nil for a yes/no
  /// question and where the condition never holds.
  package func sample(kept: [Int]) -> WeightedSample? {
    let parts = zip(kept, conditionShares(kept: kept)).compactMap { run, share in
      answer(run).sample.map { (sample: $0, weight: share) }
    }
    return parts.isEmpty ? nil : WeightedSample(pooling: parts)
  }

  /// A number's quantile at that probability, with its error.
  package func quantile(_ probability: Double) -> Estimate {
    component.estimate { sample(kept: $0)?.quantile(probability) ?? .nan }
  }

  /// How many equally weighted histories the answer rests on; ∞ where it is exact.
  package var effectiveHistories: Double {
    if component.isExact { return .infinity }
    let kept = Array(component.runs.indices)
    var inverse = 0.0
    for (run, share) in zip(kept, conditionShares(kept: kept)) where share > 0 {
      inverse += share * share / answer(run).effectiveHistories
    }
    return inverse > 0 ? 1 / inverse : 0
  }

  /// The weight of each kept run among the histories in which the condition holds.
  private func conditionShares(kept: [Int]) -> [Double] {
    let joint = zip(kept, component.shares(kept: kept)).map { run, share in
      share > 0 ? share * answer(run).conditionProbability : 0
    }
    let total = joint.reduce(0, +)
    return total > 0 ? joint.map { $0 / total } : joint
  }
}

extension ComponentResult {
  /// A number derived from runs, with its jackknife error.
  func estimate(_ derived: ([Int]) -> Double) -> Estimate {
    if isExact { return .exact(derived([0])) }
    return Estimate(
      value: derived(Array(runs.indices)),
      standardError: jackknifeError(runs: runs.count, of: derived), runs: runs.count,
      isExact: false, isReliable: logEvidence.isReliable)
  }
}
