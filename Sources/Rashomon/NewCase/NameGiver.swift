import RashomonLanguage

/// Makes names for a model out of texts, no two the same.
struct NameGiver {
  /// Between words: `_` in names of a model, `-` in names of files.
  let joiner: Character
  /// Names that are not given.
  let reserved: Set<String>
  private var given: Set<String> = []

  /// Longer names are cut between two words.
  private static let longest = 40

  init(joiner: Character, reserved: Set<String>) {
    self.joiner = joiner
    self.reserved = reserved
  }

  /// The first words of a text in lower case, with a number behind them where they are given
  /// already.
  ///
  /// - Parameter otherwise: stands where the text has no letter, or starts with a digit.
  mutating func name(for text: String, otherwise: String) -> String {
    var name = ""
    for word in text.lowercased().split(whereSeparator: { !isPlain($0) }) {
      let longer = name.isEmpty ? String(word) : "\(name)\(joiner)\(word)"
      if !name.isEmpty, longer.count > Self.longest { break }
      name = longer
    }
    if name.first?.isNumber ?? true {
      name = name.isEmpty ? otherwise : "\(otherwise)\(joiner)\(name)"
    }
    if !isFree(name) { name = "\(name)\(joiner)\(otherwise)" }
    var unique = name
    var count = 2
    while given.contains(unique) {
      unique = "\(name)\(joiner)\(count)"
      count += 1
    }
    given.insert(unique)
    return unique
  }

  private func isFree(_ name: String) -> Bool {
    !reserved.contains(name) && (joiner != "_" || isFreeName(name))
  }
}

/// Letters and digits of ASCII, so that a name can be typed on any keyboard and be a file's.
private func isPlain(_ character: Character) -> Bool {
  character.isASCII && (character.isLetter || character.isNumber)
}
