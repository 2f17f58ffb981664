import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonLanguage

struct ClaimTests {
  let frame = """
    observable attack: event, once "a" usual 10% per day
    observable speech: event "s" usual 10% per day
    observable curfew: status "c" usual 20%
    observable crowd: number of people "c" usual 100 to 400
    hidden plot is 30%

    """

  @Test func `a window opens the day after the account's date`() throws {
    let model = try Toy.account(frame, "expects attack by 2020-01-08: 60%")
    let run = Replay(model)
    for day in 0..<3 { expectClose(run.chance("attack", on: day), 0.1) }
    for day in 3..<8 {
      expectClose(run.chance("attack", on: day), 0.12 / (1 - 0.12 * Double(day - 3)))
    }
    expectClose(everHappens((3..<8).map { run.chance("attack", on: $0) }), 0.6)
    for day in 8..<10 { expectClose(run.chance("attack", on: day), 0.1) }
    #expect(try model.observable("attack").truthFrom == .account)
    #expect(try model.observable("speech").truthFrom == .usual)
  }

  @Test func `once it has happened in its window the usual rate is back`() throws {
    let model = try Toy.account(frame, "expects speech from 2020-01-02 by 2020-01-06: 60%")
    let run = Replay(model) { name, day in name == "speech" && day == 2 ? 1 : nil }
    expectClose(run.chance("speech", on: 0), 0.1)
    expectClose(run.chance("speech", on: 2), 0.12 / 0.88)
    for day in 3..<10 { expectClose(run.chance("speech", on: day), 0.1) }
    let before = Replay(model) { name, day in name == "speech" && day == 0 ? 1 : nil }
    expectClose(before.chance("speech", on: 1), 0.12)
  }

  @Test func `conditions decide, and common ground where none holds`() throws {
    let model = try Toy.account(
      frame,
      """
      hidden grudge is 50%
      expects attack by 2020-01-08: 60% if plot, 20% if grudge
      expects speech by 2020-01-08: 60% if plot, 20% otherwise
      """)
    func chances(plot: Double, grudge: Double) -> (Double, Double) {
      let run = Replay(model) { name, _ in
        name == "plot" ? plot : name == "grudge" ? grudge : nil
      }
      return (run.chance("attack", on: 3), run.chance("speech", on: 3))
    }
    #expect(chances(plot: 1, grudge: 1) == (0.6 / 5, 0.6 / 5))
    #expect(chances(plot: 0, grudge: 1) == (0.2 / 5, 0.2 / 5))
    #expect(chances(plot: 0, grudge: 0) == (0.1, 0.2 / 5))
  }

  @Test func `a window after another event has its days 1 to n`() throws {
    let model = try Toy.account(frame, "expects speech within 3 days of attack: 60%")
    let run = Replay(model) { name, day in name == "attack" && day == 2 ? 1 : nil }
    for day in 0...2 { expectClose(run.chance("speech", on: day), 0.1) }
    let inside = (3...5).map { run.chance("speech", on: $0) }
    for (index, chance) in inside.enumerated() {
      expectClose(chance, 0.2 / (1 - 0.2 * Double(index)))
    }
    expectClose(everHappens(inside), 0.6)
    expectClose(run.chance("speech", on: 6), 0.1)
    let happened = Replay(model) { name, day in
      (name == "attack" && day == 2) || (name == "speech" && day == 3) ? 1 : nil
    }
    expectClose(happened.chance("speech", on: 4), 0.1)
  }

  @Test func `a window opens again when its event happens again`() throws {
    let model = try Toy.account(
      frame,
      """
      each day {
        event march with daily chance 5%
      }
      expects speech within 2 days of march: 60%
      """)
    let run = Replay(model) { name, day in name == "march" && (day == 1 || day == 3) ? 1 : nil }
    expectClose(run.chance("speech", on: 2), 0.3)
    expectClose(run.chance("speech", on: 3), 0.3 / 0.7)
    expectClose(run.chance("speech", on: 4), 0.3)
    expectClose(run.chance("speech", on: 6), 0.1)
  }

  @Test func `relative forms multiply the odds of each day`() throws {
    let model = try Toy.account(
      frame,
      """
      expects attack: twice as likely
      expects speech from 2020-01-05 by 2020-01-06: half as likely
      expects curfew: 4 times as likely
      """)
    let run = Replay(model)
    let odds = 0.1 / 0.9
    #expect(run.chance("attack", on: 2) == 0.1)
    expectClose(run.chance("attack", on: 3), 2 * odds / (1 + 2 * odds))
    #expect(run.chance("speech", on: 3) == 0.1)
    expectClose(run.chance("speech", on: 4), odds / 2 / (1 + odds / 2))
    expectClose(run.chance("speech", on: 5), odds / 2 / (1 + odds / 2))
    #expect(run.chance("speech", on: 6) == 0.1)
    expectClose(run.chance("curfew", on: 5), 0.5)
  }

  @Test func `a chance of 0 or 1 keeps its odds`() throws {
    let model = try Toy.account(
      """
      observable a: event "a" usual 0% per day
      observable b: event "b" usual 100% per day
      """, "expects a: 4 times as likely\nexpects b: half as likely")
    let run = Replay(model)
    #expect(run.chance("a", on: 5) == 0)
    #expect(run.chance("b", on: 5) == 1)
  }

  @Test func `what is ruled out never happens, whatever made it`() throws {
    let model = try Toy.account(
      frame + """
        each day {
          event attack when plot
        }
        """, "rules out attack by 2020-01-06\nrules out speech\nrules out curfew from 2020-01-05")
    let run = Replay(model) { name, _ in name == "plot" ? 1 : nil }
    #expect(run.value("attack", on: 0) == 1)
    #expect(run.chance("speech", on: 2) == 0.1)
    #expect(run.chance("speech", on: 3) == 0)
    #expect(run.chance("curfew", on: 3) == 0.2)
    #expect(run.chance("curfew", on: 4) == 0)
  }

  @Test func `a factor multiplies a number, and a drawn one is drawn once`() throws {
    let model = try Toy.account(
      frame + """
        observable arrests: number of people "a" usual 5 to 50
        each day {
          arrests = 30
        }
        """,
      """
      expects crowd from 2020-01-05: half as many
      expects arrests: 0.3 to 0.7 times as many
      """)
    let run = Replay(model) { name, _ in
      name == "crowd" ? 200 : name == "arrests'factor" ? 0.4 : nil
    }
    let crowd = model.variables[try model.observable("crowd").truth.index].name
    #expect(run.value(crowd, on: 3) == 200)
    #expect(run.value(crowd, on: 4) == 100)
    let arrests = model.variables[try model.observable("arrests").truth.index].name
    #expect(run.value(arrests, on: 2) == 30)
    #expect(run.value(arrests, on: 3) == 12)
    let factor = try #require(run.law("arrests'factor"))
    #expect(factor.name == "lognormal")
    expectClose(factor.arguments[0], (0.3 * 0.7).squareRoot())
    #expect(run.law("crowd", on: 4)?.name == "lognormal")
  }

  @Test func `a thesis makes its fact true, also one of several values`() throws {
    let model = try Toy.account(
      frame + "hidden author is one of { north: 0.5, south: 0.5 }",
      "thesis plot\nthesis author is south\nthesis plan \"there is a plan\"")
    let run = Replay(model)
    #expect(run.value("plot") == 1)
    #expect(run.value("author") == 1)
    #expect(run.value("plan") == 1)
    #expect(model.reported.map { model.variables[$0.index].name } == ["plot", "author", "plan"])
  }

  @Test func `notes say what each expectation claims`() {
    let checked = CaseTexts.check(
      Toy.frame + frame,
      [
        (
          "toy",
          """
          account "Toy" by text
          expects attack by 2020-01-08: likely  @text:2
          expects speech within 3 days of attack: 20% if plot
          expects crowd: half as many
          rules out curfew
          """
        )
      ])
    #expect(checked.expectations.map(\.window) == [3...7, nil, 3...9, 3...9])
    #expect(checked.expectations.first?.statement == "expects attack by 2020-01-08: likely")
    #expect(checked.expectations.first?.place == "accounts/toy.account:2")
  }
}
