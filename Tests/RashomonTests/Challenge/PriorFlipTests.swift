import Foundation
import RashomonAnalysis
import RashomonTestSupport
import Testing

/// The prior odds and the power of the evidence at which a ranking turns, on clues whose evidences are
/// known: θ uniform above ½ gives 7.8276 times what θ uniform below ½ gives.
struct PriorFlipTests {
  private static let factor = 7.827586206896552

  @Test func `the prior odds that flip a ranking are the ratio of the evidences`() throws {
    let (base, _) = try ClueCase.standing(ClueCase.uniform())
    let flips = priorFlips(of: base, leader: "theory")
    #expect(flips.map(\.rival) == ["rival", "common-ground"])
    expectClose(flips[0].oddsAgainst.value, Self.factor, tolerance: 1e-12)
    #expect(flips[0].oddsAgainst.error == 0 && flips[0].priorOdds == 1)
    expectClose(flips[0].shift.value, Self.factor, tolerance: 1e-12)
  }

  /// The evidences are e of the theory, e/7.8276 of the rival and, of θ = ¼ or ¾, half of
  /// .25⁷·.75³ + .75⁷·.25³; e = 2·∫ θ⁷(1 − θ)³ from ½ to 1 = 2·B(8, 4)·.88671875.
  @Test func `the power curve is the closed form of the evidences`() throws {
    let (base, _) = try ClueCase.standing(ClueCase.uniform())
    let curve = powerCurve(of: base, leader: "theory")
    #expect(curve.models == ["common-ground", "rival", "theory"])
    let theory = 2 * 0.886_718_75 / 1320
    let common = 0.5 * (pow(0.25, 7) * pow(0.75, 3) + pow(0.75, 7) * pow(0.25, 3))
    let evidences = [common, theory / Self.factor, theory]
    func posteriors(_ power: Double) -> [Double] {
      let parts = evidences.map { pow($0, power) }
      return parts.map { $0 / parts.reduce(0, +) }
    }
    #expect(curve.points.count == 11)
    for point in curve.points {
      for (found, expected) in zip(point.posteriors, posteriors(point.power)) {
        expectClose(found.value, expected, tolerance: 1e-9)
        #expect(found.error == 0)
      }
    }
    let half = try #require(curve.half)
    #expect(half.value > 0 && half.value < 1)
    expectClose(posteriors(half.value)[2], 0.5, tolerance: 1e-9)
    // 3 dB of the lead's 8.936.
    expectClose(
      try #require(curve.toldApart).value, 3 / (10 * log10(Self.factor)), tolerance: 1e-12)
  }

  /// By the plain filter with few histories; the error of the odds is that of the lead, on their scale.
  @Test func `the odds carry the lead's error`() throws {
    let settings = RunSettings(histories: 500, runs: 4, seed: 5, threads: 1, method: "smc")
    let (base, _) = try ClueCase.standing(ClueCase.sampled(), settings: settings)
    let flip = try #require(priorFlips(of: base, leader: "theory").first)
    let error = try #require(flip.lead.error)
    #expect(error > 0)
    expectClose(
      try #require(flip.oddsAgainst.error), flip.oddsAgainst.value * log(10) / 10 * error,
      tolerance: 1e-12)
    let curve = powerCurve(of: base, leader: "theory")
    let told = try #require(curve.toldApart)
    expectClose(
      try #require(told.error), 3 / flip.lead.value / flip.lead.value * error, tolerance: 1e-12)
    #expect(try #require(curve.half?.error) > 0)
  }
}
