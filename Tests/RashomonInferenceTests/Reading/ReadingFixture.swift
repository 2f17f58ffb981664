import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

/// A period of ten days, 2020-08-01 to 2020-08-10, and short ways to write rows and observables.
enum ReadingFixture {
  static let period = Period(start: date(0), end: date(9))

  static let sources = [
    Source(id: "ministry", name: "Ministry", stance: .official, reliability: .c),
    Source(id: "viasna", name: "Viasna", stance: .independent, reliability: .b),
  ]

  /// The day with an index of the period, as a date.
  static func date(_ day: Int) -> CalendarDate {
    // 2020-08-01.
    CalendarDate(daysSinceEpoch: 18_475 + day)
  }

  static func row(
    _ id: String, _ observable: String = "strike", day: Int, reported: Int? = nil,
    value: Double? = 1, low: Double? = nil, high: Double? = nil, grade: String = "",
    source: String = "viasna", origin: String? = nil, supersedes: String? = nil
  ) -> EvidenceRow {
    EvidenceRow(
      id: id, occurred: date(day), reported: date(reported ?? day), observable: observable,
      value: value, low: low, high: high, grade: Grade(grade), source: source, origin: origin,
      supersedes: supersedes, line: 7)
  }

  static func observable(
    _ id: String = "strike", _ kind: ObservableKind = .event(once: false),
    watched: ClosedRange<Int> = 0...9, lag: Double = 1, falseRate: Double = 0,
    selfEvident: Bool = false
  ) -> Observable {
    Observable(
      id: id, sentence: id, kind: kind, truth: VariableID(0), truthFrom: .usual,
      usual: .chance(.constant(0.01)), report: nil, reportByStance: [:],
      recording: Recording(
        watched: watched, noticed: 0.95, lag: lag, silence: Grade(.a, .two), falseRate: falseRate,
        selfEvident: selfEvident))
  }

  static func read(
    _ rows: [EvidenceRow], _ observables: [Observable] = [observable()], asOf day: Int = 9
  ) -> RecordReading {
    RecordReading(
      of: Record(rows: rows, sources: sources).visible(asOf: date(day)),
      observables: observables, period: period)
  }
}

extension RecordReading {
  /// One letter a day for the first event: yes, no, silent, or a point where nothing is said.
  var answers: String {
    days.map { day in
      switch day.events.first?.answer {
      case .yes: "y"
      case .no: "n"
      case .silent: "s"
      case nil: "."
      }
    }.joined()
  }

  /// What became of each row, in words: `A counts`, `B same day as A`.
  var ledger: [String] {
    uses.map { use in
      switch use.use {
      case .counts: "\(use.row) counts"
      case .repeats(let reason): "\(use.row) \(reason.sentence)"
      case .notRead: "\(use.row) not read"
      }
    }
  }
}
