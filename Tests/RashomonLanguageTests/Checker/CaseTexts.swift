import Foundation
import RashomonText

@testable import RashomonLanguage

/// Cases for tests, from the repository or written out.
enum CaseTexts {
  /// The root of the repository.
  static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The folders of `Cases/` that hold a crisis file, by name.
  static var folders: [URL] {
    let cases = root.appending(path: "Cases")
    let found = try? FileManager.default.contentsOfDirectory(
      at: cases, includingPropertiesForKeys: nil)
    return (found ?? []).filter { crisisFile(in: $0) != nil }.sorted { $0.path < $1.path }
  }

  private static func crisisFile(in folder: URL) -> URL? {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return files?.first { $0.pathExtension == "crisis" }
  }

  /// The case of a folder, checked.
  static func check(_ folder: URL) throws -> CheckedCase {
    guard let crisis = crisisFile(in: folder) else {
      throw CocoaError(.fileNoSuchFile)
    }
    let accounts = folder.appending(path: "accounts")
    let files = try FileManager.default.contentsOfDirectory(
      at: accounts, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "account" }.sorted { $0.path < $1.path }
    return checkCase(
      parse(
        SourceFile(
          name: crisis.lastPathComponent, text: try String(contentsOf: crisis, encoding: .utf8)),
        as: .crisis),
      accounts: try files.map { file in
        parse(
          SourceFile(
            name: "accounts/\(file.lastPathComponent)",
            text: try String(contentsOf: file, encoding: .utf8)), as: .account)
      })
  }

  /// A case written out: the crisis file, and accounts by id.
  static func check(_ crisis: String, _ accounts: [(String, String)] = []) -> CheckedCase {
    checkCase(
      parse(SourceFile(name: "toy.crisis", text: crisis), as: .crisis),
      accounts: accounts.map { id, text in
        parse(SourceFile(name: "accounts/\(id).account", text: text), as: .account)
      })
  }
}
