import Foundation
import RashomonAnalysis
import RashomonEvidence
import RashomonLanguage
import RashomonModel
import RashomonNumerics
import RashomonText

/// Everything that can be said about a case's files: what they hold and all that is wrong.
struct CaseReading {
  let folder: CaseFolder
  let checked: CheckedCase
  private let crisis: SyntaxFile
  private let accounts: [SyntaxFile]
  private let scale: VerbalScale
  /// Errors and warnings of all files, by file and place.
  private(set) var diagnostics: [Diagnostic]
  private var rows: [EvidenceRow] = []
  private var sources: [Source] = []
  private var outcomes: [Outcome] = []
  private var grades = GradeTable.admiralty
  private var gradings: [AnalystGrade] = []

  /// Reads and checks every file of a folder.
  ///
  /// - Parameter sources: a folder with the sources' texts, to verify citations against; nil for
  ///   none.
  ///
  /// *Errors*: `OutsideProblem` where a file cannot be read. Mistakes in files are diagnostics.
  init(folder: CaseFolder, sources texts: String?) throws {
    self.folder = folder
    diagnostics = []
    var scale = VerbalScale.icd203
    if let table = folder.table("words.csv") {
      let words = VerbalRange.read(table)
      diagnostics += words.diagnostics
      scale = (words.value.flatMap(Self.scale)) ?? scale
    }
    self.scale = scale
    crisis = parse(folder.crisis, as: .crisis)
    accounts = folder.accounts.map { parse($0, as: .account) }
    var checked = RashomonLanguage.checkCase(crisis, accounts: accounts, scale: scale)
    if let texts {
      let counted = try countParagraphs(of: checked.frame.sources, in: texts)
      diagnostics += counted.missing
      checked = RashomonLanguage.checkCase(
        crisis, accounts: accounts, paragraphs: counted.paragraphs, scale: scale)
    }
    self.checked = checked
    diagnostics += checked.diagnostics
    readTables()
    diagnostics.sort()
  }

  private static func scale(_ ranges: [VerbalRange]) -> VerbalScale? {
    VerbalScale(
      ranges.sorted { $0.low < $1.low }.compactMap {
        VerbalProbability(term: $0.word, low: $0.low, high: $0.high)
      })
  }

  private mutating func readTables() {
    if let table = folder.table("grades.csv") {
      grades = take(GradeTable.read(table)) ?? .admiralty
    }
    let readSources = required("sources.csv").map { take(Source.read($0)) } ?? nil
    sources = readSources ?? []
    let frame = EvidenceFrame(
      period: checked.frame.period.start...checked.frame.period.end,
      observables: checked.frame.observables, sources: readSources)
    let table = required("evidence.csv")
    let readRows = table.map { take(EvidenceReader.read($0, frame: frame)) } ?? nil
    rows = readRows ?? []
    if let table = folder.table("gradings.csv") {
      gradings = take(AnalystGrade.read(table, evidence: readRows, sources: sources)) ?? []
    }
    if let table = folder.table("outcomes.csv") {
      let questions = checked.frame.questions.map { question in
        (id: question.id, kind: question.kind == .yesNo ? Outcome.Kind.yesNo : .number)
      }
      outcomes = take(Outcome.read(table, questions: questions)) ?? []
    }
    if let table = folder.table("set-aside.csv") {
      diagnostics += SetAsideRow.read(table, evidence: rows).diagnostics
    }
  }

  private mutating func take<Value>(_ read: Checked<Value>) -> Value? {
    diagnostics += read.diagnostics
    return read.value
  }

  private mutating func required(_ name: String) -> CSVInput<Never>? {
    if let table = folder.table(name) { return table }
    diagnostics.append(
      Diagnostic(
        id: "missing-file", file: name, line: 1, column: 1, sourceLine: "",
        title: "the case has no \(name)", expected: "a table with a header, even if it has no rows",
        hint: "Docs/reference/evidence.md lists its columns"))
    return nil
  }

  /// The case, if nothing is wrong with it.
  ///
  /// *Errors*: `CaseProblems`.
  func opened() throws -> Case {
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      throw CaseProblems(diagnostics: diagnostics)
    }
    let data = CaseData(
      id: folder.id, title: checked.frame.title, models: checked.models,
      record: Record(rows: rows, sources: sources), grades: grades, outcomes: outcomes,
      provenance: provenance)
    return Case(
      data: data, warnings: diagnostics.map(\.rendered), variants: variants, checked: checked,
      folder: folder)
  }

  private var variants: CaseVariants {
    let (crisis, accounts, scale) = (crisis, accounts, scale)
    return CaseVariants(assumptions: checked.assumptions, gradings: gradings) { variation in
      let varied = RashomonLanguage.checkCase(
        crisis, accounts: accounts, scale: scale, variation: variation)
      guard !varied.models.isEmpty else {
        let reason = varied.diagnostics.first { $0.severity == .error }
        throw RunFailure(
          reason.map { "\($0.file):\($0.line): \($0.title)" } ?? "the case has no model then")
      }
      return varied.models
    }
  }

  private var provenance: Provenance {
    let ids = checked.models.dropFirst().map(\.id)
    return ModelHashes(crisis: crisis, scale: scale, grades: grades)
      .provenance(accounts: zip(ids, accounts).map { ($0, $1) })
  }
}

/// Counts the paragraphs (non-blank lines) of the sources whose texts are in a folder.
///
/// Returns the counts by source, and an error for each source that names a file which is not there.
///
/// *Errors*: `OutsideProblem` where the folder or a text cannot be read.
private func countParagraphs(
  of sources: [CaseSource], in folder: String
) throws -> (paragraphs: [String: Int], missing: [Diagnostic]) {
  let url = URL(fileURLWithPath: folder, isDirectory: true)
  guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
    throw OutsideProblem("there is no folder \(folder) to read the sources' texts from")
  }
  var paragraphs: [String: Int] = [:]
  var missing: [Diagnostic] = []
  for source in sources {
    guard let name = source.file else { continue }
    guard names.contains(name) else {
      missing.append(
        Diagnostic(
          id: "missing-source-text", file: name, line: 1, column: 1, sourceLine: "",
          title: "the text of the source `\(source.id)` is not in the folder of sources",
          hint: nearestName(to: name, among: names).map { "did you mean \($0)?" }))
      continue
    }
    let text = try CaseFolder.text(at: url.appendingPathComponent(name), named: name).text
    paragraphs[source.id] = text.split(whereSeparator: \.isNewline).count { line in
      line.contains { !$0.isWhitespace }
    }
  }
  return (paragraphs, missing)
}
