import RashomonEvidence
import RashomonModel
import RashomonText

// Which changes are tried one at a time.

/// Every word to its range's ends, every usual rate ×3 and ÷3, every prior's width ×2 and ×½.
func textChanges(_ assumptions: [Assumption]) -> [AssumptionChange] {
  assumptions.flatMap { assumption -> [AssumptionChange] in
    func change(_ kind: AssumptionChange.Kind, _ value: Double) -> AssumptionChange {
      AssumptionChange(
        kind: kind, id: assumption.id, text: assumption.text, models: assumption.models,
        setting: CaseSetting(variation: Variation([assumption.id: value])))
    }
    return switch assumption.kind {
    case .word(let term, let mean, let low, let high):
      [low, high].map { change(.word(term: term, mean: mean, taken: $0), $0) }
    case .usual: [1 / 3.0, 3].map { change(.usual(factor: $0), $0) }
    case .width: [0.5, 2].map { change(.width(factor: $0), $0) }
    }
  }
}

/// One step up and down of every grade in use, for rows and for silence.
///
/// A step is one letter or one digit, whichever moves r more.
func tableChanges(_ data: CaseData, asOf date: CalendarDate) -> [AssumptionChange] {
  let rows = data.gradedRows(asOf: date)
  let counts = Dictionary(rows.map { ($0.1, 1) }, uniquingKeysWith: +)
  let silent = data.commonGround.observables.filter(\.hasSilence).map(\.recording.silence)
  let used = Set(counts.keys).union(silent).sorted { $0.description < $1.description }
  return used.flatMap { grade in
    GradeStep.allCases.compactMap { step -> AssumptionChange? in
      guard let other = data.grades.step(step, from: grade) else { return nil }
      return AssumptionChange(
        kind: .grade(from: grade, to: other, rows: counts[grade] ?? 0), id: grade.description,
        text: "", models: [],
        setting: CaseSetting(table: data.grades.reading(grade, as: other)))
    }
  }
}

/// One step up and down of each source's rows together; a source with one row is that row.
func sourceChanges(_ data: CaseData, asOf date: CalendarDate) -> [AssumptionChange] {
  let bySource = Dictionary(grouping: data.gradedRows(asOf: date), by: \.0.source)
  return bySource.keys.sorted().flatMap { source -> [AssumptionChange] in
    let rows = bySource[source] ?? []
    if rows.count == 1 { return rows.flatMap { rowChanges($0.0, $0.1, data.grades) } }
    return GradeStep.allCases.compactMap { step in
      let moved = rows.compactMap { row, grade in
        data.grades.step(step, from: grade).map { (row.id, $0) }
      }
      guard !moved.isEmpty else { return nil }
      return AssumptionChange(
        kind: .source(
          name: data.record.sources[source]?.name ?? source, step: step, rows: moved.count),
        id: source, text: "", models: [],
        setting: CaseSetting(grades: Dictionary(uniqueKeysWithValues: moved)))
    }
  }
}

/// One row, one step up and one down.
func rowChanges(_ row: EvidenceRow, _ grade: Grade, _ table: GradeTable) -> [AssumptionChange] {
  GradeStep.allCases.compactMap { step in
    table.step(step, from: grade).map { other in
      AssumptionChange(
        kind: .row(from: grade, to: other), id: row.id, text: "\(row.observable): \(row.note)",
        models: [], setting: CaseSetting(grades: [row.id: other]))
    }
  }
}

extension CaseData {
  /// The visible rows whose grade says something: it has one, and its observable is not
  /// self-evident.
  func gradedRows(asOf date: CalendarDate) -> [(EvidenceRow, Grade)] {
    let certain = Set(
      commonGround.observables.filter(\.recording.selfEvident).map(\.id))
    return record.visible(asOf: date).rows.compactMap { row in
      guard let grade = row.grade, !certain.contains(row.observable) else { return nil }
      return (row, grade)
    }
  }
}

extension RashomonModel.Observable {
  /// Whether a day without a row says something.
  fileprivate var hasSilence: Bool {
    switch kind {
    case .event: true
    case .status: false
    case .number(_, let complete): complete
    }
  }
}
