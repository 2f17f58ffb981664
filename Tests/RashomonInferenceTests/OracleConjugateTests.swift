import RashomonTestSupport
import Testing

struct OracleConjugateTests {
  @Test func `answers under a uniform chance`() {
    // ∫ p²(1 − p) dp = 1/12.
    expectClose(Conjugate.logEvidence(yes: 2, no: 1, a: 1, b: 1), (1.0 / 12).logarithm)
  }

  @Test func `a count under an exponential rate`() {
    // ∫ e^(−λ) λ e^(−λ) dλ = 1/4.
    expectClose(
      Conjugate.logEvidence(counts: [1], shape: 1, rate: 1), 0.25.logarithm)
    // Two spans: ∫ e^(−λ) (e^(−λ))² λ³/2 dλ = 3!/(2 · 3⁴) = 1/27.
    expectClose(
      Conjugate.logEvidence(counts: [1, 2], shape: 1, rate: 1), (1.0 / 27).logarithm)
  }

  @Test func `values with an unknown mean`() {
    // Covariance [[2, 1], [1, 2]], values (1, −1): determinant 3, quadratic form 2.
    let expected = -1.8378770664093453 - 0.5 * 3.0.logarithm - 1
    expectClose(
      Conjugate.logEvidence(values: [1, -1], variance: 1, priorMean: 0, priorVariance: 1),
      expected)
  }

  /// A chance that grows by the rule (a + yes so far) / (a + b + asked so far) tells the same story
  /// answer by answer, which is how the engine learns a reference class.
  @Test func `learning as one goes gives the same evidence`() {
    var product = 1.0
    var (yes, no) = (12.5, 83.5)
    for answer in [true, false, false, true, false] {
      product *= (answer ? yes : no) / (yes + no)
      if answer { yes += 1 } else { no += 1 }
    }
    expectClose(
      Conjugate.logEvidence(yes: 2, no: 3, a: 12.5, b: 83.5), product.logarithm,
      tolerance: 1e-12)
  }
}
