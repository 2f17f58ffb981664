package import RashomonText

/// One dated item of the record, as `evidence.csv` has it.
package struct EvidenceRow: Hashable, Sendable {
  /// Unique in the file.
  package let id: String
  /// The day it speaks of.
  package let occurred: CalendarDate
  /// The day it became known; never before `occurred`.
  package let reported: CalendarDate
  package let observable: String
  /// Above 0 is yes and 0 an explicit no for an event; 1 or 0 for a status; nil only for a number
  /// given as a range.
  package let value: Double?
  /// Ends of a number's range, both included, nil where open. Where either is given the row says
  /// "between them", whatever its `value`.
  package let low: Double?
  package let high: Double?
  /// As written; a number's is that of its observable.
  package let unit: String?
  /// With the source's letter where the file gives only a digit; nil for a row that is certain.
  package let grade: Grade?
  /// Id of a source.
  package let source: String
  /// Where the source has it from; rows of one observable with one origin are one report.
  package let origin: String?
  /// Id of the row that this one replaces once it is known.
  package let supersedes: String?
  package let gradedBy: String?
  package let url: String
  package let note: String
  /// The line of the file it starts on, for messages; not part of what it says.
  package let line: Int

  package init(
    id: String, occurred: CalendarDate, reported: CalendarDate, observable: String,
    value: Double? = nil, low: Double? = nil, high: Double? = nil, unit: String? = nil,
    grade: Grade? = nil, source: String, origin: String? = nil, supersedes: String? = nil,
    gradedBy: String? = nil, url: String = "", note: String = "", line: Int = 1
  ) {
    precondition(occurred <= reported, "a row becomes known when it occurred or later")
    self.id = id
    self.occurred = occurred
    self.reported = reported
    self.observable = observable
    self.value = value
    self.low = low
    self.high = high
    self.unit = unit
    self.grade = grade
    self.source = source
    self.origin = origin
    self.supersedes = supersedes
    self.gradedBy = gradedBy
    self.url = url
    self.note = note
    self.line = line
  }

  /// The same row with another grade.
  package func graded(_ grade: Grade?) -> EvidenceRow {
    EvidenceRow(
      id: id, occurred: occurred, reported: reported, observable: observable, value: value,
      low: low, high: high, unit: unit, grade: grade, source: source, origin: origin,
      supersedes: supersedes, gradedBy: gradedBy, url: url, note: note, line: line)
  }

  /// Whether it is given as a range.
  package var isRange: Bool { low != nil || high != nil }
}

extension EvidenceRow {
  /// The order of every table and ledger: by the day it speaks of, then by id.
  package static func isInRecordOrder(_ left: EvidenceRow, _ right: EvidenceRow) -> Bool {
    (left.occurred, left.id) < (right.occurred, right.id)
  }
}
