import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// Records simulated from an account. Seeds are fixed; five standard errors of 4,000 draws catch a
/// frequency that is off by .04.
struct SimulationTests {
  private func mixed() -> (Model, [DayRecord]) {
    var builder = ModelBuilder(days: 3)
    let raid = builder.daily("raid", .chance(number(0.3)))
    builder.observe("raid", .event(once: false), truth: raid, usual: .chance(number(0.1)))
    let alert = builder.daily("alert", .chance(number(0.7)))
    builder.observe("alert", .status, truth: alert, usual: .chance(number(0.5)))
    let crowd = builder.daily("crowd", .drawn(Law("normal", [number(5), number(1)])))
    builder.observe(
      "crowd", .number(unit: nil, complete: false), truth: crowd,
      usual: .law(Law("normal", [number(0), number(1)])),
      report: ReportLaw(law: Law("normal", [read(crowd), number(1)]), shared: number(2)))
    let records = [
      day(
        0, events: [event("raid", .silent, on: 0, falseRate: 0.02)], statuses: [("alert", false)],
        numbers: [("crowd", 1), ("crowd", 2)].suffix(1), reliability: 0.8),
      day(2, events: [event("raid", .yes, on: 2)], statuses: [("alert", true)]),
    ]
    return (builder.model, records)
  }

  @Test func `answers come as often as the account says`() throws {
    let (model, form) = mixed()
    let simulated = try simulateRecords(of: model, form: form, count: 4_000, seed: 7)
    #expect(simulated.allSatisfy { $0.map(\.day) == [0, 2] })
    let reading = form[0].events[0]
    let yes =
      0.3 * reading.probability(of: .yes, happens: true, usual: 0.1)
      + 0.7 * reading.probability(of: .yes, happens: false, usual: 0.1)
    let said = simulated.map { $0[0].events[0].answer == .yes ? 1.0 : 0 }
    expectMean(of: said, toBe: yes)
    // Without false reports they would come less often.
    expectMeanRejected(of: said, insteadOf: 0.3 * 0.9 * 0.95 * 0.8)
    expectMean(
      of: simulated.map { $0[0].statuses[0].isTrue ? 1.0 : 0 }, toBe: 0.8 * 0.7 + 0.2 * 0.5)
    #expect(simulated.allSatisfy { $0[0].events[0].answer != .no })
  }

  @Test func `numbers scatter by day, error and report`() throws {
    let (model, form) = mixed()
    let simulated = try simulateRecords(of: model, form: form, count: 4_000, seed: 7)
    let values = simulated.map { records -> Double in
      guard case .point(let value) = records[0].numbers[0].rows[0].value else { return .nan }
      return value
    }
    expectMean(of: values, toBe: 0.8 * 5)
    // True rows: 5 ± √(1 + 1 + 4); others: 0 ± 1.
    expectMean(of: values.map { $0 * $0 }, toBe: 0.8 * (25 + 6) + 0.2 * 1)
    expectMeanRejected(of: values.map { $0 * $0 }, insteadOf: 0.8 * (25 + 2) + 0.2 * 1)
  }

  @Test func `a range stays on its grid`() {
    let row = NumberRow.Value.range(low: 10, high: 20)
    #expect(row.said(of: 15) == row)
    #expect(row.said(of: 50) == .range(low: 40, high: 80))
    #expect(row.said(of: 6) == .range(low: 5, high: 10))
    #expect(NumberRow.Value.range(low: -1, high: 1).said(of: 4) == .range(low: 3, high: 5))
    #expect(
      NumberRow.Value.range(low: 10, high: .infinity).said(of: 4)
        == .range(low: -.infinity, high: 10))
  }

  @Test func `a typical record fits and an absurd one does not`() throws {
    let model = TeachingModels.umbrella(days: 12)
    let effort = Effort(seed: 2, runs: 1, histories: 100)
    let typical = (0..<12).map { day($0, statuses: [("umbrella", $0 / 3 % 2 == 0)]) }
    let share = try fit(of: model, to: typical, count: 200, effort: effort)
    #expect(share > 0.05 && share < 1)
    // A number far outside what the account allows.
    let level = TeachingModels.localLevel(
      days: 3, mean: 0, variance: 1, levelVariance: 0.1, valueVariance: 1)
    let absurd = [day(1, numbers: [("flow", 40)])]
    #expect(try fit(of: level, to: absurd, count: 100, effort: effort) == 0)
  }

  @Test func `histories without a record follow the model`() throws {
    let (model, _) = mixed()
    let histories = try simulateHistories(of: model, count: 4_000, seed: 3)
    #expect(histories.observables.map(\.id) == ["raid", "alert", "crowd"])
    #expect(histories.truths[0].count == 3)
    expectMean(of: histories.truths[0][1], toBe: 0.3)
    expectMean(of: histories.truths[2][2], toBe: 5)
  }
}
