extension CSVRecord {
  /// Becomes the record on the line that starts at an offset, and says where the next line starts;
  /// nil, and of no use, unless the line ends within `source` and all of it is valid: fields without
  /// quotes or wholly within them, no carriage return but before the line feed, UTF-8.
  mutating func readSimpleLine(of source: [UInt8], from start: Int) -> Int? {
    fields.removeAll(keepingCapacity: true)
    let line = source.withUnsafeBufferPointer { scanSimpleLine(of: $0, from: start) }
    guard let line else { return nil }
    bytes.removeAll(keepingCapacity: true)
    bytes += source[start..<line.end]
    lineBytes = bytes.count
    isBroken = false
    if !line.isASCII, firstInvalidUTF8(in: bytes) != nil { return nil }
    if line.hasDoubledQuotes { halveQuotes() }
    return line.next
  }

  private struct SimpleLine {
    /// Where its line end starts, and where the next line does.
    let end: Int
    let next: Int
    let isASCII: Bool
    let hasDoubledQuotes: Bool
  }

  /// Finds the fields of a line.
  private mutating func scanSimpleLine(
    of source: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> SimpleLine? {
    let count = source.count
    var at = start
    var seen: UInt8 = 0
    var hasDoubledQuotes = false
    while at < count {
      let fieldStart = at
      var content = at..<at
      if source[at] == .quote {
        at += 1
        while true {
          guard at < count, source[at] != .lineFeed, source[at] != .carriageReturn else {
            return nil
          }
          if source[at] == .quote {
            guard at + 1 < count, source[at + 1] == .quote else { break }
            hasDoubledQuotes = true
            at += 1
          }
          seen |= source[at]
          at += 1
        }
        content = fieldStart + 1..<at
        at += 1
      } else {
        // All that could end the field are at most a comma; nearly all else is above.
        while at < count, source[at] > .comma || !source[at].endsPlainText {
          seen |= source[at]
          at += 1
        }
        content = fieldStart..<at
      }
      guard at < count else { return nil }
      fields.append(
        CSVField(
          raw: fieldStart - start..<at - start,
          content: content.lowerBound - start..<content.upperBound - start))
      switch source[at] {
      case .comma:
        at += 1
      case .lineFeed:
        return SimpleLine(
          end: at, next: at + 1, isASCII: seen < 0x80, hasDoubledQuotes: hasDoubledQuotes)
      case .carriageReturn where at + 1 < count && source[at + 1] == .lineFeed:
        return SimpleLine(
          end: at, next: at + 2, isASCII: seen < 0x80, hasDoubledQuotes: hasDoubledQuotes)
      default:
        return nil
      }
    }
    return nil
  }

  /// Puts the content of each field with doubled quotes behind the line, with single ones.
  private mutating func halveQuotes() {
    fields = fields.map { field in
      guard field.content.count < field.raw.count, bytes[field.content].contains(.quote) else {
        return field
      }
      let start = bytes.count
      var isSecond = false
      for offset in field.content {
        let byte = bytes[offset]
        isSecond = byte == .quote && !isSecond
        if !isSecond { bytes.append(byte) }
      }
      return CSVField(raw: field.raw, content: start..<bytes.count)
    }
  }
}

extension UInt8 {
  /// Whether a field without quotes ends before it, or is not plain.
  fileprivate var endsPlainText: Bool {
    self == .comma || self == .lineFeed || self == .carriageReturn || self == .quote
  }
}
