extension Substring {
  /// What stands between blanks and line ends: `split(whereSeparator: \.isWhitespace)`, which asks
  /// tables of Unicode only where the text is not plain ASCII.
  package var words: [Substring] {
    guard utf8.allSatisfy({ $0 < 0x80 }) else { return split(whereSeparator: \.isWhitespace) }
    // Space, and from tab to carriage return.
    return utf8.split { $0 == 0x20 || 9...13 ~= $0 }.map { Substring($0) }
  }
}

extension String {
  /// What stands between blanks and line ends.
  package var words: [Substring] { self[...].words }
}
