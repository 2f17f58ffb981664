/// A text file as the user wrote it, with the places of its lines.
///
/// All offsets are in UTF-8 bytes; lines and columns count from 1, columns in characters, as an
/// editor shows them.
///
/// A class, because every statement of the file points to it.
package final class SourceFile: Sendable {
  /// The name printed in messages, usually relative to the case's folder.
  package let name: String
  package let text: String
  /// Offset of each line's first byte.
  package let lineStarts: [Int]

  package init(name: String, text: String) {
    self.name = name
    self.text = text
    var starts = [0]
    var offset = 0
    for byte in text.utf8 {
      offset += 1
      if byte == UInt8(ascii: "\n") { starts.append(offset) }
    }
    self.lineStarts = starts
  }

  /// The line (from 1) that holds the byte at `offset`.
  ///
  /// *Complexity*: O(log lines).
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column (from 1, in characters) of the byte at `offset` in its line.
  package func column(at offset: Int) -> Int {
    let start = lineStarts[line(at: offset) - 1]
    let before = text.utf8.dropFirst(start).prefix(max(0, offset - start))
    // A line of plain ASCII has as many characters as bytes.
    if before.allSatisfy({ $0 < 0x80 }) { return before.count + 1 }
    return String(decoding: Array(before), as: UTF8.self).count + 1
  }

  /// The text of a line (from 1), without its end.
  package func lineText(_ line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[line - 1])
    let rest = utf8[start...]
    let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return String(decoding: rest[..<(end ?? rest.endIndex)], as: UTF8.self)
  }
}
