import RashomonModel
import RashomonTestSupport
import Testing

/// The engine's games against an interpreter that was written without it.
struct AnticipationStepTests {
  @Test func `the engine and the interpreter agree on a game that goes by facts and draws`() {
    var tiny = TinyModel(days: 4)
    let fear = tiny.fact("fear", .drawn(Law("uniform", [number(0), number(1)])))
    let mood = tiny.state(
      "mood", .formula(number(0.2)), next: .drawn(Law("uniform", [number(0), number(1)])))
    let alarm = tiny.step("alarm", .chance(number(0.4)))
    let shares = ["a", "b", "c", "d", "e"].map { tiny.define("share.\($0)") }
    let between = tiny.define("between")
    func variable(_ id: VariableID) -> Expression { .variable(id) }
    tiny.steps.append(
      .equilibrium(
        Anticipation(
          responses: [
            .init(
              shares: Array(shares[..<2]),
              utilities: [
                number(0), .binary(.subtract, variable(between), variable(fear)),
              ], allowed: [nil, nil]),
            .init(
              shares: Array(shares[2...]),
              utilities: [
                number(0.1), .binary(.multiply, variable(shares[1]), variable(mood)),
                .call("exp", [.unary(.negate, variable(shares[0]))]),
              ], allowed: [nil, variable(alarm), nil]),
          ],
          between: [
            Assignment(
              between,
              .formula(
                .choose(
                  variable(alarm), .binary(.add, variable(shares[3]), variable(mood)),
                  variable(shares[4]))))
          ])))
    let choice = tiny.step("choice", .pick(shares[2...].map { variable($0) }))
    let march = tiny.step(
      "march",
      .chance(
        .choose(.binary(.equal, variable(choice), number(1)), variable(shares[1]), number(0.2)))
    )
    tiny.observe("march", truth: march, usual: .chance(number(0.3)))
    let records = [0, 2].map { day in
      DayRecord(
        day: day,
        events: [
          EventReading(
            observable: "march", answer: day == 0 ? .yes : .silent, reliability: 0.9,
            coverage: 0.95, falseRate: 0, rows: [])
        ], statuses: [], numbers: [])
    }
    let report = EngineComparison(seed: 7, stream: 0, combinationLimit: 64)
      .compare(model: tiny.model, records: records)
    #expect(report.agrees, "\(report.differences)")
    #expect(report.compared > 500)
  }
}
