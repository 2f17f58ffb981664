/// One record of a CSV file as it was scanned, with the physical lines it stands on, so that a
/// message can show any of its fields.
struct CSVRecord {
  /// The number (from 1) of its first physical line.
  var firstLine = 1
  /// Its physical lines with a line feed between each two; behind them, what fields say whose
  /// content is no stretch of a line.
  var bytes: [UInt8] = []
  /// How many of `bytes` are its lines.
  var lineBytes = 0
  var fields: [CSVField] = []
  /// True where a syntax problem was reported: its fields are not to be used.
  var isBroken = false

  /// Whether it is a line with nothing on it.
  var isBlank: Bool { lineBytes == 0 }

  /// What a field says, unquoted. A line end within quotes is `\n`, however the file ends its lines.
  func text(of field: CSVField) -> String {
    String(decoding: bytes[field.content], as: UTF8.self)
  }

  /// What each field says.
  var texts: [String] { fields.map(text) }

  /// The number (from 1) of the physical line that a byte is on.
  func line(at offset: Int) -> Int {
    var line = firstLine
    for index in 0..<offset where bytes[index] == UInt8(ascii: "\n") { line += 1 }
    return line
  }

  /// The place of some of its bytes, up to the end of the line that they start on.
  func site(of range: Range<Int>) -> TextSite {
    let lines = bytes[..<lineBytes]
    let before = lines[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n"))
    let start = before.map { $0 + 1 } ?? 0
    let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lineBytes
    return TextSite(
      line: line(at: range.lowerBound), bytes: Array(lines[start..<end]),
      from: range.lowerBound - start, to: min(range.upperBound, end) - start)
  }

  /// The place of its whole first line.
  var siteOfFirstLine: TextSite { site(of: 0..<lineBytes) }
}

/// Where one field of a record is, in the record's bytes.
struct CSVField {
  /// As it stands in the file, quotes included.
  let raw: Range<Int>
  /// What it says.
  let content: Range<Int>
}

/// A marked place in a file, complete with the line it is on.
struct TextSite: Hashable {
  /// From 1.
  let line: Int
  /// From 1, in characters.
  let column: Int
  /// In characters, at least 1.
  let width: Int
  let sourceLine: String

  init(line: Int, bytes: [UInt8], from start: Int, to end: Int) {
    self.line = line
    self.column = String(decoding: bytes.prefix(start), as: UTF8.self).count + 1
    self.width = max(1, String(decoding: bytes[start..<max(start, end)], as: UTF8.self).count)
    // A raw carriage return would overwrite the message on a terminal.
    let visible = bytes.map { $0 < 0x20 && $0 != UInt8(ascii: "\t") ? UInt8(ascii: "?") : $0 }
    self.sourceLine = String(decoding: visible, as: UTF8.self)
  }
}
