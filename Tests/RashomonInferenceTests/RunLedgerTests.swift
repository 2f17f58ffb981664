import RashomonModel
import RashomonTestSupport
import Synchronization
import Testing

@testable import RashomonInference

/// Finished runs are not run again, and change no bit of the answer.
struct RunLedgerTests {
  /// A chance drawn once, which is sampled, beside one that is exact.
  private func problem(days: Int = 8) -> AccountProblem {
    var builder = ModelBuilder(days: days)
    let chance = builder.fact("chance", .drawn(Law("beta", [number(1), number(1)])))
    let sign = builder.daily("sign", .chance(read(chance)))
    builder.observe("sign", .status, truth: sign, usual: .chance(number(0.5)))
    let plain = builder.daily("plain", .chance(number(0.3)))
    builder.observe("plain", .status, truth: plain, usual: .chance(number(0.5)))
    let records = (0..<days).map { day($0, statuses: [("sign", $0 % 3 != 0), ("plain", true)]) }
    return AccountProblem(
      model: builder.model, name: "all", records: records, reported: builder.model.reported)
  }

  private let effort = Effort(seed: 3, runs: 5, histories: 30, threads: 2)

  /// Every run of an evaluation.
  private func runs(_ effort: Effort) throws -> [RunAddress: RunResult] {
    let noted = Mutex<[RunAddress: RunResult]>([:])
    let ledger = RunLedger { address, result in noted.withLock { $0[address] = result } }
    _ = try evaluate(problem(), effort: effort, ledger: ledger)
    return noted.withLock { $0 }
  }

  private func found(_ ledger: RunLedger, _ effort: Effort) throws -> [[RunResult]] {
    try evaluate(problem(), effort: effort, ledger: ledger).components.map(\.runs)
  }

  @Test func `each run is noted once, an exact part under index 0`() throws {
    let runs = try runs(effort)
    #expect(runs.keys.filter { $0.component == "sign" }.map(\.run).sorted() == [0, 1, 2, 3, 4])
    #expect(runs.keys.filter { $0.component == "plain" }.map(\.run) == [0])
    #expect(Set(runs.keys.map(\.problem)) == ["all"])
  }

  @Test func `any part of the runs continues to the same answer, and only the rest is run`() throws
  {
    let whole = try runs(effort)
    let expected = try found(RunLedger(), effort)
    for kept in 0...4 {
      let part = whole.filter { $0.key.run < kept }
      let count = Mutex(0)
      let ledger = RunLedger(part) { _, _ in count.withLock { $0 += 1 } }
      #expect(try found(ledger, effort) == expected)
      #expect(count.withLock { $0 } == whole.count - part.count)
    }
  }

  @Test func `more runs begin with the runs that were fewer`() throws {
    let few = try runs(effort)
    let more = Effort(seed: 3, runs: 9, histories: 30)
    #expect(try found(RunLedger(few), more) == found(RunLedger(), more))
  }

  @Test func `islands together are one evaluation, and share no run`() throws {
    var merged: [RunAddress: RunResult] = [:]
    for island in 0..<3 {
      let own = try runs(Effort(seed: 3, runs: 2, firstRun: 2 * island, histories: 30))
      for (address, result) in own where address.component == "sign" {
        #expect(merged[address] == nil)
        #expect(!merged.values.contains { $0.logEvidence == result.logEvidence })
        merged[address] = result
      }
      for (address, result) in own where address.component == "plain" {
        #expect(merged[address] == nil || merged[address] == result)
        merged[address] = result
      }
    }
    let all = Effort(seed: 3, runs: 6, histories: 30)
    #expect(try found(RunLedger(merged, isComplete: true), all) == found(RunLedger(), all))
  }

  @Test func `a complete ledger runs nothing`() throws {
    let whole = try runs(effort)
    let lacking = whole.filter { $0.key.run != 2 }
    let error = #expect(throws: MissingRun.self) {
      try evaluate(problem(), effort: effort, ledger: RunLedger(lacking, isComplete: true))
    }
    #expect(error?.address.run == 2)
  }

  @Test func `other histories, draws and problems are other runs`() throws {
    let whole = try runs(effort)
    let count = Mutex(0)
    let ledger = RunLedger(whole) { _, _ in count.withLock { $0 += 1 } }
    _ = try evaluate(
      problem(), effort: Effort(seed: 3, runs: 5, histories: 31), ledger: ledger)
    #expect(count.withLock { $0 } == whole.count)
    _ = try evaluate(
      problem(), effort: Effort(seed: 3, runs: 5, histories: 30, draws: 4), ledger: ledger)
    #expect(count.withLock { $0 } == 2 * whole.count)
  }
}
