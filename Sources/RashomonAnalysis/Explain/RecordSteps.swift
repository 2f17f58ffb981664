import RashomonEvidence
import RashomonInference
import RashomonModel

/// A record in the order in which it is weighed: by day, within a day each row by id, then what was
/// silent by observable.
///
/// Each step is what a day's record has after it and had not before. The record of a day up to and
/// with a step is a probe, and so is each other answer that the step could have given.
struct RecordSteps {
  struct Step {
    let day: Int
    let observable: String
    /// nil for silence.
    let row: String?
    /// The probe up to the step before; nil at the very first.
    let before: Int?
    /// The probe up to and with this step.
    let after: Int
    /// Its probe if it had said that it is so, and that it is not; nil for silence and numbers.
    let presence: Int?
    let absence: Int?
    /// Probes of other values of a number, ascending, the reported one among them.
    let values: [(value: Double, probe: Int)]
  }

  private(set) var steps: [Step] = []
  private(set) var probes: [DayRecord] = []
  private let observables: [String: RashomonModel.Observable]
  private let grades: GradeTable
  /// Where in the period the as-of date lies.
  private let asOfDay: Int

  /// - Parameters:
  ///   - hasAlternatives: whether other answers are probed too.
  init(
    _ records: [DayRecord], observables: [RashomonModel.Observable], grades: GradeTable,
    asOfDay: Int, hasAlternatives: Bool = true
  ) {
    self.observables = Dictionary(
      observables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.grades = grades
    self.asOfDay = asOfDay
    for record in records.sorted(by: { $0.day < $1.day }) {
      add(record, hasAlternatives: hasAlternatives)
    }
  }

  private mutating func add(_ record: DayRecord, hasAlternatives: Bool) {
    var included = Set<Atom>()
    for atom in Atom.all(of: record) {
      let others = hasAlternatives ? alternatives(to: atom, in: record, after: included) : nil
      included.insert(atom)
      let before = steps.last?.after
      steps.append(
        Step(
          day: record.day, observable: atom.observable, row: atom.row, before: before,
          after: probe(record.restricted(to: included)), presence: others?.presence,
          absence: others?.absence, values: others?.values ?? []))
    }
  }

  private mutating func probe(_ record: DayRecord) -> Int {
    probes.append(record)
    return probes.count - 1
  }

  // MARK: Other answers

  private struct Alternatives {
    var presence: Int?
    var absence: Int?
    var values: [(value: Double, probe: Int)] = []
  }

  /// Probes of the day up to a row with what the row could have said in place of what it says.
  private mutating func alternatives(
    to atom: Atom, in record: DayRecord, after included: Set<Atom>
  ) -> Alternatives? {
    guard let row = atom.row, let observable = observables[atom.observable] else { return nil }
    let with = record.restricted(to: included.union([atom]))
    switch atom.kind {
    case .event:
      guard let reading = record.events.first(where: { $0.rows.contains(row) }) else { return nil }
      return Alternatives(
        presence: probe(with.replacing(reading, by: present(reading, observable, record.day))),
        absence: probe(with.replacing(reading, by: absent(reading, observable, record.day))))
    case .status:
      guard let reading = record.statuses.first(where: { $0.row == row }) else { return nil }
      func saying(_ isTrue: Bool) -> DayRecord {
        with.replacing(
          reading,
          by: StatusReading(
            observable: reading.observable, isTrue: isTrue, reliability: reading.reliability,
            row: row))
      }
      return Alternatives(presence: probe(saying(true)), absence: probe(saying(false)))
    case .number:
      guard let reading = record.numbers.first(where: { $0.observable == atom.observable }),
        let own = reading.rows.first(where: { $0.row == row })
      else { return nil }
      let values = NumberAlternatives(to: own, of: observable, day: record.day).values
      return Alternatives(
        values: values.map { value in
          let other = NumberRow(
            value: .point(value), reliability: own.reliability, stance: own.stance, row: row)
          return (value, probe(with.replacing(own, by: other, of: atom.observable)))
        })
    }
  }

  /// The day if it had happened: with the row's own grade.
  private func present(
    _ reading: EventReading, _ observable: RashomonModel.Observable, _ day: Int
  ) -> EventReading {
    if reading.answer == .yes { return reading }
    return EventReading(
      observable: reading.observable, answer: .yes, reliability: reading.reliability,
      coverage: observable.recording.coverage(afterDays: asOfDay - day),
      falseRate: reading.falseRate, rows: reading.rows)
  }

  /// The day if it had not: in place of a yes there is silence, a no stays.
  private func absent(
    _ reading: EventReading, _ observable: RashomonModel.Observable, _ day: Int
  ) -> EventReading {
    if reading.answer != .yes { return reading }
    return EventReading(
      observable: reading.observable, answer: .silent,
      reliability: grades[observable.recording.silence],
      coverage: observable.recording.coverage(afterDays: asOfDay - day),
      falseRate: reading.falseRate, rows: [])
  }
}

/// The smallest part of a day that is weighed by itself.
private struct Atom: Hashable {
  enum Kind: Hashable {
    case event, status, number
  }

  let kind: Kind
  let observable: String
  /// nil for silence.
  let row: String?

  /// Those of a day, in the order in which they enter.
  static func all(of record: DayRecord) -> [Atom] {
    let events = record.events.map {
      Atom(kind: .event, observable: $0.observable, row: $0.rows.first)
    }
    let statuses = record.statuses.map {
      Atom(kind: .status, observable: $0.observable, row: $0.row)
    }
    let numbers = record.numbers.flatMap { reading in
      reading.rows.isEmpty
        ? [Atom(kind: .number, observable: reading.observable, row: nil)]
        : reading.rows.map { Atom(kind: .number, observable: reading.observable, row: $0.row) }
    }
    let all = events + statuses + numbers
    return all.filter { $0.row != nil }.sorted { ($0.row ?? "") < ($1.row ?? "") }
      + all.filter { $0.row == nil }.sorted { $0.observable < $1.observable }
  }
}

extension DayRecord {
  /// Those parts of the day and no others, in the order in which the day has them.
  fileprivate func restricted(to atoms: Set<Atom>) -> DayRecord {
    func isIncluded(_ kind: Atom.Kind, _ observable: String, _ row: String?) -> Bool {
      atoms.contains(Atom(kind: kind, observable: observable, row: row))
    }
    return DayRecord(
      day: day, events: events.filter { isIncluded(.event, $0.observable, $0.rows.first) },
      statuses: statuses.filter { isIncluded(.status, $0.observable, $0.row) },
      numbers: numbers.compactMap { reading in
        if reading.rows.isEmpty {
          return isIncluded(.number, reading.observable, nil) ? reading : nil
        }
        let rows = reading.rows.filter { isIncluded(.number, reading.observable, $0.row) }
        return rows.isEmpty
          ? nil
          : NumberReading(observable: reading.observable, rows: rows, silence: reading.silence)
      })
  }

  fileprivate func replacing(_ reading: EventReading, by other: EventReading) -> DayRecord {
    DayRecord(
      day: day, events: events.map { $0 == reading ? other : $0 }, statuses: statuses,
      numbers: numbers)
  }

  fileprivate func replacing(_ reading: StatusReading, by other: StatusReading) -> DayRecord {
    DayRecord(
      day: day, events: events, statuses: statuses.map { $0 == reading ? other : $0 },
      numbers: numbers)
  }

  fileprivate func replacing(
    _ row: NumberRow, by other: NumberRow, of observable: String
  ) -> DayRecord {
    DayRecord(
      day: day, events: events, statuses: statuses,
      numbers: numbers.map { reading in
        guard reading.observable == observable else { return reading }
        return NumberReading(
          observable: observable, rows: reading.rows.map { $0.row == row.row ? other : $0 },
          silence: reading.silence)
      })
  }
}
