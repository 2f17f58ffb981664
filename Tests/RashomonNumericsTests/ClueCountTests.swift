import Foundation
import RashomonNumerics
import Testing

/// Published Bayes factors from counts of clues: 7 for the working theory, 3 for its rival
/// [LopezBowersGajardo2026]. Observation bias ω makes clues for the theory likelier to be seen.
struct ClueCountTests {
  /// Urn: under the theory 8 clues for it and 3 against, under the rival 7 and 8; ten are drawn.
  static func urnFactor(bias: Double) -> Double {
    let theory = NoncentralHypergeometric.logDensity(of: 7, [8, 3, 10, bias])
    let rival = NoncentralHypergeometric.logDensity(of: 7, [7, 8, 10, bias])
    return exp(theory - rival)
  }

  /// Binomial: a uniform share θ of clues for the theory, seen with q = ωθ/(1 + (ω − 1)θ);
  /// the factor is P(θ > ½)/P(θ < ½).
  static func binomialFactor(bias: Double) -> Double {
    func mass(_ low: Double, _ high: Double) -> Double {
      simpson(from: low, to: high) { share in
        let seen = bias * share / (1 + (bias - 1) * share)
        return exp(Binomial.logDensity(of: 7, [10, seen, 0, 0]))
      }
    }
    return mass(0.5, 1) / mass(0, 0.5)
  }

  @Test(arguments: [(1, 39), (0.5, 281.68421), (2, 7.5066964)])
  func `the urn's factor`(bias: Double, factor: Double) {
    #expect(isClose(Self.urnFactor(bias: bias), factor, relative: 2e-8))
  }

  @Test(arguments: [(1, 7.827586206896552), (0.5, 68.20801), (2, 1.5330033)])
  func `the binomial factor`(bias: Double, factor: Double) {
    #expect(isClose(Self.binomialFactor(bias: bias), factor, relative: 3e-8))
  }

  @Test func `the unbiased factors in closed form`() {
    let posterior: SIMD4<Double> = [8, 4, 0, 0]
    let factor = Beta.survival(0.5, posterior) / Beta.cumulative(0.5, posterior)
    #expect(isClose(factor, 7.827586206896552, relative: 1e-14))
    #expect(isClose(10 * log10(Self.urnFactor(bias: 1)), 15.91065, relative: 3e-7))
    #expect(
      isClose(
        NoncentralHypergeometric.logDensity(of: 7, [8, 3, 10, 1]), log(8.0 / 11), relative: 1e-13))
    #expect(
      isClose(
        NoncentralHypergeometric.logDensity(of: 7, [7, 8, 10, 1]), log(56.0 / 3003), relative: 1e-13
      ))
  }

  @Test func `the bias at which the conclusion flips`() {
    let urn = findRoot(between: 1, and: 20) { Self.urnFactor(bias: $0) - 1 }
    let binomial = findRoot(between: 1, and: 20) { Self.binomialFactor(bias: $0) - 1 }
    #expect(isClose(urn ?? 0, 5.858276276, relative: 1e-9))
    #expect(isClose(binomial ?? 0, 2.460795837, relative: 1e-7))
  }
}
