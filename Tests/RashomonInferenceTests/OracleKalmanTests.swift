import RashomonTestSupport
import Testing

struct OracleKalmanTests {
  @Test func `one value worked by hand`() {
    // Level ~ N(0, 1), value = level + N(0, 1) = 2: value ~ N(0, 2), level | value ~ N(1, ½).
    let result = KalmanFilter(levelVariance: 1, valueVariance: 1)
      .run([2], from: .proper(mean: 0, variance: 1))
    expectClose(result.logEvidence, -0.5 * 1.8378770664093453 - 0.5 * 0.6931471805599453 - 1)
    expectClose(result.filtered[0].mean, 1)
    expectClose(result.filtered[0].variance, 0.5)
  }

  /// The expected numbers are those of the joint normal distribution of the values, computed with
  /// its full covariance matrix.
  @Test func `a general model agrees with the joint normal density`() {
    let filter = KalmanFilter(
      slope: 0.8, drift: 0.5, levelVariance: 0.3, loading: 1.5, offset: -0.2, valueVariance: 0.7)
    let start = KalmanFilter.Start.proper(mean: 1, variance: 2)
    expectClose(
      filter.run([1, 2.5, 0.3], from: start).logEvidence, -5.72997634865988, tolerance: 1e-12)
    expectClose(
      filter.run([1, nil, 0.3], from: start).logEvidence, -3.688465648107107, tolerance: 1e-12)
  }

  private let nile = KalmanFilter(levelVariance: 1469.1, valueVariance: 15099)

  @Test func `the flow of the Nile is the published series`() {
    #expect(nileFlow.count == 100)
    #expect(nileFlow.reduce(0, +) == 91935)
  }

  @Test func `a diffuse start gives the published likelihood and last level`() throws {
    let result = nile.run(nileFlow, from: .diffuse)
    expectClose(result.logEvidence, -632.5456251157, tolerance: 1e-12)
    let last = try #require(result.filtered.last)
    expectClose(last.mean, 798.37029261, tolerance: 1e-10)
  }

  @Test func `a proper prior gives the published likelihood`() {
    let result = nile.run(nileFlow, from: .proper(mean: 1000, variance: 1e6))
    expectClose(result.logEvidence, -640.3805408207, tolerance: 1e-12)
  }

  @Test func `a wrong variance is rejected`() {
    let wrong = KalmanFilter(levelVariance: 1469.1, valueVariance: 16000)
    let result = wrong.run(nileFlow, from: .proper(mean: 1000, variance: 1e6))
    #expect(!isClose(result.logEvidence, -640.3805408207, tolerance: 1e-9))
  }
}
