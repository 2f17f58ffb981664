import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonLanguage

struct QuestionTests {
  let frame = """
    observable attack: event "a" usual 10% per day
    observable crowd: number of people "c" usual 5 to 50
    observable curfew: status "c" usual 20%

    """

  /// The answer where attack happens on day 4, the crowd is the day's index, and a curfew holds from
  /// day 6 on.
  func answer(_ question: String) throws -> Double {
    let model = try Toy.commonGround(frame + "question q \"?\" opens 2020-01-01 = \(question)")
    let run = Replay(model) { name, day in
      switch name {
      case "attack": day == 4 ? 1 : 0
      case "crowd": Double(day)
      case "curfew": day >= 6 ? 1 : 0
      default: nil
      }
    }
    return run.atEnd(try model.question("q").value)
  }

  @Test(arguments: [
    ("attack by 2020-01-05", 1.0), ("attack by 2020-01-04", 0), ("attack by 2020-01-10", 1),
    ("attack from 2020-01-05 to 2020-01-05", 1), ("attack from 2020-01-06 to 2020-01-10", 0),
    ("attack on 2020-01-05", 1), ("attack on 2020-01-04", 0),
    ("curfew on 2020-01-06", 0), ("curfew on 2020-01-07", 1), ("crowd on 2020-01-04", 3),
    ("max(crowd) from 2020-01-02 to 2020-01-06", 5),
    ("min(crowd) from 2020-01-02 to 2020-01-06", 1),
    ("sum(crowd) from 2020-01-02 to 2020-01-04", 6),
    ("mean(crowd) from 2020-01-02 to 2020-01-05", 2.5),
    ("count(crowd > 3) from 2020-01-01 to 2020-01-06", 2),
    ("count(curfew and crowd < 8) from 2020-01-01 to 2020-01-10", 2),
    ("max(crowd) from 2020-01-02 to 2020-01-06 >= 5", 1),
    ("attack by 2020-01-05 and not curfew on 2020-01-10", 0),
    ("attack by 2020-01-04 or curfew on 2020-01-10", 1),
    ("(crowd on 2020-01-10) - (crowd on 2020-01-01)", 9),
  ])
  func `asks of truths at a time`(_ question: String, _ expected: Double) throws {
    #expect(try answer(question) == expected)
  }

  @Test func `keeps when it opens and settles, and what it asks of`() throws {
    let model = try Toy.commonGround(
      frame + """
        question q "Will it?" opens 2020-01-02
          = attack by 2020-01-05 and max(crowd) from 2020-01-01 to 2020-01-07 > 5
          given curfew on 2020-01-03
        question n "How many?" opens 2020-01-02 = sum(crowd) from 2020-01-01 to 2020-01-07
        """)
    let question = try model.question("q")
    #expect(question.text == "Will it?")
    #expect(question.opens.iso == "2020-01-02")
    #expect(question.resolves.iso == "2020-01-07")
    #expect(question.kind == .yesNo)
    #expect(question.observables == ["attack", "crowd", "curfew"])
    #expect(question.condition != nil)
    #expect(try model.question("n").kind == .number)
  }

  @Test func `asks of what an account makes of a number`() throws {
    let model = try Toy.account(
      frame + "question q \"?\" opens 2020-01-01 = max(crowd) from 2020-01-01 to 2020-01-10",
      "expects crowd: half as many")
    let run = Replay(model) { name, _ in name == "crowd" ? 8 : nil }
    #expect(run.atEnd(try model.question("q").value) == 8)
    let late = Replay(model) { name, day in name == "crowd" && day > 3 ? 8 : nil }
    #expect(late.atEnd(try model.question("q").value) == 4)
  }
}
