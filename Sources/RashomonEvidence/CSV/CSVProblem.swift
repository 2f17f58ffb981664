import RashomonText

/// What can be wrong with a CSV file before anyone asks what its rows mean.
enum CSVProblem: Problem {
  enum Separator: Character, CaseIterable {
    case semicolon = ";"
    case tab = "\t"
  }

  case invalidUTF8(byte: UInt8)
  case unclosedQuote
  case textAfterQuote
  case strayQuote
  case carriageReturn
  case blankRow
  case raggedRow(fields: Int, columns: Int)
  case emptyFile(columns: [String])
  case wrongSeparator(Separator)
  case missingColumn(String)
  case duplicateColumn(String)
  case unknownColumn(String, near: String?, known: [String])

  var wording: Wording {
    switch self {
    case .invalidUTF8(let byte):
      Wording(
        id: "csv-invalid-utf8", title: "this is not UTF-8 text",
        found: "byte 0x\(String(byte, radix: 16, uppercase: true))",
        hint: "save the file as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")
    case .unclosedQuote:
      Wording(
        id: "csv-unclosed-quote", title: "this quote is never closed",
        found: "the end of the file",
        hint: "close it before the next comma; a quote within a quoted field is written twice: \"\""
      )
    case .textAfterQuote:
      Wording(
        id: "csv-text-after-quote", title: "there is text after a closing quote",
        expected: "a comma or the end of the line",
        hint: "write a quote within a quoted field twice: \"\"")
    case .strayQuote:
      Wording(
        id: "csv-stray-quote", title: "there is a quote inside a field that is not quoted",
        hint: "quote the whole field and write each quote within it twice: \"\"")
    case .carriageReturn:
      Wording(
        id: "csv-carriage-return", title: "a carriage return stands alone",
        expected: "lines that end with LF or CRLF",
        hint: "save the file with Unix or Windows line ends")
    case .blankRow:
      Wording(
        id: "csv-blank-row", title: "this line is blank",
        hint: "delete it")
    case .raggedRow(let fields, let columns):
      Wording(
        id: "csv-ragged-row",
        title: fields < columns
          ? "this row has too few fields" : "this row has too many fields",
        found: "\(fields)", expected: "\(columns), as in the header",
        hint: fields < columns
          ? "leave a field empty by writing its comma" : "put a field with a comma in it in quotes")
    case .emptyFile(let columns):
      Wording(
        id: "csv-empty-file", title: "the file has no header",
        expected: columns.joined(separator: ","),
        hint: "make the names of the columns the first line")
    case .wrongSeparator(let separator):
      Wording(
        id: "csv-wrong-separator", title: "the fields are not separated by commas",
        found: separator == .tab ? "tabs" : "semicolons", expected: "commas",
        hint: "save the file as comma-separated UTF-8")
    case .missingColumn(let name):
      Wording(
        id: "csv-missing-column", title: "the header has no column `\(name)`",
        hint: "add it, with one more comma in every row")
    case .duplicateColumn(let name):
      Wording(
        id: "csv-duplicate-column", title: "the header names the column `\(name)` twice",
        hint: "delete or rename one of them")
    case .unknownColumn(let name, let near, let known):
      Wording(
        id: "csv-unknown-column", title: "no column is called `\(name)` here",
        expected: "one of \(known.joined(separator: ", "))",
        hint: near.map { "did you mean `\($0)`?" } ?? "delete the column, or move it into `note`")
    }
  }
}
