import RashomonAnalysis
import RashomonNumerics
import RashomonTestSupport
import Testing

/// The tests that `calibrate` holds ranks against.
struct RankUniformityTests {
  /// With one border at ½ the count below it is binomial(4, ½): both tails of 0 of 4 are 1/16.
  @Test func `two bins are a sign test`() {
    let test = RankUniformity(places: [0.6, 0.7, 0.8, 0.9], bins: 2)
    #expect(test.histogram == [0, 4])
    #expect(isClose(test.pValue, 2.0 / 16))
  }

  /// Counts over the thirds of two places: as surprising as both in the first third are both in the
  /// last (the tails 1/9), and nothing else.
  @Test func `two places in three bins are counted out`() {
    #expect(isClose(RankUniformity(places: [0.1, 0.2], bins: 3).pValue, 2.0 / 9))
    // Less surprising is only one in the first and one in the last, with a chance of 2/9.
    #expect(isClose(RankUniformity(places: [0.2, 0.5], bins: 3).pValue, 7.0 / 9))
    #expect(RankUniformity(places: []).pValue == 1)
  }

  /// Of 2,000 samples of 60 uniform places the share under 5 % lies within 4 standard errors of at
  /// most 5 %; ranks that crowd at one end are found out in
  /// more than half.
  @Test func `the chance is what it says`() {
    var generator = LaneGenerator(seed: 3)
    func share(_ place: (Double) -> Double) -> Double {
      let trials = 2_000
      let found = (0..<trials).count { _ in
        RankUniformity(places: (0..<60).map { _ in place(generator.uniform()) }).pValue < 0.05
      }
      return Double(found) / Double(trials)
    }
    let alarms = share { $0 }
    #expect(alarms < 0.05 + 4 * (0.05 * 0.95 / 2_000).squareRoot())
    #expect(alarms > 0.03)
    // Squared, ranks crowd at the low end as those of a posterior that is too high.
    #expect(share { $0 * $0 } > 0.5)
  }

  @Test func `a frequency is held against what was stated`() {
    // Two coins and a sure thing: 1, 2 or 3 with chances ¼, ½, ¼.
    let stated = [0.5, 0.5, 1]
    #expect(frequencySurprise(stated: stated, happened: 1) == 0.5)
    #expect(frequencySurprise(stated: stated, happened: 2) == 1)
    #expect(frequencySurprise(stated: stated, happened: 0) == 0)
    #expect(frequencySurprise(stated: [], happened: 0) == 1)
  }
}

private func isClose(_ value: Double, _ expected: Double) -> Bool {
  abs(value - expected) < 1e-9
}
