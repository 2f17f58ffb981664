import Foundation
import RashomonInference
import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonAnalysis

/// Looking back on a case that is exact: a bell that may ring on any day of twenty, with chance 10 %
/// a day by common ground and half its odds (1 in 19 a day) by the account that is written on day 4.
struct BacktestTests {
  private static let crisis = """
    crisis "A bell"
    period 2001-01-01 to 2001-01-20
    source alpha { title "One" author "A" outlet "O" date 2001-01-04 }
    observable bell: event, self-evident, noticed 100%, lag 0 days "The bell rings"
      usual 10% per 1 day  because "made up"
    observable late: event, watched 2001-01-01 to 2001-01-05 "A light is on"
      usual 10% per 1 day  because "made up"
    question rings "Does it ring by the tenth?" opens 2001-01-02 = bell by 2001-01-10
    question gone "Is this void?" opens 2001-01-02 = bell by 2001-01-09
    question unknown "Does anybody know?" opens 2001-01-02 = bell by 2001-01-08
    """
  private static let account = """
    account "A quiet bell" by alpha

    expects bell: half as likely  because "made up"
    verdict rings: very likely  because "made up"
    verdict unknown: open  because "made up"
    """

  /// Someone listened on the first seven days and heard nothing, for certain; then it rang.
  private func data(
    rings day: String = "08", outcomes: [String] = ["rings,yes,2001-01-08,,", "gone,void,,,"],
    header: String = ""
  ) throws -> CaseData {
    let silence = (1...7).map { "S\($0),2001-01-0\($0),2001-01-0\($0),bell,0,,,,,archive,,,," }
    return try TextCase.open(
      crisis: Self.crisis, accounts: ["quiet": Self.account],
      evidence: silence + [
        "E1,2001-01-\(day),2001-01-\(day),bell,1,,,,,archive,,,,",
        "E2,2001-01-20,2001-01-20,bell,0,,,,,archive,,,,",
      ], outcomes: outcomes, header: header)
  }

  private func look(
    _ data: CaseData, from days: [Int], settings: RunSettings = TextCase.settings
  ) throws -> Backtest {
    try backtest(data, dates: .listed(days.map(TextCase.date)), settings: settings)
  }

  private func chance(_ perDay: Double, _ days: Int) -> Double { 1 - pow(1 - perDay, Double(days)) }

  // MARK: Forecasts and marks

  @Test func `forecasts what each would have said, and marks it by what came`() throws {
    let found = try look(data(), from: [5])
    let week = try #require(found.forecasts.first { $0.lead == .days(7) })
    #expect(week.question == "bell" && week.outcome == 1)
    // Days are independent, and what was heard leaves nothing open of those before.
    expectClose(try #require(week.marks["common-ground"]).forecast, chance(0.1, 7))
    expectClose(try #require(week.marks["quiet"]).forecast, chance(1.0 / 19, 7))
    // Half an event a period before the first day, none in five: ½ in 25 days.
    expectClose(try #require(week.marks["climatology"]).forecast, chance(0.5 / 25, 7))
    let rings = try #require(found.forecasts.first { $0.question == "rings" })
    #expect(rings.lead == .own(1...30) && rings.outcome == 1)
    expectClose(try #require(rings.marks["common-ground"]).forecast, chance(0.1, 5))
    let score = try #require(
      found.scores.first { $0.lead == .days(7) && $0.forecaster == "quiet" })
    let miss = 1 - chance(1.0 / 19, 7)
    expectClose(score.brier.value, miss * miss)
    expectClose(score.log.value, log(1 - miss))
    #expect(score.brier.error == 0)
    let against = try #require(score.references.first { $0.id == "common-ground" })
    expectClose(against.brierDifference.value, miss * miss - pow(0.9, 14))
  }

  /// Each silent day after its date gives the quiet bell a factor 18/19 / 0.9 on common ground.
  @Test func `ranks by what was known, and an account exists from its date on`() throws {
    let found = try look(data(), from: [3, 6])
    #expect(found.dates[0].ranking.map(\.id) == ["common-ground"])
    #expect(found.dates[0].leftOut == ["quiet"])
    #expect(
      found.forecasts.filter { $0.asOf == TextCase.date(3) }.allSatisfy { $0.marks["quiet"] == nil }
    )
    #expect(found.dates[1].ranking.map(\.id) == ["quiet", "common-ground"])
    let ratio = 18.0 / 19 / 0.9
    expectClose(found.dates[1].ranking[0].posterior.value, pow(ratio, 2) / (1 + pow(ratio, 2)))
    expectClose(
      found.dates[1].ranking[0].posteriorWhole.value, pow(ratio, 2) / (1 + pow(ratio, 2)))
    // The average of two answers by that posterior.
    let week = try #require(
      found.forecasts.first { $0.lead == .days(7) && $0.asOf == TextCase.date(6) })
    let share = pow(ratio, 2) / (1 + pow(ratio, 2))
    expectClose(
      try #require(week.marks["average"]).forecast,
      share * chance(1.0 / 19, 7) + (1 - share) * chance(0.1, 7))
  }

  @Test func `what became known later changes outcomes, and no forecast`() throws {
    let other = try data(rings: "15")
    let (one, two) = (try look(data(), from: [5]), try look(other, from: [5]))
    let (first, second) = (
      try #require(one.forecasts.first { $0.lead == .days(7) }),
      try #require(two.forecasts.first { $0.lead == .days(7) })
    )
    #expect(first.outcome == 1 && second.outcome == 0)
    #expect(first.marks.mapValues(\.forecast) == second.marks.mapValues(\.forecast))
  }

  // MARK: What is asked

  @Test func `asks nothing that the record cannot answer`() throws {
    let found = try look(data(), from: [5, 9, 14])
    let asked = found.forecasts.filter { !$0.lead.isOwn }
    // The light was not watched after day 5; thirty days go beyond the period; the window from day 14
    // ends on the 21st.
    #expect(Set(asked.map(\.question)) == ["bell"])
    #expect(Set(asked.map(\.lead)) == [.days(7)])
    #expect(asked.map(\.asOf) == [TextCase.date(5), TextCase.date(9)])
  }

  @Test func `an event that happens once is not asked of again, and a poor yes settles nothing`()
    throws
  {
    func questions(_ kind: String, _ row: String) throws -> [WindowQuestion] {
      let data = try TextCase.open(
        crisis: """
          crisis "A bell"
          period 2001-01-01 to 2001-01-30
          observable bell: \(kind), lag 0 days "The bell rings"
            usual 10% per 1 day  because "made up"
          """,
        evidence: [row, "E9,2001-01-30,2001-01-30,bell,0,,,,A1,archive,,,,"])
      return RecordOutcomes(data).questions(from: 9, visible: [])
    }
    let early = "E1,2001-01-05,2001-01-05,bell,1,,,,A1,archive,,,,"
    #expect(try questions("event, once", early).isEmpty)
    #expect(try questions("event", early).map(\.outcome) == [false])
    let inside = "E1,2001-01-12,2001-01-12,bell,1,,,,A1,archive,,,,"
    #expect(try questions("event, once", inside).map(\.outcome) == [true])
    // F6 is right with .49: less than even odds.
    #expect(try questions("event", inside.replacing("A1", with: "F6")).isEmpty)
  }

  @Test func `a number is asked of on the day of a later row, against its last report`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "A crowd"
        period 2001-01-01 to 2001-02-20
        observable crowd: number of people "People in the square"
          usual 5 to 500  because "made up"
        """,
      evidence: [
        "E1,2001-01-03,2001-01-03,crowd,90,,,people,B2,archive,,,,",
        "E2,2001-01-12,2001-01-12,crowd,200,,,people,C3,archive,,,,",
        "E3,2001-01-12,2001-01-13,crowd,80,,,people,B2,archive,,,,",
        "E4,2001-02-08,2001-02-08,crowd,,100,,people,B2,archive,,,,",
      ])
    let found = try backtest(
      data, dates: .listed([TextCase.date(4)]),
      settings: RunSettings(histories: 4_000, runs: 4, seed: 7, threads: 2))
    // Day 12 is within three of day 11, and its best row says 80; day 39 within seven of day 34, at
    // least 100.
    #expect(found.forecasts.map(\.outcome) == [0, 1])
    #expect(found.forecasts.map(\.resolves) == [TextCase.date(12), TextCase.date(39)])
    for forecast in found.forecasts {
      // A walk from 90 is above 90 with probability ½; 5 to 500 (a lognormal with median 50) is with
      // 1 − Φ(ln(90/50)/1.3998). 16,000 histories: a standard error of .004, so that four of them
      // give a false alarm once in 16,000 seeds.
      let climatology = try #require(forecast.marks["climatology"]).forecast
      #expect(abs(climatology - 0.5) < 0.016)
      let common = try #require(forecast.marks["common-ground"]).forecast
      #expect(abs(common - 0.3373) < 0.016)
    }
  }

  // MARK: Outcomes

  @Test func `void is not scored, and neither is what has no outcome`() throws {
    let found = try look(data(), from: [2, 5])
    #expect(Set(found.forecasts.filter { $0.lead.isOwn }.map(\.question)) == ["rings"])
    #expect(found.warnings.contains { $0.contains("gone") && $0.contains("void") })
    #expect(found.warnings.contains { $0.contains("unknown") && $0.contains("no outcome") })
  }

  @Test func `a question is asked from its opening until it is settled`() throws {
    let found = try look(data(), from: [1, 2, 7, 8, 9])
    #expect(
      found.forecasts.filter { $0.lead.isOwn }.map(\.asOf) == [TextCase.date(2), TextCase.date(7)])
  }

  @Test func `days left fall into three groups`() {
    #expect(Lead.own(daysLeft: 1) == .own(1...30))
    #expect(Lead.own(daysLeft: 30) == .own(1...30))
    #expect(Lead.own(daysLeft: 31) == .own(31...90))
    #expect(Lead.own(daysLeft: 90) == .own(31...90))
    #expect(Lead.own(daysLeft: 91) == .own(91...Int.max))
  }

  @Test func `dates outside the period are refused, all at once`() throws {
    let data = try data()
    let failure = #expect(throws: RunFailure.self) { try look(data, from: [0, 5, 21]) }
    let message = try #require(failure).message
    #expect(message.contains("2000-12-31, 2001-01-21"))
    #expect(message.contains("dates from 2001-01-01 to 2001-01-20"))
    #expect(throws: RunFailure.self) {
      try backtest(
        data, dates: .every(days: 7, from: TextCase.date(9), to: TextCase.date(8)),
        settings: TextCase.settings)
    }
  }

  @Test func `weekly runs from the first account to the day before the last report`() throws {
    #expect(
      try BacktestDates.every(days: 7, from: nil, to: nil).resolved(in: data())
        == [4, 11, 18].map(TextCase.date))
    #expect(
      try BacktestDates.listed([TextCase.date(9), TextCase.date(3), TextCase.date(9)])
        .resolved(in: data()) == [3, 9].map(TextCase.date))
  }

  /// Of one thing 1 and 3, of another 0: the mean is 4/3, their sums from it are 4/3 and −4/3.
  @Test func `luck takes the forecasts of one thing together`() {
    expectClose(luck([("a", 1), ("a", 3), ("b", 0)]) ?? .nan, (2 * 32.0 / 9).squareRoot() / 3)
    #expect(luck([("a", 1), ("a", 3)]) == nil)
  }

  // MARK: Calibration

  @Test func `each forecast falls into the range of its word`() throws {
    let found = try look(data(), from: [2, 5])
    let bins = try #require(
      found.calibrations.first { $0.forecaster == "common-ground" && $0.isOwn }
    ).bins
    // 1 − .9⁸ = .57 and 1 − .9⁵ = .41, of one question that came true.
    #expect(bins.map(\.forecasts) == [0, 0, 1, 0, 1, 0, 0])
    #expect(bins.map(\.happened) == [0, 0, 1, 0, 1, 0, 0])
    expectClose(bins[4].mean, chance(0.1, 8))
    #expect(bins.first?.low == 0 && bins.last?.high == 1)
    for (bin, next) in zip(bins, bins.dropFirst()) { #expect(bin.high == next.low) }
  }

  // MARK: Stated against implied

  @Test func `sets what an author says beside what the account gives on its day`() throws {
    let found = try look(data(), from: [5])
    let rings = try #require(found.stated.first { $0.question == "rings" })
    #expect(rings.asOf == TextCase.date(4) && rings.verdict.range == 0.80...0.95)
    expectClose(try #require(rings.implied).value, chance(1.0 / 19, 6))
    #expect(rings.standing == .astray)
    #expect(rings.outcome == 1)
    // It rang on day 8.
    expectClose(try #require(rings.afterAll).value, 1)
    let open = try #require(found.stated.first { $0.question == "unknown" })
    #expect(open.verdict.range == nil && open.standing == nil && open.verdict.words == "open")
  }

  @Test(arguments: [
    (0.7, 0.0, StatedForecast.Standing.inside), (0.9, 0, .further), (0.52, 0, .short),
    (0.3, 0, .astray), (0.53, 0.02, .atTheEdge), (0.83, 0.01, .further), (0.83, 0.02, .atTheEdge),
  ])
  func `likely is 55 to 80 %`(
    implied: Double, error: Double, expected: StatedForecast.Standing
  ) {
    #expect(
      StatedForecast.Standing(Measured(implied, error: error), in: 0.55...0.80) == expected)
    // The mirror of it, unlikely at 20 to 45 %.
    #expect(
      StatedForecast.Standing(Measured(1 - implied, error: error), in: 0.20...0.45) == expected)
  }

  // MARK: Base rates

  @Test func `a stated base rate is marked where there is one`() throws {
    let data = try data(
      outcomes: ["rings,yes,2001-01-08,,,0.2", "gone,no,2001-01-09,,,"], header: ",base_rate")
    let found = try look(data, from: [5])
    let score = try #require(
      found.scores.first { $0.lead.isOwn && $0.forecaster == "common-ground" })
    #expect(score.forecasts == 2)
    let base = try #require(score.references.first { $0.id == "base-rate" })
    #expect(base.forecasts == 1)
    expectClose(base.brier.value, 0.64)
    expectClose(base.brierDifference.value, pow(0.9, 10) - 0.64)
    #expect(!found.scores.contains { !$0.lead.isOwn && $0.forecaster == "base-rate" })
  }
}
