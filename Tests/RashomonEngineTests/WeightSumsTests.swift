import Foundation
import RashomonModel
import RashomonNumerics
import RashomonTestSupport
import Testing

@testable import RashomonEngine

/// Sums over weights.
struct WeightSumsTests {
  private func logWeights(_ count: Int) -> [Double] {
    var generator = LaneGenerator(seed: 41)
    return (0..<count).map { _ in -1_000 + 30 * generator.uniform() }
  }

  @Test(arguments: [1, 7, 8, 1_003, 8_192, 40_001])
  func `sums are those of the weights`(_ count: Int) {
    let logWeights = logWeights(count)
    let largest = logWeights.max() ?? 0
    let right = logWeights.map { exp($0 - largest) }
    let weights = UnsafeMutablePointer<Double>.allocate(capacity: count)
    defer { weights.deallocate() }
    let sums = WeightSums(of: logWeights, into: weights, threads: 1)
    #expect(sums.largest == largest)
    #expect(abs(sums.sum / right.reduce(0, +) - 1) < 1e-12)
    #expect(abs(sums.squares / right.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
    for (index, weight) in right.enumerated() {
      let scale = sums.spans[index / Spans.length].scale
      #expect(abs(weights[index] * scale - weight) < 1e-15)
    }
    #expect(abs(sums.spans.reduce(0) { $0 + $1.sum } / sums.sum - 1) < 1e-12)
    #expect(abs(sums.logMean - logMeanExp(logWeights)) < 1e-12)
  }

  @Test func `threads change no bit`() {
    let logWeights = logWeights(100_001)
    let one = WeightSums(of: logWeights, into: nil, threads: 1)
    for threads in [2, 3, 8] {
      #expect(WeightSums(of: logWeights, into: nil, threads: threads) == one)
    }
  }

  @Test func `no weight and no number are told apart`() {
    func sums(_ weights: [Double]) -> WeightSums { WeightSums(of: weights, into: nil, threads: 1) }
    #expect(sums([-.infinity, -.infinity]).logMean == -.infinity)
    #expect(sums([-.infinity, -.infinity]).effectiveSize == 0)
    #expect(sums([-.infinity, 0]).logMean == -log(2))
    #expect(sums([0, .nan, 1]).logMean.isNaN)
  }
}
