import RashomonText

/// A statement with the file that it stands in.
///
/// A class, because whatever is made of a statement points to it.
final class Statement: Sendable {
  let syntax: StatementSyntax
  let file: SourceFile
  /// The account's id; nil in the crisis file.
  let account: String?
  /// Whether it stands in `each day { … }`.
  let isDaily: Bool
  /// Whether the line of that block's `{` says where all that stands in it comes from.
  let isCovered: Bool

  init(
    syntax: StatementSyntax, file: SourceFile, account: String?, isDaily: Bool,
    isCovered: Bool = false
  ) {
    self.syntax = syntax
    self.file = file
    self.account = account
    self.isDaily = isDaily
    self.isCovered = isCovered
  }

  func place(_ range: Range<Int>) -> Place { Place(file: file, range: range) }

  var start: Place { place(syntax.keywordRange) }

  /// `belarus-2020.crisis:41`.
  var location: String { start.text }

  var key: StatementKey { StatementKey(file: file.name, offset: syntax.range.lowerBound) }

  /// The text of a stretch of its file, blanks and line ends drawn together.
  func text(_ range: Range<Int>) -> String {
    let utf8 = file.text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: range.upperBound)
    return file.text[start..<end].words.joined(separator: " ")
  }
}

/// Which statement, over all files of a case.
struct StatementKey: Hashable, Comparable {
  let file: String
  let offset: Int

  static func < (left: Self, right: Self) -> Bool {
    (left.file, left.offset) < (right.file, right.offset)
  }
}

/// A piece of a statement that stands for itself after overlays have taken statements apart.
struct Sourced<Node: Sendable>: Sendable {
  let node: Node
  let statement: Statement
}
