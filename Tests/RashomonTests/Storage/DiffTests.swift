import Foundation
import RashomonLanguage
import RashomonTestSupport
import RashomonText
import Testing

@testable import Rashomon
@testable import RashomonAnalysis

/// What changed between two weighings, on a case that is exact: a cause at work or not, and clues.
struct DiffTests {
  private static func crisis(straw: String = "80%", cause: String = "cause") -> String {
    """
    crisis "Clues"
    period 2001-01-01 to 2001-01-09
    source alpha { title "One" author "A" outlet "O" date 2001-01-01 }
    observable straw: status "a straw in the wind is found"
      usual 50%  because "knowing nothing"
    observable gun: status "a smoking gun is found"
      usual 15%  because "half of 30 %"
    hidden \(cause) "the cause was at work" is 50%  because "knowing nothing"
    each day {
      status straw with chance \(straw) if \(cause), 20% otherwise  because "the designer"
      status gun with chance 30% if \(cause), 10% otherwise  because "the designer"
    }
    """
  }

  private static func accounts(cause: String = "cause") -> [String: String] {
    [
      "working": "account \"Working\" by alpha\n\nthesis \(cause)  because \"it was at work\"",
      "rival":
        "account \"Rival\" by alpha\n\noverride hidden \(cause) is 0%  because \"it was not\"",
    ]
  }

  private static let straw = "E1,2001-01-02,2001-01-02,straw,1,,,,,archive,,,,"
  private static let noGun = "E2,2001-01-03,2001-01-03,gun,0,,,,,archive,,,,"

  /// Weighs and saves two states of the case, and compares them.
  private func compare(
    _ old: Case, asOf oldDate: Int = 5, _ new: Case, asOf newDate: Int = 5
  ) throws -> RunComparison {
    try inFolder { folder in
      try save(old, asOf: oldDate, to: folder + "/old.run")
      try save(new, asOf: newDate, to: folder + "/new.run")
      return try compareRuns(
        folder + "/old.run", folder + "/new.run", settings: { _ in TextCase.settings },
        progress: { _ in })
    }
  }

  private func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  private func save(_ opened: Case, asOf: Int = 5, to path: String) throws {
    try opened.save(
      opened.weigh(
        asOf: TextCase.date(asOf), since: nil, settings: TextCase.settings, progress: { _ in }),
      to: path)
  }

  private func opened(
    _ rows: [String], straw: String = "80%", cause: String = "cause"
  ) throws -> Case {
    try TextCase.opened(
      crisis: Self.crisis(straw: straw, cause: cause), accounts: Self.accounts(cause: cause),
      evidence: rows)
  }

  private func expectSum(_ found: RunComparison) {
    for total in found.totals {
      let sum = found.steps.reduce(0) { $0 + ($1.moved[total.account]?.value ?? .nan) }
      expectClose(sum, total.moved.value)
    }
  }

  // MARK: Rows

  @Test func `one new row moves each account by what it weighs`() throws {
    let found = try compare(opened([Self.noGun]), opened([Self.straw, Self.noGun]))
    #expect(found.steps.count == 1)
    #expect(found.steps[0].changes.map(\.kind) == [.rowNew])
    #expect(found.steps[0].changes[0].place == "E1")
    // Without a gun the cause is at work with .7/(.7 + .9), and the straw is found with
    // .8 · 7/16 + .2 · 9/16 by common ground.
    let common = 0.8 * 7 / 16 + 0.2 * 9 / 16
    let working = try #require(found.steps[0].moved["working"])
    expectClose(working.value, 10 * log10(0.8 / common))
    #expect(working.error == 0)
    expectClose(try #require(found.steps[0].moved["rival"]).value, 10 * log10(0.2 / common))
    expectSum(found)
    for total in found.totals { expectClose(try #require(total.remainder), 0) }
  }

  @Test func `rows that are gone, regraded, changed and replaced are told apart`() throws {
    let old = try opened([
      Self.straw, Self.noGun, "E3,2001-01-03,2001-01-03,straw,1,,,,A1,archive,,,,",
    ])
    let new = try opened([
      "E2,2001-01-03,2001-01-03,gun,1,,,,,archive,,,,",
      "E3,2001-01-03,2001-01-03,straw,1,,,,C3,archive,,,,",
      "E4,2001-01-04,2001-01-04,gun,0,,,,,archive,,E2,,",
    ])
    let found = try compare(old, new)
    #expect(
      found.steps.flatMap(\.changes).map { "\($0.kind.rawValue) \($0.place)" }
        == ["row gone E1", "row changed E2", "row regraded E3", "row new E4"])
    let regraded = found.steps[2].changes[0]
    #expect(regraded.old == "A1" && regraded.new == "C3")
    #expect(found.steps[3].changes[0].what.contains("in place of E2"))
    expectSum(found)
  }

  @Test func `a later date shows rows, each on its day`() throws {
    let both = try opened([Self.straw, Self.noGun])
    let found = try compare(both, asOf: 2, both, asOf: 4)
    #expect(found.steps.flatMap(\.changes).map(\.kind) == [.rowNowVisible, .timePassed])
    // The straw is known: the cause is at work with .8.
    let common = 0.7 * 0.8 + 0.9 * 0.2
    expectClose(try #require(found.steps[0].moved["working"]).value, 10 * log10(0.7 / common))
    // A status says nothing by silence.
    expectClose(try #require(found.steps[1].moved["working"]).value, 0)
    let back = try compare(both, asOf: 4, both, asOf: 2)
    expectClose(
      try #require(back.totals.first { $0.account == "working" }).moved.value,
      -10 * log10(0.7 / common))
    expectSum(back)
  }

  // MARK: Statements

  @Test func `an edited word moves each account by what it says`() throws {
    let found = try compare(opened([Self.straw]), opened([Self.straw], straw: "90%"))
    #expect(found.steps.count == 1)
    let change = found.steps[0].changes[0]
    #expect(change.kind == .statementEdited && change.place == "toy.crisis:10")
    #expect(change.what == "status straw")
    #expect(change.old?.contains("80%") == true && change.new?.contains("90%") == true)
    expectClose(
      try #require(found.steps[0].moved["working"]).value,
      10 * log10(0.9 / 0.55 / (0.8 / 0.5)))
    expectSum(found)
  }

  /// A renamed fact can stand beside the old one until nothing reads that any more.
  @Test func `a change is made when the case can stand with it`() throws {
    let found = try compare(opened([Self.straw]), opened([Self.straw, Self.noGun], cause: "plot"))
    #expect(found.steps.last?.changes.map(\.place) == ["E2"])
    #expect(found.steps.allSatisfy { $0.changes.count == 1 })
    let renaming = found.steps.dropLast().reduce(0) { $0 + ($1.moved["working"]?.value ?? .nan) }
    expectClose(renaming, 0)
    expectSum(found)
  }

  @Test func `changes that need each other are made together, and no others with them`() throws {
    func crowd(_ unit: String, _ rows: [String], straw: String = "80%") throws -> Case {
      try TextCase.opened(
        crisis: Self.crisis(straw: straw).replacing(
          "hidden",
          with:
            "observable crowd: number of \(unit) \"how many\"\n  usual 5 to 50  because \"made up\"\nhidden"
        ), accounts: Self.accounts(), evidence: rows)
    }
    let found = try compare(
      crowd("people", [Self.straw, "E5,2001-01-02,2001-01-02,crowd,9,,,people,,archive,,,,"]),
      crowd(
        "heads", [Self.straw, Self.noGun, "E5,2001-01-02,2001-01-02,crowd,9,,,heads,,archive,,,,"],
        straw: "90%"))
    #expect(
      found.steps.map { $0.changes.map(\.place) }
        == [["toy.crisis:12"], ["E2"], ["toy.crisis:8", "E5"]])
    expectClose(try #require(found.steps[2].moved["working"]).value, 0)
    expectSum(found)
  }

  @Test func `another layout, order or comment is no change`() throws {
    let old = try opened([Self.straw])
    let text = Self.crisis().replacing("\n  usual", with: "   usual").replacing(
      "each day {", with: "# a remark\n\neach day {")
    let new = try TextCase.opened(
      crisis: text, accounts: Self.accounts(), evidence: [Self.straw])
    #expect(try compare(old, new).steps.isEmpty)
  }

  @Test func `an account that only one has is said to be new, and not compared`() throws {
    let old = try TextCase.opened(
      crisis: Self.crisis(), accounts: ["working": try #require(Self.accounts()["working"])],
      evidence: [Self.straw])
    let found = try compare(old, opened([Self.straw]))
    #expect(found.totals.map(\.account) == ["working"])
    #expect(found.steps.flatMap(\.changes).map(\.place) == ["accounts/rival.account"])
    #expect(found.notes.contains { $0.hasPrefix("Rival") })
    expectClose(try #require(found.steps[0].moved["working"]).value, 0)
  }

  @Test(arguments: [
    "asia", "belarus-2020", "harbour-strike", "nile", "process-tracing", "umbrella",
  ])
  func `a model file taken apart and put together says the same`(name: String) throws {
    let folder = try CaseFolder(path: Repository.root.appending(path: "Cases/\(name)").path)
    for file in [folder.crisis] + folder.accounts {
      let kind = try #require(CaseState.kind(of: file.name))
      let before = ModelText(parse(file, as: kind))
      let again = parse(SourceFile(name: file.name, text: before.text), as: kind)
      #expect(again.diagnostics.isEmpty, "\(file.name)")
      #expect(ModelText(again).pieces.map(\.piece.text) == before.pieces.map(\.piece.text))
    }
  }

  // MARK: Sampled

  /// By construction, whatever the noise of each stop.
  @Test func `moves add up where weights are sampled`() throws {
    func walk(_ rows: [String]) throws -> Case {
      try TextCase.opened(
        crisis: """
          crisis "A level"
          period 2001-01-01 to 2001-01-09
          source alpha { title "One" author "A" outlet "O" date 2001-01-01 }
          observable flow: number of tons "what flows"
            usual normal(mean: 0, sd: 10)  because "made up"
          state level = 0
          each day {
            next level ~ normal(mean: level, sd: 1)  because "made up"
            flow ~ normal(mean: level, sd: 1)  because "made up"
          }
          """,
        accounts: [
          "low":
            "account \"Low\" by alpha\n\neach day {\n  override flow ~ normal(mean: level - 1, sd: 1)  because \"made up\"\n}"
        ], evidence: rows)
    }
    let rows = (2...5).map { "E\($0),2001-01-0\($0),2001-01-0\($0),flow,\($0),,,tons,,archive,,,," }
    let found = try compare(walk([rows[0], rows[3]]), asOf: 5, walk(rows), asOf: 6)
    #expect(found.steps.count == 3)
    #expect(found.totals[0].moved.error.map { $0 > 0 } == true)
    expectSum(found)
  }

  // MARK: Files

  @Test func `what is wrong with the files is said at once`() throws {
    try inFolder { folder in
      let good = folder + "/good.run"
      try save(opened([Self.straw]), to: good)
      let text = try String(contentsOfFile: good, encoding: .utf8)
      let cut = folder + "/cut.run"
      try text.replacing("working", with: "w0rking").write(
        toFile: cut, atomically: true, encoding: .utf8)
      let other = folder + "/other.csv"
      try "id,reason\n".write(toFile: other, atomically: true, encoding: .utf8)
      func message(_ old: String, _ new: String) throws -> String {
        let problem = #expect(throws: OutsideProblem.self) {
          try compareRuns(old, new, settings: { _ in TextCase.settings }, progress: { _ in })
        }
        return try #require(problem).message
      }
      let both = try message(cut, other)
      #expect(both.contains("cut.run is cut short or was changed"))
      #expect(both.contains("other.csv holds no weighing of rashomon"))
      #expect(both.contains("2 problems; nothing was compared"))
      #expect(try message(folder + "/none.run", good).contains("there is no file"))
      let strike = try Case.open(Repository.root.appending(path: "Cases/harbour-strike").path)
      try strike.save(
        strike.weigh(asOf: nil, since: nil, settings: TextCase.settings, progress: { _ in }),
        to: folder + "/strike.run")
      #expect(
        try message(good, folder + "/strike.run").contains("found: toy and harbour-strike"))
      try text.replacing("\"schemaVersion\":1", with: "\"schemaVersion\":2").write(
        toFile: other, atomically: true, encoding: .utf8)
      #expect(try message(good, other).contains("another version of rashomon"))
    }
  }
}
