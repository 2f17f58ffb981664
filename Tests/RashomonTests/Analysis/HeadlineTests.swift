import RashomonAnalysis
import RashomonReport
import RashomonTestSupport
import RashomonText
import Testing

/// Explained, foresaw and the headline on a case small enough to be worked by hand.
struct HeadlineTests {
  /// The straw is known on the accounts' date, the gun after it.
  private func data(rivalStraw: String = "20%") throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "Two clues"
        period 2001-01-01 to 2001-01-02
        source alpha { title "One" author "A" outlet "O" date 2001-01-01 }
        source beta_paper { title "Two" author "B" outlet "O" date 2001-01-01 }
        observable straw: status "a straw in the wind is found"
          usual 50%  because "knowing nothing"
        observable gun: status "a smoking gun is found"
          usual 15%  because "half of 30 %"
        hidden cause "the cause was at work" is 50%  because "knowing nothing"
        each day {
          status straw with chance 80% if cause, \(rivalStraw) otherwise  because "the designer"
          status gun with chance 30% if cause, 0% otherwise  because "the designer"
        }
        """,
      accounts: [
        "working": "account \"Working\" by alpha\n\nthesis cause  because \"it was at work\"",
        "rival":
          "account \"Rival\" by beta_paper\n\noverride hidden cause is 0%  because \"it was not\"",
      ],
      evidence: [
        "E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,",
        "E2,2001-01-02,2001-01-02,gun,0,,,,,archive,,,,",
      ])
  }

  private func account(_ id: String, in weighing: Weighing) throws -> WeighedAccount {
    try #require(weighing.accounts.first { $0.id == id })
  }

  @Test func `explained is the weight on the account's date and foresaw the rest`() throws {
    let weighing = try weigh(data(), asOf: nil, since: nil, settings: TextCase.settings)
    let working = try account("working", in: weighing)
    expectClose(try #require(working.explained).value, decibels(0.8 / 0.5))
    expectClose(try #require(working.foresaw).value, decibels(0.7 / 0.76))
    expectClose(working.weight.value, decibels(0.56 / 0.38))
    let rival = try account("rival", in: weighing)
    expectClose(try #require(rival.explained).value, decibels(0.2 / 0.5))
    expectClose(try #require(rival.foresaw).value, decibels(1 / 0.76))
  }

  @Test func `the headline starts from the priors at the latest date`() throws {
    let weighing = try weigh(data(), asOf: nil, since: nil, settings: TextCase.settings)
    #expect(weighing.since == TextCase.date(1))
    for (id, gain) in [("common-ground", 0.76), ("working", 0.7), ("rival", 1)] {
      let account = try account(id, in: weighing)
      expectClose(account.prior, 1.0 / 3)
      expectClose(account.posterior.value, gain / 2.46)
    }
    for (id, evidence) in [("common-ground", 0.38), ("working", 0.56), ("rival", 0.2)] {
      expectClose(try account(id, in: weighing).posteriorWhole.value, evidence / 1.14)
    }
    let lead = try #require(weighing.lead)
    #expect(lead.first == "rival" && lead.second == "working")
    expectClose(lead.difference.value, decibels(1 / 0.7))
    #expect(lead.difference.error == 0)
    #expect(weighSentences(weighing)[0].contains("not told apart by this record (1.5 dB)"))
  }

  @Test func `since moves the headline's start`() throws {
    let weighing = try weigh(
      data(), asOf: nil, since: TextCase.date(0), settings: TextCase.settings)
    expectClose(try account("working", in: weighing).posterior.value, 0.56 / 1.14)
    #expect(weighing.lead?.first == "working")
  }

  @Test func `where nothing became known after the accounts' date there is no headline`() throws {
    let weighing = try weigh(
      data(), asOf: TextCase.date(1), since: nil, settings: TextCase.settings)
    #expect(!weighing.hasForeseeable)
    #expect(weighSentences(weighing)[0].hasPrefix("Nothing that became known"))
  }

  /// Once a difference of two −∞, which took every other account's posterior with it.
  @Test func `an account that what all knew rules out leaves the others' headline alone`() throws {
    let weighing = try weigh(
      data(rivalStraw: "0%"), asOf: nil, since: nil, settings: TextCase.settings)
    let rival = try account("rival", in: weighing)
    #expect(rival.ruledOut?.rows == ["E1"])
    #expect(rival.posterior.value == 0)
    // Common ground: .28 of .4; the working theory: .56 of .8.
    expectClose(try account("working", in: weighing).posterior.value, 0.5)
    expectClose(try account("common-ground", in: weighing).posterior.value, 0.5)
    #expect(weighing.lead == nil)
  }

  /// Two accounts that differ in a status only, beside a river that is sampled: its noise is the
  /// same in both and says nothing of their lead.
  @Test func `what accounts share adds nothing to the error of their lead`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "A river and a straw"
        period 2001-01-01 to 2001-01-09
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        source beta_paper { title "Two" author "B" outlet "O" date 2000-12-31 }
        observable flow: number "the river"
          usual -5 to 5  because "its range"
        observable straw: status "a straw in the wind is found"
          usual 50%  because "knowing nothing"
        hidden cause "the cause was at work" is 50%  because "knowing nothing"
        state level "the river's level" ~ normal(mean: 0, sd: 1)  because "a start"
        each day {
          flow = level
          report flow ~ normal(mean: flow, sd: 1)  because "the gauge"
          next level ~ normal(mean: level, sd: 1)  because "a random walk"
          status straw with chance 90% if cause, 20% otherwise  because "the designer"
        }
        """,
      accounts: [
        "working": "account \"Working\" by alpha\n\nthesis cause  because \"it was at work\"",
        "rival":
          "account \"Rival\" by beta_paper\n\noverride hidden cause is 0%  because \"it was not\"",
      ],
      evidence: (1...9).map {
        "F\($0),\(TextCase.date($0)),\(TextCase.date($0)),flow,\($0 % 3),,,,,archive,,,,"
      } + ["S,2001-01-02,2001-01-02,straw,1,,,,,archive,,,,"])
    let weighing = try weigh(data, asOf: nil, since: nil, settings: TextCase.settings)
    let working = try account("working", in: weighing)
    #expect(try #require(working.logEvidence.error) > 0.01)
    expectClose(working.weight.value, decibels(0.9 / 0.55))
    let lead = try #require(weighing.lead)
    expectClose(lead.difference.value, decibels(0.9 / 0.2))
    #expect(try #require(lead.difference.error) < 1e-9)
  }
}

/// A ratio of evidences in dB.
private func decibels(_ ratio: Double) -> Double { 10 * ratio.logarithm / 10.0.logarithm }
