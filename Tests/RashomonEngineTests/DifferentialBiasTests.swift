import RashomonEvidence
import RashomonModel
import RashomonTestSupport
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
