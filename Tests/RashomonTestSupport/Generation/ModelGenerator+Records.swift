import RashomonEvidence
package import RashomonModel

extension ModelGenerator {
  /// A reading for some observables on each day.
  mutating func makeRecords() -> [DayRecord] {
    var records: [DayRecord] = []
    for day in 0..<dayCount where flip(0.85) {
      var events: [EventReading] = []
      var statuses: [StatusReading] = []
      var numbers: [NumberReading] = []
      for observable in observables {
        switch observable.kind {
        case .event:
          if flip(0.9) { events.append(eventReading(observable.id)) }
        case .status:
          for _ in 0..<one(of: [0, 1, 1, 2]) {
            statuses.append(
              StatusReading(
                observable: observable.id, isTrue: flip(0.5), reliability: reliability(),
                row: "row"))
          }
        case .number(_, let complete):
          if let reading = numberReading(observable, complete: complete) { numbers.append(reading) }
        }
      }
      records.append(DayRecord(day: day, events: events, statuses: statuses, numbers: numbers))
    }
    return records
  }

  /// The same records as a biased source would have kept them: odds of a tenth to ten on most
  /// readings, a side of a number drawn near what its row says.
  package mutating func biased(_ records: [DayRecord]) -> [DayRecord] {
    records.map { record in
      DayRecord(
        day: record.day,
        events: record.events.map {
          EventReading(
            observable: $0.observable, answer: $0.answer, reliability: $0.reliability,
            coverage: $0.coverage, falseRate: $0.falseRate, rows: $0.rows, odds: odds())
        },
        statuses: record.statuses.map {
          StatusReading(
            observable: $0.observable, isTrue: $0.isTrue, reliability: $0.reliability,
            row: $0.row, odds: odds())
        },
        numbers: record.numbers.map { reading in
          NumberReading(
            observable: reading.observable, rows: reading.rows.map { tilted($0) },
            silence: reading.silence.map {
              NumberReading.Silence(
                reliability: $0.reliability, coverage: $0.coverage, odds: odds())
            })
        })
    }
  }

  private mutating func odds() -> Double { one(of: [0.1, 0.5, 1, 2, 10]) }

  private mutating func tilted(_ row: NumberRow) -> NumberRow {
    let middle: Double
    switch row.value {
    case .point(let point): middle = point
    case .range(let low, let high):
      middle = low.isFinite ? (high.isFinite ? 0.5 * (low + high) : low) : high
    }
    return NumberRow(
      value: row.value, reliability: row.reliability, stance: row.stance, row: row.row,
      tilt: NumberTilt(threshold: middle + one(of: [-1, -0.25, 0, 0.25, 1]), odds: odds()))
  }

  /// Seldom certain, so that most histories stay alive.
  private mutating func reliability() -> Double { one(of: [0.98, 0.95, 0.9, 0.8, 0.7, 0.5, 0.2]) }

  private mutating func eventReading(_ observable: String) -> EventReading {
    let answer = one(of: [EventReading.Answer.yes, .no, .silent, .silent])
    let isCertain = answer == .yes && flip(0.05)
    return EventReading(
      observable: observable, answer: answer, reliability: isCertain ? 1 : reliability(),
      coverage: answer == .no ? 1 : one(of: [0.95, 0.855, 0.3, 1]),
      falseRate: one(of: [0, 0, 0.01, 0.2]), rows: answer == .silent ? [] : ["row"])
  }

  private mutating func numberReading(
    _ observable: Observable, complete: Bool
  ) -> NumberReading? {
    let count = one(of: [0, 0, 1, 1, 1, 2, 3])
    guard count > 0 else {
      guard complete else { return nil }
      return NumberReading(
        observable: observable.id, rows: [],
        silence: NumberReading.Silence(reliability: reliability(), coverage: one(of: [0.9, 0.5])))
    }
    let rows = (0..<count).map { _ in
      NumberRow(
        value: rowValue(of: observable),
        reliability: observable.report != nil && flip(0.4) ? 1 : reliability(),
        stance: one(of: [.official, .independent]), row: "row")
    }
    return NumberReading(observable: observable.id, rows: rows, silence: nil)
  }

  private mutating func rowValue(of observable: Observable) -> NumberRow.Value {
    guard case .law(let usual) = observable.usual else { return .point(0) }
    let point: Double =
      switch usual.distribution {
      case "poisson", "negative_binomial", "binomial": Double(whole(0...4))
      case "lognormal", "gamma", "exponential": real(0.1...6)
      default: real(-4...4)
      }
    guard flip(0.25) else { return .point(point) }
    switch whole(0...2) {
    case 0: return .range(low: -.infinity, high: point)
    case 1: return .range(low: point, high: .infinity)
    default: return .range(low: point, high: point + Double(whole(1...3)))
    }
  }
}
