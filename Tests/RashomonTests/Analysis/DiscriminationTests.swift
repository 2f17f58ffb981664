import Foundation
import Rashomon
import RashomonAnalysis
import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

/// Whether a record can tell accounts apart, on cases where the answer is a sum on paper.
struct DiscriminationTests {
  // MARK: Two tests of a cause

  /// P(straw) and P(gun) under the working theory and its rival (process-tracing, DesignLibrary's
  /// defaults). The working theory wins its record unless there is neither straw nor gun; the rival
  /// wins where there is neither.
  private let recognised = ["working": 0.8 + 0.2 * 0.3, "rival": 0.8]
  /// Where no gun is found (a gun rules the rival out): a straw +4.47158 dB, none −7.56962 dB.
  private let expected = [
    "working": 0.8 * 4.47158 + 0.2 * -7.56962, "rival": 0.8 * 7.56962 + 0.2 * -4.47158,
  ]
  private let ruledOut = ["working": 0.3, "rival": 0.0]

  private static let records = 600

  /// The cases of a record are independent: each number is within four of its standard errors, which
  /// fails one right run in 5,000 for the six of them.
  private func departures(of found: Discrimination) -> [String] {
    var departures: [String] = []
    let count = Double(Self.records)
    func compare(_ name: String, _ value: Double, _ expected: Double, _ error: Double) {
      if abs(value - expected) > 4 * error {
        departures.append("\(name): \(value), not \(expected) ±\(error)")
      }
    }
    for (truth, other) in [("working", "rival"), ("rival", "working")] {
      guard let duel = found.duels.first(where: { $0.truth == truth && $0.other == other }),
        let share = recognised[truth], let mean = expected[truth], let out = ruledOut[truth]
      else { return ["no duel of \(truth)"] }
      compare(
        "\(truth) wins", duel.share.value, share, (share * (1 - share) / count).squareRoot())
      // The two outcomes lie 12.0412 dB apart, one with probability 0.2.
      compare(
        "\(truth) gains", duel.decibels.value, mean,
        12.0412 * (0.16 / (count * (1 - out))).squareRoot())
      compare(
        "\(truth) rules out", Double(duel.ruledOut) / count, out,
        max(1e-9, (out * (1 - out) / count).squareRoot()))
    }
    return departures
  }

  private func processTracing() throws -> CaseData {
    try Case.open(Repository.root.appending(path: "Cases/process-tracing").path).data
  }

  private func discriminated(_ data: CaseData, threads: Int = 2) throws -> Discrimination {
    let settings = RunSettings(histories: 10, runs: 1, seed: 7, threads: threads, method: "smc")
    return try discriminate(
      data, records: Self.records, settings: settings, looking: settings)
  }

  @Test func `two tests tell two theories apart as often as they must`() throws {
    let found = try discriminated(processTracing())
    #expect(departures(of: found) == [])
    #expect(found.rivals.allSatisfy { $0.worstSpread == 0 })
    #expect(found.rivals.allSatisfy { $0.wins.reduce($0.ties, +) == Self.records })
  }

  /// Records of a case with other chances are not those of this one: 0.3 for 0.2 moves the rival's
  /// share by six standard errors.
  @Test func `records drawn from the wrong account are found out`() throws {
    let data = try processTracing()
    let form = RecordReading(
      of: data.record.visible(asOf: try #require(data.record.lastReported)),
      observables: data.commonGround.observables, period: data.period, grades: data.grades
    ).days
    let broken = try TextCase.open(
      crisis: """
        crisis "Two tests of a cause"
        period 2001-01-01 to 2001-01-02
        source designer { title "T" author "A" date 2000-12-31 }
        observable straw: status "a straw" usual 50%  because "nothing known"
        observable smoking_gun: status "a gun" usual 15%  because "half of 30 %"
        hidden cause "the cause" is 50%  @designer
        each day {
          status straw with chance 80% if cause, 30% otherwise  @designer
          status smoking_gun with chance 30% if cause, 0% otherwise  @designer
        }
        """,
      accounts: [
        "rival": "account \"R\" by designer\noverride hidden cause is 0%  because \"not\"",
        "working": "account \"W\" by designer\nthesis cause  because \"it was\"",
      ],
      evidence: [
        "E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,",
        "E2,2001-01-02,2001-01-02,smoking_gun,0,,,,,archive,,,,",
      ])
    #expect(form.count == 2)
    #expect(departures(of: try discriminated(broken)).contains { $0.hasPrefix("rival wins") })
  }

  @Test func `the same bytes for any number of threads`() throws {
    let found = try [1, 3].map { try discriminated(processTracing(), threads: $0) }
    #expect(found[0].rivals.map(\.wins) == found[1].rivals.map(\.wins))
    #expect(found[0].duels.map(\.decibels) == found[1].duels.map(\.decibels))
  }

  // MARK: Accounts that say the same

  @Test func `accounts that say the same are never told apart`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "Same"
        period 2001-01-01 to 2001-01-06
        source alpha { title "One" author "A" date 2001-01-01 }
        observable march: event, once "a march"
          usual unlikely by 2001-01-06  because "made up"
        observable deal: event, once "a deal"
          usual unlikely by 2001-01-06  because "made up"
        """,
      accounts: [
        "first": "account \"F\" by alpha\nexpects march by 2001-01-06: likely  because \"a\"",
        "second": "account \"S\" by alpha\nexpects march by 2001-01-06: likely  because \"b\"",
      ],
      evidence: ["E1,2001-01-04,2001-01-04,march,1,,,,,archive,,,,"])
    let settings = RunSettings(histories: 10, runs: 1, seed: 7, threads: 2)
    let found = try discriminate(data, records: 40, settings: settings, looking: settings)
    let duel = try #require(found.duels.first { $0.truth == "first" && $0.other == "second" })
    #expect(duel.wins == 0 && duel.ties == 40)
    #expect(duel.share.value == 0.5)
    #expect(duel.decibels.value == 0)
    let deal = found.collecting?.readings.filter { $0.observable == "deal" } ?? []
    #expect(!deal.isEmpty && deal.allSatisfy { $0.bits.value < 1e-12 })
  }

  // MARK: What to look for next

  /// Three explanations of equal weight and one report of grade A2 (right with .965, else it is as usual) of
  /// an event that is noticed with .95: the chance of a report is .965 · .95 · q + .035 · usual.
  @Test func `the bits of an event are those of its report`() throws {
    let data = try TextCase.open(
      crisis: """
        crisis "Next"
        period 2001-01-01 to 2001-01-10
        source alpha { title "One" author "A" date 2001-01-03 }
        observable march: event, once "a march"
          usual 20% by 2001-01-10  because "made up"
        observable flag: status "a flag is up"
          usual 50%  because "made up"
        """,
      accounts: [
        "sure": """
        account "S" by alpha
        expects march from 2001-01-04 by 2001-01-10: 90%  because "a"
        expects flag: 9 times as likely  because "a"
        """,
        "never": """
        account "N" by alpha
        rules out march  because "b"
        """,
      ],
      evidence: ["E1,2001-01-02,2001-01-02,flag,1,,,,,archive,,,,"])
    let settings = RunSettings(histories: 10, runs: 1, seed: 7, threads: 1)
    let found = try #require(try nextReadings(data, settings: settings))
    #expect(found.asOf == CalendarDate(iso: "2001-01-03"))
    expectClose(found.uncertainty.value, log2(3), tolerance: 1e-12)
    #expect(found.readings.map(\.bits.value) == found.readings.map(\.bits.value).sorted(by: >))

    func bits(_ chances: [Double]) -> Double {
      expectedBits(weights: [1, 1, 1].map { $0 / 3 }, chances: chances.map { [1 - $0, $0] })
    }
    let week = try #require(found.readings.first { $0.observable == "march" })
    #expect(week.from.iso == "2001-01-04" && week.to.iso == "2001-01-10")
    // Common ground: .2 over ten days, three of which are past.
    let usual = 0.14 / 0.94
    let right = 0.995 * 0.97
    func report(_ chance: Double) -> Double {
      right * 0.95 * chance + (1 - right) * usual
    }
    // An event of the first three days that nobody noticed is all that can come before.
    let chances = week.expectations.map(\.value)
    for (chance, expected) in zip(chances, [usual, 0, 0.9]) {
      #expect(abs(chance - expected) < 0.02)
    }
    expectClose(week.bits.value, bits(chances.map(report)), tolerance: 1e-9)

    let flag = try #require(found.readings.first { $0.observable == "flag" })
    expectClose(
      flag.bits.value, bits([0.5, 0.5, 0.9].map { right * $0 + (1 - right) * 0.5 }), tolerance: 1e-9
    )
    #expect(flag.yes.account == "sure" && flag.no.account != "sure")
  }
}
