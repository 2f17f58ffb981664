import Foundation
package import RashomonAnalysis
import RashomonEvidence
import RashomonText

/// A weighing in a file that `compareRuns` needs no other file to understand: the case's texts, the
/// settings and what came out.
struct SavedRun: Codable {
  let version: String
  let `case`: String
  let title: String
  let asOf: String
  let since: String?
  let visibleRows: Int
  let seed: UInt64
  let histories: Int?
  let runs: Int
  let method: String?
  let isRough: Bool
  /// The case's files by path.
  let files: [String: String]
  let accounts: [RunSummary.Account]

  /// The first line, which is the same in the layouts of all versions.
  private struct Kind: Codable, Hashable {
    let format: String
    let schemaVersion: Int

    static let own = Kind(format: "rashomon weighing", schemaVersion: 1)
  }

  init(_ found: Weighing, of opened: Case) {
    version = rashomonVersion
    `case` = found.caseID
    title = found.title
    asOf = found.asOf.iso
    since = found.since?.iso
    visibleRows = found.visibleRows
    seed = found.settings.seed
    histories = found.settings.histories
    runs = found.settings.runs
    method = found.settings.method
    isRough = found.settings.isRough
    files = opened.folder.files.mapValues { String(decoding: $0, as: UTF8.self) }
    accounts = found.accounts.map { account in
      func finite(_ number: Double?) -> Double? { number.flatMap { $0.isFinite ? $0 : nil } }
      return RunSummary.Account(
        id: account.id, title: account.title, weight: finite(account.weight.value),
        weightError: account.isReliable ? finite(account.weight.error) : nil,
        posterior: finite(account.posterior.value))
    }
  }

  /// The bytes of the file: its kind, the weighing, and a hash of both.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let kind = String(decoding: try encoder.encode(Kind.own), as: UTF8.self)
    let body = Array((kind + "\n").utf8) + Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    return body + Array((Self.hash(body) + "\n").utf8)
  }

  private static func hash(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hexDigest()
  }

  /// Reads a file.
  ///
  /// *Errors*: `OutsideProblem` where it is not there, is none of these, or is not whole.
  init(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw OutsideProblem("there is no file \(path)")
    }
    let bytes = try CaseFolder.bytes(at: URL(fileURLWithPath: path), named: path)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    guard let first = lines.first, let kind = try? decoder.decode(Kind.self, from: Data(first)),
      kind.format == Kind.own.format
    else {
      throw OutsideProblem(
        """
        \(path) holds no weighing of rashomon
          expected: a file that `rashomon weigh CASE --save FILE` wrote
        """)
    }
    guard kind == Kind.own else {
      throw OutsideProblem(
        """
        \(path) was written by another version of rashomon
          found: layout \(kind.schemaVersion) of the file
          expected: layout \(Kind.own.schemaVersion), of version \(rashomonVersion)
          hint: compare with the version that wrote it, or weigh and save again
        """)
    }
    let body = Array(bytes.prefix(max(0, bytes.count - (lines.last?.count ?? 0) - 1)))
    guard lines.count == 3, bytes.last == UInt8(ascii: "\n"),
      String(decoding: lines[2], as: UTF8.self) == Self.hash(body),
      let run = try? decoder.decode(SavedRun.self, from: Data(lines[1]))
    else {
      throw OutsideProblem(
        """
        \(path) is cut short or was changed
          found: contents that its last line, a hash of all before it, does not match
          expected: the file as rashomon wrote it
          hint: copy it again from where it was written, or weigh and save again
        """)
    }
    self = run
  }
}

extension Case {
  /// Writes a weighing of the case to a file for `compareRuns`, whole or not at all.
  ///
  /// *Errors*: `OutsideProblem` where the file cannot be written.
  package func save(_ found: Weighing, to path: String) throws {
    AtomicFile.removeLeftovers(of: path)
    try AtomicFile.write(try SavedRun(found, of: self).bytes(), to: path)
  }
}
