import Foundation
import RashomonInference
import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonAnalysis

/// Marks, errors and the second baseline, against numbers worked by hand.
struct ScoringTests {
  // MARK: Scores

  @Test func `seven in ten, and it happened`() {
    expectClose(brierScore(0.7, outcome: true), 0.09, tolerance: 1e-15)
    expectClose(logScore(0.7, outcome: true), -0.356674943938732, tolerance: 1e-14)
    expectClose(brierScore(0.7, outcome: false), 0.49, tolerance: 1e-15)
    expectClose(logScore(0.7, outcome: false), -1.203972804325936, tolerance: 1e-14)
  }

  /// The score of several ways is the sum of each against its own yes or no.
  @Test func `three exclusive outcomes, the first of which happened`() {
    let parts = [
      brierScore(0.6, outcome: true), brierScore(0.3, outcome: false),
      brierScore(0.1, outcome: false),
    ]
    expectClose(parts.reduce(0, +), 0.26, tolerance: 1e-15)
  }

  /// Of 1, 2, 4 with .2, .3, .5 against 3: E|X − 3| = .4 + .3 + .5 = 1.2, and half the mean
  /// difference of two draws is .06·1 + .1·3 + .15·2 = .66.
  @Test func `the ranked score of a small sample`() {
    let sample = WeightedSample(values: [4, 1, 2], weights: [0.5, 0.2, 0.3])
    expectClose(crps(sample, outcome: 3), 0.54, tolerance: 1e-14)
    let coin = WeightedSample(values: [0, 1], weights: [1, 1])
    expectClose(crps(coin, outcome: 0), 0.25, tolerance: 1e-15)
    expectClose(crps(coin, outcome: 2), 1.25, tolerance: 1e-15)
    let point = WeightedSample(values: [5], weights: [1])
    expectClose(crps(point, outcome: 3), 2, tolerance: 1e-15)
  }

  private func answer(_ value: Double, effective: Double) -> Answer {
    Answer(
      estimate: Measured(value, error: nil), quantiles: nil, speaks: .account,
      effectiveHistories: effective)
  }

  private func marked(_ value: Double, effective: Double) throws -> Mark? {
    mark(
      answer(value, effective: effective), nil, outcome: 0, kind: .yesNo,
      asOf: try #require(CalendarDate(iso: "2024-03-10")))
  }

  @Test func `a certainty that rests on histories is pulled in by half of one`() throws {
    let no = try #require(try marked(0, effective: 50))
    #expect(no.isClipped)
    expectClose(no.forecast, 0.01, tolerance: 1e-15)
    let yes = try #require(try marked(1, effective: 50))
    expectClose(yes.forecast, 0.99, tolerance: 1e-15)
    expectClose(yes.log ?? 0, log(0.01), tolerance: 1e-12)
    let between = try #require(try marked(0.001, effective: 50))
    #expect(!between.isClipped && between.forecast == 0.001)
  }

  @Test func `an exact certainty stands, and no answer has no mark`() throws {
    let exact = try #require(try marked(1, effective: .infinity))
    #expect(!exact.isClipped && exact.forecast == 1)
    #expect(exact.log == -.infinity && exact.brier == 1)
    #expect(try marked(.nan, effective: 50) == nil)
  }

  // MARK: Errors

  /// Two runs of two accounts with evidence (1, 3) and (1, 1): the first's posterior is 2/3, or 3/4
  /// and 1/2 without one run, and half the sum of their squares from 5/8 is 1/64.
  @Test func `the error of a posterior goes through its runs`() {
    let first = [1.0, 3.0]
    let second = [1.0, 1.0]
    let posterior = Measured.jackknifed(runs: 2) { kept in
      let mine = kept.reduce(0) { $0 + first[$1] }
      return mine / (mine + kept.reduce(0) { $0 + second[$1] })
    }
    expectClose(posterior.value, 2.0 / 3, tolerance: 1e-15)
    expectClose(posterior.error ?? .nan, 0.125, tolerance: 1e-15)
  }

  @Test func `a single run has no error, and what does not vary has none to speak of`() {
    #expect(Measured.jackknifed(runs: 1) { Double($0.count) }.error == nil)
    #expect(Measured.jackknifed(runs: 4) { _ in 3 } == Measured(3, error: 0))
    #expect(Measured.jackknifed(runs: 2) { $0 == [0] ? .nan : 1 }.error == nil)
  }
}
