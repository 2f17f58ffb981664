/// One record of a CSV file as it was scanned, with the physical lines it stands on, so that a
/// message can show any of its fields.
struct CSVRecord {
  /// The number (from 1) of its first physical line.
  let firstLine: Int
  /// Its physical lines as bytes, without line ends.
  let lines: [[UInt8]]
  let fields: [CSVField]
  /// True where a syntax problem was reported: its fields are not to be used.
  let isBroken: Bool

  /// Whether it is a line with nothing on it.
  var isBlank: Bool { lines.count == 1 && lines[0].isEmpty }

  /// Where a field stands, for a message that marks it.
  func site(of field: CSVField) -> TextSite {
    site(line: field.line, from: field.start, to: field.line == field.endLine ? field.end : nil)
  }

  /// A place from one byte of a line (an index into `lines`) to another, or to the line's end.
  func site(line: Int, from start: Int, to end: Int?) -> TextSite {
    TextSite(
      line: firstLine + line, bytes: lines[line], from: start, to: end ?? lines[line].count)
  }
}

/// One field: its text, unquoted, and the bytes it came from.
struct CSVField {
  /// A line end within quotes is `\n`, however the file ends its lines.
  let text: String
  /// Index into the record's lines, and the byte of that line, where it begins (a quote included).
  let line: Int
  let start: Int
  /// The same of the byte after it.
  let endLine: Int
  let end: Int
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
