import RashomonTestSupport
import Testing

@testable import RashomonInference

struct MergedVectorsTests {
  @Test func `equal vectors become one and lost ones are dropped`() {
    let merged = MergedVectors(
      columns: [[0, 1, -0.0, 1, 0, 7], [2, 2, 2, 2, 3, 7]],
      logWeights: [0.1, 0.2, 0.3, 0.05, 0.35, 0].map(\.logarithm))
    #expect(merged.kept == [0, 1, 4])
    for (found, expected) in zip(merged.logWeights, [0.4, 0.25, 0.35]) {
      expectClose(found, expected.logarithm)
    }
  }

  @Test func `many vectors keep their whole weight`() {
    // 10,000 vectors of which 100 are distinct, 10 × 10.
    let count = 10_000
    let fine: [Double] = (0..<count).map { Double($0 % 10) / 8 }
    let coarse: [Double] = (0..<count).map { Double($0 / 10 % 10) * 1e9 }
    let merged = MergedVectors(
      columns: [fine, coarse], logWeights: [Double](repeating: -1_000, count: count))
    #expect(merged.kept == Array(0..<100))
    for weight in merged.logWeights { expectClose(weight, -1_000 + 100.0.logarithm) }
  }

  @Test func `nothing is left of vectors without weight`() {
    #expect(MergedVectors(columns: [[1, 2]], logWeights: [-.infinity, -.infinity]).kept.isEmpty)
  }
}
