import Foundation
import Testing

/// Islands merge to the bytes of one weighing with all their runs.
@Suite(.enabled(if: BuiltCommand.executable != nil))
struct IslandTests {
  private static let effort = "--method smc --histories 60"

  /// Computes islands of a case into `K.island`.
  private func compute(
    _ numbers: some Sequence<Int>, of count: Int = 3, _ copy: CaseCopy, _ options: String = effort,
    ending: String = "island"
  ) throws {
    for number in numbers {
      let outcome = try copy.run(
        "island",
        "\(options) --runs 2 --seed \(number) --islands \(count) --output \(number).\(ending) --quiet"
      )
      try #require(outcome.status == 0 && outcome.output == "", "\(outcome.errors)")
    }
  }

  private func merge(_ files: String, _ copy: CaseCopy) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run("rashomon merge \(files) --quiet", in: copy.root)
  }

  @Test(arguments: ["nile", "harbour-strike"])
  func `merged islands are one weighing, in any order and without the case`(name: String) throws {
    try CaseCopy.of(name) { copy in
      let options = "\(Self.effort) --as-of \(name == "nile" ? "2001-02-20" : "2024-03-25")"
      try compute(1...3, copy, options)
      let page = try copy.run("weigh", "\(options) --runs 6 --quiet").output
      let document = try copy.json("weigh", "\(options) --runs 6")
      try FileManager.default.removeItem(at: copy.folder)
      #expect(try merge("1.island 2.island 3.island", copy).output == page)
      #expect(try merge("3.island 1.island 2.island", copy).output == page)
      #expect(try merge("2.island 3.island 1.island --json", copy).output == document)
    }
  }

  @Test func `an island is the same file on any number of threads, stopped or not`() throws {
    try CaseCopy.of("nile") { copy in
      try compute([2], copy)
      try compute([2], copy, "\(Self.effort) --threads 8", ending: "threads")
      // Its runs lie in the checkpoint of a weighing that holds others too.
      let whole = try copy.run("weigh", "\(Self.effort) --runs 6 --quiet --checkpoint all.runs")
      #expect(whole.status == 0)
      try compute([2], copy, "\(Self.effort) --checkpoint all.runs --resume", ending: "resumed")
      for other in ["2.threads", "2.resumed"] {
        let same = FileManager.default.contentsEqual(
          atPath: copy.root.appending(path: "2.island").path,
          andPath: copy.root.appending(path: other).path)
        #expect(same, "\(other)")
      }
    }
  }

  @Test func `no two islands say the same`() throws {
    try CaseCopy.of("nile") { copy in
      try compute(1...3, copy)
      let runs = try (1...3).map { number in
        let file = copy.root.appending(path: "\(number).island")
        let sampled = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
          .filter { $0.contains("\"method\":\"smc\"") }
        return Set(sampled.compactMap { $0.firstMatch(of: /"logEvidence":([-0-9.]+)/)?.output.1 })
      }
      #expect(runs.allSatisfy { !$0.isEmpty })
      #expect(runs[0].isDisjoint(with: runs[1]) && runs[1].isDisjoint(with: runs[2]))
      #expect(runs[0].isDisjoint(with: runs[2]))
    }
  }

  @Test func `another base seed is another weighing`() throws {
    try CaseCopy.of("nile") { copy in
      try compute(1...3, copy, "\(Self.effort) --base-seed 5")
      let merged = try merge("*.island", copy).output
      #expect(try merged == copy.run("weigh", "\(Self.effort) --runs 6 --seed 5 --quiet").output)
      #expect(try merged != copy.run("weigh", "\(Self.effort) --runs 6 --quiet").output)
    }
  }

  @Test func `everything that is wrong with the files is said at once`() throws {
    try CaseCopy.of("nile") { copy in
      try compute([1, 3, 4], of: 5, copy)
      try compute([2], of: 5, copy, "--method smc --histories 70 --base-seed 9")
      _ = try copy.run("weigh", "\(Self.effort) --quiet --checkpoint file.runs")
      try FileManager.default.copyItem(
        at: copy.root.appending(path: "4.island"), to: copy.root.appending(path: "again.island"))
      let outcome = try merge(
        "1.island 2.island 3.island 4.island again.island file.runs gone.island", copy)
      #expect(outcome.status == 2 && outcome.output == "")
      for words in [
        "2.island is an island of another weighing than 1.island",
        "found: seed of all random numbers: 9", "found: --histories: 70",
        "expected: --histories: 60", "file.runs is a checkpoint, not an island",
        "there is no file gone.island", "island 4 is there 2 times: 4.island, again.island",
        "of 5 islands 2 are missing: 2, 5", "5 problems; nothing was merged",
      ] {
        #expect(outcome.errors.contains(words), "\(words)\nnot in\n\(outcome.errors)")
      }
    }
  }

  @Test func `another record or model is another weighing`() throws {
    try CaseCopy.of("harbour-strike") { copy in
      try compute([1], of: 2, copy)
      try copy.replace("2024-03-12,walkout,1", with: "2024-03-12,walkout,0", in: "evidence.csv")
      try compute([2], of: 2, copy)
      let outcome = try merge("1.island 2.island", copy)
      #expect(outcome.status == 2 && outcome.errors.contains("found: record: hash "))
    }
  }

  @Test(arguments: ["--seed 4 --islands 3", "--seed 0 --islands 3", "--seed 1 --islands 6000"])
  func `an island that cannot be is not understood`(options: String) throws {
    try CaseCopy.of("nile") { copy in
      let outcome = try copy.run("island", "\(Self.effort) --runs 2 \(options) --output x.island")
      #expect(outcome.status == 64)
      #expect(!FileManager.default.fileExists(atPath: copy.root.appending(path: "x.island").path))
    }
  }
}
