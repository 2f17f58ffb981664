import Foundation

/// Writes files into a folder, which is made where it is not there; each is written whole or not at
/// all, and what else lies there stays.
///
/// *Errors*: `OutsideProblem`.
///
/// - Parameter files: texts by name.
package func writeFiles(_ files: [(name: String, text: String)], to folder: String) throws {
  let url = URL(fileURLWithPath: folder, isDirectory: true)
  do {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  } catch {
    throw OutsideProblem(
      "cannot make the folder \(folder): \(error.localizedDescription)", isInData: false)
  }
  for file in files {
    try CaseFolder.write(file.text, to: url.appendingPathComponent(file.name).path)
  }
}
