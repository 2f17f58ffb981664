import OrderedCollections
import RashomonModel
import RashomonNumerics
import RashomonText

// Every place whose number may be varied passes here as it is lowered: it is noted, and gets the
// variation's number where there is one.
extension Elaborator {
  /// What a word means as a chance at this place.
  mutating func chance(
    of term: VerbalProbability, at range: Range<Int>, _ context: Context
  ) -> Expression {
    let varied = varied(
      .word(term: term.term, mean: term.mean, low: term.low, high: term.high),
      at: range, context.statement)
    return .constant(varied ?? term.mean)
  }

  /// The factor on what is usual at this place, 1 unless varied.
  mutating func usualFactor(at range: Range<Int>, _ statement: Statement) -> Double {
    varied(.usual, at: range, statement) ?? 1
  }

  /// A parameter's prior, wider or narrower where that is asked for; as it is where its law has no
  /// width of its own.
  mutating func widened(
    _ law: Law, at range: Range<Int>, _ statement: Statement
  ) -> Law {
    guard law.widened(by: 1) != nil else { return law }
    guard let factor = varied(.width, at: range, statement) else { return law }
    return law.widened(by: factor) ?? law
  }

  private mutating func varied(
    _ kind: Assumption.Kind, at range: Range<Int>, _ statement: Statement
  ) -> Double? {
    let id = statement.address(of: range)
    if assumptions[id] == nil {
      assumptions[id] = Assumption(
        id: id, kind: kind, text: described[id]?.text ?? statement.phrase(at: range),
        models: [draft.id],
        usual: kind == .usual ? nil : statement.usual(around: range))
    }
    return variation[id]
  }
}

extension Statement {
  /// `belarus-2020.crisis:41:9`.
  fileprivate func address(of range: Range<Int>) -> String {
    "\(file.name):\(file.line(at: range.lowerBound)):\(file.column(at: range.lowerBound))"
  }

  /// The address of the `usual` that a place is a part of.
  fileprivate func usual(around range: Range<Int>) -> String? {
    guard let clause = clause(at: range), case .usual = clause.form else { return nil }
    return address(of: clause.range)
  }

  private func clause(at range: Range<Int>) -> ObservableClauseSyntax? {
    guard case .observable(let node) = syntax.form else { return nil }
    return node.clauses.first { $0.range.contains(range.lowerBound) }
  }

  /// What is written around a place, short enough for a table: a clause with its observable's name,
  /// else the line, without sentences in quotes, provenance and remarks.
  fileprivate func phrase(at range: Range<Int>) -> String {
    if case .observable(let node) = syntax.form, let clause = clause(at: range) {
      return "\(node.name.text): \(text(clause.range).withoutAsides)"
    }
    return file.lineText(file.line(at: range.lowerBound)).withoutAsides
  }
}

extension String {
  /// A line of a model up to its provenance or remark, without sentences in quotes.
  fileprivate var withoutAsides: String {
    var kept: [Substring] = []
    var isQuoted = false
    for word in words {
      let quotes = word.utf8.count { $0 == UInt8(ascii: "\"") }
      defer { if quotes % 2 == 1 { isQuoted.toggle() } }
      if isQuoted || quotes > 0 { continue }
      if word.hasPrefix("@") || word.hasPrefix("#") || word == "because" { break }
      kept.append(word)
    }
    return kept.joined(separator: " ")
  }
}
