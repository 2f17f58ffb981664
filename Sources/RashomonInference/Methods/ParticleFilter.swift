import RashomonEngine
import RashomonModel
import RashomonNumerics

/// Sequential Monte Carlo: weighted histories, resampled when too few of them matter.
///
/// The engine draws each day given its record where it can and hands back the day's predictive
/// weight, so this is the bootstrap filter with the auxiliary weights of [Pitt1999] where those are
/// exact. Ẑ is the product, over resamplings, of the mean weight since the last one; it is unbiased
/// [DelMoral2004], also when resampling only where the effective size falls under half
/// [Whiteley2016].
package struct ParticleFilter: InferenceMethod {
  package let name = "smc"
  package let summary =
    "Weighted histories followed day by day, resampled when their effective number falls under half."
  package let isExact = false

  package init() {}

  package func objection(to component: Component) -> Objection? { nil }

  package func run(
    _ component: Component, index: Int, effort: Effort, threads: Int, tick: () throws -> Void
  ) throws -> RunResult {
    var filter = try FilterRun(
      component, size: effort.histories, draws: Draws(seed: effort.seed, stream: index),
      threads: threads)
    try filter.advance(to: component.dayCount, tick: tick)
    return filter.result(index: index, effort: effort)
  }
}

/// One pass of weighted histories over the days.
struct FilterRun {
  let component: Component
  let engine: Engine
  let population: Population
  let draws: Draws
  let threads: Int
  /// Since the last resampling.
  private(set) var logWeights: [Double]
  /// log Ẑ up to the last resampling.
  private(set) var settled = 0.0
  /// log Ẑ after the last day with a reading.
  private(set) var logEvidence = 0.0
  private(set) var trace = EvidenceTrace()
  private(set) var day = 0
  private(set) var collapse: Collapse?
  /// The first history of each one's line; a resampling thins them out.
  private var roots: [Int32]
  private var leastSize = Double.infinity
  private var leastDay: Int?
  private let resamplingAddress: UInt64

  init(_ component: Component, size: Int, draws: Draws, threads: Int) throws {
    self.component = component
    self.draws = draws
    self.threads = threads
    engine = component.engine
    population = engine.makePopulation(count: size)
    logWeights = [Double](repeating: 0, count: size)
    roots = Array(0..<Int32(size))
    // A component has resampling points of its own, or the parts of one run would not be
    // independent and the product of their Ẑ not unbiased.
    resamplingAddress = statementAddress("'resample \(component.name)")
    try engine.start(population, draws: draws, threads: threads)
  }

  /// Runs the days up to `end`, that one not included, or up to a collapse.
  mutating func advance(to end: Int, tick: () throws -> Void) throws {
    while day < end, collapse == nil {
      try tick()
      if let record = component.record(of: day) {
        try weighAndAdvance(record)
      } else {
        try engine.advance(
          population, day: day, draws: draws, logWeights: &logWeights, threads: threads)
      }
      day += 1
    }
  }

  private mutating func weighAndAdvance(_ record: DayRecord) throws {
    trace.note(probes: try logEvidence(with: component.probes[day: day]))
    try engine.advance(
      population, day: day, draws: draws, logWeights: &logWeights, threads: threads)
    let sums = population.weigh(logWeights, threads: threads)
    logEvidence = settled + sums.logMean
    trace.note(day: logEvidence)
    guard logEvidence.isFinite else {
      collapse = try culprits(of: record)
      return
    }
    resampleIfNeeded(sums)
  }

  /// log Ẑ up to the day before with each of several records of today.
  private func logEvidence(with probes: ArraySlice<DayRecord>) throws -> [Double] {
    guard !probes.isEmpty else { return [] }
    return try engine.logLikelihoods(
      population, of: Array(probes), draws: draws, threads: threads
    ).map { likelihoods in settled + logMeanExp(zip(logWeights, likelihoods).map { $0 + $1 }) }
  }

  /// log Ẑ up to the day before with a part of today's record, or with something else of the same
  /// observables.
  func logEvidence(with part: DayRecord) throws -> Double {
    try logEvidence(with: engine.weigher(of: part))
  }

  /// The same of a part that the engine has compiled.
  func logEvidence(with part: RecordWeigher) throws -> Double {
    var weights = logWeights
    try engine.weigh(
      population, by: part, draws: draws, logWeights: &weights, threads: threads)
    let total = settled + logMeanExp(weights)
    return total.isNaN ? -.infinity : total
  }

  /// Runs the days before a collapse again, since the day itself has moved the histories on.
  private func culprits(of record: DayRecord) throws -> Collapse {
    var again = try FilterRun(
      component, size: population.count, draws: draws, threads: threads)
    try again.advance(to: record.day) {}
    return try component.collapse(on: record) { try again.logEvidence(with: $0) }
  }

  private mutating func resampleIfNeeded(_ sums: WeightSums) {
    let size = sums.effectiveSize
    if size < leastSize {
      leastSize = size
      leastDay = day
    }
    guard size < Double(sums.count) / 2 else { return }
    let key = RandomKey(
      seed: draws.seed, stream: draws.stream, block: -1, day: day, statement: resamplingAddress)
    settled = logEvidence
    resample(sums, uniform: key.uniform(lane: 0))
  }

  /// The log weights, of which nothing is needed once the weights are known, lend their memory to the
  /// ancestors and to what the histories' roots become.
  private mutating func resample(_ sums: WeightSums, uniform: Double) {
    let population = population
    let threads = threads
    var memory: [Double] = []
    var roots: [Int32] = []
    swap(&memory, &logWeights)
    swap(&roots, &self.roots)
    memory.withUnsafeMutableBufferPointer { memory in
      memory.withMemoryRebound(to: Int32.self) { places in
        let ancestors = UnsafeMutableBufferPointer(rebasing: places[..<sums.count])
        let moved = UnsafeMutableBufferPointer(rebasing: places[sums.count...])
        roots.withUnsafeMutableBufferPointer { roots in
          population.withWeights {
            SystematicResampling.findAncestors(
              weights: $0, spans: sums.spans, uniform: uniform, into: ancestors,
              threads: threads
            ) { for place in $0 { moved[place] = roots[Int(ancestors[place])] } }
          }
          for place in roots.indices { roots[place] = moved[place] }
        }
        population.resample(ancestors: UnsafeBufferPointer(ancestors), threads: threads)
      }
      memory.update(repeating: 0)
    }
    swap(&memory, &logWeights)
    swap(&roots, &self.roots)
  }

  /// The answer; ends the run, whose memory it gives back or uses.
  mutating func result(index: Int, effort: Effort) -> RunResult {
    population.freeSpares()
    if collapse == nil {
      normalize(&logWeights)
    } else {
      logWeights.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }
    let weights = logWeights
    var alive: Set<Int32> = []
    for (root, weight) in zip(roots, weights) where weight > 0 { alive.insert(root) }
    return component.result(
      logEvidence: logEvidence,
      histories: FinalWeights(
        engine: engine, population: population, weights: weights, isExact: false),
      diagnostics: RunDiagnostics(
        leastEffectiveSize: leastSize, leastEffectiveDay: leastDay,
        distinctAncestors: alive.count, size: population.count),
      collapse: collapse, trace: trace, index: index, effort: effort)
  }
}
