import RashomonInference
import RashomonTestSupport
import Testing

struct EstimateTests {
  @Test func `the jackknife of a mean is its standard error`() {
    // 1, 2, 3, 6: mean 3, variance 14/3, standard error √(14/3/4).
    let values = [1.0, 2, 3, 6]
    let error = jackknifeError(runs: 4) { kept in
      kept.map { values[$0] }.reduce(0, +) / Double(kept.count)
    }
    expectClose(error, (14.0 / 12).squareRoot())
  }

  @Test func `the jackknife of a ratio worked by hand`() {
    // Ratios with one run left out of (1, 2), (2, 3), (3, 7): 5/10, 4/9, 3/5.
    let above = [1.0, 2, 3]
    let below = [2.0, 3, 7]
    let error = jackknifeError(runs: 3) { kept in
      kept.map { above[$0] }.reduce(0, +) / kept.map { below[$0] }.reduce(0, +)
    }
    let parts = [5.0 / 10, 4.0 / 9, 3.0 / 5]
    let mean = parts.reduce(0, +) / 3
    let squares = parts.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    expectClose(error, (2.0 / 3 * squares).squareRoot())
  }

  @Test func `log evidence is the log of the mean`() {
    let estimate = Estimate.logEvidence(runs: [0, 3.0.logarithm], isExact: false)
    expectClose(estimate.value, 2.0.logarithm)
    // Left out in turn: log 3 and log 1, so √(1/2 · 2 · (log 3 / 2)²) = log 3 / 2.
    expectClose(estimate.standardError, 3.0.logarithm / 2)
  }

  @Test func `runs that differ by more than one are not reliable`() {
    #expect(Estimate.logEvidence(runs: [-5, -4.5, -5.5, -5], isExact: false).isReliable)
    #expect(!Estimate.logEvidence(runs: [-5, -8, -3, -6], isExact: false).isReliable)
    #expect(!Estimate.logEvidence(runs: [-5, -.infinity], isExact: false).isReliable)
  }

  @Test func `an interval is Student's, wide for few runs`() throws {
    let estimate = Estimate(value: 1, standardError: 1, runs: 3, isExact: false)
    // The 97.5 % points of Student's t with 2 and 7 degrees of freedom.
    let few = try #require(estimate.interval())
    #expect(abs(few.upperBound - (1 + 4.302653)) < 1e-6)
    #expect(abs(few.lowerBound - (1 - 4.302653)) < 1e-6)
    let more = Estimate(value: 0, standardError: 1, runs: 8, isExact: false)
    #expect(abs((try #require(more.interval())).upperBound - 2.364624) < 1e-6)
    #expect(Estimate.exact(2).interval() == 2...2)
  }

  @Test func `there is no interval where no error can be stated`() {
    #expect(Estimate(value: 1, standardError: 0, runs: 1, isExact: false).interval() == nil)
    #expect(
      Estimate(value: 1, standardError: 1, runs: 8, isExact: false, isReliable: false).interval()
        == nil)
    #expect(Estimate.exact(-.infinity).interval() == nil)
  }

  @Test func `a weighted sample's quantiles`() {
    let sample = WeightedSample(values: [3, 1, 2, 1], weights: [0.4, 0.1, 0.3, 0.2])
    #expect(sample.values == [1, 2, 3])
    expectClose(sample.mean, 0.3 + 0.6 + 1.2)
    #expect(sample.quantile(0.05) == 1)
    #expect(sample.quantile(0.5) == 2)
    #expect(sample.quantile(0.95) == 3)
  }
}
