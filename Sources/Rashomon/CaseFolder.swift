import Foundation
import RashomonEvidence
import RashomonText

/// The files of a case, read and not yet understood: the one door to the file system.
struct CaseFolder {
  /// The folder's name.
  let id: String
  /// By path in the folder: the crisis file, the accounts, and the tables that exist.
  let files: [String: [UInt8]]
  let crisis: SourceFile
  /// In the order of their names.
  let accounts: [SourceFile]

  private static let tables = [
    "grades.csv", "words.csv", "sources.csv", "evidence.csv", "outcomes.csv", "set-aside.csv",
    "gradings.csv",
  ]

  /// Finds the crisis file, the accounts and the tables of a folder.
  ///
  /// *Errors*: `OutsideProblem` where the folder or its crisis file cannot be found or a file cannot
  /// be read.
  init(path: String) throws {
    let url = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else {
      throw OutsideProblem("there is no folder \(path)\(Self.suggestion(for: url))")
    }
    guard isDirectory.boolValue else {
      throw OutsideProblem("\(path) is a file; a case is a folder with a .crisis file in it")
    }
    let names = try Self.names(in: url)
    let crises = names.filter { $0.hasSuffix(".crisis") }
    guard let crisis = crises.first else {
      throw OutsideProblem("\(path) has no file that ends in .crisis, so it is no case")
    }
    guard crises.count == 1 else {
      throw OutsideProblem(
        "\(path) has more than one crisis file: \(crises.joined(separator: ", "))")
    }
    let folder = url.appendingPathComponent("accounts", isDirectory: true)
    let exists = FileManager.default.fileExists(atPath: folder.path)
    let accounts = exists ? try Self.names(in: folder).filter { $0.hasSuffix(".account") } : []
    let all = [crisis] + accounts.map { "accounts/\($0)" } + Self.tables.filter(names.contains)
    let files = try all.map { name in
      (name, try Self.bytes(at: url.appendingPathComponent(name), named: name))
    }
    try self.init(id: url.lastPathComponent, files: Dictionary(uniqueKeysWithValues: files))
  }

  /// A case whose files are at hand.
  ///
  /// *Errors*: `OutsideProblem` without exactly one crisis file, `CaseProblems` where a model file
  /// is not UTF-8.
  init(id: String, files: [String: [UInt8]]) throws {
    self.id = id
    self.files = files
    func models(_ ending: String) throws -> [SourceFile] {
      try files.filter { $0.key.hasSuffix(ending) }.sorted { $0.key < $1.key }
        .map { try Self.text(of: $0.value, named: $0.key) }
    }
    let crises = try models(".crisis")
    guard let crisis = crises.first, crises.count == 1 else {
      throw OutsideProblem("the case \(id) has \(crises.count) crisis files in place of one")
    }
    self.crisis = crisis
    accounts = try models(".account")
  }

  /// A table of the case as a stream of bytes; nil where the file does not exist.
  func table(_ name: String) -> CSVInput<Never>? {
    files[name].map { CSVInput(name: name, bytes: $0) }
  }

  /// A file's text.
  ///
  /// *Errors*: `OutsideProblem` where it cannot be read, `CaseProblems` where its bytes are not UTF-8.
  static func text(at url: URL, named name: String) throws -> SourceFile {
    try text(of: try bytes(at: url, named: name), named: name)
  }

  private static func text(of bytes: [UInt8], named name: String) throws -> SourceFile {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let source = SourceFile(name: name, text: String(decoding: bytes, as: UTF8.self))
      let good = source.text.utf8.firstRange(of: Array("\u{FFFD}".utf8))
      let offset =
        good.map { source.text.utf8.distance(from: source.text.startIndex, to: $0.lowerBound) } ?? 0
      throw CaseProblems(diagnostics: [
        Diagnostic(
          id: "not-utf8", in: source, at: offset..<(offset + 1),
          title: "these bytes are not UTF-8 text", expected: "a text file saved as UTF-8",
          hint: "save the file with the encoding UTF-8")
      ])
    }
    return SourceFile(name: name, text: text)
  }

  /// Writes a file whole or not at all.
  static func write(_ text: String, to path: String) throws {
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  static func bytes(at url: URL, named name: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: url))
    } catch {
      throw OutsideProblem("cannot read \(name): \(error.localizedDescription)", isInData: false)
    }
  }

  private static func names(in folder: URL) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      throw OutsideProblem(
        "cannot list \(folder.path): \(error.localizedDescription)", isInData: false)
    }
  }

  private static func suggestion(for url: URL) -> String {
    let parent = url.deletingLastPathComponent()
    let siblings = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    return nearestName(to: url.lastPathComponent, among: siblings).map { "; did you mean \($0)?" }
      ?? ""
  }
}
