import Rashomon
import RashomonAnalysis
import RashomonTestSupport
import Testing

/// Mutual anticipation as a text of the language.
struct AnticipationTests {
  /// The game of constant sum in Gambit's documentation: payoffs [[1, 1], [0, 1]] to Row and
  /// [[1, 1], [2, 1]] to Column.
  private func game(rationality: String) throws -> Case {
    try TextCase.opened(
      crisis: """
        crisis "A game of constant sum"
        period 2001-01-01 to 2001-01-01
        observable up: status "Row plays up"
          usual 50%  because "knowing nothing"
        observable left: status "Column plays left"
          usual 50%  because "knowing nothing"
        each day {
          up = Row.up
          left = Column.left
          caution = 1 - chance(Row.up)
          actor Row decides every day, rationality \(rationality) {  because "Gambit"
            up worth 1
            down worth chance(Column.right)
          }
          actor Column decides every day, rationality \(rationality) {  because "Gambit"
            left worth 1 + caution
            right worth 1
          }
        }
        question ups "Does Row play up?" opens 2001-01-01 = up on 2001-01-01
        question lefts "Does Column play left?" opens 2001-01-01 = left on 2001-01-01
        """)
  }

  private func chances(_ opened: Case) throws -> [Double] {
    try forecast(opened.data, asOf: TextCase.date(1), settings: TextCase.settings).questions
      .map(\.average.estimate.value)
  }

  @Test(arguments: [
    ("1", 0.642_979_359_0, 0.588_319_024_4), ("2", 0.772_676_607_1, 0.611_743_479_2),
    ("3", 0.859_536_709_6, 0.603_815_786_0),
  ])
  func `a game of constant sum comes out as published`(
    rationality: String, up: Double, left: Double
  ) throws {
    let found = try chances(game(rationality: rationality))
    #expect(abs(found[0] - up) < 5e-11)
    #expect(abs(found[1] - left) < 5e-11)
  }

  /// Guard flees sooner where Patron is likely to deploy, and Patron deploys where Guard is likely to
  /// stay; an alarm of the same day moves both. What is seen of Guard speaks of the alarm.
  @Test func `a game goes by what happens that day, and speaks of it`() throws {
    let opened = try TextCase.opened(
      crisis: """
        crisis "A guard and a patron"
        period 2001-01-01 to 2001-01-02
        observable flight: status "the guard flees"
          usual 50%  because "knowing nothing"
        observable alarm: status "an alarm"
          usual 50%  because "knowing nothing"
        each day {
          status alarm with chance 30%  because "made up"
          flight = Guard.flee
          actor Guard decides every day, rationality 1.5 {  because "made up"
            stay worth 0
            flee worth chance(Patron.deploy) + (if alarm then 1 else 0) - 0.5
          }
          actor Patron decides every day, rationality 2 {  because "made up"
            hold worth 0
            deploy worth chance(Guard.stay) - 0.6
            deny worth -0.2, only if alarm
          }
        }
        question alarmed "Was there an alarm?" opens 2001-01-01 = alarm on 2001-01-01
        question flees "Does the guard flee?" opens 2001-01-01 = flight on 2001-01-02
        """,
      evidence: ["E1,2001-01-01,2001-01-01,flight,1,,,,,archive,,,,"])
    /// By plain repetition, which settles here.
    func flee(alarm: Bool) -> Double {
      var flee = 0.5
      for _ in 0..<500 {
        let deploy = exponential(2 * (0.4 - flee))
        let deny = alarm ? exponential(-0.4) : 0
        let chance = deploy / (1 + deploy + deny)
        flee = 1 / (1 + exponential(-1.5 * (chance + (alarm ? 1 : 0) - 0.5)))
      }
      return flee
    }
    let (with, without) = (flee(alarm: true), flee(alarm: false))
    let found = try chances(opened)
    expectClose(found[0], 0.3 * with / (0.3 * with + 0.7 * without))
    expectClose(found[1], 0.3 * with + 0.7 * without)
    // The particle filter settles the alarm's draw by the same game.
    let sampled = try forecast(
      opened.data, asOf: TextCase.date(1),
      settings: RunSettings(histories: 2_000, runs: 8, seed: 5, threads: 1, method: "smc"))
    for (question, exact) in zip(sampled.questions, found) {
      #expect(abs(question.average.estimate.value - exact) < 0.03)
    }
  }

  /// Fixed to up, Row is expected to play up: Column's choices are then worth the same.
  @Test func `who is made to choose is expected to`() throws {
    let whatIf = try game(rationality: "2").whatIf(
      ["Row = up from 2001-01-01"], asOf: nil, settings: TextCase.settings, progress: { _ in })
    let lefts = try #require(whatIf.questions.first { $0.id == "lefts" }).average
    expectClose(lefts.with.estimate.value, 0.5)
    #expect(abs(lefts.without.estimate.value - 0.611_743_479_2) < 5e-11)
    let ups = try #require(whatIf.questions.first { $0.id == "ups" }).average
    #expect(ups.with.estimate.value == 1)
  }

  /// Both march if the other does, a little sooner than both stay; some are bolder than others.
  @Test func `several equilibria are found, and counted by history`() throws {
    func crisis(_ rationality: String) -> String {
      """
      crisis "Two crowds"
      period 2001-01-01 to 2001-01-01
      observable march: status "the first crowd marches"
        usual 50%  because "knowing nothing"
      hidden bold "both are eager" is 40%  because "made up"
      each day {
        march = First.march
        actor First decides every day, rationality \(rationality) {  because "made up"
          stay worth chance(Second.stay)
          march worth (if bold then 4 else 1.2) * chance(Second.march)
        }
        actor Second decides every day, rationality \(rationality) {  because "made up"
          stay worth chance(First.stay)
          march worth (if bold then 4 else 1.2) * chance(First.march)
        }
      }
      question marches "Does it march?" opens 2001-01-01 = march on 2001-01-01
      """
    }
    let sharp = try TextCase.opened(crisis: crisis("8"))
    let found = try AnticipationFinding.all(in: sharp.data.commonGround, histories: 5)
    #expect(found.map(\.actors) == [["First", "Second"]])
    #expect(found[0].several == 1)
    #expect(try chances(sharp)[0] > 0.99)
    let dull = try TextCase.opened(crisis: crisis("1")).data.commonGround
    #expect(try AnticipationFinding.all(in: dull, histories: 5).map(\.several) == [0])
    let middling = try TextCase.opened(crisis: crisis("3")).data.commonGround
    let several = try AnticipationFinding.all(in: middling, histories: 30)[0].several
    #expect(several > 0.3)
    #expect(several < 0.9)
  }
}

#if canImport(Glibc)
  import Glibc
#endif

private func exponential(_ value: Double) -> Double { exp(value) }
