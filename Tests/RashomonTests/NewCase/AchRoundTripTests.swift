import Foundation
import Rashomon
import RashomonAnalysis
import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText
import Testing

/// A case written as a matrix of competing hypotheses, and made into a case again.
struct AchRoundTripTests {
  private static let settings = RunSettings(histories: 200, runs: 2, seed: 7, threads: 2)

  private func explained(_ name: String) throws -> (opened: Case, found: Explanation) {
    let opened = try Case.open(Repository.root.appending(path: "Cases/\(name)").path)
    let found = try opened.explain(
      ExplainRequest(account: nil, versus: nil, removals: .none), asOf: nil, since: nil,
      settings: Self.settings, progress: { _ in })
    return (opened, found)
  }

  private func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-ach-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  private func ranking(_ data: CaseData) throws -> [String] {
    let weighing = try weigh(data, asOf: nil, since: nil, settings: Self.settings)
    return weighing.accounts.filter { $0.date != nil }.sorted {
      $0.weight.value > $1.weight.value
    }.map(\.title)
  }

  @Test(arguments: ["harbour-strike", "process-tracing"])
  func `a matrix written and read again ranks as before`(name: String) throws {
    let (opened, found) = try explained(name)
    try inFolder { folder in
      let matrix = folder.appending(path: "matrix.csv").path
      try writeAch(found, to: matrix)
      let read = AchMatrix.read(
        CSVInput(name: "matrix.csv", text: try String(contentsOfFile: matrix, encoding: .utf8)))
      #expect(read.diagnostics.map(\.rendered) == [])
      #expect(read.value?.hypotheses == found.accounts.map(\.title))
      let made = folder.appending(path: "made").path
      _ = try newCase(at: made, fromAch: matrix, date: nil)
      #expect(try ranking(try Case.open(made).data) == ranking(opened.data))
    }
  }

  /// In process-tracing the straw weighs 10·log₁₀(.8/.5) for the working theory and 10·log₁₀(.2/.5)
  /// for the rival, the absent gun 10·log₁₀(.7/.76…) and 10·log₁₀(1/.76…): C-less N, I, N and N.
  @Test func `each rating is that of its weight`() throws {
    let (_, found) = try explained("process-tracing")
    let table = achTable(of: found)
    #expect(table[0].suffix(3) == ["The rival", "The working theory", "diagnosticity"])
    let straw = try #require(table.first { $0.contains("E1") })
    #expect(Array(straw[6...]) == ["I", "N", "0.5"])
    let gun = try #require(table.first { $0.contains("E2") })
    #expect(Array(gun[6...]) == ["N", "N", "0"])
    #expect(table.last?[6...] == ["1", "0", ""])
    #expect(Set(table.map(\.count)).count == 1)
  }
}
