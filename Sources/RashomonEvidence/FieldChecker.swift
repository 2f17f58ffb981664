import RashomonText

/// Reads the fields of one table's rows, and collects what is wrong with them.
struct FieldChecker {
  private(set) var diagnostics: [Diagnostic] = []

  private let file: String
  /// Every id, and the line of the row that first used it.
  private(set) var ids = TextTable()
  private var lineOfID: [Int] = []

  init(file: String) {
    self.file = file
  }

  /// Makes room for so many ids at once.
  mutating func reserveIDs(_ count: Int) {
    ids.reserve(count)
    lineOfID.reserveCapacity(count)
  }

  mutating func report(_ problem: some Problem, at site: TextSite) {
    diagnostics.append(problem.diagnostic(in: file, at: site))
  }

  /// The text of a field that may not be empty.
  mutating func required(_ column: CSVColumn, of row: CSVRow) -> String? {
    if isThere(column, of: row) { return row[column] }
    return nil
  }

  /// Whether a field that may not be empty is not.
  mutating func isThere(_ column: CSVColumn, of row: CSVRow) -> Bool {
    if !row.content(of: column).isEmpty { return true }
    report(FieldProblem.empty(column: column.name), at: row.site(of: column))
    return false
  }

  /// A required field that no other row may have.
  mutating func uniqueID(_ column: CSVColumn, of row: CSVRow) -> String? {
    guard isThere(column, of: row) else { return nil }
    let (number, isNew) = ids.number(of: row.record.bytes, in: row.content(of: column))
    let id = ids.texts[number]
    if isNew {
      lineOfID.append(row.line(of: column))
      return id
    }
    report(
      FieldProblem.duplicateID(id, column: column.name, line: lineOfID[number]),
      at: row.site(of: column))
    return nil
  }

  /// A required date.
  mutating func date(_ column: CSVColumn, of row: CSVRow) -> CalendarDate? {
    guard isThere(column, of: row) else { return nil }
    if let date = CalendarDate(iso: row.record.bytes, in: row.content(of: column)) { return date }
    report(FieldProblem.badDate(row[column]), at: row.site(of: column))
    return nil
  }

  /// A plain decimal number, or nil for an empty field.
  ///
  /// Throws `Refused` after reporting any other text.
  mutating func number(_ column: CSVColumn, of row: CSVRow) throws(Refused) -> Double? {
    let content = row.content(of: column)
    if content.isEmpty { return nil }
    if let number = shortDecimal(row.record.bytes, in: content) ?? decimal(row[column]) {
      return number
    }
    report(FieldProblem.badNumber(row[column]), at: row.site(of: column))
    throw Refused()
  }

  /// A required word out of a closed set.
  mutating func word<Word: CaseIterable & RawRepresentable<String>>(
    _ column: String, of row: CSVRow, as type: Word.Type
  ) -> Word? {
    guard let text = required(column, of: row) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    report(
      FieldProblem.notOneOf(text, words: words, near: nearestName(to: text, among: words)),
      at: row.site(of: column))
    return nil
  }

  // Columns of tables with few rows go by their names.

  mutating func required(_ column: String, of row: CSVRow) -> String? {
    required(row.column(column), of: row)
  }

  mutating func uniqueID(_ column: String, of row: CSVRow) -> String? {
    uniqueID(row.column(column), of: row)
  }

  mutating func date(_ column: String, of row: CSVRow) -> CalendarDate? {
    date(row.column(column), of: row)
  }

  mutating func number(_ column: String, of row: CSVRow) throws(Refused) -> Double? {
    try number(row.column(column), of: row)
  }

  /// Says that a field was there but could not be read; the report has been made.
  struct Refused: Error {}
}

/// A finite number written with digits, a point and perhaps an exponent; `Double` alone would also
/// take `inf`, `nan` and hexadecimal.
private func decimal(_ text: String) -> Double? {
  guard text.utf8.allSatisfy({ 48...57 ~= $0 || [43, 45, 46, 69, 101].contains($0) }),
    let number = Double(text), number.isFinite
  else { return nil }
  return number
}

/// The same of a number of at most 15 digits without an exponent; nil for any other.
///
/// Whole numbers up to 2⁵³ and the powers of ten here are exact, so that one division gives the
/// nearest double, as reading the text would.
private func shortDecimal(_ bytes: [UInt8], in range: Range<Int>) -> Double? {
  let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
  let digits = isNegative ? range.dropFirst() : range
  guard (1...16).contains(digits.count) else { return nil }
  var whole = 0
  var scale: Double?
  for offset in digits {
    switch bytes[offset] {
    case 48...57:
      whole = 10 * whole + Int(bytes[offset] - 48)
      scale = scale.map { $0 * 10 }
    case UInt8(ascii: ".") where scale == nil && offset > digits.lowerBound: scale = 1
    default: return nil
    }
  }
  guard scale != nil || digits.count < 16, scale != 1 else { return nil }
  let number = Double(whole) / (scale ?? 1)
  return isNegative ? -number : number
}

/// What can be wrong with a single field of any table.
enum FieldProblem: Problem {
  case empty(column: String)
  case duplicateID(String, column: String, line: Int)
  case badDate(String)
  case badNumber(String)
  case notOneOf(String, words: [String], near: String?)

  var wording: Wording {
    switch self {
    case .empty(let column):
      Wording(
        id: "field-empty", title: "`\(column)` is empty",
        hint: "every row needs one")
    case .duplicateID(let id, let column, let line):
      Wording(
        id: "field-duplicate-id", title: "another row has the \(column) `\(id)`",
        found: "the same on line \(line)",
        hint: "give this row one of its own")
    case .badDate(let text):
      Wording(
        id: "field-bad-date", title: "this is not a date", found: text,
        expected: "a day of the calendar as YYYY-MM-DD",
        hint: "write 9 August 2020 as 2020-08-09")
    case .badNumber(let text):
      Wording(
        id: "field-bad-number", title: "this is not a number", found: text,
        expected: "digits, with a point if need be",
        hint: "write 200000, not 200,000 or 200k; set a row without a figure aside")
    case .notOneOf(let text, let words, let near):
      Wording(
        id: "field-unknown-word", title: "`\(text)` is none of the words that may stand here",
        expected: "one of \(words.joined(separator: ", "))",
        hint: near.map { "did you mean `\($0)`?" })
    }
  }
}
