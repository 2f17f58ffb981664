import RashomonNumerics
import RashomonTestSupport
import Testing

@testable import RashomonAnalysis

/// Bits and dB of readings with known answers.
struct InformationTests {
  @Test func `a reading that settles it tells all there is`() {
    let half = [0.5, 0.5]
    expectClose(
      expectedBits(weights: half, chances: [[1, 0], [0, 1]]), 1, tolerance: 1e-15)
    #expect(expectedDecibels(weights: half, chances: [[1, 0], [0, 1]]) == .infinity)
    expectClose(entropy(of: half), 1, tolerance: 1e-15)
    expectClose(entropy(of: [0.25, 0.25, 0.25, 0.25, 0]), 2, tolerance: 1e-15)
  }

  @Test func `a reading on which all agree tells nothing`() {
    let chances = [[0.3, 0.7], [0.3, 0.7], [0.3, 0.7]]
    #expect(expectedBits(weights: [0.2, 0.3, 0.5], chances: chances) == 0)
    expectClose(
      expectedDecibels(weights: [0.2, 0.3, 0.5], chances: chances), 0, tolerance: 1e-12)
  }

  /// The binary symmetric channel: 1 − H(0.1) bits.
  @Test func `a report that is wrong one time in ten`() {
    let chances = [[0.9, 0.1], [0.1, 0.9]]
    expectClose(
      expectedBits(weights: [0.5, 0.5], chances: chances), 0.5310044064107188, tolerance: 1e-12)
    // 0.8 · 10 log₁₀ 9 for either.
    expectClose(
      expectedDecibels(weights: [0.5, 0.5], chances: chances), 0.8 * 9.542425094393248,
      tolerance: 1e-12)
  }

  @Test func `what is certain has nothing to be learned`() {
    #expect(expectedBits(weights: [1, 0], chances: [[0.9, 0.1], [0.1, 0.9]]) == 0)
    #expect(expectedDecibels(weights: [1, 0], chances: [[0.9, 0.1], [0.1, 0.9]]) == 0)
    #expect(entropy(of: [1, 0]) == 0)
  }

  // MARK: Noise

  /// Two accounts that both give .3 to a yes, each known from eight runs of 50 histories: there is
  /// nothing to learn, and the plain number sees about 9·10⁻⁴ bits in the noise, w₁w₂/(2 ln 2) times
  /// the variance of the difference over .3 · .7. Over 2,000 such computations the mean of either has
  /// a standard error of about 3·10⁻⁵ bits.
  @Test func `noise is not taken for information`() {
    var plain = 0.0
    var corrected = 0.0
    let trials = 2_000
    for trial in 0..<trials {
      let counts = (0..<2).map { account in
        (0..<8).map { run in
          let key = RandomKey(seed: 5, stream: account, block: trial, day: run, statement: 1)
          return (0..<50).count { key.uniform(lane: $0) < 0.3 }
        }
      }
      func bits(_ kept: [Int]) -> Double {
        let chances = counts.map { runs in
          Double(kept.reduce(0) { $0 + runs[$1] }) / Double(50 * kept.count)
        }
        return expectedBits(weights: [0.5, 0.5], chances: chances.map { [1 - $0, $0] })
      }
      plain += bits(Array(0..<8)) / Double(trials)
      corrected += unbiased(runs: 8, isExact: false, bits).value / Double(trials)
    }
    #expect(abs(corrected) < 1.5e-4)
    // The broken copy.
    #expect(abs(plain) > 7e-4)
  }
}
