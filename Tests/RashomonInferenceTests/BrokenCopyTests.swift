import RashomonEngine
import RashomonModel
import RashomonNumerics
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// The check of known answers must reject estimators that are wrong in the ways in which such
/// estimators go wrong. Seed 20; four standard errors, as in the check.
struct BrokenCopyTests {
  private let answer = KnownAnswer.nile

  /// The average of log Ẑ falls short of log Z by half the variance of log Ẑ, here some 7 %.
  @Test func `a mean of logarithms is rejected`() throws {
    let errors = try answer.errors(of: .smc, runs: TestSize.pick(reduced: 900, whole: 1000))
    let found = SampleMean(of: errors)
    #expect(abs(found.mean) > 4 * found.standardError, "\(found)")
    let mean = SampleMean(of: errors.map(\.exponential))
    #expect(abs(mean.mean - 1) < 4 * mean.standardError, "\(mean)")
  }

  @Test func `an evidence that forgets what stood before the last resampling is rejected`() throws {
    let component = try #require(
      Component.split(
        answer.model, records: answer.records, reported: answer.model.reported, questions: []
      ).first)
    let errors = try (0..<60).map { run in
      var filter = try FilterRun(
        component, size: 400, draws: Draws(seed: 20, stream: run), threads: 1)
      try filter.advance(to: component.dayCount) {}
      return logMeanExp(filter.logWeights) - answer.logEvidence
    }
    #expect(!KnownAnswer.Verdict(errors).isRight())
  }

  /// Without any data the evidence is 1: prior/density of draws from the fitted density has mean 1.
  /// The draws come from the mixture alone, so that nothing but its density is on trial.
  private func ratios(_ density: (FactMixture, FactPoints, Int) -> Double) throws -> [Double] {
    var builder = ModelBuilder(days: 1)
    let width = builder.fact("width", .drawn(Law("lognormal", [number(2), number(2)])))
    let share = builder.fact("share", .drawn(Law("beta", [number(2), number(3)])))
    let place = builder.fact("place", .drawn(Law("uniform", [number(-3), number(7)])))
    let count = builder.fact("count", .drawn(Law("poisson", [read(width)])))
    let plan = builder.fact("plan", .chance(read(share)))
    let seen = builder.daily(
      "seen",
      .drawn(
        Law(
          "normal",
          [
            .binary(.add, read(place), .binary(.multiply, read(plan), read(count))),
            number(1),
          ])))
    builder.observe(
      "seen", .number(unit: nil, complete: false), truth: seen,
      usual: .law(Law("normal", [number(0), number(10)])))
    let component = try #require(
      Component.split(
        builder.model, records: [day(0, numbers: [("seen", 1)])],
        reported: builder.model.reported, questions: []
      ).first)
    let facts = RandomFacts(component)
    #expect(facts.continuous.count == 3 && facts.counted.count == 1 && facts.labelled.count == 1)
    let drawn = try PathFilters(
      component, groups: 4000, paths: 1, draws: Draws(seed: 20, stream: 0), threads: 1)
    func values(_ filters: PathFilters) -> [VariableID: [Double]] {
      Dictionary(uniqueKeysWithValues: filters.facts.map { ($0, filters.factValues($0)) })
    }
    // Weights that favour one corner, so that the density is neither the prior nor far from it.
    let points = facts.points(values(drawn))
    let weights = normalizedWeights(points.free[0].map { 0.3 * $0 })
    let even = points.free[0].map { _ in 1 / Double(points.free[0].count) }
    let mixture = FactMixture(
      facts, points: points, weights: weights,
      reference: covariance(points.free, weights: even)
    ) { _ in 0.37 }
    #expect(mixture.parts.count > 1)
    let fresh = mixture.draw(4000) { name in
      RandomKey(seed: 20, stream: 1, block: 0, day: 0, statement: statementAddress(name))
    }
    let proposed = values(drawn).merging(facts.values(fresh)) { $1 }
    let filters = try PathFilters(
      proposed, insteadOf: drawn, draws: Draws(seed: 20, stream: 1))
    return filters.proposedLogPriors.enumerated().map { group, prior in
      (prior - density(mixture, fresh, group)).exponential
    }
  }

  @Test func `the fitted density integrates to one`() throws {
    let ratios = try ratios { mixture, points, place in mixture.logDensity(points, at: place) }
    expectMean(of: ratios, toBe: 1, within: 4)
    #expect(SampleMean(of: ratios).standardError < 0.05)
  }

  @Test func `a density without its Jacobian is rejected`() throws {
    let ratios = try ratios { mixture, points, place in
      mixture.logDensity(points, at: place) + mixture.facts.logJacobian(points, at: place)
    }
    expectMeanRejected(of: ratios, insteadOf: 1, within: 4)
  }
}
