import RashomonText

/// The grade that another analyst gives to a row of the record: a row of `gradings.csv`.
///
/// The record itself is read by the grades of `evidence.csv`; these are only for `challenge`, which
/// sets the rankings side by side.
package struct AnalystGrade: Hashable, Sendable {
  /// Id of a row of `evidence.csv`.
  package let row: String
  package let grade: Grade
  /// Who gives it.
  package let analyst: String
  package let note: String

  package init(row: String, grade: Grade, analyst: String, note: String = "") {
    self.row = row
    self.grade = grade
    self.analyst = analyst
    self.note = note
  }

  /// Reads `gradings.csv`, in the order of the file.
  ///
  /// - Parameters:
  ///   - evidence: the rows that can be graded; nil where they could not be read, so that no row is
  ///     blamed for naming one.
  ///   - sources: whose letter a digit alone takes.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>, evidence: [EvidenceRow]?, sources: [Source]
  ) throws(Failure) -> Checked<[AnalystGrade]> {
    var check = FieldChecker(file: input.name)
    let rows = Dictionary((evidence ?? []).map { ($0.id, $0) }) { first, _ in first }
    let letters = Dictionary(sources.map { ($0.id, $0.reliability) }) { first, _ in first }
    var grades: [AnalystGrade] = []
    var lines: [Pair: Int] = [:]
    let columns = CSVColumns(required: ["id", "grade", "graded_by"], optional: ["note"])
    let malformed = try readTable(input, columns: columns) { fields in
      let site = fields.site(of: "id")
      let id = check.required("id", of: fields)
      let analyst = check.required("graded_by", of: fields)
      let row = id.flatMap { rows[$0] }
      if let id, evidence != nil, row == nil {
        check.report(
          AnalystProblem.unknownRow(
            id, near: nearestName(to: id, among: (evidence ?? []).map(\.id))), at: site)
      }
      if let id, let analyst {
        if let line = lines.updateValue(site.line, forKey: Pair(row: id, analyst: analyst)) {
          check.report(
            AnalystProblem.twice(id, analyst: analyst, place: "line \(line)"), at: site)
        } else if let row, row.gradedBy == analyst {
          check.report(
            AnalystProblem.twice(
              id, analyst: analyst, place: "line \(row.line) of evidence.csv"), at: site)
        }
      }
      guard let text = check.required("grade", of: fields) else { return }
      let digit = text.count == 1 ? Int(text).flatMap(Grade.Credibility.init) : nil
      guard Grade(text) != nil || digit != nil else {
        return check.report(AnalystProblem.notAGrade(text), at: fields.site(of: "grade"))
      }
      let whole = digit.flatMap { digit in
        row.flatMap { letters[$0.source] }.map { Grade($0, digit) }
      }
      guard let id, let analyst, let grade = Grade(text) ?? whole else { return }
      grades.append(
        AnalystGrade(row: id, grade: grade, analyst: analyst, note: fields["note"]))
    }
    return Checked(grades, malformed + check.diagnostics)
  }

  private struct Pair: Hashable {
    let row: String
    let analyst: String
  }
}

/// What can be wrong with a grade of another analyst.
enum AnalystProblem: Problem {
  case unknownRow(String, near: String?)
  case twice(String, analyst: String, place: String)
  case notAGrade(String)

  var wording: Wording {
    switch self {
    case .unknownRow(let id, let near):
      Wording(
        id: "grading-unknown-row", title: "no row of the record is called `\(id)`",
        expected: "an id of evidence.csv",
        hint: near.map { "did you mean `\($0)`?" } ?? "take the line out, or add the row there")
    case .twice(let id, let analyst, let place):
      Wording(
        id: "grading-twice", title: "`\(analyst)` has graded the row `\(id)` already",
        found: "a grade of the same analyst on \(place)",
        hint: "keep one of the two, or name the analysts apart")
    case .notAGrade(let text):
      Wording(
        id: "grading-bad-grade", title: "this is not a grade", found: text,
        expected: "a letter A to F and a digit 1 to 6, as in B2, or the digit alone",
        hint: Grade(text.uppercased()).map { "write \($0)" }
          ?? "leave the line out where the analyst has no other view")
    }
  }
}
