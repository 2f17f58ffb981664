import Foundation
import RashomonEngine
import RashomonEvidence
import RashomonModel
import RashomonTestSupport
import Testing

/// Normal and lognormal draws that reports see on the same day, against integrals over grids.
struct SeenDrawTests {
  private let kind = ObservableKind.number(unit: nil, complete: false)

  private func normal(_ mean: RashomonModel.Expression, _ deviation: Double) -> Law {
    Law("normal", [mean, number(deviation)])
  }

  private func lognormal(_ median: RashomonModel.Expression, _ spread: Double) -> Law {
    Law("lognormal", [median, number(spread)])
  }

  private func density(_ value: Double, _ mean: Double, _ deviation: Double) -> Double {
    let z = (value - mean) / deviation
    return exp(-0.5 * z * z) / deviation / (2 * Double.pi).squareRoot()
  }

  private func weights(
    _ tiny: TinyModel, _ readings: [NumberReading], asking: Set<VariableID>, count: Int = 4000
  ) throws -> (log: [Double], population: Population) {
    let engine = Engine(
      model: tiny.model, observing: [record(numbers: readings)], needing: asking)
    let population = engine.makePopulation(count: count)
    return (try run(engine, population, days: 1), population)
  }

  /// x ~ N(1, .5²), y ~ N(2x + 1, .3²), y = 2. Seed 1; five standard errors of the mean (.011) catch
  /// a posterior that is .02 off.
  @Test func `a report of a line over a draw weighs all histories alike`() throws {
    var tiny = TinyModel(days: 1)
    let x = tiny.step("x", .drawn(normal(number(1), 0.5)))
    let line = Expression.binary(
      .add, .binary(.multiply, number(2), read(x)), number(1))
    let truth = tiny.step("y", .formula(line))
    tiny.observe(
      "y", kind, truth: truth, usual: .law(normal(number(0), 9)),
      report: ReportLaw(law: normal(read(truth), 0.3), shared: nil))
    let found = try weights(tiny, [rows("y", [.point(2)])], asking: [x])
    for weight in found.log {
      expectClose(weight, log(density(2, 3, (1 + 0.09).squareRoot())), tolerance: 1e-12)
    }
    let draws = found.population.values(of: x)
    let variance = 1 / (1 / 0.25 + 4 / 0.09)
    let mean = variance * (1 / 0.25 + 2 / 0.09)
    expectMean(of: draws, toBe: mean)
    expectMean(of: draws.map { ($0 - mean) * ($0 - mean) }, toBe: variance)
    expectMeanRejected(of: draws, insteadOf: mean + 0.02)
    expectMeanRejected(of: draws.map { ($0 - mean) * ($0 - mean) }, insteadOf: 0.25)
  }

  /// Two rows that share an error, each right with .8: the weight is the integral over the draw and
  /// the error of all four cases, which a grid of 400 by 400 gives to 1e-9.
  @Test func `doubtful rows that share an error see a lognormal draw`() throws {
    var tiny = TinyModel(days: 1)
    let x = tiny.step("x", .drawn(lognormal(number(100), 2.5)))
    let usual = lognormal(number(50), 6)
    tiny.observe(
      "x", kind, truth: x, usual: .law(usual),
      report: ReportLaw(
        law: lognormal(.binary(.multiply, number(0.5), read(x)), 1.3), shared: number(1.2)))
    let said = [80.0, 20]
    let found = try weights(
      tiny, [rows("x", said.map { .point($0) }, reliability: 0.8)], asking: [x])
    func likelihood(_ xi: Double, _ z: Double) -> Double {
      said.reduce(1) { product, value in
        let centre = log(0.5) + xi + log(1.2) * z
        let right = density(log(value), centre, log(1.3)) / value
        let wrong = density(log(value), log(50), log(6)) / value
        return product * (0.8 * right + 0.2 * wrong)
      }
    }
    func total(_ f: @escaping (Double) -> Double) -> Double {
      exp(
        Quadrature.logMeanOverNormal(steps: 400) { u in
          let xi = log(100) + log(2.5) * u
          return log(f(xi))
            + Quadrature.logMeanOverNormal(steps: 400) { log(likelihood(xi, $0)) }
        })
    }
    let exact = total { _ in 1 }
    for weight in found.log { expectClose(weight, log(exact), tolerance: 1e-9) }
    let draws = found.population.values(of: x).map { log($0) }
    // Raised by 10, since the mean is taken by way of logarithms.
    let mean = total { $0 + 10 } / exact - 10
    // Seed 1; five standard errors are .05.
    expectMean(of: draws, toBe: mean)
    expectMeanRejected(of: draws, insteadOf: mean + 0.1)
    expectMeanRejected(of: draws, insteadOf: log(100))
  }

  /// A count says what was decided: 60 is far likelier under a median of 50 than of 5. Seed 1; five
  /// standard errors of the share are below .04.
  @Test func `a choice that only a count reveals is summed over its options`() throws {
    var tiny = TinyModel(days: 1)
    let choice = tiny.step("choice", .chance(number(0.1)))
    let median = Expression.choose(read(choice), number(50), number(5))
    let x = tiny.step("x", .drawn(lognormal(median, 2)))
    tiny.observe(
      "x", kind, truth: x, usual: .law(lognormal(number(10), 5)),
      report: ReportLaw(law: lognormal(read(x), 1.5), shared: nil))
    let found = try weights(tiny, [rows("x", [.point(30)])], asking: [choice, x])
    let spread = (log(2) * log(2) + log(1.5) * log(1.5)).squareRoot()
    let yes = 0.1 * density(log(30), log(50), spread) / 30
    let no = 0.9 * density(log(30), log(5), spread) / 30
    for weight in found.log { expectClose(weight, log(yes + no), tolerance: 1e-12) }
    let share = yes / (yes + no)
    expectMean(of: found.population.values(of: choice), toBe: share)
    expectMeanRejected(of: found.population.values(of: choice), insteadOf: share - 0.05)
  }

  /// Sixty deviations off under both options: a density that no double holds.
  @Test func `a row far from every option weighs what it should`() throws {
    var tiny = TinyModel(days: 1)
    let choice = tiny.step("choice", .chance(number(0.5)))
    let mean = Expression.choose(read(choice), number(0.01), number(0))
    let x = tiny.step("x", .drawn(normal(mean, 0.3)))
    tiny.observe(
      "x", kind, truth: x, usual: .law(normal(number(0), 9)),
      report: ReportLaw(law: normal(read(x), 0.4), shared: nil))
    let found = try weights(tiny, [rows("x", [.point(30)])], asking: [choice])
    for (weight, choice) in zip(found.log, found.population.values(of: choice)) {
      let z = (30 - 0.01 * choice) / 0.5
      expectClose(weight, -0.5 * z * z - log(0.5 * (2 * Double.pi).squareRoot()))
    }
  }

  /// A part of the record, and several at once, weigh what a day with that record alone would.
  @Test func `a part of a record is weighed as a record of its own`() throws {
    var tiny = TinyModel(days: 1)
    let x = tiny.step("x", .drawn(normal(number(0), 1)))
    for id in ["a", "b"] {
      tiny.observe(
        id, kind, truth: x, usual: .law(normal(number(0), 9)),
        report: ReportLaw(law: normal(read(x), id == "a" ? 0.5 : 2), shared: nil))
    }
    let parts = [
      record(numbers: [rows("a", [.point(1)])]), record(numbers: [rows("b", [.point(-1)])]),
      record(numbers: [rows("a", [.point(1)]), rows("b", [.point(-1)])]),
    ]
    let engine = Engine(model: tiny.model, observing: [parts[2]], needing: [x])
    let population = engine.makePopulation(count: 3)
    let draws = Draws(seed: 1, stream: 0)
    try engine.start(population, draws: draws)
    let told = try engine.logLikelihoods(population, of: parts, draws: draws)
    let exact = [
      Conjugate.logEvidence(values: [1], variance: 0.25, priorMean: 0, priorVariance: 1),
      Conjugate.logEvidence(values: [-1], variance: 4, priorMean: 0, priorVariance: 1),
      // The second given the first: x ~ N(.8, .2).
      Conjugate.logEvidence(values: [1], variance: 0.25, priorMean: 0, priorVariance: 1)
        + Conjugate.logEvidence(values: [-1], variance: 4, priorMean: 0.8, priorVariance: 0.2),
    ]
    for (part, place) in zip(parts, exact.indices) {
      var alone = [0.0, 0, 0]
      try engine.weigh(population, record: part, draws: draws, logWeights: &alone)
      for lane in 0..<3 {
        expectClose(alone[lane], exact[place], tolerance: 1e-12)
        expectClose(told[place][lane], exact[place], tolerance: 1e-12)
      }
    }
    var advanced = [0.0, 0, 0]
    try engine.advance(population, day: 0, draws: draws, logWeights: &advanced)
    for weight in advanced { expectClose(weight, exact[2], tolerance: 1e-12) }
  }

  /// A draw that no row sees is the same number with and without the record.
  @Test func `a day without a row draws the same number`() throws {
    var tiny = TinyModel(days: 2)
    let x = tiny.step("x", .drawn(normal(number(0), 1)))
    tiny.observe(
      "x", kind, truth: x, usual: .law(normal(number(0), 9)),
      report: ReportLaw(law: normal(read(x), 0.5), shared: nil))
    let engines = [[record(numbers: [rows("x", [.point(1)])])], []].map {
      Engine(model: tiny.model, observing: $0, needing: [x])
    }
    let ends = try engines.map { engine in
      let population = engine.makePopulation(count: 5)
      _ = try run(engine, population, days: 2)
      return population.values(of: x)
    }
    #expect(ends[0] == ends[1])
  }

  // MARK: States

  /// A local level, seen through a gauge.
  private func river(_ levelVariance: Double, _ valueVariance: Double) -> (TinyModel, VariableID) {
    var tiny = TinyModel(days: 10)
    let level = tiny.define("level")
    tiny.states.append(
      StateVariable(
        level, initial: .drawn(normal(number(0), 2)),
        next: .drawn(normal(read(level), levelVariance.squareRoot()))))
    let flow = tiny.step("flow", .formula(read(level)))
    tiny.observe(
      "flow", kind, truth: flow, usual: .law(normal(number(0), 9)),
      report: ReportLaw(law: normal(read(flow), valueVariance.squareRoot()), shared: nil))
    return (tiny, level)
  }

  private let values = [1.2, -0.4, 0.3, 2.2, 1.9, 1.1, 3.0, 2.4, 2.9, 1.7]

  /// Ẑ over its exact value, of runs that are one history long: nothing is resampled.
  private func ratios(
    _ tiny: TinyModel, asking: Set<VariableID>, seed: UInt64
  ) throws -> [Double] {
    let records = values.enumerated().map {
      record(day: $0.offset, numbers: [rows("flow", [.point($0.element)])])
    }
    let exact = KalmanFilter(levelVariance: 0.5, valueVariance: 0.8)
      .run(values, from: .proper(mean: 0, variance: 4)).logEvidence
    let engine = Engine(model: tiny.model, observing: records, needing: asking)
    let weights = try run(engine, engine.makePopulation(count: 20_000), days: 10, seed: seed)
    return weights.map { exp($0 - exact) }
  }

  /// Seed 2, 20,000 histories; five of their standard errors, a false alarm in two million seeds.
  @Test func `a state that a report sees in the morning is drawn given it`() throws {
    let (tiny, level) = river(0.5, 0.8)
    let morning = try ratios(tiny, asking: [], seed: 2)
    expectMean(of: morning, toBe: 1)
    let overnight = try ratios(tiny, asking: [level], seed: 2)
    #expect(SampleMean(of: morning).standardError < 0.5 * SampleMean(of: overnight).standardError)
    // A gauge that is a tenth too rough is told from the right one.
    let (broken, _) = river(0.5, 0.88)
    expectMeanRejected(of: try ratios(broken, asking: [], seed: 2), insteadOf: 1)
  }

  @Test func `a state that is asked for is there in the evening`() throws {
    let (tiny, level) = river(0.5, 0.8)
    let readings = [record(numbers: [rows("flow", [.point(1)])])]
    let asked = Engine(model: tiny.model, observing: readings, needing: [level])
    #expect(asked.cells.contains(level))
    let unasked = Engine(model: tiny.model, observing: readings, needing: [])
    #expect(!unasked.cells.contains(level))
    let unseen = Engine(model: tiny.model, observing: [], needing: [])
    #expect(!unseen.makePopulation(count: 1).holds(level))
  }

  // MARK: What nothing needs

  /// An idle draw that nothing reads changes no number and takes no column.
  @Test func `what no reading asked for needs is not computed`() throws {
    let (tiny, _) = river(0.5, 0.8)
    var busy = tiny
    // A logarithm of −1 is no number: it would stop the run if it were computed.
    let idle = busy.state("idle", .formula(.call("log", [number(-1)])), next: .formula(number(1)))
    let seen = busy.step("idle draw", .drawn(normal(read(idle), 1)))
    busy.observe(
      "idle", kind, truth: seen, usual: .law(normal(number(0), 9)),
      report: ReportLaw(law: normal(read(seen), 1), shared: nil))
    let plain = try ratios(tiny, asking: [], seed: 3)
    #expect(try ratios(busy, asking: [], seed: 3) == plain)
    #expect(throws: RangeFault.self) { try ratios(busy, asking: [idle], seed: 3) }
  }
}
