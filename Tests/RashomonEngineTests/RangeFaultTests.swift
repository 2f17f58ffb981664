import RashomonEngine
import RashomonModel
import Testing

struct RangeFaultTests {
  private func fault(_ tiny: TinyModel, needing: Set<VariableID>) -> RangeFault? {
    let engine = Engine(model: tiny.model, observing: [], needing: needing, blockSize: 8)
    let population = engine.makePopulation(count: 10)
    let draws = Draws(seed: 3, stream: 0)
    var logWeights = [Double](repeating: 0, count: 10)
    do throws(RangeFault) {
      try engine.start(population, draws: draws)
      for day in 0..<tiny.days {
        try engine.advance(population, day: day, draws: draws, logWeights: &logWeights)
      }
      return nil
    } catch {
      return error
    }
  }

  @Test func `stops at a chance above 1 and says where`() throws {
    var tiny = TinyModel(days: 3)
    let happens = tiny.step("e", .chance(.binary(.multiply, number(0.6), .today)))
    let found = try #require(fault(tiny, needing: [happens]))
    #expect(found.variable == "e")
    #expect(found.place == "tiny:1")
    #expect(found.day == 2)
    #expect(found.problem == .probability)
    #expect(found.share == 1)
    #expect(found.example == 1.2)
  }

  @Test func `says in what share of histories`() throws {
    var tiny = TinyModel(days: 1)
    let coin = tiny.fact("coin", .chance(number(0.5)))
    let happens = tiny.step(
      "e", .chance(.choose(read(coin), number(-0.25), number(0.25))))
    let engine = Engine(model: tiny.model, observing: [], needing: [coin, happens])
    let population = engine.makePopulation(count: 10)
    try engine.start(population, draws: Draws(seed: 3, stream: 0))
    let heads = population.values(of: coin).reduce(0, +)
    let found = try #require(fault(tiny, needing: [coin, happens]))
    #expect(found.example == -0.25)
    // Blocks of 4 draw other numbers than one of 512, but some of both.
    #expect(heads > 0 && heads < 10)
    #expect(found.share > 0 && found.share < 1)
  }

  @Test func `ignores a chance that nothing uses`() {
    var tiny = TinyModel(days: 1)
    _ = tiny.step("e", .chance(number(7)))
    let other = tiny.step("other", .formula(number(1)))
    #expect(fault(tiny, needing: [other]) == nil)
  }

  @Test func `stops where the chances of a pick do not add up to 1`() throws {
    var tiny = TinyModel(days: 1)
    let half = tiny.fact("half", .drawn(Law("uniform", [number(0.4), number(0.45)])))
    let choice = tiny.step("choice", .pick([read(half), number(0.5)]))
    let found = try #require(fault(tiny, needing: [choice]))
    #expect(found.problem == .probabilitySum)
    #expect(found.variable == "choice")
    #expect(found.example > 0.9 && found.example < 0.95)
  }

  @Test(arguments: ["normal", "lognormal", "gamma", "uniform"])
  func `stops where a law does not accept its arguments`(name: String) throws {
    var tiny = TinyModel(days: 1)
    let one = tiny.fact("one", .drawn(Law("uniform", [number(1), number(2)])))
    let draw = tiny.step(
      "draw",
      .drawn(Law(name, [read(one), .binary(.subtract, number(0.5), read(one))])))
    let found = try #require(fault(tiny, needing: [draw]))
    #expect(found.problem == .law(name))
    #expect(found.variable == "draw")
    #expect(found.share == 1)
  }

  @Test func `stops at a state that is no number`() throws {
    var tiny = TinyModel(days: 2)
    let level = tiny.define("level")
    tiny.states = [
      StateVariable(
        level, initial: .formula(number(0)),
        next: .formula(.binary(.divide, read(level), read(level))))
    ]
    let found = try #require(fault(tiny, needing: [level]))
    #expect(found.problem == .notANumber)
    #expect(found.day == 0)
    #expect(found.example.isNaN)
  }

  @Test func `lets infinity and a NaN on the side not taken be`() {
    var tiny = TinyModel(days: 2)
    let level = tiny.define("level")
    let broken = Expression.call("sqrt", [.binary(.subtract, read(level), number(5))])
    tiny.states = [
      StateVariable(
        level, initial: .formula(number(1)),
        next: .formula(
          .choose(
            .binary(.greater, read(level), number(5)), broken,
            .binary(.divide, read(level), number(0)))))
    ]
    #expect(fault(tiny, needing: [level]) == nil)
  }

  @Test func `does not mind what a chance would be in combinations that cannot be`() throws {
    var tiny = TinyModel(days: 1)
    let gate = tiny.step("gate", .chance(number(0.5)))
    let first = tiny.step("first", .chance(.choose(read(gate), number(0.5), number(0))))
    let second = tiny.step(
      "second",
      .chance(
        .choose(
          .binary(.and, read(first), .unary(.not, read(gate))), number(9), number(0.5))))
    tiny.observe("second", truth: second, usual: .chance(number(0.1)))
    let engine = Engine(
      model: tiny.model, observing: [record(events: [event("second", .yes)])], needing: [])
    let population = engine.makePopulation(count: 8)
    let logWeights = try run(engine, population, days: 1)
    #expect(logWeights.allSatisfy { abs($0 - -0.693_147_180_56) < 1e-9 })
  }
}
