import Foundation
import Testing

/// What the command writes.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct CommandFilesTests {
  // MARK: fmt

  @Test func `a file is laid out once`() throws {
    try CaseCopy.of { copy in
      let path = "accounts/sentinel.account"
      let good = try copy.text(of: path)
      try copy.replace("expects deal: half", with: "expects   deal :half", in: path)
      let unchecked = try copy.text(of: path)

      let check = try copy.run("fmt", "--check")
      #expect(check.status == 1)
      #expect(check.errors == "not laid out: Cases/harbour-strike/\(path)\n")
      #expect(try copy.text(of: path) == unchecked)

      let first = try copy.run("fmt")
      #expect(first.status == 0)
      #expect(first.errors == "laid out: Cases/harbour-strike/\(path)\n")
      #expect(try copy.text(of: path) == good)

      let second = try copy.run("fmt")
      #expect(second.status == 0)
      #expect(second.errors.isEmpty && second.output.isEmpty)
      #expect(try copy.run("fmt", "--check").status == 0)
    }
  }

  @Test func `a file with an error of syntax is left as it is, and the others are laid out`() throws
  {
    try CaseCopy.of { copy in
      try copy.replace("expects deal:", with: "expcts  deal:", in: "accounts/sentinel.account")
      try copy.replace(
        "rules out troops", with: "rules  out troops", in: "accounts/gazette.account")
      let broken = try copy.text(of: "accounts/sentinel.account")
      let outcome = try copy.run("fmt")
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("accounts/sentinel.account:8:1: error:"))
      #expect(try copy.text(of: "accounts/sentinel.account") == broken)
      #expect(try copy.text(of: "accounts/gazette.account").contains("rules out troops"))
    }
  }

  @Test func `only model files are laid out`() throws {
    try CaseCopy.of { copy in
      let outcome = try BuiltCommand.run(
        "rashomon fmt Cases/harbour-strike/evidence.csv", in: copy.root)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("is no model file; those end in .crisis or .account"))
    }
  }

  // MARK: simulate --record

  @Test(arguments: [
    ("harbour-strike", "common-ground"), ("harbour-strike", "sentinel"),
    ("process-tracing", "working"), ("umbrella", "habit"), ("nile", "restless"),
    ("belarus-2020", "saker"),
  ])
  func `a drawn record can be weighed in place of the real one`(
    name: String, account: String
  ) throws {
    try CaseCopy.of(name) { copy in
      let drawn = try copy.run("simulate", "--account \(account) --record drawn.csv --quiet")
      #expect(drawn.status == 0, "\(drawn.errors)")
      #expect(drawn.output.isEmpty && drawn.errors.isEmpty)
      let record = try String(
        contentsOf: copy.root.appending(path: "drawn.csv"), encoding: .utf8)
      #expect(record.hasPrefix("id,occurred,reported,observable,value,low,high,unit,grade,source"))
      #expect(record.split(separator: "\n").count > 1)
      try copy.write(record, to: "evidence.csv")
      let check = try copy.run("check", "--quiet")
      #expect(check.status == 0, "\(check.errors)")
    }
  }

  @Test func `draws of one seed are one record`() throws {
    try CaseCopy.of { copy in
      func draw(_ seed: Int) throws -> String {
        let outcome = try copy.run("simulate", "--account sentinel --record r.csv --seed \(seed)")
        #expect(outcome.errors.contains("wrote r.csv"))
        return try String(contentsOf: copy.root.appending(path: "r.csv"), encoding: .utf8)
      }
      let first = try draw(1)
      #expect(try draw(1) == first)
      #expect(try (2...6).contains { try draw($0) != first })
    }
  }

  /// A second name of the old file still shows its old content: it was replaced, never rewritten.
  @Test func `a file is replaced and never half written`() throws {
    try CaseCopy.of { copy in
      let old = try copy.text(of: "evidence.csv")
      try FileManager.default.linkItem(
        at: copy.file("evidence.csv"), to: copy.root.appending(path: "second-name"))
      let outcome = try copy.run(
        "simulate", "--account gazette --record Cases/harbour-strike/evidence.csv")
      #expect(outcome.status == 0)
      #expect(try copy.text(of: "evidence.csv") != old)
      let second = try String(
        contentsOf: copy.root.appending(path: "second-name"), encoding: .utf8)
      #expect(second == old)
      let names = try FileManager.default.contentsOfDirectory(atPath: copy.folder.path)
      #expect(
        names.filter { !$0.hasPrefix(".") }.sorted() == [
          "README.md", "accounts", "evidence.csv", "harbour-strike.crisis", "outcomes.csv",
          "set-aside.csv", "sources.csv",
        ])
    }
  }

  @Test func `a place that cannot be written to is the machine's fault`() throws {
    try CaseCopy.of { copy in
      let outcome = try copy.run("simulate", "--account gazette --record nowhere/r.csv --quiet")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("cannot write"))
    }
  }
}
