package import RashomonEvidence
package import RashomonInference
package import RashomonModel
package import RashomonText

/// A checked case as the analyses see it: models, record and outcomes, without files.
package struct CaseData: Sendable {
  /// The folder's name.
  package let id: String
  package let title: String
  /// Common ground first, then the accounts.
  package let models: [Model]
  package let record: Record
  package let grades: GradeTable
  package let outcomes: [Outcome]
  package let provenance: Provenance

  package init(
    id: String, title: String, models: [Model], record: Record, grades: GradeTable,
    outcomes: [Outcome], provenance: Provenance
  ) {
    precondition(!models.isEmpty, "a case has at least its common ground")
    self.id = id
    self.title = title
    self.models = models
    self.record = record
    self.grades = grades
    self.outcomes = outcomes
    self.provenance = provenance
  }

  /// The same case with other models, common ground first.
  package func with(models: [Model]) -> CaseData {
    CaseData(
      id: id, title: title, models: models, record: record, grades: grades, outcomes: outcomes,
      provenance: provenance)
  }

  /// The same case with another record.
  package func with(record: Record) -> CaseData {
    CaseData(
      id: id, title: title, models: models, record: record, grades: grades, outcomes: outcomes,
      provenance: provenance)
  }

  /// The same case with another table of grades.
  package func with(grades: GradeTable) -> CaseData {
    CaseData(
      id: id, title: title, models: models, record: record, grades: grades, outcomes: outcomes,
      provenance: provenance)
  }

  /// What the record says as of a date, to every model alike.
  package func reading(asOf date: CalendarDate) -> RecordReading {
    RecordReading(
      of: record.visible(asOf: date), observables: commonGround.observables, period: period,
      grades: grades)
  }

  /// The common ground on its own, "none of these accounts".
  package var commonGround: Model { models[0] }
  package var accounts: ArraySlice<Model> { models.dropFirst() }
  package var period: Period { commonGround.period }
}
