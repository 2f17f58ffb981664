import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// What was computed once is not computed again, for any model that has the same part.
struct ComponentMemoryTests {
  /// A chance drawn once, which is sampled, beside one that is exact; `padding` moves all ids.
  private func problem(plain: Double = 0.3, padding: Int = 0, sign: Bool = true) -> AccountProblem {
    var builder = ModelBuilder(days: 8)
    for index in 0..<padding { _ = builder.fact("unused \(index)", .formula(number(1))) }
    let chance = builder.fact("chance", .drawn(Law("beta", [number(1), number(1)])))
    let truth = builder.daily("sign", .chance(read(chance)))
    builder.observe("sign", .status, truth: truth, usual: .chance(number(0.5)))
    let other = builder.daily("plain", .chance(number(plain)))
    builder.observe("plain", .status, truth: other, usual: .chance(number(0.5)))
    let records = (0..<8).map {
      day($0, statuses: [("sign", ($0 % 3 != 0) == sign), ("plain", true)])
    }
    return AccountProblem(model: builder.model, records: records)
  }

  private let effort = Effort(seed: 3, runs: 5, histories: 30, threads: 2)
  /// Ends whatever starts to run.
  private let nothing = Monitor(isCancelled: { true })

  private func logEvidence(_ result: AccountResult) -> Double {
    result.logEvidence(kept: Array(0..<result.runCount))
  }

  @Test func `a remembered answer has the same bits`() throws {
    let memory = ComponentMemory()
    let first = try evaluate(problem(), effort: effort, memory: memory)
    let second = try evaluate(problem(), effort: effort, memory: memory)
    let alone = try evaluate(problem(), effort: effort)
    #expect(logEvidence(first) == logEvidence(alone))
    #expect(second.components.map(\.runs) == alone.components.map(\.runs))
  }

  @Test func `what is remembered is not run, whatever the ids of its variables`() throws {
    let memory = ComponentMemory()
    let first = try evaluate(problem(), effort: effort, memory: memory)
    let second = try evaluate(
      problem(padding: 3), effort: effort, memory: memory, monitor: nothing)
    #expect(logEvidence(second) == logEvidence(first))
    #expect(throws: CancellationError.self) {
      try evaluate(problem(), effort: effort, monitor: nothing)
    }
  }

  @Test(arguments: [false, true])
  func `a change of rows or of numbers is run`(inRows: Bool) throws {
    let memory = ComponentMemory()
    _ = try evaluate(problem(), effort: effort, memory: memory)
    let changed = inRows ? problem(sign: false) : problem(plain: 0.4)
    #expect(throws: CancellationError.self) {
      try evaluate(changed, effort: effort, memory: memory, monitor: nothing)
    }
    let result = try evaluate(changed, effort: effort, memory: memory)
    #expect(logEvidence(result) == logEvidence(try evaluate(changed, effort: effort)))
  }

  @Test func `another seed or size is another run`() throws {
    let memory = ComponentMemory()
    _ = try evaluate(problem(), effort: effort, memory: memory)
    for other in [
      Effort(seed: 4, runs: 5, histories: 30), Effort(seed: 3, runs: 5, histories: 31),
      Effort(seed: 3, runs: 6, histories: 30),
    ] {
      #expect(throws: CancellationError.self) {
        try evaluate(problem(), effort: other, memory: memory, monitor: nothing)
      }
    }
  }

  @Test func `a branch knows what its base knows, and keeps what it learns to itself`() throws {
    let memory = ComponentMemory()
    let first = try evaluate(problem(), effort: effort, memory: memory)
    let branch = memory.branch()
    let known = try evaluate(problem(), effort: effort, memory: branch, monitor: nothing)
    #expect(logEvidence(known) == logEvidence(first))
    let changed = problem(sign: false)
    let learned = try evaluate(changed, effort: effort, memory: branch)
    #expect(logEvidence(learned) == logEvidence(try evaluate(changed, effort: effort)))
    _ = try evaluate(changed, effort: effort, memory: branch, monitor: nothing)
    for other in [memory, memory.branch()] {
      #expect(throws: CancellationError.self) {
        try evaluate(changed, effort: effort, memory: other, monitor: nothing)
      }
    }
  }
}
