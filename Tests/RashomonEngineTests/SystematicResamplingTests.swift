import RashomonEngine
import RashomonInference
import RashomonNumerics
import Testing

struct ResamplingTests {
  private let weights = [0.1, 0.0, 0.45, 0.05, 0.4]

  @Test func `a hand-worked resampling`() {
    // Points .05, .25, .45, .65, .85 and .14, .34, .54, .74, .94 over the cumulative weights .1,
    // .1, .55, .6, 1.
    #expect(
      SystematicResampling.ancestors(weights: weights, uniform: 0.25) == [0, 2, 2, 4, 4])
    #expect(
      SystematicResampling.ancestors(weights: weights, uniform: 0.7) == [2, 2, 2, 4, 4])
  }

  @Test func `every history has its expected number of descendants rounded down or up`() {
    var rng = LaneGenerator(seed: 5)
    for _ in 0..<50 {
      let weights = (0..<97).map { _ in rng.uniform() * rng.uniform() }
      let total = weights.reduce(0, +)
      let ancestors = SystematicResampling.ancestors(weights: weights, uniform: rng.uniform())
      #expect(ancestors.count == 97)
      #expect(ancestors == ancestors.sorted())
      for (index, weight) in weights.enumerated() {
        let expected = 97 * weight / total
        let descendants = Double(ancestors.count { $0 == index })
        #expect(abs(descendants - expected) < 1 + 1e-9)
      }
    }
  }

  @Test func `the mean number of descendants is the weight`() {
    // Over the uniform's grid the mean is exact up to the grid: 1,000 points err by at most 1/1,000.
    func meanCounts(uniform: (Int) -> Double) -> [Double] {
      var counts = [Double](repeating: 0, count: 5)
      for step in 0..<1_000 {
        for ancestor in SystematicResampling.ancestors(weights: weights, uniform: uniform(step)) {
          counts[ancestor] += 1 / 1_000
        }
      }
      return counts
    }
    func isRight(_ counts: [Double]) -> Bool {
      zip(counts, weights).allSatisfy { abs($0 - 5 * $1) < 2e-3 }
    }
    #expect(isRight(meanCounts { (Double($0) + 0.5) / 1_000 }))
    // A copy whose points always stand in the middle of their cells is found out.
    #expect(!isRight(meanCounts { _ in 0.5 }))
  }

  @Test func `a weight of zero has no descendant and a lone weight has all`() {
    #expect(
      SystematicResampling.ancestors(weights: [0, 0, 1e-300, 0], uniform: 0.999_999)
        == [2, 2, 2, 2])
  }
}
