import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// Importance sampling of once-per-history values, each with a particle filter over the paths.
///
/// Pilots find where the posterior lies: values drawn from the prior, then from a mixture fitted to
/// the pilot before. The last stage draws afresh, an eighth from the prior and the rest from the
/// mixture, and weighs every value with prior/density · Ẑ of its paths. The mean of these weights
/// is unbiased, whatever the pilots found; the prior's share bounds prior/density by eight.
/// *Reference*: [Tran2021].
package struct ImportanceSampling: InferenceMethod {
  package let name = "importance"
  package let summary =
    "Parameters and hidden facts drawn from a density fitted to pilots, each with a filter over paths."
  package let isExact = false

  /// Paths followed for each set of once-per-history values.
  package let paths: Int
  /// The most pilots; each costs as much as the last stage.
  package let pilots: Int

  package init(paths: Int = 64, pilots: Int = 4) {
    self.paths = max(1, paths)
    self.pilots = max(0, pilots)
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
    let paths = min(paths, effort.histories)
    let run = ImportanceRun(
      component: component, facts: facts, groups: max(2, effort.histories / paths), paths: paths,
      seed: effort.seed, index: index, threads: threads, stages: pilots + 1)
    return try run.result(effort: effort, tick: tick)
  }
}

private struct ImportanceRun {
  let component: Component
  let facts: RandomFacts
  let groups: Int
  let paths: Int
  let seed: UInt64
  /// Of the run.
  let index: Int
  let threads: Int
  /// The most passes over the days, the last one included.
  let stages: Int

  /// Values with their weights, after a pass over the days.
  private struct Stage {
    var filters: PathFilters
    /// log prior/density of each group, −∞ where the model does not allow it.
    var logRatios: [Double]
    var points: FactPoints
    /// The day on which no group could give the record.
    var collapseDay: Int?

    /// log prior/density · Ẑ.
    var logWeights: [Double] {
      zip(logRatios, filters.logEvidence).map {
        let weight = $0 + $1
        return weight.isNaN ? -.infinity : weight
      }
    }
  }

  func result(effort: Effort, tick: () throws -> Void) throws -> RunResult {
    let (mixture, pilots) = try fitted(tick: tick)
    let last = try run(mixture, stage: 0, isTicking: { $0 % stages >= pilots }, tick: tick)
    var collapse: Collapse?
    if let day = last.collapseDay, let record = component.record(of: day) {
      collapse = try culprits(of: record, mixture)
    }
    let logWeights = last.logWeights
    let shares = normalizedWeights(logWeights)
    let isAlive = collapse == nil
    let resampled = isAlive ? Resampling.systematicAncestors(weights: shares, uniform: 0.5) : []
    return component.result(
      logEvidence: logMeanExp(logWeights),
      histories: FinalWeights(
        engine: last.filters.engine, population: last.filters.population,
        weights: isAlive
          ? last.filters.weights(groups: logWeights)
          : [Double](repeating: 0, count: groups * paths),
        isExact: false),
      diagnostics: RunDiagnostics(
        leastEffectiveSize: effectiveSize(shares) * Double(paths),
        leastEffectiveDay: component.records.last?.day,
        distinctAncestors: Set(resampled).count, size: groups * paths),
      collapse: collapse, index: index, effort: effort)
  }

  /// The density that the pilots found, nil where none of them lived, and how many there were.
  private func fitted(tick: () throws -> Void) throws -> (FactMixture?, Int) {
    var mixture: FactMixture?
    let target = max(Double(groups) / 4, 2)
    for pilot in 1..<max(1, stages) {
      let stage = try run(
        mixture, stage: pilot, isTicking: { $0 % stages == pilot - 1 }, tick: tick)
      guard stage.collapseDay == nil else { return (mixture, pilot) }
      let logWeights = stage.logWeights
      let power = temper(logWeights, effectiveSize: target)
      let weights = normalizedWeights(logWeights.map { $0 == -.infinity ? $0 : $0 * power })
      let choice = key("'centre", stage: pilot)
      mixture = FactMixture(
        facts, points: stage.points, weights: weights, uniform: { choice.uniform(lane: $0) })
      if power == 1, pilot > 1 || effectiveSize(weights) > Double(groups) / 2 {
        return (mixture, pilot)
      }
    }
    return (mixture, stages - 1)
  }

  /// The largest power up to 1 of the weights at which as many of them count.
  private func temper(_ logWeights: [Double], effectiveSize target: Double) -> Double {
    func size(_ power: Double) -> Double {
      effectiveSize(normalizedWeights(logWeights.map { $0 == -.infinity ? $0 : $0 * power }))
    }
    if size(1) >= target { return 1 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<30 {
      let middle = 0.5 * (low + high)
      if size(middle) >= target { low = middle } else { high = middle }
    }
    return low
  }

  /// Values drawn from the prior and a mixture, on the first day.
  private func started(_ mixture: FactMixture?, stage: Int) throws -> Stage {
    // Pilots and the last stage must not share a number.
    let draws = Draws(seed: seed, stream: index &+ stage << 32)
    let drawn = try PathFilters(
      component, groups: groups, paths: paths, draws: draws, threads: threads)
    var values: [VariableID: [Double]] = [:]
    for fact in drawn.facts { values[fact] = drawn.factValues(fact) }
    var points = facts.points(values)
    guard let mixture else {
      return Stage(
        filters: drawn, logRatios: [Double](repeating: 0, count: groups), points: points)
    }
    let fromPrior = (groups + 7) / 8
    let proposed = mixture.draw(groups - fromPrior) { key($0, stage: stage) }
    for row in points.free.indices { points.free[row].replace(proposed.free[row], from: fromPrior) }
    for row in points.counts.indices {
      points.counts[row].replace(proposed.counts[row], from: fromPrior)
    }
    for row in points.labels.indices {
      points.labels[row].replace(proposed.labels[row], from: fromPrior)
    }
    for (fact, column) in facts.values(points) {
      // Those of the prior stay as they were drawn, to the last bit.
      values[fact]?.replace(Array(column[fromPrior...]), from: fromPrior)
    }
    let filters = try PathFilters(values, insteadOf: drawn, draws: draws)
    let share = Double(fromPrior) / Double(groups)
    let logRatios = filters.proposedLogPriors.enumerated().map { group, prior in
      guard prior < .infinity, prior > -.infinity else { return -Double.infinity }
      let density = mixture.logDensity(points, at: group)
      return prior - logSumExp(log(share) + prior, log(1 - share) + density)
    }
    return Stage(filters: filters, logRatios: logRatios, points: points)
  }

  /// One pass over all days, or up to a collapse.
  private func run(
    _ mixture: FactMixture?, stage: Int, isTicking: (Int) -> Bool, tick: () throws -> Void
  ) throws -> Stage {
    var state = try started(mixture, stage: stage)
    for day in 0..<max(0, component.dayCount) {
      // The passes share the days that a watcher counts.
      if isTicking(day) { try tick() }
      try state.filters.advance(day: day)
      guard component.record(of: day) != nil else { continue }
      if !state.logWeights.contains(where: { $0 > -.infinity }) {
        state.collapseDay = day
        break
      }
    }
    return state
  }

  /// Runs the days before a collapse again, since the day itself has moved the paths on.
  private func culprits(of record: DayRecord, _ mixture: FactMixture?) throws -> Collapse {
    var again = try started(mixture, stage: 0)
    for day in 0..<record.day { try again.filters.advance(day: day) }
    return try component.collapse(on: record) { part in
      let evidence = try again.filters.logEvidence(with: part)
      return logMeanExp(
        zip(again.logRatios, evidence).map {
          let weight = $0 + $1
          return weight.isNaN ? -.infinity : weight
        })
    }
  }

  private func key(_ name: String, stage: Int) -> RandomKey {
    RandomKey(
      seed: seed, stream: index, block: -4, day: stage,
      statement: statementAddress("\(name) \(component.name)"))
  }
}

extension [Double] {
  fileprivate mutating func replace(_ values: [Double], from start: Int) {
    replaceSubrange(start..., with: values)
  }
}

extension [Int] {
  fileprivate mutating func replace(_ values: [Int], from start: Int) {
    replaceSubrange(start..., with: values)
  }
}
