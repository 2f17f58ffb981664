import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// Passes of importance-weighted once-per-history values over the days of one run.
struct ImportancePass {
  let component: Component
  let facts: RandomFacts
  let seed: UInt64
  /// Of the run.
  let index: Int
  let threads: Int

  /// How many sets of values, and paths for each.
  struct Size {
    let groups: Int
    let paths: Int
  }

  /// Values with their weights, on their way over the days.
  struct Stage {
    var filters: PathFilters
    /// log prior/density of each group, −∞ where the model does not allow it.
    let logRatios: [Double]
    let points: FactPoints
    /// How many of the groups, the first, were drawn from the prior.
    let fromPrior: Int
    /// The day on which no group could give the record.
    var collapseDay: Int?
    /// Of the last stage.
    var trace = EvidenceTrace()

    /// log prior/density · Ẑ.
    var logWeights: [Double] { weights(filters.logEvidence) }

    /// The same with the Ẑ of each group given by its logarithm.
    func weights(_ evidence: [Double]) -> [Double] {
      zip(logRatios, evidence).map {
        let weight = $0 + $1
        return weight.isNaN ? -.infinity : weight
      }
    }
  }

  /// One pass over all days, or up to a collapse, of values from the prior and a mixture.
  func run(
    _ mixture: FactMixture?, size: Size, stage: Int, tick: () throws -> Void
  ) throws -> Stage {
    try advanced(
      started(mixture, size: size, stage: stage), isTraced: stage == 0, tick: tick)
  }

  /// One pass of a stage's values at those places, each for as many groups as it stands there, with
  /// random numbers of their own.
  func run(
    repeating places: [Int], of other: Stage, paths: Int, stage: Int, tick: () throws -> Void
  ) throws -> Stage {
    let draws = draws(stage)
    let drawn = try PathFilters(
      component, groups: places.count, paths: paths, draws: draws, threads: threads)
    var values: [VariableID: [Double]] = [:]
    for fact in drawn.facts {
      let column = other.filters.factValues(fact)
      values[fact] = places.map { column[$0] }
    }
    let filters = try PathFilters(values, insteadOf: drawn, draws: draws)
    let stage = Stage(
      filters: filters, logRatios: places.map { _ in 0 }, points: facts.points(values),
      fromPrior: 0)
    return try advanced(stage, isTraced: false, tick: tick)
  }

  /// Values drawn from the prior and, past an eighth, from a mixture, on the first day.
  private func started(_ mixture: FactMixture?, size: Size, stage: Int) throws -> Stage {
    let draws = draws(stage)
    let drawn = try PathFilters(
      component, groups: size.groups, paths: size.paths, draws: draws, threads: threads)
    var values: [VariableID: [Double]] = [:]
    for fact in drawn.facts { values[fact] = drawn.factValues(fact) }
    var points = facts.points(values)
    guard let mixture else {
      return Stage(
        filters: drawn, logRatios: [Double](repeating: 0, count: size.groups), points: points,
        fromPrior: size.groups)
    }
    let fromPrior = (size.groups + 7) / 8
    points.replace(
      from: fromPrior, by: mixture.draw(size.groups - fromPrior) { key($0, stage: stage) })
    for (fact, column) in facts.values(points) {
      // Those of the prior stay as they were drawn, to the last bit.
      values[fact]?.replaceSubrange(fromPrior..., with: column[fromPrior...])
    }
    let filters = try PathFilters(values, insteadOf: drawn, draws: draws)
    let share = Double(fromPrior) / Double(size.groups)
    let logRatios = filters.proposedLogPriors.enumerated().map { group, prior in
      guard prior > -.infinity, prior < .infinity else { return -Double.infinity }
      let density = mixture.logDensity(points, at: group)
      return prior - logSumExp(log(share) + prior, log(1 - share) + density)
    }
    return Stage(
      filters: filters, logRatios: logRatios, points: points, fromPrior: fromPrior)
  }

  private func advanced(
    _ stage: Stage, isTraced: Bool, tick: () throws -> Void
  ) throws -> Stage {
    var stage = stage
    for day in 0..<max(0, component.dayCount) {
      try tick()
      if isTraced {
        let probed = try stage.filters.logEvidence(with: component.probes[day: day])
        stage.trace.note(probes: probed.map { logMeanExp(stage.weights($0)) })
      }
      try stage.filters.advance(day: day)
      guard component.record(of: day) != nil else { continue }
      if isTraced { stage.trace.note(day: logMeanExp(stage.logWeights)) }
      if !stage.logWeights.contains(where: { $0 > -.infinity }) {
        stage.collapseDay = day
        break
      }
    }
    return stage
  }

  /// Runs the days of the last stage before a collapse again, since the day itself has moved the
  /// paths on.
  func culprits(
    of record: DayRecord, _ mixture: FactMixture?, size: Size
  ) throws -> Collapse {
    var again = try started(mixture, size: size, stage: 0)
    for day in 0..<record.day { try again.filters.advance(day: day) }
    return try component.collapse(on: record) { part in
      logMeanExp(again.weights(try again.filters.logEvidence(with: part)))
    }
  }

  /// Pilots and the last stage share no number.
  private func draws(_ stage: Int) -> Draws {
    Draws(seed: seed, stream: index &+ stage << 32)
  }

  func key(_ name: String, stage: Int) -> RandomKey {
    RandomKey(
      seed: seed, stream: index, block: -4, day: stage,
      statement: statementAddress("\(name) \(component.name)"))
  }
}
