import Foundation
import Testing

/// `--draws` writes what pandas and ArviZ read: both are asked.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct DrawsTests {
  /// A copy of the strike with a category, a number and a conditional question.
  private func widened(_ body: (CaseCopy) throws -> Void) throws {
    try CaseCopy.of { copy in
      try copy.append(
        """

        hidden weather is one of { dry: 0.5, wet: 0.3, flood: 0.2 }  because "as in other years"
        param patience "days that the owners would wait" ~ 5 to 50  because "unknown"
        question after_talks "Troops by the middle of April, given no deal?" opens 2024-03-01
          = troops by 2024-04-15 given not (deal by 2024-04-15)
        """, to: "harbour-strike.crisis")
      try body(copy)
    }
  }

  @Test(arguments: [
    "weigh --histories 400 --runs 4", "forecast --as-of 2024-03-10 --histories 400 --runs 4",
    "weigh --runs 3 --method smc2 --histories 600",
  ])
  func `pandas and ArviZ open draws and find the table's numbers`(line: String) throws {
    try widened { copy in
      try check(
        line.replacing(/^[a-z]+/) { "rashomon \($0.output) Cases/harbour-strike" }, in: copy)
    }
  }

  @Test(arguments: ["nile", "asia", "umbrella"])
  func `draws of a teaching case fit its table`(name: String) throws {
    try CaseCopy.of(name) { copy in
      try check("rashomon weigh Cases/\(name) --histories 200 --runs 2", in: copy)
    }
  }

  @Test func `the answer does not depend on draws, nor draws on threads`() throws {
    try CaseCopy.of { copy in
      let plain = try copy.json("weigh", "--histories 200 --runs 2")
      #expect(try copy.json("weigh", "--histories 200 --runs 2 --draws one --threads 1") == plain)
      #expect(try copy.json("weigh", "--histories 200 --runs 2 --draws two --threads 3") == plain)
      let names = try FileManager.default.contentsOfDirectory(atPath: copy.root.path + "/one")
      #expect(
        names.sorted() == [
          "common-ground.csv", "common-ground.json", "gazette.csv", "gazette.json", "sentinel.csv",
          "sentinel.json",
        ])
      for name in names {
        let texts = try ["one", "two"].map {
          try String(contentsOf: copy.root.appending(path: "\($0)/\(name)"), encoding: .utf8)
        }
        #expect(texts[0] == texts[1])
      }
    }
  }

  @Test func `a folder that cannot be made is a failure in words`() throws {
    try CaseCopy.of("umbrella") { copy in
      try copy.write("", to: "taken")
      let outcome = try copy.run("weigh", "--draws Cases/umbrella/taken/draws")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("cannot make the folder Cases/umbrella/taken/draws"))
    }
  }

  @Test func `a table with a line less is noticed`() throws {
    try CaseCopy.of("asia") { copy in
      try check(
        "rashomon weigh Cases/asia --runs 2", in: copy, before: "sed -i '$d' drawn/*.csv", status: 1
      )
    }
  }

  private func check(
    _ line: String, in copy: CaseCopy, before spoiling: String = "true", status: Int32 = 0
  ) throws {
    let python = Repository.root.appending(path: ".venv/bin/python").path
    try #require(
      FileManager.default.isExecutableFile(atPath: python),
      "no Python environment: run Scripts/set-up --with-python")
    let written = try BuiltCommand.run(
      "\(line) --json --draws drawn --quiet > document.json", in: copy.root)
    #expect(written.status == 0, "\(written.errors)")
    let script = Repository.root.appending(path: "Tests/Python/check_draws.py").path
    let checked = try BuiltCommand.run(
      "\(spoiling) && '\(python)' '\(script)' drawn document.json", in: copy.root)
    #expect(checked.status == status, "\(line): \(checked.errors)")
  }
}
