import RashomonEvidence
import RashomonModel
import RashomonText

/// Reads all visible rows of one observable, and the silence between them.
struct ObservableReader {
  private(set) var uses: [String: RowUse.Use] = [:]
  private(set) var lateReports: [LateReport] = []

  let observable: Observable
  private let grades: GradeTable
  private let sources: [String: Source]
  /// Days from each day to the as-of date are counted from here.
  private let asOfDay: Int
  /// Watched days that are read.
  private let watchedDays: Range<Int>
  /// All rows of those days, repeats too, by day; each in the order of the record.
  private let rowsByDay: [Int: [EvidenceRow]]
  /// Of them those that are no repeat of an origin.
  private let countedByDay: [Int: [EvidenceRow]]

  init(
    observable: Observable, record: VisibleRecord, period: Period, grades: GradeTable,
    dayCount: Int
  ) {
    self.observable = observable
    self.grades = grades
    self.sources = record.sources
    self.asOfDay = period.index(of: record.asOf)
    let days = Range(observable.recording.watched).clamped(to: 0..<dayCount)
    self.watchedDays = days
    let rows = record.only {
      $0.observable == observable.id && days.contains(period.index(of: $0.occurred))
    }
    let (counted, repeats) = rows.independent {
      observable.recording.reliability(of: $0, grades: grades)
    }
    self.rowsByDay = Dictionary(grouping: rows.rows) { period.index(of: $0.occurred) }
    self.countedByDay = Dictionary(grouping: counted) { period.index(of: $0.occurred) }
    for (row, first) in repeats { uses[row.id] = .repeats(.sameOrigin(as: first)) }
  }

  /// Adds what the rows and the silence say to the days.
  mutating func read(into days: inout DayRecords) {
    switch observable.kind {
    case .event(let once): readEvent(once: once, into: &days)
    case .status: readStatus(into: &days)
    case .number(_, let complete): readNumber(complete: complete, into: &days)
    }
  }

  // MARK: - Events

  private mutating func readEvent(once: Bool, into days: inout DayRecords) {
    var firstYes: [EvidenceRow] = []
    for day in watchedDays {
      if rowsByDay[day] == nil {
        days.add(
          EventReading(
            observable: observable.id, answer: .silent, reliability: silence,
            coverage: coverage(of: day), falseRate: observable.recording.falseRate, rows: []),
          on: day)
        continue
      }
      var rivals = countedByDay[day] ?? []
      if once { rivals.removeAll { markIfAlreadyHappened($0, per: firstYes) } }
      guard let row = winner(among: rivals) else { continue }
      days.add(reading(of: row, on: day), on: day)
      if row.saysYes {
        firstYes.append(row)
        noteIfLate(day: day, among: (rowsByDay[day] ?? []).filter(\.saysYes))
      }
    }
  }

  /// Sets a yes aside that comes after one as well graded, and says whether it did.
  private mutating func markIfAlreadyHappened(
    _ row: EvidenceRow, per earlier: [EvidenceRow]
  ) -> Bool {
    guard row.saysYes,
      let first = earlier.first(where: { reliability(of: $0) >= reliability(of: row) })
    else { return false }
    uses[row.id] = .repeats(.alreadyHappened(per: first.id))
    return true
  }

  /// The row that speaks for a day: the best graded; of equals a yes before a no, then the one
  /// reported first, then the one with the lower id. The others are marked as repeats.
  private mutating func winner(among rows: [EvidenceRow]) -> EvidenceRow? {
    guard var winner = rows.first else { return nil }
    for row in rows.dropFirst() {
      let (mine, best) = (reliability(of: row), reliability(of: winner))
      let wins =
        if mine == best, row.saysYes != winner.saysYes {
          row.saysYes
        } else {
          row.outranks(winner) { reliability(of: $0) }
        }
      if wins { winner = row }
    }
    for row in rows where row.id != winner.id {
      uses[row.id] = .repeats(
        row.saysYes == winner.saysYes ? .sameDay(as: winner.id) : .overruled(by: winner.id))
    }
    uses[winner.id] = .counts(reliability: reliability(of: winner))
    return winner
  }

  private func reading(of row: EvidenceRow, on day: Int) -> EventReading {
    EventReading(
      observable: observable.id, answer: row.saysYes ? .yes : .no,
      reliability: reliability(of: row),
      coverage: row.saysYes ? coverage(of: day) : 1, falseRate: observable.recording.falseRate,
      rows: [row.id])
  }

  // MARK: - Statuses and numbers

  private mutating func readStatus(into days: inout DayRecords) {
    for day in watchedDays {
      for row in countedByDay[day] ?? [] {
        let reliability = reliability(of: row)
        uses[row.id] = .counts(reliability: reliability)
        days.add(
          StatusReading(
            observable: observable.id, isTrue: row.saysYes, reliability: reliability, row: row.id),
          on: day)
      }
    }
  }

  private mutating func readNumber(complete: Bool, into days: inout DayRecords) {
    for day in watchedDays {
      if let rows = countedByDay[day] {
        let numbers = rows.map { numberRow($0) }
        for number in numbers { uses[number.row] = .counts(reliability: number.reliability) }
        days.add(
          NumberReading(observable: observable.id, rows: numbers, silence: nil), on: day)
        if complete { noteIfLate(day: day, among: rowsByDay[day] ?? []) }
      } else if complete, rowsByDay[day] == nil {
        let silence = NumberReading.Silence(reliability: silence, coverage: coverage(of: day))
        days.add(
          NumberReading(observable: observable.id, rows: [], silence: silence), on: day)
      }
    }
  }

  private func numberRow(_ row: EvidenceRow) -> NumberRow {
    let value: NumberRow.Value
    if let point = row.value, !row.isRange {
      value = .point(point)
    } else {
      // A row with neither value nor range is refused by the reader.
      value = .range(low: row.low ?? -.infinity, high: row.high ?? .infinity)
    }
    guard let source = sources[row.source] else {
      preconditionFailure("the source of row \(row.id) is unknown")
    }
    return NumberRow(
      value: value, reliability: reliability(of: row), stance: source.stance, row: row.id)
  }

  // MARK: - Reliability, coverage, lag

  private func reliability(of row: EvidenceRow) -> Double {
    observable.recording.reliability(of: row, grades: grades)
  }

  /// r of a silent day.
  private var silence: Double { grades[observable.recording.silence] }

  private func coverage(of day: Int) -> Double {
    observable.recording.coverage(afterDays: asOfDay - day)
  }

  /// Records a late report if the first row to tell of a day came after the lag.
  private mutating func noteIfLate(day: Int, among rows: [EvidenceRow]) {
    let lag = observable.recording.lag
    guard let first = rows.min(by: { ($0.reported, $0.id) < ($1.reported, $1.id) }) else { return }
    let days = first.reported.days(since: first.occurred)
    guard Double(days) > lag else { return }
    lateReports.append(
      LateReport(row: first.id, observable: observable.id, line: first.line, days: days, lag: lag))
  }
}

extension Recording {
  /// r of a row: 1 if it has no grade, or the announcement is the act.
  fileprivate func reliability(of row: EvidenceRow, grades: GradeTable) -> Double {
    if selfEvident { return 1 }
    return row.grade.map { grades[$0] } ?? 1
  }
}

extension EvidenceRow {
  /// Whether a row of an event or a status says yes.
  fileprivate var saysYes: Bool { (value ?? 0) > 0 }
}
