package import RashomonText

/// Everything that is on record in a case, whenever it became known.
package struct Record: Sendable {
  /// In record order.
  package let rows: [EvidenceRow]
  /// By id.
  package let sources: [String: Source]

  /// *Precondition*: ids are unique, and every row's source is among `sources`, as the readers
  /// have checked.
  package init(rows: [EvidenceRow], sources: [Source]) {
    self.rows = rows.sorted(by: EvidenceRow.isInRecordOrder)
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0) })
    for row in rows {
      precondition(self.sources[row.source] != nil, "the source of row \(row.id) is unknown")
    }
  }

  /// The last day on which anything became known, which is the as-of date unless another is
  /// asked for; nil for an empty record.
  package var lastReported: CalendarDate? { rows.map(\.reported).max() }

  /// SHA-256 of all rows, as of `VisibleRecord.hash`.
  package var hash: String {
    VisibleRecord(
      asOf: lastReported ?? CalendarDate(daysSinceEpoch: 0), rows: rows, superseded: [],
      sources: sources
    ).hash
  }

  /// What was known at the end of a day: rows reported later do not exist, nor does a row that one
  /// of those known by then replaces (even if that one is itself replaced).
  package func visible(asOf date: CalendarDate) -> VisibleRecord {
    let known = rows.filter { $0.reported <= date }
    var replacements: [String: String] = [:]
    for row in known {
      if let replaced = row.supersedes { replacements[replaced] = row.id }
    }
    return VisibleRecord(
      asOf: date, rows: known.filter { replacements[$0.id] == nil },
      superseded: known.compactMap { row in
        replacements[row.id].map { VisibleRecord.Replacement(row: row.id, by: $0) }
      },
      sources: sources)
  }
}

/// The record as it stood at the end of a day.
package struct VisibleRecord: Sendable {
  /// A row that no longer exists, and the row that replaced it.
  package struct Replacement: Hashable, Sendable {
    package let row: String
    package let by: String
  }

  package let asOf: CalendarDate
  /// In record order.
  package let rows: [EvidenceRow]
  /// In record order.
  package let superseded: [Replacement]
  /// Of the whole record, by id.
  package let sources: [String: Source]

  /// The same record with only some of its rows.
  package func only(_ isIncluded: (EvidenceRow) -> Bool) -> VisibleRecord {
    VisibleRecord(
      asOf: asOf, rows: rows.filter(isIncluded), superseded: superseded, sources: sources)
  }

  /// The rows that count once those of one observable with one origin are taken for one report,
  /// and for each of the others the row that speaks in its place. Both are in record order.
  ///
  /// Of one report the row with the highest `reliability` counts; of equals the one reported first,
  /// then the one with the lower id. Rows without an origin stand for themselves.
  package func independent(
    reliability: (EvidenceRow) -> Double
  ) -> (counted: [EvidenceRow], repeats: [(row: EvidenceRow, of: String)]) {
    var best: [Report: EvidenceRow] = [:]
    for row in rows {
      guard let report = Report(row) else { continue }
      if let other = best[report], !row.outranks(other, reliability) { continue }
      best[report] = row
    }
    var counted: [EvidenceRow] = []
    var repeats: [(row: EvidenceRow, of: String)] = []
    for row in rows {
      if let report = Report(row), let first = best[report], first.id != row.id {
        repeats.append((row, first.id))
      } else {
        counted.append(row)
      }
    }
    return (counted, repeats)
  }

  /// SHA-256 of the visible rows with the stance and reliability of their sources, as hexadecimal
  /// digits. Nothing that became known later, and no order or spelling of the file, changes it.
  package var hash: String {
    var hash = SHA256()
    var line: [UInt8] = []
    for row in rows {
      line.removeAll(keepingCapacity: true)
      row.appendFields(to: &line)
      if let source = sources[row.source] {
        line.append(field: source.stance.rawValue)
        line.append(field: source.reliability.rawValue)
      }
      line.append(UInt8(ascii: "\n"))
      hash.update(line)
    }
    return hash.hexDigest()
  }

  /// What makes rows one report.
  private struct Report: Hashable {
    let observable: String
    let origin: String

    init?(_ row: EvidenceRow) {
      guard let origin = row.origin else { return nil }
      self.observable = row.observable
      self.origin = origin
    }
  }
}

extension EvidenceRow {
  /// Whether it counts before another row that says the same.
  package func outranks(
    _ other: EvidenceRow, _ reliability: (EvidenceRow) -> Double
  ) -> Bool {
    let (mine, theirs) = (reliability(self), reliability(other))
    return mine != theirs ? mine > theirs : (reported, id) < (other.reported, other.id)
  }

  /// All that it says, in an order and a spelling that never change.
  fileprivate func appendFields(to line: inout [UInt8]) {
    line.append(field: id)
    line.append(field: occurred.iso)
    line.append(field: reported.iso)
    line.append(field: observable)
    // Rows written by hand have no -0 worth keeping apart, and `description` round-trips.
    line.append(field: value.map(\.description) ?? "")
    line.append(field: low.map(\.description) ?? "")
    line.append(field: high.map(\.description) ?? "")
    line.append(field: unit ?? "")
    line.append(field: grade?.description ?? "")
    line.append(field: source)
    line.append(field: origin ?? "")
    line.append(field: supersedes ?? "")
    line.append(field: gradedBy ?? "")
    line.append(field: url)
    line.append(field: note)
  }
}

extension [UInt8] {
  /// A text with its length before it, which keeps neighbours apart: "ab", "c" is not "a", "bc".
  fileprivate mutating func append(field: String) {
    let count = field.utf8.count
    if count < 10 {
      append(UInt8(ascii: "0") + UInt8(count))
    } else {
      append(contentsOf: String(count).utf8)
    }
    append(UInt8(ascii: ":"))
    append(contentsOf: field.utf8)
  }
}
