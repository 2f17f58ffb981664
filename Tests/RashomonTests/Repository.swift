import Foundation

/// The files of this project, as the tests of its documents and of the house see them.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What stands in the root folder and belongs to the project, sorted.
  static func rootEntries() throws -> [String] {
    let ignored = try text(of: ".gitignore").split(separator: "\n").map { String($0) }
    return try FileManager.default.contentsOfDirectory(atPath: root.path).filter { name in
      name != ".git"
        && !ignored.contains { pattern in
          let bare = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
          return fnmatch(bare, name, 0) == 0
        }
    }.sorted()
  }

  /// Paths below the root, relative to it, sorted: every file of the project, or those in `folders`.
  static func files(
    in folders: [String]? = nil, withExtension suffix: String? = nil
  ) throws -> [String] {
    var paths: [String] = []
    for entry in try folders ?? rootEntries() {
      let url = root.appending(path: entry)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
        continue
      }
      let inside =
        isFolder.boolValue
        ? try FileManager.default.subpathsOfDirectory(atPath: url.path).map { "\(entry)/\($0)" }
        : [entry]
      paths += inside.filter { path in
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
          atPath: root.appending(path: path).path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
      }
    }
    return paths.filter { suffix == nil || $0.hasSuffix(".\(suffix ?? "")") }.sorted()
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func lines(of path: String) throws -> [String] {
    try text(of: path).components(separatedBy: "\n")
  }

  static func write(_ text: String, to path: String) throws {
    try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
  }

  /// The documents that people read: the pages of Docs, those in the root, and those of the cases.
  static func pages() throws -> [String] {
    try rootEntries().filter { $0.hasSuffix(".md") }
      + files(in: ["Docs", "Cases"], withExtension: "md")
  }
}
