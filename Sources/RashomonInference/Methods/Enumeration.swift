import RashomonEngine
import RashomonModel
import RashomonNumerics

/// Exact filtering: every distinct vector of facts and states with its weight.
///
/// Each day every vector is split over the outcomes of the day's discrete draws, weighed, and
/// merged with those that have become equal: the forward algorithm on the vectors that can be
/// reached. Exact up to rounding.
package struct Enumeration: InferenceMethod {
  package let name = "enumerate"
  package let summary =
    "Every distinct course of events with its exact weight; for small models without continuous draws."
  package let isExact = true

  package init() {}

  package func objection(to component: Component) -> Objection? {
    let engine = component.engine
    for day in [nil] + (0..<component.dayCount).map(Optional.some)
    where engine.discreteDraws(day: day) == nil {
      return Objection("\(component.name) depends on a draw from a continuous law")
    }
    return nil
  }

  package func run(
    _ component: Component, index: Int, effort: Effort, threads: Int, tick: () throws -> Void
  ) throws -> RunResult {
    var vectors = try VectorRun(component, limit: effort.enumerationLimit, threads: threads)
    try vectors.advance(to: component.dayCount, tick: tick)
    return vectors.result(index: index, effort: effort)
  }
}

/// The weighted vectors of one enumeration on their way over the days.
struct VectorRun {
  let component: Component
  let engine: Engine
  let limit: Int
  let threads: Int
  /// The facts and states that have a column: equal in all of them is equal for ever.
  let carried: [VariableID]
  private var population: Population
  private var logWeights: [Double]
  private(set) var logEvidence = 0.0
  private(set) var collapse: Collapse?
  private var trace = EvidenceTrace()
  private var day = 0
  private var largest = 0
  /// Engines that observe the i-th probe of every day.
  private var probing: [Engine] = []

  init(_ component: Component, limit: Int, threads: Int) throws {
    self.component = component
    self.limit = limit
    self.threads = threads
    engine = component.engine
    let once = Set(component.model.facts.map(\.variable))
      .union(component.model.states.map(\.variable))
    carried = engine.cells.filter { once.contains($0) }
    let draws = try VectorRun.draws(engine, day: nil)
    let outcomes = try combinations(of: draws, over: 1, limit: limit)
    population = engine.makePopulation(count: outcomes.count)
    logWeights = [Double](repeating: 0, count: outcomes.count)
    try engine.startForced(
      population, outcomes: outcomes.columns, logWeights: &logWeights, threads: threads)
    merge()
    let days = component.records.map { Array(component.probes[day: $0.day]) }
    probing = (0..<(days.map(\.count).max() ?? 0)).map { index in
      component.engine(
        observing: days.compactMap { $0.indices.contains(index) ? $0[index] : nil })
    }
  }

  /// Runs the days up to `end`, that one not included, or up to a collapse.
  mutating func advance(to end: Int, tick: () throws -> Void) throws {
    while day < end, collapse == nil {
      defer { day += 1 }
      try tick()
      let before = (population, logWeights)
      let probes = component.probes[day: day]
      trace.note(
        probes: try probes.indices.map { place in
          let engine = probing[place - probes.startIndex]
          return logSumExp(try split(population, logWeights, with: engine, day: day).1)
        })
      let (next, weights) = try split(population, logWeights, with: engine, day: day)
      (population, logWeights) = (next, weights)
      guard let record = component.record(of: day) else {
        merge()
        continue
      }
      logEvidence = logSumExp(logWeights)
      trace.note(day: logEvidence)
      guard logEvidence.isFinite else {
        try collapse(on: record, before: before)
        return
      }
      merge()
    }
  }

  /// The log evidence up to the day before with a part of today's record, or with something else of the
  /// same observables.
  func logEvidence(with part: DayRecord) throws -> Double {
    let alone = component.engine(observing: [part])
    return logSumExp(try split(population, logWeights, with: alone, day: part.day).1)
  }

  /// Every vector with every outcome of the day, weighed by the record that `engine` observes.
  private func split(
    _ population: Population, _ weights: [Double], with engine: Engine, day: Int
  ) throws -> (Population, [Double]) {
    let draws = try VectorRun.draws(engine, day: day)
    let outcomes = try combinations(of: draws, over: population.count, limit: limit)
    let next = engine.makePopulation(count: population.count)
    for variable in engine.cells where population.holds(variable) {
      next.setValues(population.values(of: variable), of: variable)
    }
    next.resample(ancestors: outcomes.ancestors.map { Int32($0) })
    var weights = outcomes.ancestors.map { weights[$0] }
    try engine.advanceForced(
      next, day: day, outcomes: outcomes.columns, logWeights: &weights, threads: threads)
    return (next, weights)
  }

  private mutating func collapse(
    on record: DayRecord, before: (Population, [Double])
  ) throws {
    collapse = try component.collapse(on: record) { part in
      let alone = component.engine(observing: [part])
      return logSumExp(try split(before.0, before.1, with: alone, day: record.day).1)
    }
  }

  /// Joins vectors that are equal, adds their weights and drops those without any.
  private mutating func merge() {
    let merged = MergedVectors(
      columns: carried.map { population.values(of: $0) }, logWeights: logWeights)
    guard !merged.kept.isEmpty else { return }
    if merged.kept.count < population.count {
      population.resample(ancestors: merged.kept.map { Int32($0) })
    }
    logWeights = merged.logWeights
    largest = max(largest, population.count)
  }

  func result(index: Int, effort: Effort) -> RunResult {
    component.result(
      logEvidence: logEvidence,
      histories: FinalWeights(
        engine: engine, population: population,
        weights: collapse == nil ? normalizedWeights(logWeights) : logWeights.map { _ in 0 },
        isExact: true),
      diagnostics: RunDiagnostics(
        leastEffectiveSize: .infinity, leastEffectiveDay: nil, distinctAncestors: nil, size: largest
      ),
      collapse: collapse, trace: trace, index: index, effort: effort)
  }

  private static func draws(_ engine: Engine, day: Int?) throws -> [DiscreteDraw] {
    guard let draws = engine.discreteDraws(day: day) else {
      throw Objection("something is drawn from a continuous law")
    }
    return draws
  }
}

/// Every combination of outcomes for every vector.
private struct Combinations {
  /// The vector of each lane, ascending.
  let ancestors: [Int]
  /// The outcome of each draw in each lane.
  let columns: [[Double]]

  var count: Int { ancestors.count }
}

private func combinations(
  of draws: [DiscreteDraw], over vectors: Int, limit: Int
) throws -> Combinations {
  var perVector = 1
  for draw in draws {
    perVector *= draw.outcomeCount
    guard perVector * vectors <= limit else {
      throw Objection("there are more than \(limit) courses of events to follow")
    }
  }
  guard perVector * vectors <= limit else {
    throw Objection("there are more than \(limit) courses of events to follow")
  }
  let count = perVector * vectors
  var columns: [[Double]] = []
  var period = 1
  for draw in draws {
    columns.append((0..<count).map { Double($0 % perVector / period % draw.outcomeCount) })
    period *= draw.outcomeCount
  }
  return Combinations(ancestors: (0..<count).map { $0 / perVector }, columns: columns)
}

extension Component {
  /// An engine that observes less but keeps a column for every fact and state of the component's
  /// own, so that vectors can be handed from one to the other.
  fileprivate func engine(observing records: [DayRecord]) -> Engine {
    Engine(model: model, observing: records, needing: needs.union(engine.cells))
  }
}
