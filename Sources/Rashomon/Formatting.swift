import Foundation
import RashomonLanguage
import RashomonText

/// What to do with a file that is not laid out.
package enum FormatMode: Sendable {
  case rewrite
  case check
}

/// Lays out model files: files named, and all of a folder named.
///
/// Returns the names of those that changed (or, checking, would). Files with errors of syntax are
/// left as they are.
///
/// *Errors*: `CaseProblems` with every error of syntax, after the good files are done;
/// `OutsideProblem` where a file cannot be read or written.
package func formatFiles(at paths: [String], mode: FormatMode) throws -> [String] {
  var changed: [String] = []
  var problems: [Diagnostic] = []
  for url in try paths.flatMap({ try modelFiles(at: $0) }) {
    let source = try CaseFolder.text(at: url, named: url.relativePath)
    let tree = parse(source, as: url.pathExtension == "crisis" ? .crisis : .account)
    guard !tree.diagnostics.contains(where: { $0.severity == .error }) else {
      problems += tree.diagnostics
      continue
    }
    let text = format(tree)
    guard text != source.text else { continue }
    changed.append(url.relativePath)
    if mode == .rewrite { try CaseFolder.write(text, to: url.path) }
  }
  if !problems.isEmpty { throw CaseProblems(diagnostics: problems) }
  return changed
}

private func modelFiles(at path: String) throws -> [URL] {
  var isDirectory: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
    throw OutsideProblem("there is no file or folder \(path)")
  }
  func isModel(_ name: String) -> Bool { name.hasSuffix(".crisis") || name.hasSuffix(".account") }
  guard isDirectory.boolValue else {
    guard isModel(path) else {
      throw OutsideProblem("\(path) is no model file; those end in .crisis or .account")
    }
    return [URL(fileURLWithPath: path)]
  }
  let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
  return names.filter(isModel).sorted().map {
    URL(fileURLWithPath: path).appendingPathComponent($0)
  }
}
