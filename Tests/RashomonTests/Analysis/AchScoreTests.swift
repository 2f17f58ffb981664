import RashomonAnalysis
import RashomonEvidence
import RashomonTestSupport
import Testing

/// The numbers of Open Synthesis, as its own tests have them [OpenSynthesis2016].
struct AchScoreTests {
  private typealias Ratings = [AchRating]

  @Test(arguments: [
    ([AchRating.veryConsistent, .notApplicable, .inconsistent, .inconsistent], 2.0),
    ([.inconsistent, .inconsistent, .neutral, .inconsistent], 3),
    ([.neutral, .notApplicable, .veryConsistent, .veryInconsistent], 4),
    ([.veryConsistent, .consistent], 0), ([], 0),
  ])
  func `inconsistency counts squares below neutral`(ratings: [AchRating], expected: Double) {
    #expect(achInconsistency(ratings.map { [$0] }) == expected)
  }

  /// I and C average to neutral: no inconsistency. I and VI average to 1.5.
  @Test func `inconsistency goes by the mean of those who rated`() {
    #expect(achInconsistency([[.inconsistent, .consistent]]) == 0)
    #expect(achInconsistency([[.inconsistent, .veryInconsistent]]) == 2.25)
    #expect(achInconsistency([[]]) == 0)
  }

  @Test func `diagnosticity is the standard deviation over hypotheses`() {
    #expect(achDiagnosticity([[.consistent], [.inconsistent]]) == 1)
    #expect(achDiagnosticity([[.veryConsistent], [.veryInconsistent]]) == 2)
    #expect(achDiagnosticity([[.consistent], [.consistent], [.consistent]]) == 0)
    #expect(achDiagnosticity([[.neutral], [.notApplicable]]) == 0)
    expectClose(
      achDiagnosticity([[.consistent], [.neutral], [.inconsistent]]), (2.0 / 3).squareRoot(),
      tolerance: 1e-15)
    #expect(achDiagnosticity([]) == 0)
  }
}
