import Foundation
import Rashomon
import RashomonAnalysis
import RashomonText

/// A case written down in a test, opened from a folder of its own that is removed again.
enum TextCase {
  /// - Parameters:
  ///   - accounts: texts by id.
  ///   - evidence: lines below the header; the one source is `archive`, graded A.
  ///   - more: further columns of `outcomes.csv`, each after a comma.
  static func open(
    crisis: String, accounts: [String: String] = [:], evidence: [String] = [],
    outcomes: [String] = [], header more: String = ""
  ) throws -> CaseData {
    try opened(
      crisis: crisis, accounts: accounts, evidence: evidence, outcomes: outcomes, header: more
    ).data
  }

  /// The same with what else the façade knows of it.
  ///
  /// - Parameter gradings: lines of `gradings.csv` below the header.
  static func opened(
    crisis: String, accounts: [String: String] = [:], evidence: [String] = [],
    outcomes: [String] = [], header more: String = "", gradings: [String] = []
  ) throws -> Case {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-\(UUID().uuidString)/toy")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let accountFolder = folder.appending(path: "accounts")
    try FileManager.default.createDirectory(at: accountFolder, withIntermediateDirectories: true)
    func write(_ lines: [String], to name: String) throws {
      let text = lines.joined(separator: "\n") + "\n"
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try write([crisis], to: "toy.crisis")
    for (id, text) in accounts { try write([text], to: "accounts/\(id).account") }
    try write(["id,name,stance,reliability", "archive,Archive,independent,A"], to: "sources.csv")
    try write(
      [
        "id,occurred,reported,observable,value,low,high,unit,grade,source,origin,supersedes,url,note"
      ] + evidence, to: "evidence.csv")
    if !outcomes.isEmpty {
      try write(["question,outcome,resolved_on,url,note\(more)"] + outcomes, to: "outcomes.csv")
    }
    if !gradings.isEmpty { try write(["id,grade,graded_by,note"] + gradings, to: "gradings.csv") }
    return try Case.open(folder.path)
  }

  /// Few histories: what is tested is exact, or cancels exactly.
  static let settings = RunSettings(histories: 50, runs: 4, seed: 7, threads: 1)

  static func date(_ day: Int) -> CalendarDate {
    CalendarDate(daysSinceEpoch: CalendarDate(iso: "2001-01-01")!.daysSinceEpoch + day - 1)
  }
}
