import Foundation
import RashomonEngine
import RashomonEvidence
import RashomonModel
import Testing

struct EngineTests {
  @Test func `keeps columns for what is observed or asked for only`() {
    var tiny = TinyModel(days: 2)
    let rate = tiny.fact("rate", .drawn(Law("beta", [number(1), number(1)])))
    let idle = tiny.fact("idle", .chance(number(0.5)))
    let memory = tiny.state("memory", .formula(number(0)), next: .formula(read(rate)))
    let unused = tiny.state("unused", .formula(read(idle)), next: nil)
    let happens = tiny.step("e", .chance(read(memory)))
    tiny.observe("e", truth: happens, usual: .chance(read(unused)))
    let certain = Engine(
      model: tiny.model, observing: [record(events: [event("e", .silent)])], needing: [])
    #expect(certain.cells == [rate, memory])
    let doubted = Engine(
      model: tiny.model, observing: [record(events: [event("e", .silent, reliability: 0.9)])],
      needing: [])
    #expect(Set(doubted.cells) == [rate, idle, memory, unused])
    let asked = Engine(model: tiny.model, observing: [], needing: [idle])
    #expect(asked.cells == [idle])
  }

  @Test func `states change places without one overwriting the other`() throws {
    var tiny = TinyModel(days: 3)
    let left = tiny.define("left")
    let right = tiny.define("right")
    tiny.states = [
      StateVariable(left, initial: .formula(number(1)), next: .formula(read(right))),
      StateVariable(right, initial: .formula(number(2)), next: .formula(read(left))),
    ]
    let engine = Engine(model: tiny.model, observing: [], needing: [left, right])
    let population = engine.makePopulation(count: 3)
    _ = try run(engine, population, days: 3)
    #expect(population.values(of: left) == [2, 2, 2])
    #expect(population.values(of: right) == [1, 1, 1])
  }

  @Test func `keeps states within their bounds`() throws {
    var tiny = TinyModel(days: 1)
    let level = tiny.define("level")
    tiny.states = [
      StateVariable(
        level, initial: .formula(number(-3)),
        next: .formula(.binary(.add, read(level), number(9))), low: number(0), high: number(5))
    ]
    let engine = Engine(model: tiny.model, observing: [], needing: [level])
    let population = engine.makePopulation(count: 1)
    try engine.start(population, draws: Draws(seed: 1, stream: 0))
    #expect(population.values(of: level) == [0])
    _ = try run(engine, population, days: 1)
    #expect(population.values(of: level) == [5])
  }

  /// A walk with draws of every kind.
  private func walk() -> (Model, [DayRecord], Set<VariableID>) {
    var tiny = TinyModel(days: 6)
    let drift = tiny.fact("drift", .drawn(Law("normal", [number(0), number(1)])))
    let level = tiny.define("level")
    let count = tiny.step("count", .drawn(Law("poisson", [number(2)])))
    let happens = tiny.step(
      "e", .chance(.call("logistic", [.binary(.add, read(level), read(drift))])))
    tiny.states = [
      StateVariable(
        level, initial: .drawn(Law("lognormal", [number(1), number(2)])),
        next: .drawn(Law("normal", [.binary(.add, read(level), read(count)), number(1)])))
    ]
    tiny.observe("e", truth: happens, usual: .chance(number(0.1)))
    let records = (0..<6).map { day in
      record(day: day, events: [event("e", day % 2 == 0 ? .yes : .silent, reliability: 0.9)])
    }
    return (tiny.model, records, [level, drift])
  }

  @Test func `gives the same bytes for any number of threads`() throws {
    let (model, records, needs) = walk()
    let engine = Engine(model: model, observing: records, needing: needs, blockSize: 16)
    var results: [[Double]] = []
    for threads in 1...4 {
      let population = engine.makePopulation(count: 101)
      let logWeights = try run(engine, population, days: 6, threads: threads)
      results.append(logWeights + population.values(of: engine.cells[1]))
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test func `seed and stream change the draws`() throws {
    let (model, records, needs) = walk()
    let engine = Engine(model: model, observing: records, needing: needs)
    let population = engine.makePopulation(count: 5)
    let first = try run(engine, population, days: 6, seed: 1)
    #expect(try run(engine, population, days: 6, seed: 2) != first)
    #expect(try run(engine, population, days: 6, seed: 1) == first)
  }

  @Test func `weighs a record without moving and as advancing does`() throws {
    let (model, records, needs) = walk()
    let engine = Engine(model: model, observing: records, needing: needs)
    let population = engine.makePopulation(count: 9)
    let draws = Draws(seed: 4, stream: 1)
    try engine.start(population, draws: draws)
    let before = population.values(of: engine.cells[1])
    var weighed = [Double](repeating: 0, count: 9)
    try engine.weigh(population, record: records[0], draws: draws, logWeights: &weighed)
    #expect(population.values(of: engine.cells[1]) == before)
    var advanced = [Double](repeating: 0, count: 9)
    try engine.advance(population, day: 0, draws: draws, logWeights: &advanced)
    #expect(weighed == advanced)
    #expect(population.values(of: engine.cells[1]) != before)
    try engine.weigh(
      population, record: record(day: 1), draws: draws, logWeights: &weighed)
    #expect(weighed == advanced, "an empty record weighs nothing")
  }

  @Test func `resampling moves facts and states together`() throws {
    let (model, records, needs) = walk()
    let engine = Engine(model: model, observing: records, needing: needs, blockSize: 8)
    let population = engine.makePopulation(count: 6)
    try engine.start(population, draws: Draws(seed: 1, stream: 0))
    let before = engine.cells.map { population.values(of: $0) }
    population.resample(ancestors: [5, 5, 0, 2, 2, 2, 1, 3, 4])
    #expect(population.count == 9)
    for (variable, old) in zip(engine.cells, before) {
      #expect(population.values(of: variable) == [5, 5, 0, 2, 2, 2, 1, 3, 4].map { old[$0] })
    }
  }

  @Test func `evaluates a formula over the columns`() throws {
    var tiny = TinyModel(days: 1)
    let level = tiny.state("level", .formula(number(3)), next: nil)
    let engine = Engine(model: tiny.model, observing: [], needing: [level])
    let population = engine.makePopulation(count: 2)
    try engine.start(population, draws: Draws(seed: 1, stream: 0))
    let values = engine.values(
      of: .binary(.add, .binary(.multiply, read(level), number(2)), .today), in: population,
      day: 5)
    #expect(values == [11, 11])
  }

  @Test func `weighs facts by their own laws`() throws {
    var tiny = TinyModel(days: 1)
    let mean = tiny.fact("mean", .drawn(Law("normal", [number(0), number(2)])))
    let example = tiny.fact("case", .chance(number(0.2)))
    let twice = tiny.fact("twice", .formula(.binary(.multiply, read(mean), number(2))))
    let engine = Engine(model: tiny.model, observing: [], needing: [mean, example, twice])
    let population = engine.makePopulation(count: 2)
    population.setValues([1, -3], of: mean)
    population.setValues([1, 0], of: example)
    var logDensities = [0.0, 0]
    try engine.weighFacts(population, logDensities: &logDensities)
    for (found, (x, chance)) in zip(logDensities, [(1.0, 0.2), (-3, 0.8)]) {
      let expected = -x * x / 8 - log(2) - 0.5 * log(2 * Double.pi) + log(chance)
      #expect(abs(found - expected) < 1e-12)
    }
    #expect(population.values(of: twice) == [2, -6])
  }
}
