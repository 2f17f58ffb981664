import Foundation
import Rashomon
import RashomonAnalysis
import RashomonEvidence
import RashomonModel
import RashomonText
import Testing

/// Cases made by `new`: they check and weigh as they stand, and say what the matrix says.
struct NewCaseTests {
  /// A folder of its own, with a matrix in it.
  private func inFolder<Result>(
    matrix: String = "", _ body: (_ folder: URL) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-new-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(matrix.utf8).write(to: folder.appending(path: "matrix.csv"))
    return try body(folder)
  }

  private func made(of matrix: String, date: CalendarDate? = nil) throws -> Case {
    try inFolder(matrix: matrix) { folder in
      let path = folder.appending(path: "made").path
      _ = try newCase(
        at: path, fromAch: folder.appending(path: "matrix.csv").path, date: date)
      #expect(try formatFiles(at: [path], mode: .check) == [])
      return try Case.open(path)
    }
  }

  private func weighed(_ data: CaseData, asOf: CalendarDate? = nil) throws -> Weighing {
    try weigh(data, asOf: asOf, since: nil, settings: TextCase.settings)
  }

  private func weights(of weighing: Weighing) -> [String: Double] {
    Dictionary(
      weighing.accounts.map { ($0.id, $0.weight.value) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: A skeleton

  @Test func `a new case checks without a word and weighs at once`() throws {
    try inFolder { folder in
      let path = folder.appending(path: "my-case").path
      let new = try newCase(at: path)
      #expect(new.accounts == 2)
      let opened = try Case.open(path)
      #expect(opened.warnings == [])
      #expect(opened.data.id == "my-case")
      #expect(try formatFiles(at: [path], mode: .check) == [])
      let weights = weights(of: try weighed(opened.data))
      #expect(weights["accident"] != weights["design"])
    }
  }

  @Test func `a folder that exists is left alone`() throws {
    try inFolder { folder in
      let path = folder.appending(path: "my-case").path
      _ = try newCase(at: path)
      let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(throws: OutsideProblem.self) { try newCase(at: path) }
      #expect(throws: OutsideProblem.self) { try newCase(at: folder.path) }
      #expect(throws: OutsideProblem.self) {
        try newCase(at: folder.appending(path: "a case").path)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == before)
    }
  }

  // MARK: From a matrix

  /// Every rating, alone, lies in its band of dB, whether the item has no date, or falls on the first
  /// or the last day of a short or a long period.
  @Test(arguments: ["", "2020-01-01", "2020-01-04", "2020-12-31"])
  func `each rating weighs what it stands for`(date: String) throws {
    let ratings = AchRating.allCases.filter { $0 != .notApplicable }
    for rating in ratings {
      let last = date == "2020-12-31" ? date : "2020-01-09"
      let opened = try made(
        of: """
          evidence,date,Rated,Other
          The item,\(date),\(rating.rawValue),NA
          First day,2020-01-01,NA,NA
          Last day,\(last),NA,NA

          """)
      let weight = try #require(weights(of: try weighed(opened.data))["rated"])
      #expect(AchRating(decibels: weight) == rating, "\(rating.rawValue): \(weight) dB")
      if rating == .neutral { #expect(abs(weight) < 1e-9) }
    }
  }

  @Test func `a matrix without a date is weighed on one day`() throws {
    let opened = try made(of: "evidence,H1,H2\nGuards withdrawn,VC,I\nNo claim,C,VC\n")
    #expect(opened.data.period.start.iso == "2001-01-01")
    #expect(opened.data.period.dayCount == 1)
    let weights = weights(of: try weighed(opened.data))
    #expect((weights["h1"] ?? 0) > (weights["h2"] ?? 0))
    let dated = try made(
      of: "evidence,H1,H2\nGuards withdrawn,VC,I\n", date: CalendarDate(iso: "2022-02-24"))
    #expect(dated.data.period.start.iso == "2022-02-24")
  }

  @Test func `names are free, and no two are the same`() throws {
    let opened = try made(
      of: """
        evidence,Average,average!,Ответ,2 men
        likely,C,C,C,I
        "He said ""no"", twice \\ more",C,C,I,I
        he said no twice more,C,I,I,I
        День,C,I,I,I
        3 shots,C,VI,I,I

        """)
    #expect(
      Dictionary(uniqueKeysWithValues: opened.data.accounts.map { ($0.title, $0.id) }) == [
        "Average": "average-hypothesis", "average!": "average-hypothesis-2", "Ответ": "hypothesis",
        "2 men": "hypothesis-2-men",
      ])
    #expect(
      opened.data.commonGround.observables.map(\.id) == [
        "likely_item", "he_said_no_twice_more", "he_said_no_twice_more_2", "item", "item_3_shots",
      ])
    #expect(opened.data.commonGround.observables[1].sentence == "He said \"no\", twice \\ more")
  }

  @Test func `credibility becomes a grade and draws a weight towards nothing`() throws {
    func weight(_ credibility: String) throws -> Double {
      let opened = try made(of: "evidence,credibility,H1,H2\nGuards,\(credibility),VI,NA\n")
      return weights(of: try weighed(opened.data))["h1"] ?? .nan
    }
    let found = try ["", "high", "medium", "low"].map(weight)
    #expect(found == found.sorted())
    #expect(found[3] < 0)
  }

  @Test func `mistakes are told at once, and nothing is made`() throws {
    try inFolder(matrix: "evidence,H1,H2\nGuards,VVC,C\nClaim,C,constent\n") { folder in
      let path = folder.appending(path: "made").path
      let matrix = folder.appending(path: "matrix.csv").path
      do {
        _ = try newCase(at: path, fromAch: matrix, date: nil)
        Issue.record("nothing was wrong")
      } catch let problems as CaseProblems {
        #expect(problems.diagnostics.map(\.line) == [2, 3])
        #expect(problems.diagnostics.map(\.column) == [8, 9])
      }
      #expect(!FileManager.default.fileExists(atPath: path))
      #expect(throws: OutsideProblem.self) {
        try newCase(at: path, fromAch: matrix + "x", date: nil)
      }
    }
  }
}
