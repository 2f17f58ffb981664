import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// Hidden facts followed side by side, against enumeration and closed forms. Seeds are fixed; means
/// of Ẑ/Z are held to four of their own standard errors, six false alarms in a hundred thousand
/// fresh seeds.
struct StrataTests {
  private static let runs = TestSize.pick(reduced: 60, whole: 1000)

  private func ratios(
    _ model: Model, _ records: [DayRecord], exact: Double, histories: Int,
    sizes: NestedSizes = NestedSizes()
  ) throws -> (ratios: [Double], results: [RunResult]) {
    let component = try #require(
      Component.split(
        model, records: records, reported: model.reported, questions: []
      ).first)
    let method = NestedFilter(sizes: sizes)
    let results = try parallelMap(count: Self.runs, threads: 2) { index in
      try method.run(
        component, index: index, effort: Effort(seed: 31, histories: histories), threads: 1
      ) {}
    }
    return (results.map { ($0.logEvidence - exact).exponential }, results)
  }

  /// Two facts, one of which depends on the other; rain with a memory; a sign for each.
  private func weather(rare: Double) -> Model {
    var builder = ModelBuilder(days: 12)
    let wet = builder.fact("wet", .chance(number(0.3)))
    let kind = builder.fact(
      "kind",
      .pick([
        .choose(read(wet), number(0.6), number(0.1)), number(0.2),
        .choose(read(wet), number(0.2), number(0.7)),
      ]), labels: ["a", "b", "c"])
    let proof = builder.fact("proof", .chance(number(rare)))
    let rain = builder.state("rain", initial: .chance(number(0.5))) { rain in
      .chance(
        .choose(
          read(rain), .choose(read(wet), number(0.9), number(0.6)),
          .choose(.binary(.equal, read(kind), number(1)), number(0.5), number(0.2))))
    }
    let seen = builder.daily(
      "seen", .chance(.choose(read(rain), number(0.8), number(0.3))))
    builder.observe("seen", .status, truth: seen, usual: .chance(number(0.5)))
    // Hardly ever without the proof, and often with it.
    let mark = builder.daily(
      "mark",
      .chance(.choose(read(proof), .choose(read(rain), number(0.9), number(0.5)), number(1e-4))))
    builder.observe("mark", .status, truth: mark, usual: .chance(number(0.5)))
    return builder.model
  }

  private let record = (0..<12).map {
    day($0, statuses: [("seen", $0 % 3 != 0), ("mark", $0 > 7)])
  }

  @Test func `facts that depend on each other and one that only the record proves`() throws {
    let model = weather(rare: 1e-6)
    let enumerated = try evaluate(
      .weighing(model, records: record), effort: Effort(seed: 1, runs: 1))
    #expect(enumerated.isExact)
    let exact = enumerated.logEvidence(kept: [0])
    let sampled = try ratios(model, record, exact: exact, histories: 2400)
    expectMean(of: sampled.ratios, toBe: 1, within: 4)
    // Wrong by a tenth is told.
    expectMeanRejected(of: sampled.ratios, insteadOf: 1.1, within: 4)
    for (place, posterior) in enumerated.posteriors.enumerated() {
      for (value, estimate) in posterior.estimates.enumerated() {
        let means = zip(sampled.results, sampled.ratios).map {
          $0.posteriors[place][value] * $1
        }
        expectMean(of: means, toBe: estimate.value, within: 4)
      }
    }
    // Four marks at a thousand to one each have outweighed a million to one against.
    #expect(enumerated.posteriors[2].estimates[0].value > 0.99)
    #expect(sampled.results.allSatisfy { $0.posteriors[2][0] > 0.9 })
  }

  @Test func `a fact whose chance is drawn, and a draw that depends on the fact`() throws {
    // share ~ Beta(2, 3), sloppy with that chance; tilt normal about 1 or −1 as sloppy says.
    var builder = ModelBuilder(days: 6)
    let share = builder.fact("share", .drawn(Law("beta", [number(2), number(3)])))
    let sloppy = builder.fact("sloppy", .chance(read(share)))
    let tilt = builder.fact(
      "tilt", .drawn(Law("normal", [.choose(read(sloppy), number(1), number(-1)), number(1)])))
    let value = builder.daily("value", .drawn(Law("normal", [read(tilt), number(1)])))
    builder.observe(
      "value", .number(unit: nil, complete: false), truth: value,
      usual: .law(Law("normal", [number(0), number(10)])))
    let values = [0.3, -0.2, 0.9, 0.1, 0.4, -0.5]
    let records = values.enumerated().map { day($0, numbers: [("value", $1)]) }
    func evidence(_ mean: Double) -> Double {
      KalmanFilter(levelVariance: 0, valueVariance: 1)
        .run(values, from: .proper(mean: mean, variance: 1)).logEvidence.exponential
    }
    let (yes, no) = (0.4 * evidence(1), 0.6 * evidence(-1))
    let sampled = try ratios(
      builder.model, records, exact: (yes + no).logarithm, histories: 1600,
      sizes: NestedSizes(paths: 16))
    expectMean(of: sampled.ratios, toBe: 1, within: 4)
    expectMeanRejected(of: sampled.ratios, insteadOf: 1.1, within: 4)
    let sloppyMeans = zip(sampled.results, sampled.ratios).map { $0.posteriors[1][0] * $1 }
    expectMean(of: sloppyMeans, toBe: yes / (yes + no), within: 4)
    // Given the fact the share is Beta(3, 3), else Beta(2, 4).
    let shareMeans = zip(sampled.results, sampled.ratios).map { $0.posteriors[0][0] * $1 }
    expectMean(
      of: shareMeans, toBe: (0.5 * yes + no / 3) / (yes + no), within: 4)
  }

  @Test func `each stratum has at least sixteen values, the rest by probability`() throws {
    let component = try #require(
      Component.split(
        weather(rare: 0.1), records: record, reported: [], questions: []
      ).first)
    let strata = Strata(RandomFacts(component), of: component.model)
    #expect(strata.combinations.count == 12)
    let even = [Double](repeating: 1.0 / 12, count: 12)
    #expect(strata.counts(of: 100, atLeast: 16, probabilities: even).allSatisfy { $0 == 16 })
    let uneven = [0.56] + [Double](repeating: 0.04, count: 11)
    let counts = strata.counts(of: 1000, atLeast: 16, probabilities: uneven)
    #expect(counts.reduce(0, +) <= 1000 && counts[0] > 500 && counts[1] > 16)
  }

  /// Seven facts of which the record sees the sum: more combinations than are followed.
  @Test func `more combinations than are followed are drawn, and flipped one fact at a time`()
    throws
  {
    var builder = ModelBuilder(days: 10)
    let facts = (0..<7).map { builder.fact("fact\($0)", .chance(number($0 < 3 ? 0.5 : 0.2))) }
    let sum = facts.dropFirst().reduce(read(facts[0])) { .binary(.add, $0, read($1)) }
    let value = builder.daily("value", .drawn(Law("normal", [sum, number(1)])))
    builder.observe(
      "value", .number(unit: nil, complete: false), truth: value,
      usual: .law(Law("normal", [number(0), number(10)])))
    let values = [4.8, 3.9, 4.2, 5.1, 4.4, 3.6, 4.9, 4.1, 5.2, 4.3]
    let records = values.enumerated().map { day($0, numbers: [("value", $1)]) }
    var total = 0.0
    for combination in 0..<128 {
      let chances = (0..<7).map { fact in
        let chance = fact < 3 ? 0.5 : 0.2
        return combination >> fact & 1 == 1 ? chance : 1 - chance
      }
      let mean = Double(combination.nonzeroBitCount)
      let likelihood = values.reduce(0.0) {
        $0 - 0.5 * ($1 - mean) * ($1 - mean) - 0.5 * (2 * Double.pi).logarithm
      }
      total += chances.reduce(1, *) * likelihood.exponential
    }
    let sampled = try ratios(
      builder.model, records, exact: total.logarithm, histories: 4 * 512,
      sizes: NestedSizes(paths: 4))
    // What adapts on the way is right up to a few parts in as many as there are values.
    let mean = SampleMean(of: sampled.ratios)
    #expect(abs(mean.mean - 1) < 4 * mean.standardError + 0.02)
    expectMeanRejected(of: sampled.ratios, insteadOf: 1.3, within: 4)
  }
}
