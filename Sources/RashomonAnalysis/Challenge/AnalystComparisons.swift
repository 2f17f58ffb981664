import RashomonEvidence

extension Challenger {
  /// The ranking by each analyst's grades, and what each grade that differs moves by itself; nil
  /// where the case has no `gradings.csv`.
  ///
  /// *Errors*: whatever a standing throws; also `RunFailure`.
  func analystComparison(
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> AnalystComparison? {
    let gradings = variants.gradings
    guard !gradings.isEmpty else { return nil }
    let visible = data.record.visible(asOf: base.asOf).rows
    let rows = Dictionary(visible.map { ($0.id, $0) }) { first, _ in first }
    let differing = gradings.filter { grading in
      rows[grading.row].map { $0.grade != grading.grade } ?? false
    }
    var names: [String] = []
    for grading in gradings where !names.contains(grading.analyst) {
      names.append(grading.analyst)
    }
    let analysts = try names.map { name in
      let own = gradings.filter { $0.analyst == name }
      let grades = Dictionary(own.map { ($0.row, $0.grade) }) { first, _ in first }
      let standing = try wholeStanding(under: CaseSetting(grades: grades))
      return AnalystComparison.Analyst(
        name: name, graded: own.count, differing: differing.count { $0.analyst == name },
        ranking: standing.ranking.map { (account: $0, weight: standing.headlineWeight(of: $0)) },
        lead: changed(standing))
    }
    let leads = try leads(
      under: differing.map { CaseSetting(grades: [$0.row: $0.grade]) }, memory: .ofBase,
      progress: progress)
    var differences: [String: [(analyst: String, grade: Grade, lead: ChangedLead)]] = [:]
    for (grading, lead) in zip(differing, leads) {
      differences[grading.row, default: []].append(
        (analyst: grading.analyst, grade: grading.grade, lead: try lead.get()))
    }
    func moved(_ id: String) -> Double {
      differences[id]?.map { abs($0.lead.lost.value) }.max() ?? 0
    }
    return AnalystComparison(
      analysts: analysts,
      differences: visible.filter { differences[$0.id] != nil }
        .sorted { (moved($1.id), $0.id) < (moved($0.id), $1.id) }
        .map { row in
          AnalystComparison.Difference(
            row: row.id, observable: row.observable, note: row.note, recordGrade: row.grade,
            grades: differences[row.id] ?? [])
        })
  }
}
