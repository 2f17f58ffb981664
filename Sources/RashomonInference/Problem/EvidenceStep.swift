import RashomonModel

/// How finely the evidence is followed. Finer costs one more weighing of the day for each step.
package enum Itemization: Hashable, Sendable {
  /// One step for each day with a reading.
  case days
  /// One for each row, in the order of their ids, then one for the day's silence.
  case rows
  /// One for each row, then one for each silent observable.
  case readings
}

/// A step in which evidence enters.
package struct EvidenceStep: Hashable, Sendable {
  package let day: Int
  /// The observables spoken of: one for a row, all that are silent for a day's silence.
  package let observables: [String]
  /// The rows that enter, by id; empty for silence.
  package let rows: [String]

  package init(day: Int, observables: [String], rows: [String]) {
    self.day = day
    self.observables = observables
    self.rows = rows
  }
}

extension EvidenceStep: Comparable {
  /// By day; within a day rows by id, then silence by observable.
  package static func < (left: Self, right: Self) -> Bool {
    if left.day != right.day { return left.day < right.day }
    if left.rows.isEmpty != right.rows.isEmpty { return right.rows.isEmpty }
    if left.rows != right.rows { return left.rows.lexicographicallyPrecedes(right.rows) }
    return left.observables.lexicographicallyPrecedes(right.observables)
  }
}

/// A day's evidence in steps: the record of the day up to and with each of them.
struct DaySteps: Sendable {
  let steps: [EvidenceStep]
  /// One for each step; the last is the whole day.
  let records: [DayRecord]

  init(_ record: DayRecord, by itemization: Itemization) {
    if itemization == .days {
      let readings = record.readings
      steps = [
        EvidenceStep(
          day: record.day, observables: readings.map(\.observable).uniqued,
          rows: readings.flatMap(\.rows).sorted())
      ]
      records = [record]
      return
    }
    let atoms = DaySteps.atoms(of: record)
    var groups = atoms.filter { !$0.step.rows.isEmpty }.map { [$0] }
    let silent = atoms.filter(\.step.rows.isEmpty)
    if itemization == .rows, !silent.isEmpty {
      groups.append(silent)
    } else {
      groups += silent.map { [$0] }
    }
    var steps: [EvidenceStep] = []
    var records: [DayRecord] = []
    var included = DayRecord(day: record.day, events: [], statuses: [], numbers: [])
    for group in groups {
      for atom in group { included = included.merged(with: atom.record) }
      steps.append(
        EvidenceStep(
          day: record.day, observables: group.flatMap(\.step.observables),
          rows: group.flatMap(\.step.rows)))
      records.append(included)
    }
    // The whole day keeps the order that the record has, so that its weight has the same bytes
    // however finely the day is followed.
    if !records.isEmpty { records[records.count - 1] = record }
    self.steps = steps
    self.records = records
  }

  private struct Atom {
    let step: EvidenceStep
    let record: DayRecord
  }

  /// The smallest parts of a day, in the order in which they enter.
  private static func atoms(of record: DayRecord) -> [Atom] {
    func atom(
      _ observable: String, _ rows: [String], events: [EventReading] = [],
      statuses: [StatusReading] = [], numbers: [NumberReading] = []
    ) -> Atom {
      Atom(
        step: EvidenceStep(day: record.day, observables: [observable], rows: rows),
        record: DayRecord(day: record.day, events: events, statuses: statuses, numbers: numbers))
    }
    let events = record.events.map { atom($0.observable, $0.rows, events: [$0]) }
    let statuses = record.statuses.map { atom($0.observable, [$0.row], statuses: [$0]) }
    let numbers = record.numbers.flatMap { reading in
      reading.rows.isEmpty
        ? [atom(reading.observable, [], numbers: [reading])]
        : reading.rows.map { row in
          let part = NumberReading(
            observable: reading.observable, rows: [row], silence: reading.silence)
          return atom(reading.observable, [row.row], numbers: [part])
        }
    }
    return (events + statuses + numbers).sorted { $0.step < $1.step }
  }
}

extension DayRecord {
  /// Both days' readings in one; rows of one number become one reading.
  fileprivate func merged(with other: DayRecord) -> DayRecord {
    var numbers = numbers
    for reading in other.numbers {
      if let place = numbers.firstIndex(where: { $0.observable == reading.observable }) {
        numbers[place] = NumberReading(
          observable: reading.observable, rows: numbers[place].rows + reading.rows,
          silence: reading.silence)
      } else {
        numbers.append(reading)
      }
    }
    return DayRecord(
      day: day, events: events + other.events, statuses: statuses + other.statuses,
      numbers: numbers)
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it first stands.
  var uniqued: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
