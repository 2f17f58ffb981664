import RashomonText

/// A model file as a list of statements that can be taken out, put in and exchanged one by one, and
/// written down again; comments between statements and the layout are lost.
package struct ModelText: Sendable {
  /// One statement, of the file or of its `each day { … }`.
  package struct Piece: Hashable, Sendable {
    /// What it is about, by its first words: `expects reserve`, `override param stake`.
    package let name: String
    /// As written, blanks and line ends drawn together.
    package let text: String
    /// Whether it stands in `each day { … }`.
    package let isDaily: Bool
    package let line: Int
    /// As written, with the blanks before it on its line.
    let raw: String
  }

  /// By a number that stays with a statement when it is exchanged.
  package private(set) var pieces: [(id: Int, piece: Piece)] = []
  /// What stands before the first daily statement: `each day {`, with what its line says.
  private var header: String?
  /// Behind how many undaily pieces the block stands.
  private var blockPlace = 0

  package init(_ file: SyntaxFile) {
    let utf8 = Array(file.source.text.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: utf8[range], as: UTF8.self) }
    func piece(_ statement: StatementSyntax, isDaily: Bool) -> Piece {
      let raw = text(statement.range)
      let words = raw.split(whereSeparator: \.isWhitespace)
      let indentation = file.source.column(at: statement.range.lowerBound) - 1
      return Piece(
        name: Self.name(words.map(String.init)), text: words.joined(separator: " "),
        isDaily: isDaily, line: file.source.line(at: statement.range.lowerBound),
        raw: String(repeating: " ", count: indentation) + raw)
    }
    for statement in file.statements {
      guard case .eachDay(let block) = statement.form else {
        append(piece(statement, isDaily: false))
        continue
      }
      if header == nil {
        blockPlace = pieces.count { !$0.piece.isDaily }
        let first = block.statements.first?.range.lowerBound
        header = first.map { text(statement.range.lowerBound..<$0) }
      }
      for inner in block.statements { append(piece(inner, isDaily: true)) }
    }
  }

  private mutating func append(_ piece: Piece) { pieces.append((pieces.count, piece)) }

  /// The first words up to where a statement begins to say something.
  private static func name(_ words: [String]) -> String {
    let ends: Set<String> = [
      "=", "~", "{", "is", "with", "worth", "odds", "decides", "from", "when", "opens", "because",
    ]
    var named: [String] = []
    for (index, word) in words.prefix(5).enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      guard let first = word.first, !ends.contains(word), !"\"0123456789(@#".contains(first),
        !(word == "by" && next.first?.isNumber == true)
      else { break }
      if word.hasSuffix(":") {
        named.append(String(word.dropLast()))
        break
      }
      named.append(word)
    }
    return named.isEmpty ? words.first ?? "" : named.joined(separator: " ")
  }

  /// The file's text, that of an empty one without pieces.
  package var text: String {
    let plain = pieces.filter { !$0.piece.isDaily }.map(\.piece.raw)
    let daily = pieces.filter(\.piece.isDaily).map(\.piece.raw)
    let block =
      daily.isEmpty
      ? [] : [header ?? "each day {"] + daily + ["}"]
    let place = min(blockPlace, plain.count)
    return (plain.prefix(place) + block + plain.dropFirst(place)).joined(separator: "\n") + "\n"
  }

  // MARK: Differences

  /// One statement more, less or otherwise.
  package enum Change: Sendable {
    case removed(id: Int, Piece)
    case edited(id: Int, from: Piece, to: Piece)
    /// - Parameter after: the statement before it; nil for the first.
    case added(id: Int, Piece, after: Int?)
  }

  /// What makes another text of this one, in the order of the other text; what is only laid out or
  /// ordered otherwise is no difference.
  package func changes(to other: ModelText) -> [Change] {
    var partner: [Int: Int] = [:]
    var free = pieces
    func match(_ isSame: (Piece, Piece) -> Bool) {
      for (id, piece) in other.pieces where partner[id] == nil {
        guard let place = free.firstIndex(where: { isSame($0.piece, piece) }) else { continue }
        partner[id] = free.remove(at: place).id
      }
    }
    match { $0.isDaily == $1.isDaily && $0.text == $1.text }
    match { $0.isDaily == $1.isDaily && $0.name == $1.name }
    let removed = free.map { Change.removed(id: $0.id, $0.piece) }
    let own = Dictionary(uniqueKeysWithValues: pieces.map { ($0.id, $0.piece) })
    var next = (pieces.map(\.id).max() ?? -1) + 1
    var before: Int?
    var others: [Change] = []
    for (id, piece) in other.pieces {
      if let mine = partner[id], let old = own[mine] {
        if old.text != piece.text { others.append(.edited(id: mine, from: old, to: piece)) }
        before = mine
      } else {
        others.append(.added(id: next, piece, after: before))
        before = next
        next += 1
      }
    }
    return removed + others
  }

  package mutating func apply(_ change: Change) {
    switch change {
    case .removed(let id, _): pieces.removeAll { $0.id == id }
    case .edited(let id, _, let piece):
      guard let place = pieces.firstIndex(where: { $0.id == id }) else { return }
      pieces[place].piece = piece
    case .added(let id, let piece, let after):
      let place = pieces.firstIndex { $0.id == after }.map { $0 + 1 } ?? 0
      pieces.insert((id, piece), at: place)
    }
  }
}
