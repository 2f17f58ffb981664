import Foundation
import RashomonNumerics
import Testing

@testable import RashomonEngine

struct SystematicResamplingTests {
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

  // MARK: Many spans

  /// Log weights over several spans, some without any weight, one of them whole.
  private var logWeights: [Double] {
    var rng = LaneGenerator(seed: 6)
    return (0..<30_011).map { index in
      let weight = -40 + 3 * normalQuantile(rng.uniform())
      return index / Spans.length == 1 || index % 7 == 0 || index > 30_000 ? -.infinity : weight
    }
  }

  private func ancestors(_ logWeights: [Double], threads: Int) -> [Int32] {
    let weights = UnsafeMutablePointer<Double>.allocate(capacity: logWeights.count)
    defer { weights.deallocate() }
    let sums = WeightSums(of: logWeights, into: weights, threads: threads)
    var ancestors = [Int32](repeating: -1, count: logWeights.count)
    ancestors.withUnsafeMutableBufferPointer {
      SystematicResampling.findAncestors(
        weights: UnsafeBufferPointer(start: weights, count: logWeights.count), spans: sums.spans,
        uniform: 0.3, into: $0, threads: threads)
    }
    return ancestors
  }

  @Test func `histories of many spans have their descendants in order`() {
    let logWeights = logWeights
    let ancestors = ancestors(logWeights, threads: 1)
    #expect(ancestors == ancestors.sorted())
    var counts = [Double](repeating: 0, count: logWeights.count)
    for ancestor in ancestors { counts[Int(ancestor)] += 1 }
    let total = logSumExp(logWeights)
    for (logWeight, count) in zip(logWeights, counts) {
      #expect(abs(count - Double(logWeights.count) * exp(logWeight - total)) < 1 + 1e-9)
      if logWeight == -.infinity { #expect(count == 0) }
    }
  }

  @Test(arguments: [2, 3, 8])
  func `threads change no ancestor`(_ threads: Int) {
    #expect(ancestors(logWeights, threads: threads) == ancestors(logWeights, threads: 1))
  }
}
