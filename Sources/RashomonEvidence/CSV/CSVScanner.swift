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
  /// The record that has not ended yet.
  private var lines: [[UInt8]] = []
  private var fields: [CSVField] = []
  private var isBroken = false
  /// The field that has not ended yet.
  private var content: [UInt8] = []
  private var fieldLine = 0
  private var fieldStart = 0

  init(file: String) {
    self.file = file
  }

  /// Takes the next bytes and emits each record that they complete.
  mutating func feed(_ chunk: [UInt8], emit: (CSVRecord) -> Void) {
    var rest = chunk[...]
    while let end = rest.firstIndex(of: .lineFeed) {
      line += rest[..<end]
      if line.last == .carriageReturn { line.removeLast() }
      endLine(emit: emit)
      rest = rest[(end + 1)...]
    }
    line += rest
  }

  /// Says that there are no more bytes: emits the last record if the file does not end its line.
  mutating func finish(emit: (CSVRecord) -> Void) {
    if !line.isEmpty { endLine(emit: emit) }
    guard state == .quoted else { return }
    // The record is dropped: what it swallowed is anyone's guess.
    if fieldLine < lines.count {
      let site = TextSite(
        line: firstLine + fieldLine, bytes: lines[fieldLine], from: fieldStart, to: fieldStart + 1)
      if !isBroken {
        diagnostics.append(CSVProblem.unclosedQuote.diagnostic(in: file, at: site))
      }
    }
  }

  private var firstLine: Int { lineCount - lines.count + 1 }

  private mutating func endLine(emit: (CSVRecord) -> Void) {
    lineCount += 1
    if lineCount == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    lines.append(line)
    line.removeAll(keepingCapacity: true)
    let current = lines.count - 1
    if let invalid = firstInvalidUTF8(in: lines[current]) {
      report(.invalidUTF8(byte: lines[current][invalid.lowerBound]), at: invalid)
    }
    for offset in lines[current].indices {
      step(lines[current][offset], at: offset)
    }
    if state == .quoted {
      content.append(.lineFeed)
      return
    }
    endField(at: lines[current].count)
    emit(CSVRecord(firstLine: firstLine, lines: lines, fields: fields, isBroken: isBroken))
    lines.removeAll()
    fields.removeAll()
    isBroken = false
    fieldLine = 0
    fieldStart = 0
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
      content.append(byte)
      state = .plain
    case (.quoted, .quote):
      state = .closed
    case (.quoted, _):
      content.append(byte)
    case (.closed, .quote):
      content.append(byte)
      state = .quoted
    case (.closed, _):
      let rest = lines[lines.count - 1][offset...]
      report(.textAfterQuote, at: offset..<(rest.firstIndex(of: .comma) ?? rest.endIndex))
      state = .skipping
    case (.skipping, _):
      break
    }
  }

  private mutating func endField(at end: Int) {
    fields.append(
      CSVField(
        text: String(decoding: content, as: UTF8.self), line: fieldLine, start: fieldStart,
        endLine: lines.count - 1, end: end))
    content.removeAll(keepingCapacity: true)
    fieldLine = lines.count - 1
    state = .start
  }

  /// Reports a problem in the line being scanned, unless its record has one already.
  private mutating func report(_ problem: CSVProblem, at range: Range<Int>) {
    guard !isBroken else { return }
    isBroken = true
    let site = TextSite(
      line: lineCount, bytes: lines[lines.count - 1], from: range.lowerBound, to: range.upperBound)
    diagnostics.append(problem.diagnostic(in: file, at: site))
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
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")
  fileprivate static let comma = UInt8(ascii: ",")
  fileprivate static let quote = UInt8(ascii: "\"")
}
