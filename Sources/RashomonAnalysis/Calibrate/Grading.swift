import RashomonEvidence
import RashomonModel

/// How another reading of the same rows grades them.
struct Grading: Sendable {
  private let days: [Int: DayRecord]

  init(_ days: [DayRecord]) {
    self.days = Dictionary(days.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a record says, with the grades of this reading.
  func applied(to record: DayRecord) -> DayRecord {
    guard let mine = days[record.day] else { return record }
    return DayRecord(
      day: record.day,
      events: record.events.map { event in
        guard let graded = mine.events.first(where: { $0.observable == event.observable }) else {
          return event
        }
        return EventReading(
          observable: event.observable, answer: event.answer, reliability: graded.reliability,
          coverage: graded.coverage, falseRate: graded.falseRate, rows: event.rows,
          odds: event.odds)
      },
      statuses: record.statuses.map { status in
        guard let graded = mine.statuses.first(where: { $0.row == status.row }) else {
          return status
        }
        return StatusReading(
          observable: status.observable, isTrue: status.isTrue, reliability: graded.reliability,
          row: status.row, odds: status.odds)
      },
      numbers: record.numbers.map { number in
        guard let graded = mine.numbers.first(where: { $0.observable == number.observable })
        else { return number }
        return NumberReading(
          observable: number.observable,
          rows: number.rows.map { row in
            let reliability = graded.rows.first { $0.row == row.row }?.reliability
            return NumberRow(
              value: row.value, reliability: reliability ?? row.reliability, stance: row.stance,
              row: row.row, tilt: row.tilt)
          }, silence: number.silence)
      })
  }
}
