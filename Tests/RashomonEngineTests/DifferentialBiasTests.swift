import RashomonEngine
import RashomonEvidence
import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

/// Readings of a biased record, against the interpreter and against numbers worked by hand.
struct DifferentialBiasTests {
  @Test func `the engine agrees with the interpreter on biased records`() {
    let count = TestSize.pick(reduced: 60, whole: 400)
    var generator = ModelGenerator(seed: 20_200_816)
    var compared = 0
    for number in 0..<count {
      let made = generator.next()
      let records = generator.biased(made.records)
      let report = EngineComparison(
        seed: 7, stream: number % 3, combinationLimit: number % 5 == 0 ? 6 : 64
      ).compare(model: made.model, records: records)
      #expect(report.agrees, "model \(number): \(report.differences)")
      compared += report.compared
    }
    #expect(compared > 800 * count, "the comparison stopped early: \(compared) values")
  }

  /// The comparison notices odds a hundredth off on any kind of reading.
  @Test func `odds a hundredth off are rejected`() {
    var generator = ModelGenerator(seed: 44)
    var sabotages = 0
    var rejected = 0
    for _ in 0..<40 {
      let made = generator.next()
      let biased = generator.biased(made.records)
      let wrong = biased.map { $0.withOdds(times: 1.01) }
      let report = EngineComparison(seed: 7).compare(
        GeneratedCase(model: made.model, records: biased),
        told: GeneratedCase(model: made.model, records: wrong))
      guard report.impossible < 20 else { continue }
      sabotages += 1
      if !report.agrees { rejected += 1 }
    }
    #expect(sabotages >= 30)
    #expect(rejected == sabotages, "\(rejected) of \(sabotages)")
  }

  // MARK: By hand

  private func logWeights(
    _ steps: [Step], _ observable: Observable, _ record: DayRecord, count: Int
  ) throws -> [Double] {
    let start = CalendarDate(daysSinceEpoch: 11_323)
    let model = Model(
      id: "test", title: "Test", source: nil, date: nil, prior: 1,
      period: Period(start: start, end: start),
      variables: (0..<2).map { Variable(name: "v\($0)", place: "test:1") }, facts: [], states: [],
      steps: steps, observables: [observable], questions: [], reported: [], verdicts: [])
    let engine = Engine(model: model, observing: [record], needing: [])
    let population = engine.makePopulation(count: count)
    try engine.start(population, draws: Draws(seed: 1, stream: 0))
    var weights = [Double](repeating: 0, count: count)
    try engine.advance(
      population, day: 0, draws: Draws(seed: 1, stream: 0), logWeights: &weights)
    return weights
  }

  private func observable(
    _ kind: ObservableKind, truth: Int, usual: Usual, report: ReportLaw? = nil
  ) -> Observable {
    Observable(
      id: "o", sentence: "", kind: kind, truth: VariableID(truth), truthFrom: .commonGround,
      usual: usual, report: report, reportByStance: [:],
      recording: Recording(watched: 0...1000))
  }

  /// h = .3, r = .9, c = .95, b = .1, f = .02, so that P(yes) = .3·.865 + .7·.02 = .2735 before it is
  /// known whether it happens; under odds of 4 it is 4·.2735/(1 + 3·.2735).
  @Test(arguments: [0.25, 1, 4])
  func `an event's answers under a bias add up to one`(odds: Double) throws {
    func weight(_ answer: EventReading.Answer) throws -> Double {
      let reading = EventReading(
        observable: "o", answer: answer, reliability: 0.9, coverage: 0.95, falseRate: 0.02,
        rows: [], odds: odds)
      return try logWeights(
        [.assign(Assignment(VariableID(0), .chance(.constant(0.3))))],
        observable(.event(once: false), truth: 0, usual: .chance(.constant(0.1))),
        DayRecord(day: 0, events: [reading], statuses: [], numbers: []), count: 1)[0].exponential
    }
    let yes = try weight(.yes)
    expectClose(yes, odds * 0.2735 / (1 + (odds - 1) * 0.2735))
    expectClose(yes + (try weight(.silent)), 1)
  }

  /// A choice of 0, 1, 2 with .5, .3, .2 makes the event true with 2: P(yes) = .2 before the choice.
  @Test func `a bias averages a choice out that makes an event true`() throws {
    let reading = EventReading(
      observable: "o", answer: .no, reliability: 1, coverage: 1, falseRate: 0, rows: ["r"],
      odds: 5)
    let weights = try logWeights(
      [
        .assign(
          Assignment(
            VariableID(0), .pick([.constant(0.5), .constant(0.3), .constant(0.2)]))),
        .assign(
          Assignment(
            VariableID(1), .formula(.binary(.equal, .variable(VariableID(0)), .constant(2))))),
      ], observable(.event(once: false), truth: 1, usual: .chance(.constant(0.1))),
      DayRecord(day: 0, events: [reading], statuses: [], numbers: []), count: 20)
    for weight in weights { expectClose(weight.exponential, 0.8 / (1 + 4 * 0.2)) }
  }

  /// Two rows of a level of 0 with an error of their own and one that they share (all of sd 1), one of
  /// them tilted above ½ and one below 1: their density adds up to 1 over the plane, here by the midpoint
  /// rule on squares whose sides are the thresholds. Normalised one by one they would not.
  @Test func `the biased density of rows that share an error adds up to one`() throws {
    let level = observable(
      .number(unit: nil, complete: false), truth: 0,
      usual: .law(Law("normal", [.constant(0), .constant(3)])),
      report: ReportLaw(
        law: Law("normal", [.variable(VariableID(0)), .constant(1)]), shared: .constant(1)))
    let step = 0.5
    let grid = (-17..<17).map { (Double($0) + 0.5) * step }
    var sum = 0.0
    for x in grid {
      for y in grid {
        let rows = [
          NumberRow(
            value: .point(x), reliability: 0.9, stance: .independent, row: "a",
            tilt: NumberTilt(threshold: 0.5, odds: 5)),
          NumberRow(
            value: .point(y), reliability: 1, stance: .independent, row: "b",
            tilt: NumberTilt(threshold: 1, odds: 0.25)),
        ]
        sum +=
          try logWeights(
            [.assign(Assignment(VariableID(0), .formula(.constant(0))))], level,
            DayRecord(
              day: 0, events: [], statuses: [],
              numbers: [NumberReading(observable: "o", rows: rows, silence: nil)]), count: 1)[0]
          .exponential * step * step
      }
    }
    #expect(abs(sum - 1) < 0.01, "\(sum)")
  }
}

extension DayRecord {
  /// The record with all biases stronger or weaker.
  fileprivate func withOdds(times factor: Double) -> DayRecord {
    DayRecord(
      day: day,
      events: events.map {
        EventReading(
          observable: $0.observable, answer: $0.answer, reliability: $0.reliability,
          coverage: $0.coverage, falseRate: $0.falseRate, rows: $0.rows, odds: $0.odds * factor)
      },
      statuses: statuses.map {
        StatusReading(
          observable: $0.observable, isTrue: $0.isTrue, reliability: $0.reliability, row: $0.row,
          odds: $0.odds * factor)
      },
      numbers: numbers.map { reading in
        NumberReading(
          observable: reading.observable,
          rows: reading.rows.map { row in
            NumberRow(
              value: row.value, reliability: row.reliability, stance: row.stance, row: row.row,
              tilt: row.tilt.map { NumberTilt(threshold: $0.threshold, odds: $0.odds * factor) })
          },
          silence: reading.silence.map {
            NumberReading.Silence(
              reliability: $0.reliability, coverage: $0.coverage, odds: $0.odds * factor)
          })
      })
  }
}
