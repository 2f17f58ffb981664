import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonLanguage

struct OverlayTests {
  let frame = """
    observable crowd: number of people "c" usual 5 to 50
    observable attack: event "a" usual 10% per day
    observable curfew: status "c" usual 20%
    param pace = 0.1
    hidden plot is 30%
    state anger from 0 to 1 = 0.2
    each day {
      next anger = anger + pace
      crowd ~ lognormal(median: 100 * anger, spread: 1.5)
      event attack with daily chance 10%
      event mutiny with daily chance 1%
      status curfew with chance 20% if mutiny has happened, 10% otherwise
    }

    """

  @Test func `an account without statements is common ground`() throws {
    let models = try Toy.models(frame, account: "")
    #expect(models.map(\.id) == ["common-ground", "toy"])
    #expect(models[0].steps == models[1].steps)
    #expect(models[0].states == models[1].states)
    #expect(models[0].facts == models[1].facts)
    #expect(models[1].source == "text")
    #expect(models[1].date?.iso == "2020-01-03")
    #expect(models[0].date == nil)
  }

  @Test func `the same names draw the same numbers in each account`() throws {
    let models = try Toy.models(
      frame, account: "expects crowd: half as many\nadjust attack odds times 2 when plot")
    let names = models.map { Set($0.variables.map(\.name)) }
    #expect(names[0].isSubset(of: names[1]))
    let drawn = models.map { model in
      Set(
        model.steps.compactMap { step -> String? in
          guard case .assign(let assignment) = step else { return nil }
          if case .formula = assignment.definition { return nil }
          return model.variables[assignment.variable.index].name
        })
    }
    #expect(drawn[0] == drawn[1])
  }

  @Test func `override replaces parameters, facts, states, truths`() throws {
    let model = try Toy.account(
      frame,
      """
      override param pace = 0.3
      override hidden plot is 90%
      override state anger from 0 to 0.7 = 0.4
      override next anger = anger + 2 * pace
      override crowd = 500
      override event attack when plot
      override status curfew with chance 60%
      """)
    let run = Replay(model) { name, _ in name == "plot" ? 1 : nil }
    #expect(run.value("pace") == 0.3)
    #expect(run.chance("plot") == 0.9)
    #expect(run.value("anger", on: 0) == 0.4)
    #expect(run.value("anger", on: 1) == 0.7)
    #expect(run.value("crowd", on: 1) == 500)
    #expect(run.value("attack", on: 0) == 1)
    #expect(run.chance("curfew", on: 3) == 0.6)
    #expect(try model.observable("crowd").truthFrom == .account)
  }

  @Test func `adjust changes without copying`() throws {
    let model = try Toy.account(
      frame,
      """
      adjust anger by 0.5 when plot
      adjust anger by -0.1
      adjust attack odds times 3
      adjust attack odds times 2 when plot
      adjust mutiny odds times 2
      """)
    let calm = Replay(model)
    let plotted = Replay(model) { name, _ in name == "plot" ? 1 : nil }
    expectClose(calm.value("anger", on: 1), 0.2)
    expectClose(plotted.value("anger", on: 1), 0.7)
    expectClose(plotted.value("anger", on: 2), 1)
    let odds = 0.1 / 0.9
    expectClose(calm.chance("attack", on: 1), 3 * odds / (1 + 3 * odds))
    expectClose(plotted.chance("attack", on: 1), 6 * odds / (1 + 6 * odds))
    expectClose(calm.chance("mutiny", on: 1), 2 * (0.01 / 0.99) / (1 + 2 * (0.01 / 0.99)))
    #expect(try model.observable("attack").truthFrom == .account)
    #expect(try model.observable("crowd").truthFrom == .commonGround)
  }

  @Test func `what is drawn for tomorrow can be adjusted too`() throws {
    let model = try Toy.account(
      """
      observable crowd: number of people "c" usual 5 to 50
      state anger ~ normal(mean: 0, sd: 1)
      each day {
        next anger ~ normal(mean: anger, sd: 1)
        crowd = anger
      }
      """, "adjust anger by 2")
    let run = Replay(model) { name, day in name == "anger'next" ? Double(day) : nil }
    #expect((0..<4).map { run.value("anger", on: $0) } == [0, 2, 3, 4])
    #expect(run.law("anger'next", on: 2)?.arguments == [3, 1])
  }

  @Test func `an account may bring names, facts and mechanisms of its own`() throws {
    let model = try Toy.account(
      frame,
      """
      hidden grudge is likely
      state fear = 1
      each day {
        next fear = fear / 2
        dread = fear * (if grudge then 2 else 1)
      }
      adjust anger by -0.1 * dread
      """)
    let run = Replay(model) { name, _ in name == "grudge" ? 1 : nil }
    expectClose(run.value("anger", on: 1), 0.1)
    expectClose(run.value("anger", on: 2), 0.1)
  }

  @Test func `priors and verdicts are kept`() throws {
    let checked = CaseTexts.check(
      Toy.frame + frame + """
        prior toy 3
        prior common-ground 2
        question q "?" opens 2020-01-02 = attack by 2020-01-05
        question r "?" opens 2020-01-02 = attack by 2020-01-06
        question s "?" opens 2020-01-02 = attack by 2020-01-07
        question n "?" opens 2020-01-02 = max(crowd) from 2020-01-02 to 2020-01-07
        """,
      [
        (
          "toy",
          """
          account "Toy" by text
          verdict q: likely  @text:3,4
          verdict r: possible
          verdict s: 20% to 40%
          verdict n: 100k to 200k
          """
        )
      ])
    #expect(checked.models.map(\.prior) == [2, 3])
    let verdicts = try #require(checked.models.last).verdicts
    #expect(verdicts.map(\.words) == ["likely", "possible", "20% to 40%", "100k to 200k"])
    #expect(verdicts[0].citation == "@text:3,4")
    expectClose(verdicts[0].probability ?? 0, 0.681, tolerance: 1e-3)
    #expect(verdicts[1].probability == nil)
    expectClose(verdicts[2].probability ?? 0, 0.3)
    #expect(verdicts[3].words == "100k to 200k")
    #expect(verdicts[3].probability == nil)
    #expect(checked.citations.first?.cited == [3, 4])
    #expect(checked.citations.first?.nowhere == [1, 2, 5, 6, 7, 8, 9])
  }
}
