/// Who reported something: a row of `sources.csv`.
package struct Source: Hashable, Sendable {
  package let id: String
  package let name: String
  package let stance: Stance
  /// The letter of a row's grade where the row gives only a digit.
  package let reliability: Grade.Reliability

  package init(id: String, name: String, stance: Stance, reliability: Grade.Reliability) {
    self.id = id
    self.name = name
    self.stance = stance
    self.reliability = reliability
  }

  /// Reads `sources.csv`, in the order of the file.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>
  ) throws(Failure) -> Checked<[Source]> {
    var check = FieldChecker(file: input.name)
    var sources: [Source] = []
    let columns = CSVColumns(required: ["id", "name", "stance", "reliability"])
    let malformed = try readTable(input, columns: columns) { row in
      let id = check.uniqueID("id", of: row)
      let name = check.required("name", of: row)
      let stance = check.word("stance", of: row, as: Stance.self)
      let reliability = check.word("reliability", of: row, as: Grade.Reliability.self)
      guard let id, let name, let stance, let reliability else { return }
      sources.append(Source(id: id, name: name, stance: stance, reliability: reliability))
    }
    return Checked(sources, malformed + check.diagnostics)
  }
}
