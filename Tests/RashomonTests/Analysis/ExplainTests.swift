import Foundation
import RashomonInference
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonAnalysis

/// What each item weighs, against numbers known by hand.
struct ExplainTests {
  /// The process-tracing designer's clues: a straw on the first day, a gun on the second.
  private func clues(gun: Int = 0) throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "Two clues"
        period 2001-01-01 to 2001-01-02
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        observable straw: status "a straw in the wind is found"
          usual 50%  because "knowing nothing"
        observable gun: status "a smoking gun is found"
          usual 15%  because "half of 30 %"
        hidden cause "the cause was at work" is 50%  because "knowing nothing"
        each day {
          status straw with chance 80% if cause, 20% otherwise  because "the designer"
          status gun with chance 30% if cause, 0% otherwise  because "the designer"
        }
        """,
      accounts: [
        "working": "account \"Working\" by alpha\n\nthesis cause  because \"it was at work\"",
        "rival":
          "account \"Rival\" by alpha\n\noverride hidden cause is 0%  because \"it was not\"",
      ],
      evidence: [
        "E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,the straw",
        "E2,2001-01-02,2001-01-02,gun,\(gun),,,,,archive,,,,the gun",
      ])
  }

  private func explain(
    _ data: CaseData, _ request: ExplainRequest = ExplainRequest(removals: .none)
  ) throws -> Explanation {
    try RashomonAnalysis.explain(data, request, settings: TextCase.settings)
  }

  @Test func `process tracing's clues weigh what was published`() throws {
    let found = try explain(
      clues(), ExplainRequest(account: "working", versus: "rival", removals: .none))
    let weights = try found.items.map { try #require($0.weights[0].weight) }
    expectClose(weights[0].value, 6.0206, tolerance: 1e-5)
    expectClose(weights[1].value, -1.54902, tolerance: 1e-5)
    expectClose(found.accounts[0].total.value, 4.47158, tolerance: 1e-5)
    #expect(weights.allSatisfy { $0.error == 0 })
    // The straw's other answer, and the gun's, which would rule out the rival.
    expectClose(try #require(found.items[0].weights[0].absence).value, 10 * log10(0.25))
    #expect(found.items[1].weights[0].presence?.value == .infinity)
    #expect(found.items.map { $0.weights[0].test } == [.straw, .smokingGun])
    // ½ → .8 → .7368421 between the two, common ground left out.
    let shares = found.course.map { day in
      let values = Dictionary(
        uniqueKeysWithValues: day.posteriors.map { ($0.id, $0.value.value) })
      return values["working"]! / (values["working"]! + values["rival"]!)
    }
    expectClose(shares[0], 0.8)
    expectClose(shares[1], 0.7368421, tolerance: 1e-7)
  }

  @Test(arguments: [
    (10, -4.9, EvidentialTest.smokingGun), (9.9, -4.9, .straw), (10, -5, .straw),
    (4.9, -10, .hoop), (5, -10, .straw), (4.9, -9.9, .straw), (10, -10, .doublyDecisive),
    (.infinity, -.infinity, .doublyDecisive), (-20, 3, .straw), (0, 0, .straw),
  ])
  func `labels follow from presence and absence`(
    presence: Double, absence: Double, test: EvidentialTest
  ) {
    #expect(EvidentialTest(presence: presence, absence: absence) == test)
  }

  @Test func `what rules an account out is named, and what comes later weighs nothing`() throws {
    let found = try explain(clues(gun: 1), ExplainRequest(removals: .all))
    let rival = try #require(found.accounts.firstIndex { $0.id == "rival" })
    #expect(found.accounts[rival].total.value == -.infinity)
    #expect(found.accounts[rival].ruledOut?.rows == ["E2"])
    expectClose(
      try #require(found.items[0].weights[rival].weight).value, 10 * log10(0.2 / 0.5))
    #expect(found.items[1].weights[rival].weight?.value == -.infinity)
    #expect(found.course.last?.posteriors.first { $0.id == "rival" }?.value.value == 0)
    #expect(found.groups.first { $0.name == "archive" }?.weights[rival]?.value == -.infinity)
    // Against the rival the gun decides in one step.
    let against = try explain(
      clues(gun: 1), ExplainRequest(account: "working", versus: "rival", removals: .none))
    #expect(against.items[1].weights[0].weight?.value == .infinity)
  }

  @Test func `a clue on which the lead hangs is a linchpin`() throws {
    let found = try explain(clues(), ExplainRequest(removals: .all))
    let removals = try #require(found.removals)
    #expect(removals.ranking == ["working", "rival"])
    // Without the straw only the missing gun is left: .7 against 1.
    #expect(
      Set(removals.linchpins.map { "\($0.kind.rawValue) \($0.name)" }) == [
        "item E1", "observable straw", "source archive",
      ])
    let straw = try #require(removals.removals.first { $0.name == "E1" })
    #expect(straw.ranking == ["rival", "working"])
    // In common ground the gun's absence weighs .85 without the straw, .76 with it.
    let changes = Dictionary(
      uniqueKeysWithValues: straw.changes.map { ($0.account, $0.change.value) })
    expectClose(changes["working"]!, 10 * log10(0.7 / 0.85) - 10 * log10(0.56 / 0.38))
    expectClose(changes["rival"]!, 10 * log10(1 / 0.85) - 10 * log10(0.2 / 0.38))
    let gun = try #require(removals.removals.first { $0.name == "E2" })
    #expect(gun.ranking == removals.ranking)
  }

  // MARK: Events and numbers

  /// An event at 2 % a day, or 20 % by the account, watched for nine days and seen on the fifth.
  private func events(_ rows: [String], account: String = "20%") throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "Nine days"
        period 2001-01-01 to 2001-01-09
        source alpha { title "One" author "A" outlet "O" date 2001-01-07 }
        observable strike: event "they strike"
          usual 1% per day  because "seldom"
        each day { event strike with daily chance 2%  because "seldom" }
        """,
      accounts: [
        "loud":
          "account \"Loud\" by alpha\n\neach day { override event strike with daily chance \(account)  because \"often\" }"
      ], evidence: rows)
  }

  @Test func `silence is told in spans between rows and accounts' dates`() throws {
    let found = try explain(
      events(["E1,2001-01-05,2001-01-09,strike,1,,,,B2,archive,,,,"]))
    #expect(
      found.spans.map { "\($0.from) \($0.to) \($0.days)" } == [
        "2001-01-01 2001-01-04 4", "2001-01-06 2001-01-07 2", "2001-01-08 2001-01-09 2",
      ])
    // Silence of grade A2 with a chance of .95·(1 − .1^((n + 1)/2)) that it had come in.
    func silent(_ chance: Double, day: Int) -> Double {
      let coverage = 0.95 * (1 - pow(0.1, Double(9 - day + 1) / 2))
      let r = 0.995 * 0.97
      let told = r * coverage + (1 - r) * 0.01
      let invented = (1 - r) * 0.01
      return 1 - chance * told - (1 - chance) * invented
    }
    let weight = (8...9).reduce(0) {
      $0 + 10 * log10(silent(0.2, day: $1) / silent(0.02, day: $1))
    }
    expectClose(try #require(found.spans[2].weights[0]).value, weight)
    let item = found.items[0].weights[0]
    #expect(item.weight == item.presence && item.ceiling == item.presence)
    #expect(item.floor == item.absence)
    expectClose(
      try #require(item.absence).value, 10 * log10(silent(0.2, day: 5) / silent(0.02, day: 5)))
  }

  @Test func `a row that repeats another weighs nothing`() throws {
    let found = try explain(
      events([
        "E1,2001-01-05,2001-01-05,strike,1,,,,B2,archive,wire,,,",
        "E2,2001-01-05,2001-01-09,strike,1,,,,C3,archive,wire,,,",
      ]))
    #expect(found.items.map(\.uncounted) == [nil, "same origin as E1"])
    #expect(found.items[1].weights == [.nothing])
  }

  /// A level that walks, reported twice a day with a shared error, beside an event of its own.
  private func numbers() throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "A crowd"
        period 2001-01-01 to 2001-01-06
        source alpha { title "One" author "A" outlet "O" date 2001-01-03 }
        observable crowd: number of people "how many came"
          usual 500 to 20k  because "as always"
        observable strike: event "they strike"
          usual 1% per day  because "seldom"
        state strength "how many would come" ~ lognormal(median: 3000, spread: 2)  because "as always"
        each day {
          crowd = strength
          report crowd ~ lognormal(median: crowd, spread: 1.5), shared 1.3  because "counts differ"
          next strength ~ lognormal(median: strength, spread: 1.2)  because "it changes"
          event strike with daily chance 2% if strength < 4000, 10% otherwise  because "crowds strike"
        }
        """,
      accounts: [
        "small":
          "account \"Small\" by alpha\n\noverride state strength \"how many would come\" ~ lognormal(median: 1000, spread: 1.5)  because \"few\""
      ],
      evidence: [
        "E1,2001-01-02,2001-01-02,crowd,2000,,,people,B2,archive,,,,",
        "E2,2001-01-02,2001-01-03,crowd,3500,,,people,C3,archive,,,,",
        "E3,2001-01-04,2001-01-04,crowd,,1000,9999,people,B3,archive,,,,",
        "E4,2001-01-05,2001-01-05,strike,1,,,,B2,archive,,,,",
      ])
  }

  /// The sum of everything by account, as a reader of the page would add it up.
  private func sum(_ found: Explanation, _ account: Int) throws -> Double {
    try found.items.reduce(0) { $0 + (try #require($1.weights[account].weight).value) }
      + found.spans.reduce(0) { $0 + (try #require($1.weights[account]).value) }
  }

  @Test(arguments: ["smc", "smc2", "importance"])
  func `items and silence add up to what weigh says`(method: String) throws {
    let data = try numbers()
    let settings = RunSettings(histories: 200, runs: 3, seed: 7, threads: 2, method: method)
    let found = try RashomonAnalysis.explain(
      data, ExplainRequest(removals: .none), settings: settings)
    let weighing = try weigh(data, asOf: nil, since: nil, settings: settings)
    let weight = try #require(weighing.accounts.first { $0.id == "small" }).weight
    #expect(found.accounts[0].total == weight)
    #expect(weight.error ?? 0 > 0)
    expectClose(try sum(found, 0), weight.value)
    for kind in ExplainedGroup.Kind.allCases {
      let groups = found.groups.filter { $0.kind == kind }
      expectClose(try groups.reduce(0) { $0 + (try #require($1.weights[0]).value) }, weight.value)
    }
    let last = try #require(found.course.last)
    expectClose(try #require(last.weights[0]).value, weight.value)
    for account in weighing.accounts {
      let posterior = last.posteriors.first { $0.id == account.id }
      expectClose(try #require(posterior).value.value, account.posteriorWhole.value)
    }
    let parts = (found.accounts[0].before, found.accounts[0].after)
    expectClose(try #require(parts.0).value + (try #require(parts.1).value), weight.value)
  }

  @Test func `a number lies between the least and the most it could have weighed`() throws {
    let found = try RashomonAnalysis.explain(
      numbers(), ExplainRequest(removals: .none),
      settings: RunSettings(histories: 500, runs: 2, seed: 7, threads: 2, method: "smc"))
    for item in found.items.prefix(3) {
      let weight = item.weights[0]
      let (floor, ceiling) = (try #require(weight.floor), try #require(weight.ceiling))
      let value = try #require(weight.weight).value
      #expect(floor.value <= value && value <= ceiling.value && floor.value < ceiling.value)
      #expect(weight.presence == nil && weight.test == nil)
    }
    #expect(found.items.map(\.says) == ["2000", "3500", "1000 to 9999", "yes"])
  }

  @Test func `the same bytes on any number of threads`() throws {
    func weights(threads: Int) throws -> [ItemWeight] {
      try RashomonAnalysis.explain(
        numbers(), ExplainRequest(removals: .none),
        settings: RunSettings(histories: 600, runs: 2, seed: 7, threads: threads, method: "smc")
      ).items.flatMap(\.weights)
    }
    #expect(try weights(threads: 1) == weights(threads: 8))
  }

  @Test func `who cannot be explained is told apart`() throws {
    let data = try clues()
    func message(_ request: ExplainRequest, asOf: CalendarDate? = nil) throws -> String {
      do {
        _ = try RashomonAnalysis.explain(
          data, request, asOf: asOf, settings: TextCase.settings)
        return "nothing was wrong"
      } catch let failure as RunFailure {
        return failure.message
      }
    }
    #expect(
      try message(ExplainRequest(account: "workin")).contains("did you mean `working`?"))
    #expect(
      try message(ExplainRequest(versus: "rivl")).contains("no account is called `rivl`"))
    #expect(
      try message(ExplainRequest(account: "rival", versus: "rival"))
        .contains("cannot be weighed against itself"))
    #expect(
      try message(ExplainRequest(account: "common-ground")).contains("0 dB of every weight"))
    #expect(
      try message(ExplainRequest(), asOf: TextCase.date(-5)).contains("before the period"))
    let early = try events(["E1,2001-01-05,2001-01-05,strike,1,,,,B2,archive,,,,"])
    #expect(throws: RunFailure.self) { try explain(early) }
  }
}
