import RashomonEngine
import RashomonModel
import RashomonNumerics
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// The evidence of parts of a day, and of other answers that it could have given.
struct ProbeTests {
  /// Two statuses and an event that hang on one hidden fact, or on a hidden number.
  private func model(isContinuous: Bool = false) -> Model {
    var builder = ModelBuilder(days: 3)
    let plot = builder.fact(
      "plot", isContinuous ? .drawn(Law("beta", [number(2), number(3)])) : .chance(number(0.3)))
    for (name, high) in [("alarm", 0.8), ("raid", 0.6)] {
      let status = builder.daily(
        name,
        .chance(
          .binary(.add, number(0.1), .binary(.multiply, number(high - 0.1), read(plot)))))
      builder.observe(name, .status, truth: status, usual: .chance(number(0.5)))
    }
    let strike = builder.daily(
      "strike",
      .chance(.binary(.add, number(0.05), .binary(.multiply, number(0.4), read(plot)))))
    builder.observe("strike", .event(once: false), truth: strike, usual: .chance(number(0.02)))
    return builder.model
  }

  private let records = [
    day(
      0, events: [event("strike", .silent, on: 0)], statuses: [("alarm", false), ("raid", true)],
      reliability: 0.9),
    day(2, events: [event("strike", .yes, on: 2)], statuses: [("alarm", true)]),
  ]

  /// Parts of both days, whole days, nothing, and another answer.
  private var probes: [DayRecord] {
    [
      day(0), day(0, statuses: [("alarm", false)], reliability: 0.9),
      day(0, statuses: [("alarm", false), ("raid", true)], reliability: 0.9), records[0],
      day(2, statuses: [("alarm", true)]), day(2, statuses: [("alarm", false)]), records[1],
    ]
  }

  /// The record with a probe as its last day.
  private func cut(at probe: DayRecord) -> [DayRecord] {
    records.filter { $0.day < probe.day } + (probe.readings.isEmpty ? [] : [probe])
  }

  @Test func `are what the record weighs when it ends there`() throws {
    let model = model()
    let effort = Effort(runs: 2, histories: 50)
    let followed = try evaluate(
      .weighing(model, records: records, probes: probes), effort: effort)
    #expect(followed.isExact)
    for (index, probe) in probes.enumerated() {
      let alone = try evaluate(.weighing(model, records: cut(at: probe)), effort: effort)
      expectClose(
        followed.logEvidence(from: nil, toProbe: index, kept: [0]), alone.logEvidence.value)
    }
    #expect(
      followed.logEvidence(from: nil, toProbe: 6, kept: [0]) == followed.logEvidence.value)
  }

  @Test(arguments: ["smc", "smc2", "importance"])
  func `change no bit of what is found without them`(method: String) throws {
    let effort = Effort(seed: 5, runs: 2, histories: 400, method: method, enumerationLimit: 0)
    let model = model(isContinuous: true)
    let plain = try evaluate(.weighing(model, records: records), effort: effort)
    let followed = try evaluate(
      .weighing(model, records: records, probes: probes), effort: effort)
    #expect(plain.runLogEvidence == followed.runLogEvidence)
    #expect(plain.components.flatMap(\.runs).allSatisfy { $0.trace == nil })
    expectClose(
      followed.logEvidence(from: nil, toProbe: 6, kept: [0, 1]), followed.logEvidence.value)
  }

  /// 30 runs of 300 histories: each probe's mean Ẑ over the one integrated numerically is 1 within 5
  /// standard errors (false alarms 6 in ten million a probe); a day's answer turned around, which is
  /// wrong by far more, must be rejected.
  @Test(arguments: ["smc", "smc2", "importance"])
  func `are unbiased by every method`(method: String) throws {
    let runs = TestSize.pick(reduced: 30, whole: 400)
    let effort = Effort(
      seed: 11, runs: runs, histories: 300, method: method, enumerationLimit: 0)
    let followed = try evaluate(
      .weighing(model(isContinuous: true), records: records, probes: probes), effort: effort)
    func ratios(_ index: Int, to exact: Double) -> [Double] {
      (0..<runs).map {
        (followed.logEvidence(from: nil, toProbe: index, kept: [$0]) - exact).exponential
      }
    }
    for (index, probe) in probes.enumerated() where !probe.readings.isEmpty {
      expectMean(of: ratios(index, to: exact(cut(at: probe))), toBe: 1)
    }
    expectMeanRejected(of: ratios(4, to: exact(cut(at: probes[5]))), insteadOf: 1)
  }

  /// The log evidence with the hidden number integrated on a grid.
  private func exact(_ records: [DayRecord]) -> Double {
    let points = 4_000
    let sum = (0..<points).reduce(0.0) { sum, place in
      let plot = (Double(place) + 0.5) / Double(points)
      // Beta(2, 3).
      var density = 12 * plot * (1 - plot) * (1 - plot)
      for record in records {
        for status in record.statuses {
          let chance = 0.1 + ((status.observable == "alarm" ? 0.8 : 0.6) - 0.1) * plot
          let said = status.isTrue ? chance : 1 - chance
          density *= status.reliability * said + (1 - status.reliability) * 0.5
        }
        for event in record.events {
          let chance = 0.05 + 0.4 * plot
          density *=
            chance * event.probability(happens: true, usual: 0.02)
            + (1 - chance) * event.probability(happens: false, usual: 0.02)
        }
      }
      return sum + density / Double(points)
    }
    return sum.logarithm
  }

  @Test func `together cost what each costs alone`() throws {
    let model = model(isContinuous: true)
    let component = try #require(
      Component.split(model, records: records, reported: [], questions: []).first)
    let draws = Draws(seed: 3, stream: 0)
    let population = component.engine.makePopulation(count: 700)
    try component.engine.start(population, draws: draws)
    let parts = probes.prefix(4).map(\.self)
    let together = try component.engine.logLikelihoods(population, of: parts, draws: draws)
    for (part, found) in zip(parts, together) {
      var alone = [Double](repeating: 0, count: 700)
      try component.engine.weigh(population, record: part, draws: draws, logWeights: &alone)
      #expect(zip(found, alone).allSatisfy { isClose($0, $1) })
    }
  }

  @Test func `after a collapse nothing is left`() throws {
    var builder = ModelBuilder(days: 3)
    let raid = builder.daily("raid", .chance(number(0)))
    builder.observe("raid", .status, truth: raid, usual: .chance(number(0.5)))
    let records = [
      day(0, statuses: [("raid", false)]), day(1, statuses: [("raid", true)]),
      day(2, statuses: [("raid", false)]),
    ]
    let result = try evaluate(
      .weighing(builder.model, records: records, probes: records),
      effort: Effort(runs: 1, histories: 10))
    func gain(_ first: Int?, _ second: Int) -> Double {
      result.logEvidence(from: first, toProbe: second, kept: [0])
    }
    #expect(gain(nil, 0) == 0)
    #expect(gain(0, 1) == -.infinity)
    #expect(gain(1, 2).isNaN)
  }
}
