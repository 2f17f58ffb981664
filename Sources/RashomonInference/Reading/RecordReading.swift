package import RashomonEvidence
package import RashomonModel

/// What a record says as of a date, day by day, and what became of each of its rows.
///
/// A reading asks no account: it turns rows and silence into answers with a reliability each, and
/// the accounts are then weighed on those. From the period's first day to the earlier of the as-of
/// date and the period's last:
///
/// - *Events*: each watched day says yes, no, or is silent.
/// - *Statuses*: each row says true or false of its day; a day without a row says nothing.
/// - *Numbers*: all rows of a day are read together; a day without one says nothing, but of a
///   `complete` number it says 0, softly.
///
/// Rows that tell what another row tells already are repeats, and do not count (`RepeatReason`). A
/// day whose rows are all repeats of other days' says nothing at all, as if it had not been
/// watched: it is not silent, since someone did report, and it is no report of its own.
package struct RecordReading: Sendable {
  /// One for each day that is read, in order; empty as of a date before the period.
  package let days: [DayRecord]
  /// One for each visible row, in record order.
  package let uses: [RowUse]
  /// In record order.
  package let lateReports: [LateReport]

  /// Reads what is visible of a record.
  ///
  /// *Precondition*: the ids of `observables` differ.
  ///
  /// *Complexity*: O(observables · days + rows · log rows).
  package init(
    of record: VisibleRecord, observables: [Observable], period: Period,
    grades: GradeTable = .admiralty
  ) {
    let lastDay = min(period.index(of: record.asOf), period.dayCount - 1)
    var days = DayRecords(count: max(0, lastDay + 1))
    var uses: [String: RowUse.Use] = [:]
    var late: [LateReport] = []
    for observable in observables.sorted(by: { $0.id < $1.id }) {
      var reader = ObservableReader(
        observable: observable, record: record, period: period, grades: grades,
        dayCount: days.count)
      reader.read(into: &days)
      uses.merge(reader.uses) { first, _ in first }
      late += reader.lateReports
    }
    self.days = days.records
    self.uses = record.rows.map { row in
      RowUse(row: row.id, use: uses[row.id] ?? .notRead)
    }
    let order = Dictionary(
      uniqueKeysWithValues: record.rows.enumerated().map { ($1.id, $0) })
    self.lateReports = late.sorted { order[$0.row, default: 0] < order[$1.row, default: 0] }
  }
}

/// The readings of each day while they are gathered, observable by observable.
struct DayRecords {
  private var events: [[EventReading]]
  private var statuses: [[StatusReading]]
  private var numbers: [[NumberReading]]

  init(count: Int) {
    self.events = Array(repeating: [], count: count)
    self.statuses = Array(repeating: [], count: count)
    self.numbers = Array(repeating: [], count: count)
  }

  var count: Int { events.count }

  mutating func add(_ reading: EventReading, on day: Int) { events[day].append(reading) }

  mutating func add(_ reading: StatusReading, on day: Int) { statuses[day].append(reading) }

  mutating func add(_ reading: NumberReading, on day: Int) { numbers[day].append(reading) }

  var records: [DayRecord] {
    events.indices.map { day in
      DayRecord(day: day, events: events[day], statuses: statuses[day], numbers: numbers[day])
    }
  }
}
