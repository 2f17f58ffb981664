import OrderedCollections
import RashomonText

/// Where statements come from: citations that exist, and numbers that have one.
struct ProvenanceChecker {
  private let frame: Frame
  /// Non-blank lines of the texts that are at hand, by source.
  private let counted: [String: Int]
  private var cited: [String: Set<Int>] = [:]
  private var leftOut: [String: Set<Int>] = [:]

  init(_ frame: Frame, counted: [String: Int]) {
    self.frame = frame
    self.counted = counted
  }

  private func paragraphs(of source: String) -> Int? {
    counted[source] ?? frame.sources[source]?.paragraphs
  }

  mutating func check(_ statements: [Statement], tokens: [Token], log: inout ProblemLog) {
    for statement in statements {
      let syntax = statement.syntax
      check(syntax.provenance, statement, &log)
      if case .actor(let node) = syntax.form {
        for option in node.options {
          check(option.provenance, statement, &log)
        }
      }
      checkNumbers(statement, tokens, &log)
    }
  }

  /// Sources whose text is not as long as the crisis file says.
  func checkCounts(_ statements: [Statement], log: inout ProblemLog) {
    for statement in statements {
      guard case .source(let node) = statement.syntax.form,
        let said = frame.sources[node.name.text]?.paragraphs,
        let found = counted[node.name.text], found != said
      else { continue }
      log.report(
        ProvenanceProblem.countDiffers(source: node.name.text, said: said, counted: found),
        at: statement.place(node.name.range))
    }
  }

  // MARK: Citations

  private mutating func check(
    _ provenance: ProvenanceSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    var isLeftOut = false
    if case .leavesOut = statement.syntax.form { isLeftOut = true }
    for citation in provenance.citations where !citation.source.isMissing {
      let id = citation.source.text
      guard frame.sources[id] != nil else {
        log.report(
          NameProblem.unknownSource(id, candidates: Array(frame.sources.keys)),
          at: statement.place(citation.source.range))
        continue
      }
      for range in citation.paragraphs {
        if let count = paragraphs(of: id), range.upperBound > count || range.lowerBound < 1 {
          let wrong = range.lowerBound < 1 ? range.lowerBound : max(range.lowerBound, count + 1)
          log.report(
            ProvenanceProblem.unknownParagraph(wrong, source: id, count: count),
            at: statement.place(citation.range))
          continue
        }
        if isLeftOut {
          leftOut[id, default: []].formUnion(range)
        } else {
          cited[id, default: []].formUnion(range)
        }
      }
    }
  }

  func readings() -> [SourceReading] {
    frame.sources.keys.map { id in
      let cited = cited[id] ?? []
      let leftOut = (leftOut[id] ?? []).subtracting(cited)
      let count = paragraphs(of: id)
      let all = count.map { Set(1...max(1, $0)) } ?? []
      return SourceReading(
        source: id, paragraphs: count, cited: cited.sorted(), leftOut: leftOut.sorted(),
        nowhere: all.subtracting(cited).subtracting(leftOut).sorted())
    }
  }

  // MARK: Numbers

  private func checkNumbers(
    _ statement: Statement, _ tokens: [Token], _ log: inout ProblemLog
  ) {
    let syntax = statement.syntax
    guard syntax.form.encodesNumbers, syntax.provenance.isEmpty, !statement.isCovered else {
      return
    }
    var covered: [Range<Int>] = []
    if case .actor(let node) = syntax.form {
      covered = node.options.filter { !$0.provenance.isEmpty }.map(\.range)
    }
    let first = tokens.partitioningIndex { $0.range.lowerBound >= syntax.range.lowerBound }
    for token in tokens[first...] {
      if token.range.lowerBound >= syntax.range.upperBound { break }
      guard token.kind == .number, !covered.contains(where: { $0.contains(token.range.lowerBound) })
      else { continue }
      let text = statement.text(token.range)
      let isShare = text.hasSuffix("%")
      if let value = Double(isShare ? String(text.dropLast()) : text),
        value == 0 || value == (isShare ? 100 : 1)
      {
        continue
      }
      log.report(
        ProvenanceProblem.numberWithoutSource(text), at: statement.place(token.range))
      // One warning a statement: the answer is the same for all its numbers.
      return
    }
  }
}

extension StatementForm {
  /// Whether its numbers say something of the world, and so need a source.
  fileprivate var encodesNumbers: Bool {
    switch self {
    case .parameter, .hidden, .state, .next, .daily, .event, .status, .report, .actor, .expects,
      .observable, .optionPart, .actorPart, .addOption, .adjust, .prior:
      true
    case .crisis, .account, .period, .day, .source, .question, .eachDay, .rulesOut, .thesis,
      .verdict, .leavesOut, .saysNothing, .removeOption, .malformed:
      false
    }
  }
}

extension [Token] {
  /// The first index whose element fulfils a predicate that holds from some index on.
  fileprivate func partitioningIndex(where holds: (Token) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
