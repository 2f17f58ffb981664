import RashomonText

/// The columns that a table may have.
struct CSVColumns {
  enum Others {
    case refused
    /// Columns of any other name are read as they are.
    case kept
  }

  let required: [String]
  var optional: [String] = []
  var others = Others.refused
}

/// One row of a table whose header is in order.
struct CSVRow {
  let record: CSVRecord
  /// The header's names, in their order.
  let header: [String]
  /// Where each of them stands.
  let indices: [String: Int]

  /// The text of a column, empty if the table does not have it.
  subscript(column: String) -> String {
    indices[column].map { record.fields[$0].text } ?? ""
  }

  /// Where a column's field stands; the whole line if the table does not have it.
  func site(of column: String) -> TextSite {
    guard let index = indices[column] else { return record.site(line: 0, from: 0, to: nil) }
    return record.site(of: record.fields[index])
  }
}

/// Reads a table: scans the file, checks its header and the number of fields in each row, and
/// hands on the rows that are well formed, provided that the header is.
///
/// Returns everything that is wrong with the file as CSV.
func readTable<Failure>(
  _ input: CSVInput<Failure>, columns: CSVColumns, row: (CSVRow) -> Void
) throws(Failure) -> [Diagnostic] {
  var scanner = CSVScanner(file: input.name)
  var table = TableChecker(file: input.name, columns: columns)
  while let chunk = try input.nextChunk() {
    scanner.feed(chunk) { table.take($0, row: row) }
  }
  scanner.finish { table.take($0, row: row) }
  table.finish(scanned: scanner.diagnostics)
  return scanner.diagnostics + table.diagnostics
}

/// Checks records against the header, which is the first of them.
private struct TableChecker {
  private(set) var diagnostics: [Diagnostic] = []

  private let file: String
  private let columns: CSVColumns
  private var header: [String]?
  private var indices: [String: Int] = [:]
  private var isHeaderGood = false

  init(file: String, columns: CSVColumns) {
    self.file = file
    self.columns = columns
  }

  mutating func take(_ record: CSVRecord, row: (CSVRow) -> Void) {
    guard let header else { return takeHeader(record) }
    if record.isBroken { return }
    if record.isBlank {
      return report(.blankRow, at: record.site(line: 0, from: 0, to: nil))
    }
    // With a wrong header every row would be ragged, or its fields in the wrong columns.
    guard isHeaderGood else { return }
    guard record.fields.count == header.count else { return reportRagged(record, header) }
    row(CSVRow(record: record, header: header, indices: indices))
  }

  mutating func finish(scanned: [Diagnostic]) {
    guard header == nil, scanned.isEmpty else { return }
    report(
      .emptyFile(columns: columns.required), at: TextSite(line: 1, bytes: [], from: 0, to: 0))
  }

  private mutating func takeHeader(_ record: CSVRecord) {
    header = record.fields.map(\.text)
    if record.isBroken { return }
    if let separator = wrongSeparator(of: record) {
      return report(.wrongSeparator(separator), at: record.site(line: 0, from: 0, to: nil))
    }
    let before = diagnostics.count
    let known = columns.required + columns.optional
    // Columns that a misspelt name was probably meant to be are not also missing.
    var meant: Set<String> = []
    for (index, field) in record.fields.enumerated() {
      let site = record.site(of: field)
      if indices[field.text] != nil {
        report(.duplicateColumn(field.text), at: site)
      } else if field.text.isEmpty || columns.others == .refused && !known.contains(field.text) {
        let unused = known.filter { name in !record.fields.contains { $0.text == name } }
        let near = nearestName(to: field.text, among: unused)
        if let near { meant.insert(near) }
        report(.unknownColumn(field.text, near: near, known: known), at: site)
      }
      indices[field.text] = index
    }
    for name in columns.required where indices[name] == nil && !meant.contains(name) {
      report(.missingColumn(name), at: record.site(line: 0, from: 0, to: nil))
    }
    isHeaderGood = diagnostics.count == before
  }

  /// The separator of a file that some spreadsheets save in place of commas.
  private func wrongSeparator(of record: CSVRecord) -> CSVProblem.Separator? {
    guard columns.required.count > 1, record.fields.count == 1 else { return nil }
    return CSVProblem.Separator.allCases.first { separator in
      let names = record.fields[0].text.split(separator: separator.rawValue).map(String.init)
      return names.count > 1 && names.contains { columns.required.contains($0) }
    }
  }

  private mutating func reportRagged(_ record: CSVRecord, _ header: [String]) {
    let problem = CSVProblem.raggedRow(fields: record.fields.count, columns: header.count)
    if record.fields.count > header.count {
      report(problem, at: record.site(of: record.fields[header.count]))
    } else {
      let last = record.lines.count - 1
      report(problem, at: record.site(line: last, from: record.lines[last].count, to: nil))
    }
  }

  private mutating func report(_ problem: CSVProblem, at site: TextSite) {
    diagnostics.append(problem.diagnostic(in: file, at: site))
  }
}
