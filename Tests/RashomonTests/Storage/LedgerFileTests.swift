import Foundation
import RashomonNumerics
import Testing

@testable import Rashomon
@testable import RashomonInference

/// What is written into a file of runs comes back to the last bit.
struct LedgerFileTests {
  private func run(_ numbers: [Double]) -> RunResult {
    RunResult(
      logEvidence: numbers[0], posteriors: [numbers, []],
      answers: [
        RunAnswer(
          conditionProbability: numbers[1], value: .nan,
          sample: WeightedSample(values: [1, 2.5], weights: [0.1, 0.3]),
          effectiveHistories: .infinity)
      ],
      diagnostics: RunDiagnostics(
        leastEffectiveSize: .infinity, leastEffectiveDay: nil, distinctAncestors: 3, size: 7),
      collapse: Collapse(day: 4, readings: []),
      draws: RunDraws(reported: [numbers], questions: [[.nan, -.infinity]]))
  }

  private func address(_ run: Int) -> RunAddress {
    RunAddress(
      account: "ä \"b\"", problem: "2020-08-17 evidence", component: "x'y", method: "closed form",
      histories: 20_000, draws: 0, run: run)
  }

  private func bits(_ result: RunResult) -> [UInt64] {
    var numbers = [result.logEvidence] + result.posteriors.flatMap { $0 }
    for answer in result.answers {
      numbers += [answer.conditionProbability, answer.value, answer.effectiveHistories]
      if let sample = answer.sample { numbers += sample.values + sample.weights }
    }
    if let draws = result.draws {
      for column in draws.reported + draws.questions { numbers += column }
    }
    return numbers.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
  }

  @Test func `every number comes back to the last bit`() throws {
    let odd: [Double] = [
      -.infinity, .infinity, .nan, -0.0, 0, .leastNonzeroMagnitude, .leastNormalMagnitude,
      -.greatestFiniteMagnitude, 1 / 3, 0.1 + 0.2, 1e22, 1e-7, 123_456_789_012_345_680, 2e53,
    ]
    let key = RandomKey(seed: 8, stream: 0, block: 0, day: 0, statement: 0)
    // Any pattern of bits, of every size.
    let random = (0..<2_000).map { lane in
      Double(bitPattern: UInt64(key.uniform(lane: lane) * 0x1p63) ^ UInt64(lane) &* 0x9E37_79B9)
    }
    let runs = [address(0): run(odd), address(1): run(random)]
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = try Case.open(Repository.root.appending(path: "Cases/nile").path).data
    let heading = LedgerFile.Heading(
      basis: RunBasis("weigh", of: data, settings: TextCase.settings), island: nil)
    let lines = try runs.map { try LedgerFile.line($0, $1) }
    let path = folder.appending(path: "file.runs").path
    try AtomicFile.write(try LedgerFile.bytes(heading, lines: lines), to: path)

    let read = try LedgerFile(path: path)
    #expect(Set(read.runs.keys) == Set(runs.keys))
    for (address, result) in runs {
      #expect(try bits(#require(read.runs[address])) == bits(result))
      #expect(try #require(read.runs[address]).collapse == result.collapse)
    }
    #expect(read.heading.basis == heading.basis)
    // In whichever order they ended.
    #expect(
      try LedgerFile.bytes(heading, lines: lines)
        == LedgerFile.bytes(heading, lines: lines.reversed())
    )
  }

  @Test func `a file keeps its permissions, and a link leads to it`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "file")
    let link = folder.appending(path: "link")
    try Data("old".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    // What a stopped writing left, and a file that is none of ours.
    try Data("half".utf8).write(to: folder.appending(path: "file.123.partial"))
    try Data("mine".utf8).write(to: folder.appending(path: "file.notes.partial"))
    AtomicFile.removeLeftovers(of: link.path)
    try AtomicFile.write(Array("new".utf8), to: link.path)
    #expect(try String(contentsOf: file, encoding: .utf8) == "new")
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["file", "file.notes.partial", "link"])
    #expect(throws: OutsideProblem.self) {
      try AtomicFile.write([], to: folder.appending(path: "nowhere/file").path)
    }
  }
}
