import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonLanguage

struct UsualTests {
  @Test func `words by a date make that probability, uniform over the days to it`() throws {
    let model = try Toy.commonGround(
      "observable attack: event, once \"a\" usual 30% by 2020-01-05")
    let silent = Replay(model)
    for day in 0..<5 {
      expectClose(silent.chance("attack", on: day), 0.06 / (1 - 0.06 * Double(day)))
    }
    expectClose(everHappens((0..<5).map { silent.chance("attack", on: $0) }), 0.3)
    for day in 5..<10 { expectClose(silent.chance("attack", on: day), 0.06) }
    #expect(try model.observable("attack").truthFrom == .usual)
  }

  @Test func `an event that is once does not happen again, yet reports of it stay usual`() throws {
    let model = try Toy.commonGround(
      "observable attack: event, once \"a\" usual 30% by 2020-01-05")
    let happened = Replay(model) { name, day in name == "attack" && day == 1 ? 1 : nil }
    #expect(happened.chance("attack", on: 2) == 0)
    guard case .chance(let usual) = try model.observable("attack").usual else {
      Issue.record("no chance")
      return
    }
    expectClose(happened.evaluate(usual, on: 1), 0.06 / 0.94)
    expectClose(happened.evaluate(usual, on: 2), 0.06)
  }

  @Test func `an event that may happen again has the rate of its window after the first`() throws {
    let model = try Toy.commonGround("observable attack: event \"a\" usual 30% by 2020-01-05")
    let happened = Replay(model) { name, day in name == "attack" && day == 1 ? 1 : nil }
    for day in 2..<10 { expectClose(happened.chance("attack", on: day), 0.06) }
  }

  @Test func `a chance per duration is spread over its days`() throws {
    let model = try Toy.commonGround(
      """
      observable a: event "a" usual 20% per week
      observable b: event "b" usual 20% per month
      observable c: event "c" usual 20% per year
      observable d: event "d" usual 20% per day
      observable e: event "e" usual 20% per 2 weeks
      """)
    let run = Replay(model)
    for (name, days) in [("a", 7), ("b", 30), ("c", 365), ("d", 1), ("e", 14)] {
      let chance = run.chance(name, on: 3)
      expectClose(everHappens(Array(repeating: chance, count: days)), 0.2)
    }
  }

  @Test func `a reference class is learned as the history goes`() throws {
    let model = try Toy.commonGround("observable attack: event \"a\" usual 12 in 95 months")
    let run = Replay(model) { name, day in name == "attack" && (day == 2 || day == 5) ? 1 : nil }
    expectClose(run.chance("attack", on: 0), 12.5 / 2850)
    expectClose(run.chance("attack", on: 2), 12.5 / 2852)
    expectClose(run.chance("attack", on: 3), 13.5 / 2853)
    expectClose(run.chance("attack", on: 9), 14.5 / 2859)
  }

  @Test func `a reference class of few days stays a chance`() throws {
    let model = try Toy.commonGround("observable attack: event \"a\" usual 3 in 2 days")
    #expect(Replay(model).chance("attack", on: 0) == 1)
  }

  @Test func `numbers and statuses are drawn afresh from what is usual`() throws {
    let model = try Toy.commonGround(
      """
      observable crowd: number of people "c" usual 500 to 200k
      observable curfew: status "c" usual 20%
      observable office: status "o"
      """)
    let run = Replay(model)
    let law = try #require(run.law("crowd", on: 4))
    #expect(law.name == "lognormal")
    expectClose(law.arguments[0], 10000)
    expectClose(law.arguments[1], 6.179738163990586)
    #expect(run.chance("curfew", on: 4) == 0.2)
    #expect(run.chance("office", on: 4) == 0.5)
  }

  @Test func `usual remembers what a mechanism brings about`() throws {
    let model = try Toy.commonGround(
      """
      observable attack: event "a" usual 12 in 95 months
      each day {
        event attack with daily chance 10%
      }
      """)
    let observable = try model.observable("attack")
    #expect(observable.truthFrom == .commonGround)
    let run = Replay(model) { name, day in name == "attack" && day == 2 ? 1 : nil }
    #expect(run.chance("attack", on: 3) == 0.1)
    guard case .chance(let usual) = observable.usual else {
      Issue.record("no chance")
      return
    }
    expectClose(run.evaluate(usual, on: 3), 13.5 / 2853)
  }
}
