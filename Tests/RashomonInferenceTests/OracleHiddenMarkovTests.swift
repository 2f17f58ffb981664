import RashomonTestSupport
import Testing

/// The umbrella of [RussellNorvig2010, §15.2]: states rain and no rain; 0 is an umbrella seen.
struct OracleHiddenMarkovTests {
  private let umbrella = HiddenMarkovModel(
    initial: [0.5, 0.5], transition: [[0.7, 0.3], [0.3, 0.7]], emission: [[0.9, 0.1], [0.2, 0.8]])

  @Test func `two umbrellas worked by hand`() {
    // .5·.9 = .45 and .5·.2 = .1: 9/11; then .7·9/11 + .3·2/11 = 6.9/11 of rain.
    let result = umbrella.forward([0, 0])
    expectClose(result.filtered[0][0], 9.0 / 11)
    expectClose(result.filtered[1][0], 0.9 * 6.9 / (0.9 * 6.9 + 0.2 * 4.1))
    expectClose(result.logEvidence, (0.55 * (0.9 * 6.9 + 0.2 * 4.1) / 11).logarithm)
  }

  @Test func `the published filter`() {
    let result = umbrella.forward([0, 0])
    expectClose(result.filtered[0][0], 0.8181818, tolerance: 5e-8)
    expectClose(result.filtered[1][0], 0.8833570, tolerance: 5e-8)
    expectClose(result.logEvidence, 0.3515.logarithm)
    let five = umbrella.forward([0, 0, 1, 0, 0])
    expectClose(five.filtered[4][0], 0.8673389, tolerance: 5e-8)
    expectClose(five.logEvidence, -3.3725020443, tolerance: 5e-11)
  }

  @Test func `swapped answers are rejected`() {
    #expect(!isClose(umbrella.forward([1, 1, 0, 1, 1]).logEvidence, -3.3725020443))
  }
}
