import RashomonText

/// A row of `set-aside.csv`: something found and not used, with the reason.
package struct SetAsideRow: Hashable, Sendable {
  /// One more column of the file, as it is.
  package struct Column: Hashable, Sendable {
    package let name: String
    package let text: String
  }

  package let id: String
  package let reason: String
  /// Every other column, in the order of the file.
  package let others: [Column]

  /// Reads `set-aside.csv`, in the order of the file.
  ///
  /// - Parameter evidence: the rows that are used, none of which may be set aside as well.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>, evidence: [EvidenceRow] = []
  ) throws(Failure) -> Checked<[SetAsideRow]> {
    var check = FieldChecker(file: input.name)
    let used = Dictionary(evidence.map { ($0.id, $0.line) }) { first, _ in first }
    var rows: [SetAsideRow] = []
    let columns = CSVColumns(required: ["id", "reason"], others: .kept)
    let malformed = try readTable(input, columns: columns) { row in
      let id = check.uniqueID("id", of: row)
      let reason = check.required("reason", of: row)
      if let id, let line = used[id] {
        check.report(SetAsideProblem.alsoUsed(id, line: line), at: row.site(of: "id"))
      }
      guard let id, let reason else { return }
      let others = row.header.filter { !columns.required.contains($0) }
      rows.append(
        SetAsideRow(
          id: id, reason: reason, others: others.map { Column(name: $0, text: row[$0]) }))
    }
    return Checked(rows, malformed + check.diagnostics)
  }
}

/// What can be wrong with a row that is set aside.
enum SetAsideProblem: Problem {
  case alsoUsed(String, line: Int)

  var wording: Wording {
    switch self {
    case .alsoUsed(let id, let line):
      Wording(
        id: "row-used-and-set-aside", title: "the row `\(id)` is set aside and used as well",
        found: "the same id on line \(line) of evidence.csv",
        hint: "take it out of one of the two files, or give one of them another id")
    }
  }
}
