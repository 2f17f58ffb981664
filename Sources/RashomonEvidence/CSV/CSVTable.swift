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

  /// A column by its name, for readers of many rows to look up once.
  func column(_ name: String) -> CSVColumn {
    CSVColumn(name: name, index: indices[name])
  }

  /// The text of a column, empty if the table does not have it.
  subscript(column: CSVColumn) -> String {
    column.index.map { record.text(of: record.fields[$0]) } ?? ""
  }

  /// The bytes of the record that are a column's text, none if the table does not have it.
  func content(of column: CSVColumn) -> Range<Int> {
    column.index.map { record.fields[$0].content } ?? 0..<0
  }

  /// Where a column's field stands; the whole line if the table does not have it.
  func site(of column: CSVColumn) -> TextSite {
    column.index.map { record.site(of: record.fields[$0].raw) } ?? record.siteOfFirstLine
  }

  /// The line that a column's field starts on.
  func line(of column: CSVColumn) -> Int {
    column.index.map { record.line(at: record.fields[$0].raw.lowerBound) } ?? record.firstLine
  }

  subscript(column: String) -> String { self[self.column(column)] }

  func site(of column: String) -> TextSite { site(of: self.column(column)) }
}

/// A column of one table: what it is called, and where its fields stand in each row, if anywhere.
struct CSVColumn {
  let name: String
  let index: Int?
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
      return report(.blankRow, at: record.siteOfFirstLine)
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
    let texts = record.texts
    header = texts
    if record.isBroken { return }
    if let separator = wrongSeparator(of: record) {
      return report(.wrongSeparator(separator), at: record.siteOfFirstLine)
    }
    let before = diagnostics.count
    let known = columns.required + columns.optional
    // Columns that a misspelt name was probably meant to be are not also missing.
    var meant: Set<String> = []
    for (index, text) in texts.enumerated() {
      let site = record.site(of: record.fields[index].raw)
      if indices[text] != nil {
        report(.duplicateColumn(text), at: site)
      } else if text.isEmpty || columns.others == .refused && !known.contains(text) {
        let unused = known.filter { !texts.contains($0) }
        let near = nearestName(to: text, among: unused)
        if let near { meant.insert(near) }
        report(.unknownColumn(text, near: near, known: known), at: site)
      }
      indices[text] = index
    }
    for name in columns.required where indices[name] == nil && !meant.contains(name) {
      report(.missingColumn(name), at: record.siteOfFirstLine)
    }
    isHeaderGood = diagnostics.count == before
  }

  /// The separator of a file that some spreadsheets save in place of commas.
  private func wrongSeparator(of record: CSVRecord) -> CSVProblem.Separator? {
    guard columns.required.count > 1, record.fields.count == 1 else { return nil }
    return CSVProblem.Separator.allCases.first { separator in
      let names = record.texts[0].split(separator: separator.rawValue).map(String.init)
      return names.count > 1 && names.contains { columns.required.contains($0) }
    }
  }

  private mutating func reportRagged(_ record: CSVRecord, _ header: [String]) {
    let problem = CSVProblem.raggedRow(fields: record.fields.count, columns: header.count)
    if record.fields.count > header.count {
      report(problem, at: record.site(of: record.fields[header.count].raw))
    } else {
      report(problem, at: record.site(of: record.lineBytes..<record.lineBytes))
    }
  }

  private mutating func report(_ problem: CSVProblem, at site: TextSite) {
    diagnostics.append(problem.diagnostic(in: file, at: site))
  }
}
