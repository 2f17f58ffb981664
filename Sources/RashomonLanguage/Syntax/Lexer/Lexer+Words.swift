// Tokens of more than two bytes.
extension Lexer {
  /// name := letter (letter | digit | "_")* | "self-evident"
  mutating func readName() -> Token.Kind {
    let start = position
    while position < bytes.count {
      if bytes[position].isNamePart {
        position += 1
      } else if let width = letterWidth(at: position) {
        position += width
      } else {
        break
      }
    }
    if position == start {
      position += max(1, scalarWidth(at: start))
      return .unknown
    }
    if position - start == 4, byte(at: position) == UInt8(ascii: "-") {
      let hyphenated = "self-evident".utf8
      if bytes[start...].starts(with: hyphenated),
        !byte(at: start + hyphenated.count).isNamePart
      {
        position = start + hyphenated.count
      }
    }
    return .name
  }

  /// number := digits ["." digits] [("e" | "E") ["+" | "-"] digits] ["%" | "k" | "M"];
  /// date := digits "-" digits "-" digits
  ///
  /// What has letters at its end stays one token, so that the message can show it whole.
  mutating func readNumberOrDate() -> Token.Kind {
    let start = position
    skipDigits()
    if position - start == 4, let end = endOfDate() {
      position = end
      return .date
    }
    if byte(at: position) == UInt8(ascii: "."), byte(at: position + 1).isDigit {
      position += 1
      skipDigits()
    }
    if byte(at: position) | 0x20 == UInt8(ascii: "e") {
      let signed = [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte(at: position + 1))
      if byte(at: position + (signed ? 2 : 1)).isDigit {
        position += signed ? 2 : 1
        skipDigits()
      }
    }
    while byte(at: position).isNamePart { position += 1 }
    if byte(at: position) == UInt8(ascii: "%") { position += 1 }
    return .number
  }

  /// quoted := `"` (any but `"`, `\`, line end | `\` any)* `"`
  mutating func readQuoted() -> Token.Kind {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return .quoted
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return .unclosedQuote
      case UInt8(ascii: "\\") where position + 1 < bytes.count && byte(at: position + 1) >= 0x20:
        position += 1
        position += scalarWidth(at: position)
      default:
        position += 1
      }
    }
    return .unclosedQuote
  }

  /// citation := "@" name [":" paragraphs ("," paragraphs)*], paragraphs := digits ["-" digits]
  mutating func readCitation() -> Token.Kind {
    position += 1
    while byte(at: position).isNamePart || isHyphenInName() { position += 1 }
    guard byte(at: position) == UInt8(ascii: ":") else { return .citation }
    position += 1
    readParagraphs()
    while byte(at: position) == UInt8(ascii: ",") {
      var next = position + 1
      while byte(at: next) == UInt8(ascii: " ") { next += 1 }
      guard byte(at: next).isDigit else { break }
      position = next
      readParagraphs()
    }
    return .citation
  }

  /// Takes letters too, so that the message can show the whole.
  private mutating func readParagraphs() {
    while byte(at: position).isNamePart { position += 1 }
    if byte(at: position) == UInt8(ascii: "-"), byte(at: position + 1).isDigit {
      position += 1
      skipDigits()
    }
  }

  private func isHyphenInName() -> Bool {
    byte(at: position) == UInt8(ascii: "-") && byte(at: position + 1).isNamePart
  }

  private mutating func skipDigits() {
    while byte(at: position).isDigit { position += 1 }
  }

  /// After four digits: where `-8-9` or `-08-09` ends, nil if that is not what follows.
  private func endOfDate() -> Int? {
    var end = position
    for _ in 0..<2 {
      guard byte(at: end) == UInt8(ascii: "-"), byte(at: end + 1).isDigit else { return nil }
      end += 2
      while byte(at: end).isDigit { end += 1 }
    }
    return end
  }

  /// The bytes of a letter outside ASCII, nil for any other character.
  private func letterWidth(at offset: Int) -> Int? {
    guard bytes[offset] >= 0x80 else { return nil }
    let width = scalarWidth(at: offset)
    let text = String(decoding: bytes[offset..<offset + width], as: UTF8.self)
    return text.unicodeScalars.allSatisfy(\.properties.isAlphabetic) ? width : nil
  }

  /// The bytes of the character's first scalar, from its first byte.
  private func scalarWidth(at offset: Int) -> Int {
    let width =
      switch bytes[offset] {
      case 0xC0..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0...: 4
      default: 1
      }
    return min(width, bytes.count - offset)
  }
}
