import RashomonAnalysis
import RashomonEvidence

#if canImport(Glibc)
  import Glibc
#endif

// What was changed, in words.

extension AssumptionChange {
  /// What was changed: the statement as written, or which rows.
  var what: String {
    switch kind {
    case .word, .usual, .width: text
    case .grade(let grade, _, let rows):
      rows == 0 ? "silence graded \(grade)" : "the \(counted(rows, "row")) graded \(grade)"
    case .source(let name, _, let rows): "\(counted(rows, "row")) of \(name)"
    case .row: "\(id) \(text)"
    }
  }

  /// What was put in its place: `“likely” is 55 %, not 68 %`.
  var taken: String {
    switch kind {
    case .word(let term, let mean, let taken):
      "“\(term)” \(percent(mean)) → \(percent(taken))"
    case .usual(let factor): "usual \(times(factor))"
    case .width(let factor): "width \(times(factor))"
    case .grade(let from, let to, _), .row(let from, let to): "\(from) → \(to)"
    case .source(_, let step, _): "one step \(step.rawValue)"
    }
  }

  /// Where it stands.
  var place: String {
    switch kind {
    case .word, .usual, .width:
      // Without the column, which an editor finds by itself.
      String(id.prefix(id.lastIndex(of: ":").map { id.distance(from: id.startIndex, to: $0) } ?? 0))
    case .grade: "table of grades"
    case .source: "sources.csv"
    case .row: "evidence.csv"
    }
  }

  /// Of which sort it is, for data.
  var sort: String {
    switch kind {
    case .word: "word"
    case .usual: "usual"
    case .width: "width"
    case .grade: "grade"
    case .source: "source"
    case .row: "row"
    }
  }
}

/// `×3`, `÷3`, `×½`, `×2`.
private func times(_ factor: Double) -> String {
  if factor == 0.5 { return "×½" }
  if factor < 1 { return "÷\(quantity(1 / factor))" }
  return "×\(quantity(factor))"
}

/// `1 row`, `3 rows`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(quantity(Double(count))) \(noun)\(count == 1 ? "" : "s")"
}
