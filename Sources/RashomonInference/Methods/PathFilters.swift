import RashomonEngine
import RashomonModel
import RashomonNumerics

/// Many particle filters side by side, each with once-per-history values of its own.
///
/// Group g holds the histories g·paths ..< (g + 1)·paths, which share the facts of the group.
struct PathFilters {
  let component: Component
  let engine: Engine
  let groups: Int
  let paths: Int
  let draws: Draws
  let threads: Int
  let population: Population
  /// Of each history since its group's last resampling.
  private(set) var logWeights: [Double]
  /// log Ẑ of each group up to its last resampling.
  private var settled: [Double]
  private let resamplingAddress: UInt64
  /// The log density of each group's facts as they were proposed, −∞ where not allowed; empty for
  /// groups drawn from the model.
  private(set) var proposedLogPriors: [Double] = []

  /// Groups whose facts are drawn from the model.
  init(
    _ component: Component, groups: Int, paths: Int, draws: Draws, threads: Int
  ) throws {
    self.component = component
    self.groups = groups
    self.paths = paths
    self.draws = draws
    self.threads = threads
    engine = component.engine
    population = engine.makePopulation(count: groups * paths)
    logWeights = [Double](repeating: 0, count: groups * paths)
    settled = [Double](repeating: 0, count: groups)
    resamplingAddress = statementAddress("'resample paths \(component.name)")
    try engine.start(population, draws: draws, threads: threads)
    for fact in facts { setFact(fact, perGroup: factValues(fact)) }
    try engine.startStates(population, draws: draws, threads: threads)
  }

  /// Groups as large as another set's with proposed facts, `values[fact][group]`, all their days
  /// still to be run. A group whose proposal the model does not allow keeps the other set's facts, so
  /// that no formula meets values that no history can have.
  init(
    _ values: [VariableID: [Double]], insteadOf current: PathFilters, draws: Draws
  ) throws {
    try self.init(
      current.component, groups: current.groups, paths: current.paths, draws: draws,
      threads: current.threads)
    for fact in facts {
      if let values = values[fact] { setFact(fact, perGroup: values) }
    }
    try refreshFormulas()
    proposedLogPriors = try logPriors().map { $0.isNaN ? -.infinity : $0 }
    for fact in facts {
      let proposed = factValues(fact)
      let kept = current.factValues(fact)
      setFact(
        fact,
        perGroup: (0..<groups).map {
          proposedLogPriors[$0] == -.infinity ? kept[$0] : proposed[$0]
        })
    }
    try engine.startStates(population, draws: draws, threads: threads)
  }

  /// The facts that have a column, in the model's order.
  var facts: [VariableID] {
    component.model.facts.map(\.variable).filter { population.holds($0) }
  }

  /// A fact's value in each group.
  func factValues(_ fact: VariableID) -> [Double] {
    population.withColumn(of: fact) { column in (0..<groups).map { column[$0 * paths] } }
  }

  private func setFact(_ fact: VariableID, perGroup values: [Double]) {
    population.setValues(spread(values), of: fact)
  }

  /// Each group's value for each of its histories.
  func spread(_ values: [Double]) -> [Double] {
    (0..<groups * paths).map { values[$0 / paths] }
  }

  /// Computes again the facts that are formulas of others.
  private func refreshFormulas() throws {
    for fact in component.model.facts where population.holds(fact.variable) {
      if case .formula(let formula) = fact.definition {
        population.setValues(
          engine.values(of: formula, in: population, day: -1, threads: threads),
          of: fact.variable)
      }
    }
  }

  /// The log density of each group's facts under the model.
  func logPriors() throws -> [Double] {
    var densities = [Double](repeating: 0, count: groups * paths)
    try engine.weighFacts(population, logDensities: &densities, threads: threads)
    return (0..<groups).map { densities[$0 * paths] }
  }

  /// log Ẑ of each group.
  var logEvidence: [Double] { groupEvidence(logWeights) }

  private func groupEvidence(_ weights: [Double]) -> [Double] {
    (0..<groups).map { group in
      let total = settled[group] + logMeanExp(Array(weights[group * paths..<(group + 1) * paths]))
      return total.isNaN ? -.infinity : total
    }
  }

  /// log Ẑ of each group up to the day before, with a part of the day's record.
  func logEvidence(with part: DayRecord) throws -> [Double] {
    var weights = logWeights
    try engine.weigh(
      population, record: part, draws: draws, logWeights: &weights, threads: threads)
    return groupEvidence(weights)
  }

  /// Runs one day and resamples within the groups that need it.
  mutating func advance(day: Int) throws {
    try engine.advance(
      population, day: day, draws: draws, logWeights: &logWeights, threads: threads)
    guard component.record(of: day) != nil else { return }
    resamplePaths(day: day)
  }

  private mutating func resamplePaths(day: Int) {
    let key = RandomKey(
      seed: draws.seed, stream: draws.stream, block: -1, day: day, statement: resamplingAddress)
    let totals = logEvidence
    var ancestors = Array(0..<groups * paths)
    var isMoved = false
    for group in 0..<groups where totals[group].isFinite {
      let range = group * paths..<(group + 1) * paths
      let weights = normalizedWeights(Array(logWeights[range]))
      guard effectiveSize(weights) < Double(paths) / 2 else { continue }
      isMoved = true
      let chosen = Resampling.systematicAncestors(
        weights: weights, uniform: key.uniform(lane: group))
      for (place, ancestor) in chosen.enumerated() {
        ancestors[range.lowerBound + place] = range.lowerBound + ancestor
        logWeights[range.lowerBound + place] = 0
      }
      settled[group] = totals[group]
    }
    if isMoved { population.resample(ancestors: ancestors) }
  }

  /// Replaces group i by a copy of group `ancestors[i]`.
  mutating func select(_ ancestors: [Int]) {
    let lanes = ancestors.flatMap { group in (0..<paths).map { group * paths + $0 } }
    population.resample(ancestors: lanes)
    logWeights = lanes.map { logWeights[$0] }
    settled = ancestors.map { settled[$0] }
  }

  /// Takes over the marked groups of another set that has run as many days.
  mutating func adopt(_ marked: [Bool], from other: PathFilters) {
    for cell in population.cells {
      var values = population.values(of: cell)
      let others = other.population.values(of: cell)
      for lane in values.indices where marked[lane / paths] { values[lane] = others[lane] }
      population.setValues(values, of: cell)
    }
    for lane in logWeights.indices where marked[lane / paths] {
      logWeights[lane] = other.logWeights[lane]
    }
    for group in 0..<groups where marked[group] { settled[group] = other.settled[group] }
  }

  /// Each history's weight within its group, the groups' weights being given; together one.
  func weights(groups logGroupWeights: [Double]) -> [Double] {
    let shares = normalizedWeights(logGroupWeights)
    return (0..<groups).flatMap { group in
      let within = normalizedWeights(
        Array(logWeights[group * paths..<(group + 1) * paths]))
      return within.map { $0 * shares[group] }
    }
  }
}
