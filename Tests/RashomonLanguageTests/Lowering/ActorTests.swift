import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonLanguage

struct ActorTests {
  func model(_ head: String, _ options: String, account: String? = nil) throws -> Model {
    let lines = """
      observable attack: event "a" usual 10% per day
      hidden plot is 30%
      param stake ~ 0.5 to 2
      each day {
        actor Patron \(head) {
      \(options)
        }
        event attack when Patron.deploy
      }
      """
    return try #require(try Toy.models(lines, account: account).last)
  }

  @Test func `the shares are the logit of rationality times worth`() throws {
    let model = try model(
      "decides every day, rationality 3",
      "hold worth 0\ndeploy worth stake - 1\nflee worth 9, only if plot")
    let run = Replay(model) { name, _ in name == "stake" ? 1.5 : nil }
    let weight = 4.4816890703380645
    expectClose(run.value("Patron.deploy'share", on: 0), weight / (1 + weight))
    #expect(run.value("Patron.flee'share", on: 0) == 0)
    let chances = run.chances("Patron", on: 0)
    expectClose(chances[1], weight / (1 + weight))
    #expect(
      model.variables[try #require(model.index(of: "Patron"))].labels == [
        "hold", "deploy", "flee",
      ])
  }

  @Test func `between decisions the option in force stays`() throws {
    let model = try model(
      "decides every 3 days from 2020-01-02, rationality 1", "hold worth 0\ndeploy worth 0")
    // Deploys on the fifth day, when it decides for the second time.
    let run = Replay(model) { name, day in name == "Patron" && (4..<7).contains(day) ? 1 : nil }
    #expect(run.chances("Patron", on: 0) == [1, 0])
    #expect(run.chances("Patron", on: 1) == [0.5, 0.5])
    #expect(run.chances("Patron", on: 2) == [1, 0])
    #expect(run.chances("Patron", on: 4) == [0.5, 0.5])
    #expect(run.chances("Patron", on: 5) == [0, 1])
    #expect(run.chances("Patron", on: 7) == [0.5, 0.5])
    #expect((0..<10).map { run.value("attack", on: $0) } == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
  }

  @Test func `a choice for some days is kept at least that long`() throws {
    let model = try model(
      "decides every day, rationality 1", "hold worth 0\ndeploy worth 0, for 3 days")
    let run = Replay(model) { name, day in name == "Patron" && (2..<6).contains(day) ? 1 : nil }
    #expect((0..<10).map { run.value("Patron'decides", on: $0) } == [1, 1, 1, 0, 0, 1, 0, 0, 1, 1])
    #expect(run.chances("Patron", on: 3) == [0, 1])
  }

  @Test func `a condition lets it decide on the day it becomes true`() throws {
    let model = try model(
      "decides when today >= 2020-01-03 and plot, rationality 1", "hold worth 0\ndeploy worth 0")
    let run = Replay(model) { name, _ in name == "plot" ? 1 : nil }
    #expect((0..<5).map { run.chances("Patron", on: $0)[1] } == [0, 0, 0.5, 0, 0])
  }

  @Test func `a steady actor follows its tastes, the same on all days`() throws {
    let model = try model(
      "decides every day, rationality 2, steady", "hold worth 0\ndeploy worth 1\nflee worth 0")
    #expect(model.facts.contains { model.variables[$0.variable.index].name == "Patron.hold'taste" })
    func choice(_ hold: Double, _ deploy: Double, _ flee: Double) -> Double {
      Replay(model) { name, _ in
        [
          "Patron.hold'uniform": hold, "Patron.deploy'uniform": deploy, "Patron.flee'uniform": flee,
        ][
          name]
      }.value("Patron", on: 3)
    }
    #expect(choice(0.5, 0.5, 0.5) == 1)
    #expect(choice(0.99, 0.5, 0.5) == 0)
    #expect(choice(0.5, 0.5, 0.99) == 2)
  }

  @Test func `a steady actor's choices have the logit shares over histories`() throws {
    let model = try model(
      "decides every day, rationality 2, steady", "hold worth 0\ndeploy worth 0.5\nflee worth -0.2")
    let interpreter = ScalarInterpreter(model: model, records: [], seed: 7)
    let index = try #require(model.index(of: "Patron"))
    let share = try #require(model.index(of: "Patron.deploy'share"))
    let histories = (0..<4000).map { interpreter.history($0).days[3].values }
    // Seed 7; five standard errors: one false alarm in two million, and .039 off is caught.
    let chosen = histories.map { $0[index] == 1 ? 1.0 : 0 }
    expectMean(of: chosen, toBe: histories[0][share])
    expectMeanRejected(of: chosen, insteadOf: histories[0][share] + 0.08)
  }

  @Test func `others may read the chance of an option`() throws {
    let model = try Toy.commonGround(
      """
      observable attack: event "a" usual 10% per day
      each day {
        actor Guard decides every day, rationality 1 {
          stay worth 0
          leave worth chance(Patron.deploy)
        }
        actor Patron decides every 3 days, rationality 1 {
          hold worth 0
          deploy worth 0
        }
        event attack when Guard.leave
      }
      """)
    let run = Replay(model)
    let weight = 1.6487212707001282
    expectClose(run.value("Guard.leave'share", on: 1), weight / (1 + weight))
  }

  @Test func `an account changes an actor in parts`() throws {
    let changed = try model(
      "decides every day, rationality 1", "hold worth 0\ndeploy worth 0\nflee worth 5",
      account: """
        remove option Patron.flee
        add option Patron.mediate worth 1
        override Patron.deploy worth 2, only if plot
        override Patron decides every 2 days, rationality 2
        adjust Patron.mediate worth by -0.5 when plot
        """)
    let run = Replay(changed) { name, _ in name == "plot" ? 1 : nil }
    let label = changed.variables[try #require(changed.index(of: "Patron"))].labels
    #expect(label == ["hold", "deploy", "mediate"])
    let weights = [1, 54.598150033144236, 2.718281828459045]
    let sum = weights.reduce(0, +)
    for (share, weight) in zip(run.chances("Patron", on: 2), weights) {
      expectClose(share, weight / sum)
    }
    #expect(run.chances("Patron", on: 1) == [1, 0, 0])
  }

  @Test func `another cadence starts on the day said before, unless it says one`() throws {
    func decides(_ change: String) throws -> [Bool] {
      let changed = try model(
        "decides every 4 days from 2020-01-03, rationality 1", "hold worth 0\ndeploy worth 0",
        account: change)
      let run = Replay(changed)
      return (0..<6).map { run.chances("Patron", on: $0) == [0.5, 0.5] }
    }
    #expect(
      try decides("override Patron decides every 2 days")
        == [false, false, true, false, true, false])
    #expect(
      try decides("override Patron decides every 3 days from 2020-01-02")
        == [false, true, false, false, true, false])
    #expect(
      try decides("override Patron from 2020-01-02") == [false, true, false, false, false, true])
  }
}
