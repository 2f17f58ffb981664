/// What stands between two tokens: blanks, ends of lines and comments.
struct Trivia {
  struct Comment {
    let text: ArraySlice<UInt8>
    let followsEmptyLine: Bool
  }

  /// On the line of the token before.
  private(set) var trailingComment: ArraySlice<UInt8>?
  /// On lines of their own.
  private(set) var comments: [Comment] = []
  /// Whether an empty line stands right before the next token.
  private(set) var endsWithEmptyLine = false

  init(_ bytes: ArraySlice<UInt8>) {
    let newline = UInt8(ascii: "\n")
    let isFileStart = bytes.startIndex == 0
    var lineEnds = isFileStart ? 1 : 0
    var position = bytes.startIndex
    while position < bytes.endIndex {
      if bytes[position] == newline { lineEnds += 1 }
      guard bytes[position] == UInt8(ascii: "#") else {
        position += 1
        continue
      }
      let end = bytes[position...].firstIndex(of: newline) ?? bytes.endIndex
      let text = trimmed(bytes[position..<end])
      if lineEnds == 0 {
        trailingComment = text
      } else {
        comments.append(Comment(text: text, followsEmptyLine: lineEnds > 1))
      }
      lineEnds = 0
      position = end
    }
    endsWithEmptyLine = lineEnds > 1
  }
}

/// Without blanks at the end.
private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
  guard let last = bytes.lastIndex(where: { !blanks.contains($0) }) else { return bytes.prefix(0) }
  return bytes[...last]
}
