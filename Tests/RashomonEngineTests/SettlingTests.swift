import Foundation
import RashomonEngine
import RashomonEvidence
import RashomonModel
import Testing

struct SettlingTests {
  /// An actor with three options and a week's cadence, three events that hang on what it chose and
  /// one on another event.
  private func crisis() -> (model: Model, records: [DayRecord], all: Set<VariableID>) {
    var tiny = TinyModel(days: 9)
    let taste = tiny.fact("taste", .pick([number(0.5), number(0.5)]))
    let inForce = tiny.define("actor'force")
    let shares = (0..<3).map { tiny.define("actor.\($0)'share") }
    tiny.steps.append(
      .shares(
        shares, utilities: [number(0), read(taste), number(0.5)], allowed: [nil, nil, nil]))
    let decides = Expression.binary(
      .equal, .binary(.modulo, .today, number(4)), number(1))
    let actor = tiny.step(
      "actor",
      .pick(
        (0..<3).map { option in
          .choose(
            decides, read(shares[option]),
            .binary(.equal, read(inForce), number(Double(option))))
        }))
    let events = (0..<3).map { index in
      tiny.step(
        "e\(index)",
        .chance(
          .choose(
            .binary(.equal, read(actor), number(Double(index))), number(0.6), number(0.1))))
    }
    let late = tiny.step("late", .chance(.choose(read(events[0]), number(0.7), number(0.2))))
    let both = tiny.step("both", .formula(.binary(.and, read(events[1]), read(late))))
    tiny.states = [
      StateVariable(inForce, initial: .formula(number(0)), next: .formula(read(actor)))
    ]
    for (index, event) in events.enumerated() {
      tiny.observe("e\(index)", truth: event, usual: .chance(number(0.05)))
    }
    tiny.observe("late", truth: late, usual: .chance(number(0.1)))
    tiny.observe("both", truth: both, usual: .chance(number(0.02)))
    let records = (0..<9).map { day in
      record(
        day: day,
        events: ["e0", "e1", "e2", "late", "both"].enumerated().map { index, id in
          event(
            id, (day + index) % 4 == 0 ? .yes : .silent, reliability: 0.9, coverage: 0.95)
        })
    }
    return (tiny.model, records, Set(tiny.variables.indices.map { VariableID($0) }))
  }

  /// log evidence by following every combination of outcomes.
  private func exact(_ engine: Engine, days: Int) throws -> Double {
    var population = engine.makePopulation(count: 1)
    var logWeights = [0.0]
    for day in [nil] + (0..<days).map(Optional.some) {
      let draws = try #require(engine.discreteDraws(day: day))
      let combinations = draws.reduce(1) { $0 * $1.outcomeCount }
      let ancestors = (0..<population.count * combinations).map { $0 / combinations }
      var period = 1
      let outcomes = draws.map { draw in
        defer { period *= draw.outcomeCount }
        return ancestors.indices.map { Double($0 / period % draw.outcomeCount) }
      }
      population.resample(ancestors: ancestors.map { Int32($0) })
      var longer = ancestors.map { logWeights[$0] }
      if let day {
        try engine.advanceForced(
          population, day: day, outcomes: outcomes, logWeights: &longer)
      } else {
        try engine.startForced(population, outcomes: outcomes, logWeights: &longer)
      }
      (population, logWeights) = merged(engine, population, longer)
    }
    return log(logWeights.map { exp($0) }.reduce(0, +))
  }

  private func merged(
    _ engine: Engine, _ population: Population, _ logWeights: [Double]
  ) -> (Population, [Double]) {
    let columns = engine.cells.map { population.values(of: $0) }
    var places: [[Double]: Int] = [:]
    var kept: [Int] = []
    var weights: [Double] = []
    for lane in logWeights.indices where logWeights[lane] > -.infinity {
      let key = columns.map { $0[lane] }
      if let place = places[key] {
        weights[place] += exp(logWeights[lane])
      } else {
        places[key] = kept.count
        kept.append(lane)
        weights.append(exp(logWeights[lane]))
      }
    }
    population.resample(ancestors: kept.map { Int32($0) })
    return (population, weights.map { log($0) })
  }

  @Test func `lists an actor's draw on the days it decides only`() throws {
    let (model, _, _) = crisis()
    let actor = VariableID(5)
    let engine = Engine(model: model, observing: [], needing: [actor])
    #expect(model.variables[actor.index].name == "actor")
    for day in 0..<9 {
      let draws = try #require(engine.discreteDraws(day: day))
      #expect(draws.map(\.variable) == (day % 4 == 1 ? [actor] : []))
      #expect(draws.allSatisfy { $0.outcomeCount == 3 })
    }
  }

  @Test func `nothing can be enumerated where something continuous is drawn`() {
    var tiny = TinyModel(days: 1)
    let level = tiny.fact("level", .drawn(Law("normal", [number(0), number(1)])))
    let coin = tiny.fact("coin", .chance(number(0.5)))
    let both = Engine(model: tiny.model, observing: [], needing: [level, coin])
    #expect(both.discreteDraws(day: nil) == nil)
    let alone = Engine(model: tiny.model, observing: [], needing: [coin])
    #expect(alone.discreteDraws(day: nil)?.map(\.variable) == [coin])
  }

  /// The mean weight is the evidence, however draws are settled. 40,000 histories: the standard
  /// error of the log evidence is below .02 (.07 without groups), so four of them catch .08 (.28);
  /// the false-alarm rate for the fixed seed is 6e-5.
  @Test(arguments: [(64, 0.08), (2, 0.28), (1, 0.28)])
  func `settling draws from their posterior is unbiased`(limit: Int, tolerance: Double) throws {
    let (model, records, _) = crisis()
    let engine = Engine(
      model: model, observing: records, needing: [], enumerationLimit: limit)
    let truth = try exact(engine, days: 9)
    let population = engine.makePopulation(count: 40_000)
    let logWeights = try run(engine, population, days: 9)
    let top = logWeights.max() ?? 0
    let found = top + log(mean(logWeights.map { exp($0 - top) }))
    #expect(abs(found - truth) < tolerance)
    // A copy that loses one reading of one day must be caught.
    let broken = Engine(
      model: model,
      observing: records.map { day in
        record(day: day.day, events: day.events.filter { day.day != 4 || $0.observable != "e0" })
      }, needing: [], enumerationLimit: limit)
    #expect(abs(try exact(broken, days: 9) - truth) > tolerance)
  }

  @Test func `a day's group weighs what the sum over its combinations weighs`() throws {
    let (model, records, all) = crisis()
    let engine = Engine(model: model, observing: [records[1]], needing: all)
    let population = engine.makePopulation(count: 1)
    let draws = Draws(seed: 8, stream: 0)
    try engine.start(population, draws: draws)
    let before = engine.makePopulation(count: 1)
    try engine.start(before, draws: draws)
    var logWeights = [0.0]
    try engine.advance(population, day: 1, draws: draws, logWeights: &logWeights)
    let options = try #require(engine.discreteDraws(day: 1))
    let combinations = options.reduce(1) { $0 * $1.outcomeCount }
    before.resample(ancestors: Array(repeating: 0, count: combinations))
    var forced = [Double](repeating: 0, count: combinations)
    var period = 1
    let outcomes = options.map { draw in
      defer { period *= draw.outcomeCount }
      return (0..<combinations).map { Double($0 / period % draw.outcomeCount) }
    }
    try engine.advanceForced(before, day: 1, outcomes: outcomes, logWeights: &forced)
    #expect(abs(logWeights[0] - log(forced.map { exp($0) }.reduce(0, +))) < 1e-12)
  }

  @Test func `what no reading reaches is drawn as without a record`() throws {
    let (model, records, all) = crisis()
    let actor = VariableID(5)
    // Before the first decision nothing about the actor is open, and its tastes are no day's draw.
    let free = Engine(model: model, observing: [], needing: all)
    let bound = Engine(model: model, observing: [records[0]], needing: all)
    var values: [[Double]] = []
    for engine in [free, bound] {
      let population = engine.makePopulation(count: 50)
      _ = try run(engine, population, days: 2)
      values.append(population.values(of: actor))
    }
    #expect(values[0] == values[1])
  }
}
