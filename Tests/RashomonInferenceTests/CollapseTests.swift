import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// What is said when no history of an account can give the record.
struct CollapseTests {
  /// An account that rules out raids in a model where alarms and raids hang on one hidden number.
  private func model(isContinuous: Bool) -> Model {
    var builder = ModelBuilder(days: 6)
    let danger = builder.fact(
      "danger",
      isContinuous ? .drawn(Law("beta", [number(2), number(2)])) : .chance(number(0.5)))
    let alarm = builder.daily(
      "alarm", .chance(.binary(.add, number(0.1), .binary(.multiply, number(0.8), read(danger)))))
    builder.observe("alarm", .status, truth: alarm, usual: .chance(number(0.5)))
    let raid = builder.daily("raid", .chance(.binary(.multiply, number(0), read(danger))))
    builder.observe("raid", .status, truth: raid, usual: .chance(number(0.5)))
    return builder.model
  }

  private let records = [
    day(1, statuses: [("alarm", true), ("raid", false)]),
    day(4, statuses: [("alarm", true), ("raid", true)]),
    day(5, statuses: [("alarm", true)]),
  ]

  @Test(arguments: [true, false])
  func `the day and the row are named`(isContinuous: Bool) throws {
    let result = try evaluate(
      .weighing(model(isContinuous: isContinuous), records: records),
      effort: Effort(runs: 2, histories: 100))
    let collapse = try #require(result.collapse)
    #expect(collapse.day == 4)
    #expect(collapse.rows == ["raid-4"])
    #expect(result.logEvidence.value == -.infinity)
  }

  @Test func `rows that are impossible only together are all named`() throws {
    var builder = ModelBuilder(days: 2)
    let side = builder.fact("side", .chance(number(0.5)))
    for (name, sign) in [("left", read(side)), ("right", .unary(.not, read(side)))] {
      let status = builder.daily(name, .chance(sign))
      builder.observe(name, .status, truth: status, usual: .chance(number(0.5)))
    }
    let result = try evaluate(
      .weighing(
        builder.model, records: [day(1, statuses: [("left", true), ("right", true)])]),
      effort: Effort(runs: 2, histories: 100))
    #expect(result.collapse?.rows == ["left-1", "right-1"])
  }

  @Test func `a graded row ends no account`() throws {
    let graded = [day(4, statuses: [("raid", true)], reliability: 0.9)]
    let result = try evaluate(
      .weighing(model(isContinuous: false), records: graded),
      effort: Effort(runs: 2, histories: 100))
    #expect(result.collapse == nil)
    expectClose(result.logEvidence.value, 0.05.logarithm)
  }
}
