import RashomonText

/// Reads the fields of one table's rows, and collects what is wrong with them.
struct FieldChecker {
  private(set) var diagnostics: [Diagnostic] = []

  private let file: String
  /// Line of the row that first used an id.
  private var lineOfID: [String: Int] = [:]

  init(file: String) {
    self.file = file
  }

  mutating func report(_ problem: some Problem, at site: TextSite) {
    diagnostics.append(problem.diagnostic(in: file, at: site))
  }

  /// The text of a field that may not be empty.
  mutating func required(_ column: String, of row: CSVRow) -> String? {
    let text = row[column]
    if !text.isEmpty { return text }
    report(FieldProblem.empty(column: column), at: row.site(of: column))
    return nil
  }

  /// A required field that no other row may have.
  mutating func uniqueID(_ column: String, of row: CSVRow) -> String? {
    guard let id = required(column, of: row) else { return nil }
    let site = row.site(of: column)
    if let line = lineOfID[id] {
      report(FieldProblem.duplicateID(id, column: column, line: line), at: site)
      return nil
    }
    lineOfID[id] = site.line
    return id
  }

  /// A required date.
  mutating func date(_ column: String, of row: CSVRow) -> CalendarDate? {
    guard let text = required(column, of: row) else { return nil }
    if let date = CalendarDate(iso: text) { return date }
    report(FieldProblem.badDate(text), at: row.site(of: column))
    return nil
  }

  /// A plain decimal number, or nil for an empty field.
  ///
  /// Throws `Refused` after reporting any other text.
  mutating func number(_ column: String, of row: CSVRow) throws(Refused) -> Double? {
    let text = row[column]
    if text.isEmpty { return nil }
    if let number = decimal(text) { return number }
    report(FieldProblem.badNumber(text), at: row.site(of: column))
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
