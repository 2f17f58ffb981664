/// A CSV file as a stream of bytes, and the name it is called by in messages.
///
/// This module opens no file: whoever does hands the bytes over in chunks of any size, so that a
/// long record never has to be in memory as a whole.
package struct CSVInput<Failure: Error> {
  /// The file as printed: `evidence.csv`.
  package let name: String
  /// The next chunk, possibly empty; nil after the last.
  let nextChunk: () throws(Failure) -> [UInt8]?

  package init(name: String, nextChunk: @escaping () throws(Failure) -> [UInt8]?) {
    self.name = name
    self.nextChunk = nextChunk
  }
}

extension CSVInput where Failure == Never {
  /// Bytes already in memory, fed in chunks of `chunkSize`.
  package init(name: String, bytes: [UInt8], chunkSize: Int = 65_536) {
    precondition(chunkSize > 0, "a chunk holds at least one byte")
    var rest = bytes[...]
    self.init(name: name) { () throws(Never) -> [UInt8]? in
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
