import RashomonEngine
import RashomonModel
import RashomonNumerics

/// Importance sampling of once-per-history values, each with a particle filter over the paths.
///
/// Pilots find where the posterior lies and how many paths a value's Ẑ needs
/// (`ImportancePilots`). The last stage draws afresh, an eighth from the prior and the rest from
/// the density that the pilots fitted, and weighs every value with prior/density · Ẑ of its paths.
/// The mean of these weights is unbiased, whatever the pilots found; the prior's share bounds
/// prior/density by eight. *Reference*: [Tran2021].
package struct ImportanceSampling: InferenceMethod {
  package let name = "importance"
  package let summary =
    "Parameters and hidden facts drawn from a density fitted to pilots, each with a filter over paths."
  package let isExact = false

  /// The fewest once-per-history values that a run has to rest on, by its effective number, for its
  /// evidence to be relied on; measured on Belarus 2020, where six or seven agreed with each other
  /// and were five standard errors from the truth.
  static let leastValues = 10.0

  /// Paths followed in the first pilot for each set of once-per-history values.
  package let paths: Int

  package init(paths: Int = 64) {
    self.paths = max(1, paths)
  }

  package func objection(to component: Component) -> Objection? { nil }

  package func run(
    _ component: Component, index: Int, effort: Effort, threads: Int, tick: () throws -> Void
  ) throws -> RunResult {
    let facts = RandomFacts(component)
    guard !facts.isEmpty else {
      // Without anything to draw once the method is the particle filter.
      return try ParticleFilter().run(
        component, index: index, effort: effort, threads: threads, tick: tick)
    }
    let pass = ImportancePass(
      component: component, facts: facts, seed: effort.seed, index: index, threads: threads)
    // A fifth of the days of all passes are counted, which are five at most.
    var steps = 0
    func tickNowAndThen() throws {
      steps += 1
      if steps % 5 == 0 { try tick() }
    }
    let pilots = try ImportancePilots(
      pass, histories: effort.histories, paths: min(paths, max(1, effort.histories / 2)),
      tick: tickNowAndThen)
    let last = try pass.run(pilots.mixture, size: pilots.size, stage: 0, tick: tickNowAndThen)
    return try result(last, by: pass, pilots, index: index, effort: effort)
  }

  private func result(
    _ last: ImportancePass.Stage, by pass: ImportancePass, _ pilots: ImportancePilots, index: Int,
    effort: Effort
  ) throws -> RunResult {
    let component = pass.component
    let collapse = try last.collapseDay.flatMap { component.record(of: $0) }.map {
      try pass.culprits(of: $0, pilots.mixture, size: pilots.size)
    }
    let logWeights = last.logWeights
    let shares = normalizedWeights(logWeights)
    let isAlive = collapse == nil
    let kept = isAlive ? SystematicResampling.ancestors(weights: shares, uniform: 0.5) : []
    return component.result(
      logEvidence: logMeanExp(logWeights),
      histories: FinalWeights(
        engine: last.filters.engine, population: last.filters.population,
        weights: isAlive
          ? last.filters.weights(groups: logWeights)
          : [Double](repeating: 0, count: last.filters.population.count),
        isExact: false),
      diagnostics: RunDiagnostics(
        leastEffectiveSize: effectiveSize(shares) * Double(last.filters.paths),
        leastEffectiveDay: component.records.last?.day,
        // As many as a resampling by the weights would leave.
        distinctAncestors: Set(kept).count, size: last.filters.population.count,
        paths: last.filters.paths),
      collapse: collapse, trace: last.trace, index: index, effort: effort)
  }
}
