import Foundation
import RashomonEvidence
import Testing

/// Files of runs that do not belong together are refused in words, and nothing is run or written.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct RefusedRunsTests {
  private static let work = "--method smc --histories 50 --runs 2"
  private static let resuming = "\(work) --checkpoint ../../file.runs --resume"

  /// Gives a case beside a checkpoint of it, `file.runs`.
  private func withCheckpoint(_ body: (CaseCopy, URL) throws -> Void) throws {
    try CaseCopy.of { copy in
      let first = try copy.run("weigh", "\(Self.work) --checkpoint file.runs")
      try #require(first.status == 0, "\(first.errors)")
      try body(copy, copy.root.appending(path: "file.runs"))
    }
  }

  private func expectRefusal(
    _ copy: CaseCopy, _ options: String = work, saying words: String...
  ) throws {
    let file = copy.root.appending(path: "file.runs")
    let before = try Data(contentsOf: file)
    let outcome = try copy.run("weigh", "\(options) --checkpoint file.runs --resume --quiet")
    #expect(outcome.status == 2 && outcome.output == "")
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    #expect(try Data(contentsOf: file) == before)
  }

  @Test func `other settings, all at once`() throws {
    try withCheckpoint { copy, _ in
      try expectRefusal(
        copy, "--method smc2 --histories 60 --runs 2 --seed 4",
        saying: "found: --histories: 50", "expected: --histories: 60", "found: --method: smc",
        "expected: --method: smc2", "expected: seed of all random numbers: 4", "hint: ")
    }
  }

  @Test func `another model, but not another layout`() throws {
    try withCheckpoint { copy, _ in
      let path = "accounts/sentinel.account"
      let text = try copy.text(of: path)
      try copy.write(text.replacing("\n\n", with: "\n\n\n"), to: path)
      #expect(try copy.run("weigh", "\(Self.work) --checkpoint file.runs --resume").status == 0)
      let changed = text.replacing("almost no chance", with: "very unlikely")
        .replacing("very likely", with: "almost certain")
      try #require(changed != text)
      try copy.write(changed, to: path)
      try expectRefusal(copy, saying: "found: model: hash ", "expected: model: hash ")
    }
  }

  @Test func `another record`() throws {
    try withCheckpoint { copy, _ in
      try copy.replace("2024-03-12,walkout,1", with: "2024-03-12,walkout,0", in: "evidence.csv")
      try expectRefusal(copy, saying: "found: record: hash ")
    }
  }

  @Test func `another subcommand and another case`() throws {
    try withCheckpoint { copy, _ in
      let options = "\(Self.work) --checkpoint file.runs --resume --quiet"
      let forecast = try copy.run("forecast", options)
      #expect(forecast.status == 2 && forecast.errors.contains("found: subcommand: weigh"))
      let other = try BuiltCommand.run("rashomon weigh Cases/nile \(options)", in: copy.root)
      #expect(other.status == 2 && other.errors.contains("expected: case: nile"))
    }
  }

  /// The file with a part of its heading replaced, and sealed again.
  private func reseal(_ file: URL, replacing old: String, with new: String) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    let lines = text.replacing(old, with: new).split(separator: "\n")
    let body = lines.dropLast().joined(separator: "\n") + "\n"
    var hash = SHA256()
    hash.update(body.utf8)
    let seal = "{\"runs\":\(lines.count - 3),\"sha256\":\"\(hash.hexDigest())\"}\n"
    try Data((body + seal).utf8).write(to: file)
  }

  @Test func `another version, block size and layout of the file`() throws {
    try withCheckpoint { copy, file in
      let whole = try Data(contentsOf: file)
      try reseal(file, replacing: "\"version\":\"", with: "\"version\":\"9.")
      try expectRefusal(copy, saying: "found: version of rashomon: 9.")
      try whole.write(to: file)
      try reseal(file, replacing: "\"blockSize\":512", with: "\"blockSize\":64")
      try expectRefusal(copy, saying: "found: block size: 64", "expected: block size: 512")
      try whole.write(to: file)
      try reseal(file, replacing: "\"schemaVersion\":1", with: "\"schemaVersion\":7")
      try expectRefusal(copy, saying: "found: layout 7", "expected: layout 1")
      // What was resealed without a change is taken.
      try whole.write(to: file)
      try reseal(file, replacing: "weigh", with: "weigh")
      #expect(try copy.run("weigh", "\(Self.work) --checkpoint file.runs --resume").status == 0)
    }
  }

  @Test func `a file that is cut short anywhere, changed, or something else`() throws {
    try withCheckpoint { copy, file in
      let whole = try Data(contentsOf: file)
      for part in [whole.count - 1, whole.count - 40, whole.count / 2, 100] {
        try whole.prefix(part).write(to: file)
        try expectRefusal(copy, saying: "is cut short or was changed")
      }
      var changed = whole
      changed[whole.count / 2] ^= 1
      try changed.write(to: file)
      try expectRefusal(copy, saying: "is cut short or was changed")
      for other in ["", "id,name\n", "{\"format\":\"other\",\"schemaVersion\":1}\n"] {
        try Data(other.utf8).write(to: file)
        try expectRefusal(copy, saying: "holds no runs of rashomon", "expected: a file that")
      }
    }
  }

  @Test func `a file that is there, unless it is to be resumed`() throws {
    try withCheckpoint { copy, file in
      let before = try Data(contentsOf: file)
      let outcome = try copy.run("weigh", "\(Self.work) --checkpoint file.runs --quiet")
      #expect(outcome.status == 2 && outcome.output == "")
      #expect(outcome.errors.contains("hint: add --resume"))
      #expect(try Data(contentsOf: file) == before)
    }
  }

  @Test func `a place where no file can be, before any work`() throws {
    try CaseCopy.of { copy in
      let outcome = try copy.run("weigh", "\(Self.work) --checkpoint nowhere/file.runs --quiet")
      #expect(outcome.status == 1 && outcome.output == "")
      #expect(outcome.errors.contains("cannot write nowhere/file.runs"))
    }
  }

  @Test func `resuming without a file to resume from`() throws {
    try CaseCopy.of { copy in
      let outcome = try copy.run("weigh", "\(Self.work) --resume")
      #expect(outcome.status == 64 && outcome.errors.contains("--checkpoint FILE"))
      // Where the file is not there yet, the work begins.
      let first = try copy.run("weigh", "\(Self.work) --checkpoint file.runs --resume")
      #expect(first.status == 0 && first.errors.contains("going on from 0 finished runs"))
    }
  }
}
