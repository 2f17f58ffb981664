import Foundation
import RashomonAnalysis
import RashomonEvidence
import RashomonLanguage
import RashomonText

/// A case on its way from one weighing to another: model files by statements, tables whole, the
/// record by rows.
struct CaseState {
  let id: String
  /// By path: crisis and account files.
  var models: [String: ModelText]
  /// By name: words, grades and sources.
  var tables: [String: String]
  /// By id.
  var rows: [String: EvidenceRow]
  var asOf: CalendarDate

  static let tableNames = ["words.csv", "grades.csv", "sources.csv"]

  /// *Errors*: `OutsideProblem` or `CaseProblems` where the case cannot be opened.
  init(_ run: SavedRun, opened: Case, asOf: CalendarDate) {
    id = run.case
    models = [:]
    for (path, text) in run.files {
      guard let kind = Self.kind(of: path) else { continue }
      models[path] = ModelText(parse(SourceFile(name: path, text: text), as: kind))
    }
    tables = run.files.filter { Self.tableNames.contains($0.key) }
    rows = Dictionary(
      opened.data.record.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.asOf = asOf
  }

  static func kind(of path: String) -> FileKind? {
    path.hasSuffix(".crisis") ? .crisis : path.hasSuffix(".account") ? .account : nil
  }

  /// The case as it stands; nil where it has errors, as between two changes that need each other.
  var data: CaseData? {
    var files = tables
    for (path, text) in models where !text.pieces.isEmpty { files[path] = text.text }
    files["evidence.csv"] = evidence
    let folder = try? CaseFolder(id: id, files: files.mapValues { Array($0.utf8) })
    guard let folder, let reading = try? CaseReading(folder: folder, sources: nil) else {
      return nil
    }
    return try? reading.opened().data
  }

  /// The rows as a table.
  private var evidence: String {
    let header = [
      "id", "occurred", "reported", "observable", "value", "low", "high", "unit", "grade",
      "source", "origin", "supersedes", "url", "note", "graded_by",
    ]
    let lines = rows.values.sorted(by: EvidenceRow.isInRecordOrder).map(\.fields)
    return csv([header] + lines)
  }
}

extension EvidenceRow {
  /// As `evidence.csv` has them, in the order of its columns, with the one that is optional last.
  var fields: [String] {
    [
      id, occurred.iso, reported.iso, observable, text(value), text(low), text(high), unit ?? "",
      grade?.description ?? "", source, origin ?? "", supersedes ?? "", url, note, gradedBy ?? "",
    ]
  }

  private func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }

  /// What it says, in short: `turnout 34000 on 2020-07-30, C3, from unian`.
  var summary: String {
    let said =
      isRange
      ? "\(low.map(short) ?? "…") to \(high.map(short) ?? "…")" : value.map(short) ?? "nothing"
    let grade = grade.map { ", \($0.description)" } ?? ""
    return "\(observable) \(said) on \(occurred)\(grade), from \(source)"
  }

  private func short(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
