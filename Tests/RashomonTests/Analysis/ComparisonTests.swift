import RashomonAnalysis
import Testing

/// When two accounts are said to be told apart.
struct ComparisonTests {
  private func standing(
    _ difference: Double, error: Double?, isReliable: Bool = true
  ) -> Comparison.Told {
    Comparison(
      first: "a", second: "b", difference: Measured(difference, error: error),
      isReliable: isReliable
    ).told
  }

  @Test func `the record tells apart from three decibels on`() {
    #expect(standing(2.9, error: 0) == .notByRecord)
    #expect(standing(3, error: 0) == .apart)
    #expect(standing(0, error: 0) == .notByRecord)
  }

  @Test func `the computation tells apart from two errors on`() {
    #expect(standing(3.9, error: 2) == .notByComputation)
    #expect(standing(4, error: 2) == .apart)
  }

  @Test func `where no error can be stated nothing is told apart`() {
    #expect(standing(40, error: nil) == .notByComputation)
    #expect(standing(40, error: 1, isReliable: false) == .notByComputation)
  }
}
