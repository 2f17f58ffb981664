import RashomonEngine
import RashomonModel
import RashomonNumerics

/// Many particle filters side by side, each with once-per-history values of its own.
///
/// Group g holds the histories g·paths ..< (g + 1)·paths, which share the facts of the group.
struct PathFilters {
  let component: Component
  let paths: Int
  /// Where the random numbers of the next days come from.
  var draws: Draws
  let threads: Int
  let population: Population
  /// Each group's once-per-history values.
  private(set) var table: FactTable
  /// Of each history since its group's last resampling.
  private var logWeights: [Double]
  /// log Ẑ of each group up to its last resampling.
  private var settled: [Double]
  /// log Ẑ of each group.
  private(set) var logEvidence: [Double]
  /// The log density of each group's facts as they were proposed, −∞ where not allowed; empty for
  /// groups that were not proposed in place of others.
  var proposedLogPriors: [Double] = []
  private let resamplingAddress: UInt64

  var engine: Engine { component.engine }
  var groups: Int { settled.count }

  /// Groups with those once-per-history values, all their days still to be run.
  init(
    _ component: Component, table: FactTable, paths: Int, draws: Draws, threads: Int
  ) throws {
    self.init(
      component, table: table, paths: paths, draws: draws, threads: threads,
      population: component.engine.makePopulation(count: table.count * paths))
    for (fact, column) in zip(table.facts, table.columns) {
      population.setValues(column.flatMap { repeatElement($0, count: paths) }, of: fact)
    }
    try engine.startStates(population, draws: draws, threads: threads)
  }

  private init(
    _ component: Component, table: FactTable, paths: Int, draws: Draws, threads: Int,
    population: Population
  ) {
    self.component = component
    self.table = table
    self.paths = paths
    self.draws = draws
    self.threads = threads
    self.population = population
    logWeights = [Double](repeating: 0, count: population.count)
    settled = [Double](repeating: 0, count: table.count)
    logEvidence = settled
    resamplingAddress = statementAddress("'resample paths \(component.name)")
  }

  /// Runs one day and resamples within the groups that need it.
  mutating func advance(day: Int) throws {
    try engine.advance(
      population, day: day, draws: draws, logWeights: &logWeights, threads: threads)
    guard component.record(of: day) != nil else { return }
    let needing = weigh()
    if !needing.isEmpty { resamplePaths(of: needing, day: day) }
  }

  /// Brings `logEvidence` up to date and gives the groups of which too few histories count.
  private mutating func weigh() -> [Int] {
    var needing: [Int] = []
    for group in settled.indices {
      let sums = logWeights.withUnsafeBufferPointer {
        WeightSums(of: UnsafeBufferPointer(rebasing: $0[group * paths..<(group + 1) * paths]))
      }
      let total = settled[group] + sums.logMean
      logEvidence[group] = total.isNaN ? -.infinity : total
      if logEvidence[group].isFinite, sums.effectiveSize < Double(paths) / 2 {
        needing.append(group)
      }
    }
    return needing
  }

  private mutating func resamplePaths(of needing: [Int], day: Int) {
    let key = RandomKey(
      seed: draws.seed, stream: draws.stream, block: -1, day: day, statement: resamplingAddress)
    var ancestors = Array(0..<Int32(population.count))
    for group in needing {
      let first = group * paths
      let chosen = SystematicResampling.ancestors(
        weights: normalizedWeights(Array(logWeights[first..<first + paths])),
        uniform: key.uniform(lane: group))
      for (place, ancestor) in chosen.enumerated() {
        ancestors[first + place] = Int32(first + ancestor)
        logWeights[first + place] = 0
      }
      settled[group] = logEvidence[group]
    }
    population.resample(ancestors: ancestors, threads: threads)
  }

  /// log Ẑ of each group up to the day before with each of several records of the day,
  /// `[record][group]`.
  func logEvidence(with probes: ArraySlice<DayRecord>) throws -> [[Double]] {
    guard !probes.isEmpty else { return [] }
    return try engine.logLikelihoods(
      population, of: Array(probes), draws: draws, threads: threads
    ).map { likelihoods in
      settled.indices.map { group in
        let lanes = group * paths..<(group + 1) * paths
        let total = settled[group] + logMeanExp(lanes.map { logWeights[$0] + likelihoods[$0] })
        return total.isNaN ? -.infinity : total
      }
    }
  }

  /// log Ẑ of each group up to the day before, with a part of the day's record.
  func logEvidence(with part: DayRecord) throws -> [Double] {
    var weights = logWeights
    try engine.weigh(
      population, record: part, draws: draws, logWeights: &weights, threads: threads)
    return settled.indices.map { group in
      let total = settled[group] + logMeanExp(Array(weights[group * paths..<(group + 1) * paths]))
      return total.isNaN ? -.infinity : total
    }
  }

  /// Copies of groups, in the order given.
  func picked(_ groups: [Int]) -> PathFilters {
    var result = PathFilters(
      component, table: table.picked(groups), paths: paths, draws: draws, threads: threads,
      population: engine.makePopulation(count: groups.count * paths))
    for (place, group) in groups.enumerated() { result.copy(group, of: self, to: place) }
    return result
  }

  /// Takes over the marked groups of another set that has run as many days.
  mutating func adopt(_ marked: [Bool], from other: PathFilters) {
    for group in settled.indices where marked[group] {
      table.take(group, from: other.table, group: group)
      copy(group, of: other, to: group)
    }
  }

  /// Puts the groups of another set, which has run as many days, in those places.
  mutating func replace(_ places: [Int], by other: PathFilters) {
    for (group, place) in places.enumerated() {
      table.take(place, from: other.table, group: group)
      copy(group, of: other, to: place)
    }
  }

  private mutating func copy(_ group: Int, of other: PathFilters, to place: Int) {
    let source = group * paths..<(group + 1) * paths
    population.copy(source, of: other.population, to: place * paths)
    logWeights.replaceSubrange(
      place * paths..<(place + 1) * paths, with: other.logWeights[source])
    settled[place] = other.settled[group]
    logEvidence[place] = other.logEvidence[group]
  }

  /// Each history's weight within its group, the groups' weights being given; together one.
  func weights(groups logGroupWeights: [Double]) -> [Double] {
    let shares = normalizedWeights(logGroupWeights)
    return settled.indices.flatMap { group in
      let within = normalizedWeights(
        Array(logWeights[group * paths..<(group + 1) * paths]))
      return within.map { $0 * shares[group] }
    }
  }
}
