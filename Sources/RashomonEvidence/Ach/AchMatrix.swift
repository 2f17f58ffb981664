package import RashomonText

/// A matrix of an analysis of competing hypotheses: a row for each item of evidence, a column for
/// each hypothesis, a rating in each cell.
package struct AchMatrix: Hashable, Sendable {
  /// The titles of the hypotheses' columns, at least two.
  package let hypotheses: [String]
  /// At least one.
  package let items: [Item]

  package struct Item: Hashable, Sendable {
    /// The line of the file that it starts on.
    package let line: Int
    package let text: String
    /// nil where the matrix gives none, as with all that follows.
    package let id: String?
    package let date: CalendarDate?
    /// As the matrix calls it.
    package let source: String?
    package let credibility: Credibility?
    package let note: String?
    package let url: String?
    /// One for each hypothesis, in their order.
    package let ratings: [AchRating]
  }

  /// What a column of credibility says of an item.
  package enum Credibility: Hashable, Sendable {
    case high, medium, low
    case grade(Grade)
  }
}

// MARK: Reading

extension AchMatrix {
  /// Reads a matrix from CSV.
  ///
  /// An item's text stands in a column `evidence` (or `item`, `argument`), else in the first. Columns
  /// `id`, `date`, `source`, `credibility`, `note` and `url` are understood; `type`, `relevance`,
  /// `weight`, `observable`, `diagnosticity` and the like are passed over; every other column is a
  /// hypothesis. Rows of totals, whose text starts with `inconsistency`, are passed over.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>
  ) throws(Failure) -> Checked<AchMatrix> {
    var reader: AchReader?
    let columns = CSVColumns(required: [], others: .kept)
    let malformed = try readTable(input, columns: columns) { row in
      if reader == nil { reader = AchReader(file: input.name, header: row.header) }
      reader?.take(row)
    }
    guard let reader else {
      var check = FieldChecker(file: input.name)
      if malformed.isEmpty {
        check.report(AchProblem.noItems, at: TextSite(line: 1, bytes: [], from: 0, to: 0))
      }
      return Checked(AchMatrix(hypotheses: [], items: []), malformed + check.diagnostics)
    }
    return Checked(
      AchMatrix(hypotheses: reader.hypotheses, items: reader.items),
      malformed + reader.finished())
  }
}

/// Reads the rows of one matrix.
private struct AchReader {
  private(set) var items: [AchMatrix.Item] = []
  private let layout: AchLayout
  private var check: FieldChecker
  private var lineOfID: [String: Int] = [:]
  /// By hypothesis, the cells that say nothing known.
  private var unread: [[(text: String, site: TextSite)]]
  private var rowCount = 0

  init(file: String, header: [String]) {
    layout = AchLayout(header: header)
    check = FieldChecker(file: file)
    unread = Array(repeating: [], count: layout.hypotheses.count)
  }

  var hypotheses: [String] { layout.hypotheses.map(\.tidied) }

  mutating func take(_ row: CSVRow) {
    let text = row[layout.evidence].tidied
    if AchLayout.isTotal(text) { return }
    rowCount += 1
    let isNamed = check.uniqueID(layout.evidence, of: row) != nil
    let id = id(of: row)
    let date = date(of: row)
    let credibility = credibility(of: row)
    let ratings = layout.hypotheses.enumerated().map { place, column in
      if let rating = AchRating(spelling: row[column].tidied) { return rating }
      unread[place].append((row[column], row.site(of: column)))
      return AchRating.notApplicable
    }
    guard isNamed else { return }
    items.append(
      AchMatrix.Item(
        line: row.record.firstLine, text: text, id: id, date: date, source: filled(.source, row),
        credibility: credibility, note: filled(.note, row), url: filled(.url, row),
        ratings: ratings))
  }

  /// Everything that is wrong with the rows.
  func finished() -> [Diagnostic] {
    var check = check
    let header = Array(layout.header.joined(separator: ",").utf8)
    if layout.hypotheses.count < 2 {
      check.report(
        AchProblem.fewHypotheses(layout.hypotheses),
        at: TextSite(line: 1, bytes: header, from: 0, to: header.count))
    }
    for (column, cells) in zip(layout.hypotheses, unread) {
      if cells.count > 1, cells.count == rowCount {
        let start = layout.bytes(before: column)
        check.report(
          AchProblem.noRatings(column, example: cells[0].text),
          at: TextSite(
            line: 1, bytes: header, from: start, to: start + column.utf8.count))
        continue
      }
      for cell in cells {
        // Of a single sign everything is near.
        let near =
          cell.text.count > 1
          ? nearestName(to: cell.text.uppercased(), among: AchRating.spelt) : nil
        check.report(AchProblem.unknownRating(cell.text, near: near), at: cell.site)
      }
    }
    return check.diagnostics
  }

  private func filled(_ role: AchLayout.Role, _ row: CSVRow) -> String? {
    guard let column = layout.columns[role] else { return nil }
    let text = row[column].tidied
    return text.isEmpty ? nil : text
  }

  private mutating func id(of row: CSVRow) -> String? {
    guard let column = layout.columns[.id], let id = filled(.id, row) else { return nil }
    if let line = lineOfID[id] {
      check.report(
        FieldProblem.duplicateID(id, column: column, line: line), at: row.site(of: column))
      return nil
    }
    lineOfID[id] = row.record.firstLine
    return id
  }

  private mutating func date(of row: CSVRow) -> CalendarDate? {
    guard let column = layout.columns[.date], filled(.date, row) != nil else { return nil }
    return check.date(column, of: row)
  }

  private mutating func credibility(of row: CSVRow) -> AchMatrix.Credibility? {
    guard let column = layout.columns[.credibility], let text = filled(.credibility, row) else {
      return nil
    }
    switch text.lowercased() {
    case "high", "h": return .high
    case "medium", "med", "m": return .medium
    case "low", "l": return .low
    default:
      if let grade = Grade(text.uppercased()) { return .grade(grade) }
      check.report(
        AchProblem.unknownCredibility(
          text, near: nearestName(to: text.lowercased(), among: ["high", "medium", "low"])),
        at: row.site(of: column))
      return nil
    }
  }
}
