import RashomonText

/// A strict streaming CSV scanner after [RFC4180]: bytes in, records out, and a message for
/// everything that is not CSV.
///
/// It works line by line, because a line feed never lies within a UTF-8 sequence: each physical
/// line is validated, scanned and kept only until its record is complete. Lines end with LF or
/// CRLF; a byte-order mark at the start is skipped. Where readers usually guess (a quote in the
/// middle of a field, text after a closing quote, a quote never closed) it reports and goes on
/// with the next record; of each record only the first problem is reported, since the others tend
/// to follow from it.
///
/// A record that is one line with nothing wrong on it, as nearly all are, is read in one pass
/// (`readSimpleLine`); any other goes byte by byte through the states below.
///
/// *Complexity*: linear in the bytes; memory of one record.
struct CSVScanner {
  private enum State {
    /// At the first byte of a field.
    case start
    case plain
    case quoted
    /// After a quote within a quoted field: the end, or half of a doubled quote.
    case closed
    /// The field has a problem; wait for its end.
    case skipping
  }

  private(set) var diagnostics: [Diagnostic] = []

  private let file: String
  private var state = State.start
  /// The bytes of the line that has not ended yet.
  private var line: [UInt8] = []
  private var lineCount = 0
  /// The record that has not ended yet, or was the last to end.
  private var record = CSVRecord()
  /// Whether a line of the record has been scanned and it goes on.
  private var isInRecord = false
  /// What the record's fields say, one after the other, and will stand behind its lines.
  private var contents: [UInt8] = []
  /// The field that has not ended yet: where it starts in `contents`, and in the record's bytes.
  private var contentStart = 0
  private var fieldStart = 0

  init(file: String) {
    self.file = file
  }

  /// Takes the next bytes and emits each record that they complete.
  mutating func feed(_ chunk: [UInt8], emit: (CSVRecord) -> Void) {
    var start = 0
    while start < chunk.count {
      if line.isEmpty, let end = takeSimpleLine(of: chunk, from: start, emit: emit) {
        start = end
        continue
      }
      guard let end = chunk[start...].firstIndex(of: .lineFeed) else {
        line += chunk[start...]
        return
      }
      line += chunk[start...end]
      if takeSimpleLine(of: line, from: 0, emit: emit) == nil {
        line.removeLast()
        if line.last == .carriageReturn { line.removeLast() }
        endLine(emit: emit)
      }
      line.removeAll(keepingCapacity: true)
      start = end + 1
    }
  }

  /// Says that there are no more bytes: emits the last record if the file does not end its line.
  mutating func finish(emit: (CSVRecord) -> Void) {
    if !line.isEmpty { endLine(emit: emit) }
    // The record is dropped: what it swallowed is anyone's guess.
    if state == .quoted { report(.unclosedQuote, at: fieldStart..<fieldStart + 1) }
  }

  // MARK: Simple lines

  /// Emits the line if it is a record by itself with nothing wrong; says where the next one starts.
  private mutating func takeSimpleLine(
    of bytes: [UInt8], from start: Int, emit: (CSVRecord) -> Void
  ) -> Int? {
    // The first line may have a byte-order mark before it.
    guard !isInRecord, lineCount > 0, let end = record.readSimpleLine(of: bytes, from: start) else {
      return nil
    }
    lineCount += 1
    record.firstLine = lineCount
    emit(record)
    return end
  }

  // MARK: Any line

  private mutating func endLine(emit: (CSVRecord) -> Void) {
    lineCount += 1
    if lineCount == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    if !isInRecord {
      record = CSVRecord(firstLine: lineCount)
      contents.removeAll(keepingCapacity: true)
      contentStart = 0
      fieldStart = 0
    }
    let start = record.bytes.count
    record.bytes += line
    record.lineBytes = record.bytes.count
    if let invalid = firstInvalidUTF8(in: line) {
      report(
        .invalidUTF8(byte: line[invalid.lowerBound]),
        at: start + invalid.lowerBound..<start + invalid.upperBound)
    }
    for offset in line.indices { step(line[offset], at: start + offset) }
    isInRecord = state == .quoted
    if isInRecord {
      contents.append(.lineFeed)
      record.bytes.append(.lineFeed)
      record.lineBytes += 1
      return
    }
    endField(at: record.lineBytes)
    let behind = record.lineBytes
    record.bytes += contents
    record.fields = record.fields.map { field in
      let content = field.content.lowerBound + behind..<field.content.upperBound + behind
      return CSVField(raw: field.raw, content: content)
    }
    emit(record)
  }

  private mutating func step(_ byte: UInt8, at offset: Int) {
    switch (state, byte) {
    case (.start, .comma), (.plain, .comma), (.closed, .comma), (.skipping, .comma):
      endField(at: offset)
      fieldStart = offset + 1
    case (.start, .quote):
      state = .quoted
    case (.plain, .quote):
      report(.strayQuote, at: offset..<offset + 1)
      state = .skipping
    case (.start, .carriageReturn), (.plain, .carriageReturn):
      report(.carriageReturn, at: offset..<offset + 1)
      state = .skipping
    case (.start, _), (.plain, _):
      contents.append(byte)
      state = .plain
    case (.quoted, .quote):
      state = .closed
    case (.quoted, _):
      contents.append(byte)
    case (.closed, .quote):
      contents.append(byte)
      state = .quoted
    case (.closed, _):
      let rest = record.bytes[offset...]
      report(.textAfterQuote, at: offset..<(rest.firstIndex(of: .comma) ?? rest.endIndex))
      state = .skipping
    case (.skipping, _):
      break
    }
  }

  private mutating func endField(at end: Int) {
    record.fields.append(
      CSVField(raw: fieldStart..<end, content: contentStart..<contents.count))
    contentStart = contents.count
    state = .start
  }

  /// Reports a problem in the line being scanned, unless its record has one already.
  private mutating func report(_ problem: CSVProblem, at range: Range<Int>) {
    guard !record.isBroken else { return }
    record.isBroken = true
    diagnostics.append(problem.diagnostic(in: file, at: record.site(of: range)))
  }
}

/// The first bytes that are not UTF-8 ([Unicode], table 3-7), or nil.
func firstInvalidUTF8(in bytes: [UInt8]) -> Range<Int>? {
  if bytes.allSatisfy({ $0 < 0x80 }) { return nil }
  var parser = Unicode.UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch parser.parseScalar(from: &iterator) {
    case .valid(let scalar): offset += scalar.count
    case .emptyInput: return nil
    case .error(let length): return offset..<offset + length
    }
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
}
