import RashomonReport
import RashomonText
import Testing

@testable import RashomonAnalysis

/// What is said under the table of weights, in each of its cases.
struct WeighSentenceTests {
  private static let date = CalendarDate(iso: "2024-03-05")
  private static let asOf = CalendarDate(iso: "2024-04-09")

  private func account(
    _ title: String, _ weight: Double, error: Double? = 0, isReliable: Bool = true,
    isRuledOut: Bool = false
  ) throws -> WeighedAccount {
    let weight = Measured(weight, error: error)
    let day = try #require(Self.asOf)
    return WeighedAccount(
      id: title, title: title, source: title, date: Self.date, prior: 0.5,
      posterior: .exact(0.5), posteriorWhole: .exact(0.5), logEvidence: .exact(-1),
      logEvidenceInterval: nil, weight: weight,
      explained: .exact(0), foresaw: weight, headlineWeight: weight, fit: nil,
      shares: [],
      ruledOut: isRuledOut
        ? RuledOut(rows: ["H1"], observables: ["troops"], date: day, words: "no history") : nil,
      isReliable: isReliable, quality: nil, facts: [])
  }

  private func weighing(
    _ accounts: [WeighedAccount], hasForeseeable: Bool = true
  ) throws -> Weighing {
    Weighing(
      caseID: "harbour", title: "Harbour", asOf: try #require(Self.asOf), since: Self.date,
      hasForeseeable: hasForeseeable, settings: RunSettings(threads: 1),
      provenance: Provenance(version: "0", modelHash: "0", accountHashes: [:]), recordHash: "0",
      visibleRows: 9, uncounted: [], accounts: accounts, comparisons: comparisons(accounts),
      leftOut: [],
      climatology: -3, warnings: [], draws: nil)
  }

  /// As the analysis would give it for accounts whose noise is independent.
  private func comparisons(_ accounts: [WeighedAccount]) -> [Comparison] {
    let ranked = accounts.filter { $0.ruledOut == nil }.sorted {
      $0.headlineWeight.value > $1.headlineWeight.value
    }
    guard ranked.count > 1 else { return [] }
    let (first, second) = (ranked[0].headlineWeight, ranked[1].headlineWeight)
    let squares = [first, second].map { ($0.error ?? 0) * ($0.error ?? 0) }
    return [
      Comparison(
        first: ranked[0].id, second: ranked[1].id,
        difference: Measured(
          first.value - second.value, error: squares.reduce(0, +).squareRoot()),
        isReliable: ranked[0].isReliable && ranked[1].isReliable)
    ]
  }

  private func first(_ accounts: WeighedAccount..., hasForeseeable: Bool = true) throws -> String {
    try #require(weighSentences(weighing(accounts, hasForeseeable: hasForeseeable)).first)
  }

  private func second(_ accounts: WeighedAccount...) throws -> String {
    try #require(weighSentences(weighing(accounts)).last)
  }

  private static let opening = "By what became known from 2024-03-06 to 2024-04-09, "

  @Test func `a clear lead`() throws {
    #expect(
      try first(account("A", 1.0, error: 0.2), account("B", 8.8, error: 0.1))
        == Self.opening
        + "“B” does best, 7.8 dB (6.0 to 1) ahead of “A”, and is 8.8 dB (7.6 to 1) better than"
        + " common ground alone.")
  }

  @Test func `a leader that is worse than common ground`() throws {
    #expect(
      try first(account("A", -20), account("B", -10)).hasSuffix(
        "and is 10.0 dB (10 to 1) worse than common ground alone."))
  }

  /// The lead is under two errors: √(1.5² + 2²) = 2.5, so 4.9 dB is not enough and 5.1 is.
  @Test func `not told apart by the computation`() throws {
    #expect(
      try first(account("A", 4.9, error: 1.5), account("B", 0, error: 2))
        == Self.opening + "“A” and “B” are not told apart by this computation.")
    #expect(
      try first(account("A", 5.1, error: 1.5), account("B", 0, error: 2)).contains("does best"))
  }

  @Test func `not told apart by the record`() throws {
    #expect(
      try first(account("A", 2.9), account("B", 0))
        == Self.opening + "“A” and “B” are not told apart by this record (2.9 dB).")
    #expect(try first(account("A", 3), account("B", 0)).contains("does best"))
  }

  @Test func `too rough to rank`() throws {
    #expect(
      try first(account("A", 20), account("B", 0, isReliable: false))
        == Self.opening
        + "“A” comes out first, but this computation is too rough to rank the accounts.")
    #expect(
      try second(account("A", 20), account("B", 0, isReliable: false)).hasSuffix(
        "; where a row says unreliable, do not quote it."))
  }

  @Test func `nothing yet to foresee`() throws {
    #expect(
      try first(account("A", 20), account("B", 0), hasForeseeable: false)
        == "Nothing that became known by 2024-04-09 could yet tell what the accounts foresaw from"
        + " what they knew.")
  }

  @Test func `no account`() throws {
    #expect(
      try weighSentences(weighing([]))
        == ["No account existed on 2024-04-09.", "Common ground alone was weighed."])
  }

  @Test func `a single account`() throws {
    #expect(
      try first(account("A", 0.01))
        == Self.opening + "“A” is as good as common ground alone.")
    #expect(
      try first(account("A", -3))
        == Self.opening + "“A” is 3.0 dB (2.0 to 1) worse than common ground alone.")
  }

  @Test func `accounts that are ruled out`() throws {
    let out = try account("A", -.infinity, isRuledOut: true)
    #expect(
      try first(out) == "The record rules out every account; only the shared assumptions are left.")
    #expect(try first(out, account("B", 4)).hasPrefix(Self.opening + "“B” is 4.0 dB"))
    #expect(
      try first(account("B", .infinity))
        == "The record rules out the shared assumptions alone; it leaves “B”.")
  }

  @Test func `how many explain the record better`() throws {
    func who(_ weights: Double...) throws -> String {
      let accounts = try weights.map { try account("A\($0)", $0) }
      let sentence = try #require(weighSentences(weighing(accounts)).last)
      let start = "On everything known by 2024-04-09, "
      let end = " the record better than the shared assumptions alone."
      #expect(sentence.hasPrefix(start) && sentence.hasSuffix(end))
      return String(sentence.dropFirst(start.count).dropLast(end.count))
    }
    #expect(try who(-1) == "the account does not explain")
    #expect(try who(1) == "the account explains")
    #expect(try who(1, 2) == "both accounts explain")
    #expect(try who(1, 2, 3) == "all 3 accounts explain")
    #expect(try who(-1, -2, -3) == "none of the 3 accounts explains")
    #expect(try who(1, -2, -3) == "1 of the 3 accounts explains")
    #expect(try who(1, 2, -3) == "2 of the 3 accounts explain")
  }
}
