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
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>
  ) throws(Failure) -> Checked<[SetAsideRow]> {
    var check = FieldChecker(file: input.name)
    var rows: [SetAsideRow] = []
    let columns = CSVColumns(required: ["id", "reason"], others: .kept)
    let malformed = try readTable(input, columns: columns) { row in
      let id = check.uniqueID("id", of: row)
      let reason = check.required("reason", of: row)
      guard let id, let reason else { return }
      let others = row.header.filter { !columns.required.contains($0) }
      rows.append(
        SetAsideRow(
          id: id, reason: reason, others: others.map { Column(name: $0, text: row[$0]) }))
    }
    return Checked(rows, malformed + check.diagnostics)
  }
}
