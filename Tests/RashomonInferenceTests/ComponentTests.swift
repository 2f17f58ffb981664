import RashomonEvidence
import RashomonModel
import Testing

@testable import RashomonInference

struct ComponentTests {
  /// Two statuses that depend on one hidden fact, one event with only what is usual, and a number
  /// that depends on a constant.
  private func model() -> Model {
    var builder = ModelBuilder(days: 10)
    let plot = builder.fact("plot", .chance(number(0.3)))
    let scale = builder.fact("scale", .formula(number(2)), isReported: false)
    let alarm = builder.daily(
      "alarm", .chance(.choose(read(plot), number(0.8), number(0.1))))
    builder.observe("alarm", .status, truth: alarm, usual: .chance(number(0.5)))
    let raid = builder.daily(
      "raid", .chance(.choose(read(plot), number(0.5), number(0.2))))
    builder.observe("raid", .status, truth: raid, usual: .chance(number(0.5)))
    let strike = builder.daily("strike", .chance(number(0.01)))
    builder.observe(
      "strike", .event(once: false), truth: strike, usual: .chance(number(0.01)), from: .usual)
    let law = Law("normal", [number(0), read(scale)])
    let crowd = builder.daily("crowd", .drawn(law))
    builder.observe(
      "crowd", .number(unit: nil, complete: false), truth: crowd, usual: .law(law), from: .usual)
    builder.ask("plot_then_strike", .yesNo, .binary(.and, read(plot), number(1)))
    return builder.model
  }

  private let records = [
    day(0, events: [event("strike", .silent, on: 0)], statuses: [("alarm", true)]),
    day(
      1, events: [event("strike", .silent, on: 1)], statuses: [("raid", true)],
      numbers: [("crowd", 1)]),
  ]

  @Test func `observables that share a hidden fact belong together`() {
    let model = model()
    let parts = Component.split(
      model, records: records, reported: model.reported, questions: [])
    #expect(parts.map(\.name) == ["alarm", "strike", "crowd"])
    #expect(parts[0].observed.map(\.id) == ["alarm", "raid"])
    #expect(parts[0].reported == [VariableID(0)])
    #expect(parts.map(\.dayCount) == [2, 2, 2])
    #expect(parts[2].records.map(\.day) == [1])
  }

  @Test func `what all histories share joins nothing`() {
    // The number reads `scale`, a constant; a part keeps it without being joined by it.
    let model = model()
    let parts = Component.split(
      model, records: records, reported: [VariableID(1)], questions: [])
    #expect(parts.map(\.name) == ["alarm", "strike", "crowd", "scale"])
    #expect(parts[2].model.facts.map(\.variable) == [VariableID(1)])
  }

  @Test func `a question runs its part to the end of the period`() {
    let model = model()
    let parts = Component.split(
      model, records: records, reported: [], questions: model.questions)
    #expect(parts.map(\.name) == ["alarm", "strike", "crowd"])
    #expect(parts.map(\.dayCount) == [10, 2, 2])
  }

  @Test func `parallel work keeps its order and reports its first failure`() throws {
    struct Failure: Error, Equatable { let index: Int }
    for threads in [1, 2, 8] {
      #expect(
        try parallelMap(count: 50, threads: threads) { $0 * $0 } == (0..<50).map { $0 * $0 })
      #expect(throws: Failure(index: 7)) {
        try parallelMap(count: 50, threads: threads) { index in
          if index % 10 == 7 { throw Failure(index: index) }
          return index
        }
      }
    }
  }
}
