import Foundation
import RashomonNumerics
import Testing

struct IntegrationTests {
  /// ∫ φ(s) N(y; m + t·s, u²) ds = N(y; m, t² + u²).
  @Test(arguments: [
    (1.5, 0.3, 0.5), (4, 1, 1), (-30, 1, 1), (0.2, 1, 0.01), (1, 2, 1e-4), (0, 1e-3, 1),
  ])
  func `a shared normal error integrates to the closed form`(
    y: Double, shared: Double, own: Double
  ) {
    let found = logNormalExpectation(peaks: [IntegrandPeak(at: y / shared, width: own / shared)]) {
      s in
      Normal.logDensity(of: y, [shared * s, own, 0, 0])
    }
    let sd = (shared * shared + own * own).squareRoot()
    #expect(isClose(found, Normal.logDensity(of: y, [0, sd, 0, 0]), relative: 0, absolute: 1e-8))
  }

  @Test func `a mixture with two needles is found with their places`() {
    let found = logNormalExpectation(peaks: [
      IntegrandPeak(at: -1.3, width: 1e-3), IntegrandPeak(at: 2.2, width: 1e-4),
    ]) { s in
      logSumExp(
        Normal.logDensity(of: -1.3, [s, 1e-3, 0, 0]), Normal.logDensity(of: 2.2, [s, 1e-4, 0, 0]))
    }
    let expected = logSumExp(
      Normal.logDensity(of: -1.3, [0, (1 + 1e-6).squareRoot(), 0, 0]),
      Normal.logDensity(of: 2.2, [0, (1 + 1e-8).squareRoot(), 0, 0]))
    #expect(isClose(found, expected, relative: 0, absolute: 1e-8))
  }

  @Test func `nothing stays nothing and NaN stays NaN`() {
    #expect(logNormalExpectation { _ in -.infinity } == -.infinity)
    #expect(logNormalExpectation { _ in .nan }.isNaN)
    #expect(isClose(logNormalExpectation { _ in -2000 }, -2000, relative: 1e-13))
    #expect(isClose(logNormalExpectation { $0 }, 0.5, relative: 1e-9))
    #expect(
      isClose(logNormalExpectation { $0 > 1 ? 0 : -.infinity }, -1.8410216450092635, relative: 1e-8)
    )
  }

  /// Nodes and weights of the rule with three points: 0 and ±√3, 2/3 and 1/6.
  @Test func `a rule of three points`() {
    let rule = GaussHermite(count: 3)
    for (found, expected) in zip(rule.nodes, [-1.7320508075688772, 0, 1.7320508075688772]) {
      #expect(isClose(found, expected, relative: 1e-14, absolute: 1e-14))
    }
    for (found, expected) in zip(rule.logWeights, [-1.791759469228055, -0.4054651081081644]) {
      #expect(isClose(found, expected, relative: 1e-13))
    }
  }

  @Test(arguments: [1, 2, 5, 20, 64]) func `a rule has the moments of the normal`(count: Int) {
    let rule = GaussHermite(count: count)
    #expect(rule.nodes.count == count)
    #expect(isClose(logSumExp(rule.logWeights), 0, relative: 0, absolute: 1e-12))
    guard count >= 5 else { return }
    // E s⁸ = 105.
    let moment = zip(rule.nodes, rule.logWeights).reduce(0) { $0 + exp($1.1) * pow($1.0, 8) }
    #expect(isClose(moment, 105, relative: 1e-12))
    #expect(isClose(rule.logExpectation { $0 }, 0.5, relative: count >= 20 ? 1e-13 : 1e-2))
  }

  @Test func `a rule moved to the mass of a narrow integrand is exact`() {
    // The row's density times φ is normal with precision 1 + 1/u².
    let own = 0.01
    let precision = 1 + 1 / (own * own)
    let found = GaussHermite.standard.logExpectation(
      around: 1.5 / (own * own) / precision, width: 1 / precision.squareRoot()
    ) { Normal.logDensity(of: 1.5, [$0, own, 0, 0]) }
    let expected = Normal.logDensity(of: 1.5, [0, (1 + own * own).squareRoot(), 0, 0])
    #expect(isClose(found, expected, relative: 1e-12))
  }

  @Test func `the log of a mean and its jackknife`() {
    let mean = LogMean([-10, -10.5, -9.8, -10.1])
    // Worked by hand in Python: log of the mean, and √(3/4 Σ (θᵢ − θ̄)²).
    #expect(isClose(mean.value, -10.069143551791669, relative: 1e-13))
    #expect(isClose(mean.standardError, 0.13591213915284814, relative: 1e-12))
    #expect(isClose(mean.spread, 0.29439202887759464, relative: 1e-12))
    let interval = mean.interval(level: 0.9)
    #expect(isClose(interval.high - mean.value, 0.31985065862801004, relative: 1e-11))
    #expect(isClose(mean.value - interval.low, 0.31985065862801004, relative: 1e-11))
  }

  @Test func `a mean of what never happened is certain, of one run unknown`() {
    let never = LogMean([-.infinity, -.infinity])
    #expect(never.value == -.infinity && never.standardError == 0 && never.spread == 0)
    let once = LogMean([-3, -.infinity, -.infinity])
    #expect(once.value.isFinite && once.standardError == .infinity && once.spread == .infinity)
    #expect(LogMean([-3]).value == -3 && LogMean([-3]).standardError.isNaN)
    #expect(LogMean([]).value.isNaN)
    #expect(LogMean([-4, -4, -4]).standardError == 0)
    #expect(LogMean([1, .nan]).value.isNaN && LogMean([1, .nan]).standardError.isNaN)
  }

  @Test func `the jackknife of a plain mean is its standard error`() {
    let values = [3.0, 5, 4, 8]
    let jackknife = Jackknife(count: 4) { left in
      (values.reduce(0, +) - values[left]) / 3
    }
    #expect(isClose(jackknife.standardError, standardDeviation(values) / 2, relative: 1e-13))
  }
}
