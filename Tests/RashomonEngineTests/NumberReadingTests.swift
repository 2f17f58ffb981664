import Foundation
import RashomonEngine
import RashomonEvidence
import RashomonModel
import Testing

struct NumberReadingTests {
  private let usual = Usual.law(Law("normal", [number(0), number(10)]))

  private func engine(
    _ truth: Definition, report: ReportLaw? = nil, _ readings: [NumberReading]
  ) -> (Engine, VariableID) {
    var tiny = TinyModel(days: 1)
    let variable = tiny.step("n", truth)
    tiny.observe(
      "n", .number(unit: nil, complete: false), truth: variable, usual: usual, report: report)
    let engine = Engine(
      model: tiny.model, observing: [record(numbers: readings)], needing: [variable])
    return (engine, variable)
  }

  private func density(_ z: Double) -> Double { exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }

  private func below(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  @Test func `a certain row is the truth`() throws {
    let (engine, truth) = engine(
      .drawn(Law("normal", [number(1), number(2)])), [rows("n", [.point(4)])])
    let population = engine.makePopulation(count: 5)
    let logWeights = try run(engine, population, days: 1)
    #expect(population.values(of: truth) == [4, 4, 4, 4, 4])
    #expect(logWeights.allSatisfy { abs($0 - log(density(1.5) / 2)) < 1e-12 })
  }

  /// Half as many as a draw: a row of 50 says that the draw was 100.
  @Test func `a row settles a multiple of a draw`() throws {
    var tiny = TinyModel(days: 1)
    let draw = tiny.step("n", .drawn(Law("normal", [number(90), number(20)])))
    let truth = tiny.step("n'scaled", .formula(.binary(.multiply, read(draw), number(0.5))))
    tiny.observe("n", .number(unit: nil, complete: false), truth: truth, usual: usual)
    let readings = [
      rows("n", [.point(50)]), rows("n", [.range(low: 45, high: 55)]),
      rows("n", [.point(50)], reliability: 0.9),
    ].map { [record(numbers: [$0])] }
    let weights = try readings.map { records in
      let engine = Engine(model: tiny.model, observing: records, needing: [draw, truth])
      let population = engine.makePopulation(count: 1)
      let weight = try run(engine, population, days: 1)[0]
      let (drawn, told) = (population.values(of: draw)[0], population.values(of: truth)[0])
      #expect(told == 0.5 * drawn)
      return weight
    }
    #expect(abs(weights[0] - log(density(0.5) / 20 / 0.5)) < 1e-12)
    #expect(abs(weights[1] - log(below(1) - below(0))) < 1e-9)
    let doubtful = 0.9 * density(0.5) / 10 + 0.1 * density(5) / 10
    #expect(abs(weights[2] - log(doubtful)) < 1e-12)
  }

  /// 4000 histories, seed 1: the truth is the row's with chance g = .8·p/(.8·p + .2·usual), within
  /// five standard errors (.04) of it; false alarm 6e-7. The chance r itself is .03 further off.
  @Test func `a doubtful row is the truth with its posterior probability`() throws {
    let (engine, truth) = engine(
      .drawn(Law("normal", [number(1), number(2)])), [rows("n", [.point(4)], reliability: 0.8)])
    let population = engine.makePopulation(count: 4000)
    let logWeights = try run(engine, population, days: 1)
    let told = 0.8 * density(1.5) / 2
    let wrong = 0.2 * density(0.4) / 10
    #expect(abs(logWeights[0] - log(told + wrong)) < 1e-12)
    let share = mean(population.values(of: truth).map { $0 == 4 ? 1 : 0 })
    #expect(abs(share - told / (told + wrong)) < 0.03)
    #expect(abs(share - 0.8) > 0.03)
  }

  @Test func `a certain range holds the truth`() throws {
    let (engine, truth) = engine(
      .drawn(Law("normal", [number(1), number(2)])), [rows("n", [.range(low: 3, high: 5)])])
    let population = engine.makePopulation(count: 4000)
    let logWeights = try run(engine, population, days: 1)
    #expect(abs(logWeights[0] - log(below(2) - below(1))) < 1e-12)
    let values = population.values(of: truth)
    #expect(values.allSatisfy { $0 >= 3 && $0 <= 5 })
    // The mean of a normal between two bounds; standard error .009, five of them .045.
    let expected = 1 + 2 * (density(1) - density(2)) / (below(2) - below(1))
    #expect(abs(mean(values) - expected) < 0.045)
    #expect(abs(mean(values) - 4) > 0.045)
  }

  @Test(arguments: [(-Double.infinity, -12.0), (30.0, Double.infinity)])
  func `a range far out in a tail is met`(low: Double, high: Double) throws {
    let (engine, truth) = engine(
      .drawn(Law("normal", [number(1), number(2)])), [rows("n", [.range(low: low, high: high)])])
    let population = engine.makePopulation(count: 50)
    let logWeights = try run(engine, population, days: 1)
    #expect(logWeights.allSatisfy { $0.isFinite && $0 < -20 })
    let values = population.values(of: truth)
    #expect(values.allSatisfy { $0 >= low && $0 <= high && abs($0) < 40 })
    #expect(Set(values).count > 40)
  }

  @Test func `a range of counts has both ends`() throws {
    let (engine, truth) = engine(
      .drawn(Law("poisson", [number(2)])), [rows("n", [.range(low: 1, high: 2)])])
    let population = engine.makePopulation(count: 3000)
    let logWeights = try run(engine, population, days: 1)
    let one = 2 * exp(-2.0)
    let two = 2 * exp(-2.0)
    #expect(abs(logWeights[0] - log(one + two)) < 1e-9)
    let values = population.values(of: truth)
    #expect(Set(values) == [1, 2])
    // Equally likely; five standard errors are .046.
    #expect(abs(mean(values) - 1.5) < 0.046)
  }

  @Test func `a truth by formula agrees or not`() throws {
    let (engine, _) = engine(
      .formula(number(3)),
      [rows("n", [.point(3), .range(low: 2, high: 3)], reliability: 0.9)])
    let logWeights = try run(engine, engine.makePopulation(count: 1), days: 1)
    let point = 0.9 + 0.1 * density(0.3) / 10
    let range = 0.9 + 0.1 * (below(0.3) - below(0.2))
    #expect(abs(logWeights[0] - log(point * range)) < 1e-12)
  }

  /// Silence of a complete number: 1 − c + c·(r·p(0) + (1 − r)·usual(0)).
  @Test func `silence says none`() throws {
    let silent = NumberReading(
      observable: "n", rows: [],
      silence: NumberReading.Silence(reliability: 0.9, coverage: 0.8))
    let (engine, _) = engine(.drawn(Law("poisson", [number(2)])), [silent])
    let logWeights = try run(engine, engine.makePopulation(count: 1), days: 1)
    let said = 0.9 * exp(-2.0) + 0.1 * density(0) / 10
    #expect(abs(logWeights[0] - log(0.2 + 0.8 * said)) < 1e-12)
  }

  /// Seven doubtful rows are too many for the closed form; six rows of weight next to nothing beside
  /// a certain one leave the joint density of one row.
  @Test func `quadrature and closed form agree on a shared error`() throws {
    let report = ReportLaw(
      law: Law("lognormal", [number(100), number(1.4)]), shared: number(1.5))
    func weigh(_ values: [Double], reliability: Double, ranges: [NumberRow.Value] = [])
      throws -> Double
    {
      let reading = NumberReading(
        observable: "n",
        rows: (values.map { NumberRow.Value.point($0) } + ranges).map {
          NumberRow(value: $0, reliability: reliability, stance: .independent, row: "r")
        }, silence: nil)
      let (engine, _) = engine(.formula(number(0)), report: report, [reading])
      return try run(engine, engine.makePopulation(count: 1), days: 1)[0]
    }
    let closed = try weigh([90, 150, 60], reliability: 1)
    // A range that says nothing sends the same rows through the quadrature.
    let numeric = try weigh(
      [90, 150, 60], reliability: 1, ranges: [.range(low: 0, high: .infinity)])
    #expect(abs(closed - numeric) < 1e-8)
    let doubtful = try weigh([90, 150, 60], reliability: 0.8)
    let mixture = try weigh(
      [90, 150, 60], reliability: 0.8, ranges: [.range(low: -.infinity, high: .infinity)])
    #expect(abs(doubtful - mixture) < 1e-8)
    let far = try weigh([9_000], reliability: 1)
    let farNumeric = try weigh(
      [9_000], reliability: 1, ranges: [.range(low: 0, high: .infinity)])
    #expect(abs(far - farNumeric) < 1e-6)
  }
}
