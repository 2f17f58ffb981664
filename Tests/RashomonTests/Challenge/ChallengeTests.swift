import Foundation
import RashomonEvidence
import RashomonModel
import RashomonNumerics
import RashomonReport
import RashomonTestSupport
import RashomonText
import Testing

@testable import Rashomon
@testable import RashomonAnalysis

/// Changes of one assumption at a time, in cases so small that each lead has a formula.
struct ChallengeTests {
  /// One clue, which one account makes `for` probable and the other `against`.
  private static func clue(
    usual: String = "50%", for: String, against: String?, third: String? = nil,
    grade: String = "", param: String = "", gradings: [String] = []
  ) throws -> Case {
    func account(_ title: String, _ source: String, _ chance: String?) -> String {
      let claim = chance.map {
        "each day { status clue with chance \($0)  because \"so it says\" }"
      }
      return "account \"\(title)\" by \(source)\n\n\(claim ?? "")"
    }
    var accounts = [
      "working": account("Working", "alpha", `for`), "rival": account("Rival", "beta", against),
    ]
    if let third { accounts["third"] = account("Third", "beta", third) }
    return try TextCase.opened(
      crisis: """
        crisis "One clue"
        period 2001-01-01 to 2001-01-02
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        source beta { title "Two" author "B" outlet "O" date 2000-12-31 }
        observable clue: status "the clue is found" usual \(usual)  because "knowing nothing"
        \(param)
        """,
      accounts: accounts, evidence: ["E1,2001-01-01,2001-01-01,clue,1,,,,\(grade),archive,,,,"],
      gradings: gradings)
  }

  private static func challenge(
    _ opened: Case, random: Int = 0, threads: Int = 1
  ) throws -> Challenge {
    try opened.challenge(
      asOf: nil, since: nil, settings: TextCase.settings.with(threads: threads),
      choices: ChallengeChoices(randomSettings: random, bias: .skip), progress: { _ in })
  }

  private static func change(
    _ challenge: Challenge, where isWanted: (AssumptionChange.Kind) -> Bool
  ) throws -> ChangedLead {
    let found = challenge.changes.filter { isWanted($0.change.kind) }
    try #require(found.count == 1)
    return try found[0].outcome.get()
  }

  private static func decibels(_ ratio: Double) -> Double { 10 * log10(ratio) }

  @Test func `a word is moved to both ends of its range`() throws {
    let found = try Self.challenge(Self.clue(for: "likely", against: "30%"))
    let likely = try #require(VerbalScale.icd203.named("likely"))
    expectClose(found.lead.difference.value, Self.decibels(likely.mean / 0.3))
    for end in [likely.low, likely.high] {
      let lead = try Self.change(found) { kind in
        if case .word(_, _, let taken) = kind { taken == end } else { false }
      }
      expectClose(lead.lead.value, Self.decibels(end / 0.3))
      expectClose(lead.lost.value, Self.decibels(likely.mean / end))
      #expect(lead.standing == .holds)
      #expect(lead.lead.error == 0)
    }
    // What loses most stands first.
    #expect(try found.changes[0].outcome.get().lost.value > 0)
  }

  @Test func `what is usual is multiplied by three, and a leader that falls is named`() throws {
    let found = try Self.challenge(Self.clue(usual: "20%", for: "40%", against: nil))
    expectClose(found.lead.difference.value, Self.decibels(2))
    // Odds of 1 to 4 become 3 to 4, and the silent account has 3/7.
    let up = try Self.change(found) { $0 == .usual(factor: 3) }
    expectClose(up.lead.value, Self.decibels(0.4 * 7 / 3))
    #expect(up.standing == .flips)
    #expect(up.first == "rival")
    let down = try Self.change(found) { $0 == .usual(factor: 1 / 3) }
    expectClose(down.lead.value, Self.decibels(0.4 * 13))
    #expect(down.first == "working")
    #expect(down.standing == .holds)
  }

  /// P(row) = r·p + (1 − r)·usual.
  private static func graded(_ r: Double) -> Double {
    decibels((r * 0.8 + (1 - r) * 0.5) / (r * 0.2 + (1 - r) * 0.5))
  }

  @Test func `a grade is moved one step, in the row and in the table`() throws {
    let found = try Self.challenge(Self.clue(for: "80%", against: "20%", grade: "B2"))
    expectClose(found.lead.difference.value, Self.graded(0.97 * 0.97))
    for (step, r) in [(GradeStep.up, 0.97 * 0.995), (.down, 0.97 * 0.92)] {
      let leads = found.changes.compactMap { tested -> Double? in
        switch tested.change.kind {
        case .row(let from, let to), .grade(let from, let to, _):
          let table = GradeTable.admiralty
          return (table[to] > table[from]) == (step == .up) ? tested.lead?.lead.value : nil
        case .word, .usual, .width, .source: return nil
        }
      }
      // Of silence nothing is graded, since a status has none.
      #expect(leads.count == 2)
      for lead in leads { expectClose(lead, Self.graded(r)) }
    }
  }

  @Test func `another analyst's grades are set beside the record's`() throws {
    let opened = try Self.clue(
      for: "80%", against: "20%", grade: "B2",
      gradings: ["E1,F6,bela,never heard of them", "E1,2,carl,as the source"])
    let analysts = try #require(try Self.challenge(opened).analysts)
    #expect(analysts.analysts.map(\.name) == ["bela", "carl"])
    expectClose(analysts.analysts[0].lead.lead.value, Self.graded(0.49))
    expectClose(
      analysts.analysts[0].lead.lost.value, Self.graded(0.97 * 0.97) - Self.graded(0.49))
    #expect(analysts.analysts[0].ranking.map(\.account) == ["working", "rival"])
    expectClose(analysts.analysts[1].lead.lead.value, Self.graded(0.995 * 0.97))
    let difference = try #require(analysts.differences.first)
    #expect(difference.recordGrade == Grade(.b, .two))
    #expect(difference.grades.map(\.grade) == [Grade(.f, .six), Grade(.a, .two)])
    // One row is graded otherwise, so that it moves all that there is to move.
    expectClose(difference.grades[0].lead.lost.value, analysts.analysts[0].lead.lost.value)
  }

  @Test func `a case without other analysts has nothing to set beside it`() throws {
    #expect(try Self.challenge(Self.clue(for: "80%", against: "20%")).analysts == nil)
  }

  @Test func `in random settings the leader leads where the word means more than its rival`() throws
  {
    let opened = try Self.clue(for: "likely", against: "65%")
    let found = try Self.challenge(opened, random: 60)
    let word = try #require(
      opened.variants.assumptions.first { if case .word = $0.kind { true } else { false } })
    let expected = try (0..<60).count { index in
      let setting = randomSetting(
        index, assumptions: opened.variants.assumptions, rows: [], seed: TextCase.settings.seed)
      return try #require(setting.variation[word.id]) > 0.65
    }
    let random = try #require(found.random)
    #expect(random.leads == expected)
    #expect(random.failed == 0 && random.undecided == 0)
    #expect(expected > 0 && expected < 60)
    #expect(
      random.firsts.map(\.settings).reduce(0, +) == 60
        && random.firsts.first { $0.account == "working" }?.settings == expected)
    expectClose(random.share.value, Double(expected) / 60)
  }

  @Test func `a change that cannot be computed is said and not fatal`() throws {
    // Twice as wide, a share of the histories draws a chance above 1 or below 0.
    let opened = try Self.clue(
      for: "share", against: "20%",
      param: "param share ~ normal(mean: 0.5, sd: 0.1)  because \"a guess\"")
    let found = try Self.challenge(opened)
    let wide = try #require(found.changes.first { $0.change.kind == .width(factor: 2) })
    #expect(throws: RunFailure.self) { try wide.outcome.get() }
    let narrow = try #require(found.changes.first { $0.change.kind == .width(factor: 0.5) })
    #expect(narrow.lead?.standing == .holds)
    #expect(found.changes.last?.lead == nil)
  }

  @Test func `one account alone has no ranking to challenge`() throws {
    let opened = try TextCase.opened(
      crisis: """
        crisis "None"
        period 2001-01-01 to 2001-01-02
        observable clue: status "the clue is found" usual 50%  because "knowing nothing"
        """, evidence: ["E1,2001-01-01,2001-01-01,clue,1,,,,,archive,,,,"])
    #expect(throws: RunFailure.self) { try Self.challenge(opened) }
  }

  @Test func `the number of threads changes no bit`() throws {
    let opened = try Self.clue(
      for: "share", against: "20%", grade: "B2",
      param: "param share ~ 40% to 60%  because \"a guess\"")
    func leads(_ threads: Int) throws -> [Measured?] {
      let found = try Self.challenge(opened, random: 5, threads: threads)
      return found.changes.map { $0.lead?.lead } + [found.random?.share]
    }
    #expect(try leads(1) == leads(3))
  }

  @Test func `every name that is no parameter is told, before any work`() throws {
    let opened = try Self.clue(
      for: "share", against: "20%", param: "param share ~ 40% to 60%  because \"a guess\"")
    let failure = try #require(throws: RunFailure.self) {
      try opened.challenge(
        asOf: nil, since: nil, settings: TextCase.settings,
        choices: ChallengeChoices(parameters: ["shore", "share", "nothing"]), progress: { _ in })
    }
    #expect(failure.isInData)
    #expect(failure.message.contains("did you mean `share`?"))
    #expect(failure.message.contains("`nothing`"))
  }

  @Test func `variants are ranked among the accounts within reach as all are ranked`() throws {
    let opened = try Self.clue(usual: "20%", for: "40%", against: nil)
    let challenger = try Challenger(
      opened.data, variants: opened.variants, asOf: nil, since: nil, settings: TextCase.settings,
      progress: { _ in })
    let usual = try #require(opened.variants.assumptions.first { $0.kind == .usual })
    let setting = CaseSetting(variation: Variation([usual.id: 3]))
    #expect(challenger.contenders == ["working", "rival"])
    #expect(
      try challenger.standing(under: setting, memory: .ofBase).ranking
        == challenger.wholeStanding(under: setting).ranking)
    // 40 % against one in two thousand: 29 dB, and one in ten thousand: 36 dB.
    for (chance, isWithin) in [("0.05%", true), ("0.01%", false)] {
      let far = try Self.clue(usual: chance, for: "40%", against: nil, third: "45%")
      let found = try Self.challenge(far)
      #expect(found.outOfReach == (isWithin ? [] : ["rival"]))
      #expect(found.lead.first == "third")
    }
  }

  // MARK: In words

  private static func text(_ challenge: Challenge) -> String {
    page(of: challenge, listing: .telling, palette: .plain)
  }

  @Test func `no headline is given where what is usual turns the ranking over`() throws {
    let text = Self.text(try Self.challenge(Self.clue(usual: "20%", for: "41%", against: nil)))
    #expect(
      text.contains(
        "No headline: what is usual is a guess, and reading “clue: usual 20%” three times as high"
          + " alone turns the ranking over."))
    #expect(text.contains("“Rival” leads"))
  }

  @Test func `a word that turns the ranking over is named`() throws {
    let safe = try Self.challenge(Self.clue(for: "likely", against: "unlikely"))
    #expect(Self.text(safe).contains("none of 6 single changes turns the ranking over"))
    let fragile = try Self.challenge(Self.clue(for: "very unlikely", against: "5.5%"))
    #expect(
      Self.text(fragile).contains(
        "Fragile: reading “very unlikely” as 5.0 % and not 12 % in"
          + " “each day { status clue with chance very unlikely” alone turns the ranking over."))
  }

  @Test func `a lead that is none has nothing to lose`() throws {
    let close = try Self.challenge(Self.clue(for: "60%", against: "40%"))
    #expect(
      Self.text(close).contains(
        "No ranking to challenge: “Working” is under 3 dB ahead of “Rival” as it is."))
  }

  @Test func `all settings of few are no certainty`() throws {
    let found = try Self.challenge(Self.clue(for: "likely", against: "30%"), random: 12)
    let text = Self.text(found)
    #expect(text.contains("still led in 12 of 12 settings (>99.9 % ±5.6)"))
    #expect(text.contains("Robust to these assumptions"))
  }
}
