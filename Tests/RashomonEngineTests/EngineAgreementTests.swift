import RashomonTestSupport
import Testing

/// The engine and the scalar interpreter on random models, history by history.
struct EngineAgreementTests {
  @Test(arguments: 0..<10) func `agrees with the scalar interpreter`(batch: Int) {
    var generator = ModelGenerator(seed: UInt64(batch + 100))
    for number in 0..<20 {
      let made = generator.next()
      let report = EngineComparison(seed: UInt64(number)).compare(
        model: made.model, records: made.records)
      #expect(report.agrees, "model \(batch)/\(number): \(report.differences.first ?? "")")
    }
  }
}
