import RashomonModel
import RashomonTestSupport
import Testing

/// The engine against an interpreter that was written without it, on models that nobody would
/// write. No draw is compared by its distribution: both take their numbers from the same addresses,
/// so a false alarm is impossible but for decisions closer than 1e-9, which are counted.
struct DifferentialTests {
  /// As many models as a debug build runs in a few seconds; an optimised one runs them all.
  private static var count: Int {
    #if DEBUG
      100
    #else
      2000
    #endif
  }

  @Test func `the engine agrees with the interpreter on generated models`() {
    var generator = ModelGenerator(seed: 20_200_809)
    var compared = 0
    var closeCalls = 0
    var impossible = 0
    for number in 0..<Self.count {
      let made = generator.next()
      let report = EngineComparison(
        seed: 7, stream: number % 3, combinationLimit: number % 5 == 0 ? 6 : 64
      ).compare(model: made.model, records: made.records)
      #expect(report.agrees, "model \(number): \(report.differences)")
      compared += report.compared
      closeCalls += report.closeCalls
      impossible += report.impossible
    }
    #expect(compared > 1000 * Self.count, "the comparison stopped early: \(compared) values")
    #expect(closeCalls * 1_000_000 <= compared, "\(closeCalls) of \(compared) too close to call")
    #expect(impossible < 4 * Self.count, "four in five stay alive: \(impossible) did not")
  }
}
