import Foundation
import RashomonEvidence
import RashomonText

/// The files of a case, read and not yet understood: the one door to the file system.
struct CaseFolder {
  let url: URL
  let crisis: SourceFile
  /// In the order of their names.
  let accounts: [SourceFile]

  /// The folder's name.
  var id: String { url.lastPathComponent }

  /// Finds the crisis file and the accounts of a folder.
  ///
  /// *Errors*: `OutsideProblem` where the folder or its crisis file cannot be found or read.
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
    self.url = url
    self.crisis = try Self.text(at: url.appendingPathComponent(crisis), named: crisis)
    let folder = url.appendingPathComponent("accounts", isDirectory: true)
    let exists = FileManager.default.fileExists(atPath: folder.path)
    let accountNames = exists ? try Self.names(in: folder).filter { $0.hasSuffix(".account") } : []
    self.accounts = try accountNames.map { name in
      try Self.text(at: folder.appendingPathComponent(name), named: "accounts/\(name)")
    }
  }

  /// A table of the case as a stream of bytes; nil where the file does not exist.
  func table(_ name: String) throws -> CSVInput<Never>? {
    let file = url.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return CSVInput(name: name, bytes: try Self.bytes(at: file, named: name))
  }

  /// A file's text.
  ///
  /// *Errors*: `OutsideProblem` where it cannot be read, `CaseProblems` where its bytes are not UTF-8.
  static func text(at url: URL, named name: String) throws -> SourceFile {
    let bytes = try bytes(at: url, named: name)
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

  /// Writes a file under a temporary name, syncs it and renames it, so that nothing is ever half
  /// written.
  static func write(_ text: String, to url: URL) throws {
    do {
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
      throw OutsideProblem(
        "cannot write \(url.path): \(error.localizedDescription)", isInData: false)
    }
  }

  private static func bytes(at url: URL, named name: String) throws -> [UInt8] {
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
