import Foundation
import RashomonAnalysis
import RashomonEvidence
import RashomonLanguage
import RashomonModel
package import RashomonText

/// What `new` has made.
package struct NewCase: Hashable, Sendable {
  package let accounts: Int
  package let observables: Int
  package let rows: Int
  /// The files, by path in the folder.
  package let files: [String]
}

/// Makes a small case in a new folder, which checks and weighs as it stands.
///
/// *Errors*: `OutsideProblem` where the folder exists, its name cannot be a case's, or nothing can
/// be written.
package func newCase(at path: String) throws -> NewCase {
  let name = try newCaseName(path)
  return try write(skeletonFiles(named: name), named: name, to: path)
}

/// Makes a case of a matrix of competing hypotheses in a new folder.
///
/// - Parameters:
///   - matrix: path of a CSV file.
///   - date: of the items for which the matrix gives none; nil for the last that it gives.
///
/// *Errors*: `CaseProblems` with every mistake in the matrix; `OutsideProblem`.
package func newCase(at path: String, fromAch matrix: String, date: CalendarDate?) throws -> NewCase
{
  let name = try newCaseName(path)
  let url = URL(fileURLWithPath: matrix)
  guard FileManager.default.fileExists(atPath: url.path) else {
    throw OutsideProblem("there is no file \(matrix)\(suggestion(for: url))")
  }
  let bytes = try CaseFolder.bytes(at: url, named: matrix)
  let read = AchMatrix.read(CSVInput(name: url.lastPathComponent, bytes: bytes))
  guard let found = read.value else { throw CaseProblems(diagnostics: read.diagnostics) }
  let files = AchCase(found, file: url.lastPathComponent, name: name, date: date).files
  return try write(files, named: name, to: path)
}

/// A file of the same folder with a name like it.
private func suggestion(for url: URL) -> String {
  let folder = url.deletingLastPathComponent().path
  let siblings = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return nearestName(to: url.lastPathComponent, among: siblings.sorted()).map {
    "; did you mean \($0)?"
  } ?? ""
}

/// The name of a case in a folder that does not exist yet.
private func newCaseName(_ path: String) throws -> String {
  let url = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
  guard !FileManager.default.fileExists(atPath: url.path) else {
    throw OutsideProblem("\(path) exists already; a new case gets a folder of its own")
  }
  let name = url.lastPathComponent
  let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
  guard isPlain, name.first.map({ $0.isLetter || $0.isNumber }) == true else {
    throw OutsideProblem(
      "a case cannot be called \(name): take letters, digits, - and _, as in belarus-2020")
  }
  return name
}

/// Lays the files out, makes sure that they are a case, and writes them: all or none.
private func write(
  _ texts: [(path: String, text: String)], named name: String, to path: String
) throws -> NewCase {
  let files = texts.map { file in (path: file.path, text: laidOut(file.text, file.path)) }
  let opened = try CaseReading(
    folder: CaseFolder(
      id: name,
      files: Dictionary(
        files.map { ($0.path, Array($0.text.utf8)) }, uniquingKeysWith: { first, _ in first })),
    sources: nil
  ).opened()
  try writeWhole(files, to: path)
  return NewCase(
    accounts: opened.data.accounts.count, observables: opened.data.commonGround.observables.count,
    rows: opened.data.record.rows.count, files: files.map(\.path).sorted())
}

private func laidOut(_ text: String, _ path: String) -> String {
  guard path.hasSuffix(".crisis") || path.hasSuffix(".account") else { return text }
  return format(
    parse(SourceFile(name: path, text: text), as: path.hasSuffix(".crisis") ? .crisis : .account))
}

/// Writes a folder under another name beside it and gives it its own when it is complete.
private func writeWhole(_ files: [(path: String, text: String)], to path: String) throws {
  let target = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
  let draft = target.deletingLastPathComponent().appendingPathComponent(
    ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial",
    isDirectory: true)
  let manager = FileManager.default
  do {
    for file in files {
      let url = draft.appendingPathComponent(file.path)
      try manager.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try CaseFolder.write(file.text, to: url.path)
    }
    try manager.moveItem(at: draft, to: target)
  } catch {
    try? manager.removeItem(at: draft)
    if let problem = error as? OutsideProblem { throw problem }
    throw OutsideProblem(
      "cannot make the folder \(path): \(error.localizedDescription)", isInData: false)
  }
}
