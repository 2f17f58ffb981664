/// A CSV file as a stream of bytes, and the name it is called by in messages.
///
/// This module opens no file: whoever does hands the bytes over in chunks of any size, so that a
/// long record never has to be in memory as a whole.
package struct CSVInput<Failure: Error> {
  /// The file as printed: `evidence.csv`.
  package let name: String
  /// About how many lines it has, to make room for what will be read; 0 where nobody knows.
  let expectedLines: Int
  /// The next chunk, possibly empty; nil after the last.
  let nextChunk: () throws(Failure) -> [UInt8]?

  package init(name: String, nextChunk: @escaping () throws(Failure) -> [UInt8]?) {
    self.init(name: name, expectedLines: 0, nextChunk: nextChunk)
  }

  fileprivate init(
    name: String, expectedLines: Int, nextChunk: @escaping () throws(Failure) -> [UInt8]?
  ) {
    self.name = name
    self.expectedLines = expectedLines
    self.nextChunk = nextChunk
  }
}

extension CSVInput where Failure == Never {
  /// Bytes already in memory, fed in chunks of `chunkSize`.
  package init(name: String, bytes: [UInt8], chunkSize: Int = 65_536) {
    precondition(chunkSize > 0, "a chunk holds at least one byte")
    var rest = bytes[...]
    // The rest looks like the start; where it does not, arrays grow as usual.
    let start = bytes.prefix(65_536)
    let lines = start.count { $0 == .lineFeed } + 1
    let expectedLines = Int(
      1.05 * Double(lines) * Double(bytes.count) / Double(max(1, start.count)))
    self.init(name: name, expectedLines: expectedLines) { () throws(Never) -> [UInt8]? in
      guard !rest.isEmpty else { return nil }
      let chunk = Array(rest.prefix(chunkSize))
      rest = rest.dropFirst(chunkSize)
      return chunk
    }
  }

  /// A text already in memory.
  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}
