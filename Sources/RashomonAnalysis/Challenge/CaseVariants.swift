package import RashomonEvidence
package import RashomonModel

/// What can be varied in a case at its source, and the case with it varied.
package struct CaseVariants: Sendable {
  /// Every number of the texts that may be varied.
  package let assumptions: [Assumption]
  /// What other analysts give to rows of the record.
  package let gradings: [AnalystGrade]
  private let lowering: @Sendable (Variation) throws -> [Model]

  /// - Parameter lowering: the models of the case's texts under a variation, common ground first;
  ///   throws `RunFailure` where they cannot be had.
  package init(
    assumptions: [Assumption], gradings: [AnalystGrade] = [],
    lowering: @escaping @Sendable (Variation) throws -> [Model]
  ) {
    self.assumptions = assumptions
    self.gradings = gradings
    self.lowering = lowering
  }

  /// The case under a setting.
  ///
  /// *Errors*: `RunFailure` where the texts cannot be read with these numbers.
  package func data(_ data: CaseData, under setting: CaseSetting) throws -> CaseData {
    var varied = data
    if setting.variation != .none {
      varied = varied.with(models: try lowering(setting.variation))
    }
    if !setting.grades.isEmpty {
      varied = varied.with(record: data.record.regraded(setting.grades))
    }
    if let table = setting.table { varied = varied.with(grades: table) }
    return varied
  }
}

/// A case with some of its assumptions changed.
package struct CaseSetting: Hashable, Sendable {
  /// Other numbers in the texts.
  package var variation: Variation
  /// Other grades of rows, by the row's id.
  package var grades: [String: Grade]
  /// Another table of grades; nil keeps the case's.
  package var table: GradeTable?

  package init(
    variation: Variation = .none, grades: [String: Grade] = [:], table: GradeTable? = nil
  ) {
    self.variation = variation
    self.grades = grades
    self.table = table
  }
}

extension Record {
  /// The same record with other grades for some of its rows.
  fileprivate func regraded(_ grades: [String: Grade]) -> Record {
    Record(
      rows: rows.map { row in grades[row.id].map { row.graded($0) } ?? row },
      sources: Array(sources.values))
  }
}
