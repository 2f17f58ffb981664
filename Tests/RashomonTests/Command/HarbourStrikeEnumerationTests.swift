import Foundation
import Rashomon
import RashomonAnalysis
import RashomonEvidence
import RashomonNumerics
import RashomonTestSupport
import RashomonText
import Testing

/// The harbour strike counted by hand: every course of every event, straight from the formulas of
/// the documents, without the language, the engine or the inference.
struct HarbourStrikeEnumerationTests {
  // MARK: The case, copied from its files

  private static let dayCount = 46
  /// 9 April, the last report; days count from 1 March.
  private static let lastDay = 39
  /// The day after the articles, on which windows open.
  private static let opening = 5

  private static func word(_ term: String) throws -> Double {
    try #require(VerbalScale.icd203.named(term)).mean
  }

  private static func reliability(_ grade: String) throws -> Double {
    GradeTable.admiralty[try #require(Grade(grade))]
  }

  /// One day's answer on record: its reliability, and whether it says yes.
  private struct Row {
    let reliability: Double
    let isYes: Bool
  }

  /// An observable: what is usual of it over the whole period, and its rows by day.
  private struct Event {
    let usual: Double
    var rows: [Int: Row]
  }

  private static func events() throws -> [String: Event] {
    let b2 = try reliability("B2")
    return [
      "walkout": Event(
        usual: try word("roughly even"),
        rows: [6: Row(reliability: b2, isYes: false), 11: Row(reliability: b2, isYes: true)]),
      // H04 has it from the same meeting and is graded lower.
      "talks": Event(
        usual: try word("likely"), rows: [14: Row(reliability: b2, isYes: true)]),
      // H08 was replaced by H09.
      "deal": Event(
        usual: try word("unlikely"),
        rows: [
          28: Row(reliability: b2, isYes: false),
          39: Row(reliability: try reliability("B1"), isYes: true),
        ]),
      // Self-evident: its rows are certain.
      "troops": Event(
        usual: try word("very unlikely"), rows: [19: Row(reliability: 1, isYes: false)]),
      "curfew": Event(
        usual: try word("very unlikely"),
        rows: [23: Row(reliability: try reliability("C2"), isYes: false)]),
    ]
  }

  // MARK: The formulas

  /// The chance on day j of n, given that it has not happened in a window of probability w.
  private static func hazard(_ w: Double, day j: Int, of n: Int) -> Double {
    (w / Double(n)) / (1 - w * Double(j) / Double(n))
  }

  private static func usualChance(_ event: Event, day: Int, hasHappened: Bool) -> Double {
    hasHappened
      ? event.usual / Double(dayCount) : hazard(event.usual, day: day, of: dayCount)
  }

  /// What an account makes of an event's daily chance.
  private enum Claim {
    /// With this probability between the opening and that day.
    case window(Double, last: Int)
    /// The odds of each day's chance, times so much.
    case odds(Double)
    case never
  }

  private static func chance(_ event: Event, _ claim: Claim?, day: Int) -> Double {
    let usual = usualChance(event, day: day, hasHappened: false)
    guard let claim, day >= opening else { return usual }
    switch claim {
    case .window(let probability, let last):
      return day > last
        ? usual : hazard(probability, day: day - opening, of: last - opening + 1)
    case .odds(let factor):
      let odds = factor * usual / (1 - usual)
      return odds / (1 + odds)
    case .never: return 0
    }
  }

  /// P(what the record says of a day | whether it happened that day).
  private static func probability(
    _ event: Event, day: Int, happens: Bool, hasHappened: Bool, silence: Double
  ) -> Double {
    let row = event.rows[day]
    let r = row?.reliability ?? silence
    // Nine in ten reports are in within a day, and 95 % are ever made.
    let arrived = 1 - pow(0.1, Double(lastDay - day + 1) / 2)
    let isExplicitNo = row.map { !$0.isYes } ?? false
    let c = isExplicitNo ? 1 : 0.95 * arrived
    let b = usualChance(event, day: day, hasHappened: hasHappened)
    let yes = r * c * (happens ? 1 : 0) + (1 - r) * b
    return row?.isYes == true ? yes : 1 - yes
  }

  /// The probability of everything on record of one event, over every day on which it may happen.
  private static func evidence(_ event: Event, _ claim: Claim?) throws -> Double {
    let silence = try reliability("A2")
    var total = 0.0
    for first in 0...(lastDay + 1) {
      var path = 1.0
      for day in 0...lastDay {
        let h = day > first ? 0 : chance(event, claim, day: day)
        path *= day == first ? h : 1 - h
        path *= probability(
          event, day: day, happens: day == first, hasHappened: day > first, silence: silence)
      }
      total += path
    }
    return total
  }

  private static func evidence(_ claims: [String: Claim]) throws -> Double {
    try events().reduce(1.0) { try $0 * evidence($1.value, claims[$1.key]) }
  }

  // MARK: The accounts

  private static func gazette(moneyFound: Bool) throws -> Double {
    try evidence([
      "walkout": .window(word("likely"), last: 30),
      "talks": .window(word(moneyFound ? "very likely" : "unlikely"), last: 30),
      "deal": .window(word(moneyFound ? "likely" : "very unlikely"), last: 45),
      "troops": .never,
    ])
  }

  private static func sentinel(plan: Bool) throws -> Double {
    try evidence(
      [
        "walkout": .window(word("very likely"), last: 19),
        "troops": .window(word(plan ? "likely" : "almost no chance"), last: 45),
        "curfew": plan ? .window(word("roughly even"), last: 45) : nil,
        "deal": .odds(0.5),
      ].compactMapValues { $0 })
  }

  // MARK: Tests

  private func weighing() throws -> Weighing {
    let opened = try Case.open(Repository.root.appending(path: "Cases/harbour-strike").path)
    return try opened.weigh(
      asOf: nil, since: nil, settings: RunSettings(histories: 10, runs: 2, seed: 1, threads: 1),
      progress: { _ in })
  }

  private func account(_ id: String, of weighing: Weighing) throws -> WeighedAccount {
    try #require(weighing.accounts.first { $0.id == id })
  }

  /// Two days, by pencil: of an event with an even chance of one half a day each, seen for certain.
  @Test func `the counting itself is right where it can be done by hand`() {
    let event = Event(usual: 0.5, rows: [:])
    #expect(Self.hazard(0.5, day: 0, of: 2) == 0.25)
    #expect(Self.hazard(0.5, day: 1, of: 2) == 1.0 / 3)
    #expect(Self.usualChance(event, day: 3, hasHappened: true) == 0.5 / 46)
    #expect(Self.chance(event, .never, day: 5) == 0)
    #expect(
      Self.chance(event, .never, day: 4) == Self.usualChance(event, day: 4, hasHappened: false))
  }

  @Test func `common ground`() throws {
    let found = try account("common-ground", of: weighing())
    #expect(found.method == "enumerate")
    #expect(found.logEvidence.error == 0)
    expectClose(found.logEvidence.value, log(try Self.evidence([:])), tolerance: 1e-9)
  }

  @Test func `the account of the Gazette`() throws {
    let prior = try Self.word("likely")
    let with = try prior * Self.gazette(moneyFound: true)
    let without = try (1 - prior) * Self.gazette(moneyFound: false)
    let found = try account("gazette", of: weighing())
    expectClose(found.logEvidence.value, log(with + without), tolerance: 1e-9)
    expectClose(
      found.facts.first?.values.first?.value ?? .nan, with / (with + without), tolerance: 1e-9)
  }

  @Test func `the account of the Sentinel`() throws {
    let prior = try Self.word("very likely")
    let with = try prior * Self.sentinel(plan: true)
    let without = try (1 - prior) * Self.sentinel(plan: false)
    let found = try account("sentinel", of: weighing())
    expectClose(found.logEvidence.value, log(with + without), tolerance: 1e-9)
    expectClose(
      found.facts.first?.values.first?.value ?? .nan, with / (with + without), tolerance: 1e-9)
  }

  /// Were one grade read as the next, these tests would see it.
  @Test func `a slightly wrong grade is told`() throws {
    var events = try Self.events()
    let right = try Self.evidence(#require(events["deal"]), nil)
    events["deal"]?.rows[39] = Row(reliability: try Self.reliability("B2"), isYes: true)
    let wrong = try Self.evidence(#require(events["deal"]), nil)
    #expect(abs(log(wrong) - log(right)) > 1e-4)
  }
}
