import RashomonAnalysis
import RashomonTestSupport
import Testing

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
}
