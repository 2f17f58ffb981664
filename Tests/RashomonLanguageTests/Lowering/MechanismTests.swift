import RashomonEvidence
import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonLanguage

struct MechanismTests {
  let seen = "observable attack: event, once \"a\" usual 10% per day\n"

  @Test func `chances per duration become chances per day`() throws {
    let model = try Toy.commonGround(
      seen + """
        hidden plot is 30%
        each day {
          event attack with weekly chance 20% if plot, 5% otherwise
        }
        """)
    let run = Replay(model) { name, _ in name == "plot" ? 1 : nil }
    expectClose(everHappens(Array(repeating: run.chance("attack", on: 4), count: 7)), 0.2)
    #expect(run.chance("plot") == 0.3)
  }

  @Test func `an event fires on the day its condition becomes true, day one included`() throws {
    let model = try Toy.commonGround(
      """
      observable a: event "a" usual 10% per day
      observable b: event "b" usual 10% per day
      state x = 1
      each day {
        next x = 1 - x
        event a when x == 1
        event b when today >= 2020-01-04 and today <= 2020-01-06
      }
      """)
    let run = Replay(model)
    #expect((0..<10).map { run.value("a", on: $0) } == [1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
    #expect((0..<10).map { run.value("b", on: $0) } == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
  }

  @Test func `happens is today, has happened is before, days since counts from the last`() throws {
    let model = try Toy.commonGround(
      """
      observable march: event "m" usual 10% per day
      observable crowd: number of people "c" usual 5 to 50
      each day {
        x = if march happens then 1 else 0
        y = if march has happened then 1 else 0
        z = days since march
        w = yesterday(z, first: 7)
        crowd = x + y + z + w
      }
      """)
    let run = Replay(model) { name, day in name == "march" && (day == 2 || day == 5) ? 1 : nil }
    func series(_ name: String) -> [Double] { (0..<7).map { run.value(name, on: $0) } }
    let never = Double.infinity
    #expect(series("x") == [0, 0, 1, 0, 0, 1, 0])
    #expect(series("y") == [0, 0, 0, 1, 1, 1, 1])
    #expect(series("z") == [never, never, 0, 1, 2, 0, 1])
    #expect(series("w") == [7, never, never, 0, 1, 2, 0])
  }

  @Test func `weekdays are those of the calendar`() throws {
    let model = try Toy.commonGround(
      """
      observable crowd: number of people "c" usual 5 to 50
      each day {
        crowd = if weekday == sunday then 1 else 0
      }
      """)
    let run = Replay(model)
    // 1 January 2020 was a Wednesday.
    #expect((0..<10).map { run.value("crowd", on: $0) } == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
  }

  @Test func `hidden facts make a small network`() throws {
    let model = try Toy.commonGround(
      seen + """
        hidden both = a or b
        hidden b is 60% if a, 20% if who is y, 10% otherwise
        hidden a is likely
        hidden who is one of { x: 0.5, y: 0.5 }
        each day {
          event attack with daily chance 50% if both, 0% otherwise
        }
        """)
    func chance(a: Double, who: Double) -> Double {
      Replay(model) { name, _ in name == "a" ? a : name == "who" ? who : nil }.chance("b")
    }
    #expect(chance(a: 1, who: 1) == 0.6)
    #expect(chance(a: 0, who: 1) == 0.2)
    #expect(chance(a: 0, who: 0) == 0.1)
    let run = Replay(model) { name, _ in name == "b" ? 1 : nil }
    #expect(run.value("both") == 1)
    expectClose(run.chance("a"), 0.681, tolerance: 1e-3)
    #expect(run.chances("who") == [0.5, 0.5])
  }

  @Test func `parameters are drawn from what is written`() throws {
    let model = try Toy.commonGround(
      seen + """
        param a ~ 20% to 60%
        param b ~ 0.5 to 2
        param c ~ -1 to 1
        param d ~ likely
        param e ~ gamma(sd: 2, mean: 3)
        param f ~ one of { 1: 0.5, 3: 0.2, 7: 0.3 }
        param g = 2 * b
        """)
    let run = Replay(model) { name, _ in name == "f'pick" ? 2 : name == "b" ? 1.5 : nil }
    #expect(
      ["a", "b", "c", "d"].map { run.law($0)?.name ?? "" } == [
        "beta", "lognormal", "normal", "beta",
      ])
    #expect(run.law("c")?.arguments[0] == 0)
    expectClose(run.law("c")?.arguments[1] ?? 0, 1 / 1.6448536269514722)
    #expect(run.law("e")?.arguments == [3, 2])
    #expect(run.value("f") == 7)
    #expect(run.chances("f'pick") == [0.5, 0.2, 0.3])
    #expect(run.value("g") == 3)
    #expect(
      model.reported.map { model.variables[$0.index].name } == ["a", "b", "c", "d", "e", "f"])
  }

  @Test func `states move tomorrow, within their bounds`() throws {
    let model = try Toy.commonGround(
      """
      observable crowd: number of people "c" usual 5 to 50
      param low = 0.5
      state x from low to 1 = 0.1
      state y = 2
      each day {
        next x = x + 0.2
        crowd = x + y
      }
      """)
    let run = Replay(model)
    let found = (0..<5).map { run.value("x", on: $0) }
    for (value, expected) in zip(found, [0.5, 0.7, 0.9, 1, 1]) { expectClose(value, expected) }
    #expect(run.value("y", on: 9) == 2)
  }

  @Test func `what is written in any order is computed in the order needed`() throws {
    let model = try Toy.commonGround(
      """
      observable crowd: number of people "c" usual 5 to 50
      each day {
        crowd = b + 1
        b = 2 * a
        a = 3
      }
      """)
    #expect(Replay(model).value("crowd", on: 0) == 7)
    var known = Set(model.facts.map(\.variable) + model.states.map(\.variable))
    for step in model.steps {
      #expect(step.variables.allSatisfy(known.contains))
      known.formUnion(step.targets)
    }
  }

  @Test func `reports carry their law, shared error and stances`() throws {
    let model = try Toy.commonGround(
      """
      observable crowd: number of people, complete, watched 2020-01-02 to 2020-01-05, noticed 80%,
        lag 8 days, graded B3 "c" usual 5 to 50
      observable attack: event, once, self-evident "a" false 1% per week, usual 10% per day
      param lean ~ 0.3 to 0.8
      each day {
        report crowd ~ lognormal(median: crowd, spread: 1.5), shared 1.2
        report crowd by official ~ lognormal(median: lean * crowd, spread: 2)
      }
      """)
    let crowd = try model.observable("crowd")
    #expect(crowd.kind == .number(unit: "people", complete: true))
    #expect(crowd.report?.shared == .constant(1.2))
    #expect(crowd.reportByStance.keys.map(\.rawValue) == ["official"])
    #expect(crowd.recording.watched == 1...4)
    #expect(crowd.recording.noticed == 0.8)
    #expect(crowd.recording.lag == 8)
    #expect(crowd.recording.silence.description == "B3")
    let attack = try model.observable("attack")
    #expect(attack.recording.selfEvident)
    expectClose(everHappens(Array(repeating: attack.recording.falseRate, count: 7)), 0.01)
  }
}
