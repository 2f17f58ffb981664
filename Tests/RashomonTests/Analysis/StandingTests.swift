import Foundation
import RashomonEvidence
import RashomonInference
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonAnalysis

/// The ranking of a variant, without the rest of a weighing.
struct StandingTests {
  private func data(_ rows: [String] = ["E1,2001-01-01,2001-01-01,straw,1,,,,,archive,,,,"]) throws
    -> CaseData
  {
    try TextCase.open(
      crisis: """
        crisis "One clue"
        period 2001-01-01 to 2001-01-02
        source alpha { title "One" author "A" outlet "O" date 2001-01-01 }
        observable straw: status "a straw in the wind is found"
          usual 50%  because "knowing nothing"
        hidden cause "the cause was at work" is 50%  because "knowing nothing"
        each day { status straw with chance 80% if cause, 20% otherwise  because "the designer" }
        """,
      accounts: [
        "working": "account \"Working\" by alpha\n\nthesis cause  because \"it was at work\"",
        "rival":
          "account \"Rival\" by alpha\n\noverride hidden cause is 0%  because \"it was not\"",
      ], evidence: rows)
  }

  private func standing(
    _ data: CaseData, memory: ComponentMemory = ComponentMemory()
  ) throws -> Standing {
    try RashomonAnalysis.standing(
      of: data, since: CalendarDate(iso: "2000-12-31"), settings: TextCase.settings, memory: memory)
  }

  @Test func `says what weigh says`() throws {
    let data = try data()
    let standing = try standing(data)
    let weighing = try weigh(
      data, asOf: nil, since: CalendarDate(iso: "2000-12-31"), settings: TextCase.settings)
    for account in weighing.accounts {
      #expect(standing.weight(of: account.id) == account.weight)
      #expect(standing.headlineWeight(of: account.id) == account.headlineWeight)
      #expect(standing.posterior(of: account.id) == account.posterior)
    }
    #expect(standing.ranking == ["working", "rival"])
    let lead = try #require(standing.lead)
    #expect(lead.first == "working")
    expectClose(lead.difference.value, 10 * log10(0.8 / 0.2))
  }

  @Test func `a change is the difference of two headline weights`() throws {
    let memory = ComponentMemory()
    let base = try standing(data(), memory: memory)
    let turned = try standing(
      data(["E1,2001-01-01,2001-01-01,straw,0,,,,,archive,,,,"]), memory: memory)
    expectClose(turned.change(of: "working", from: base).value, 10 * log10(0.2 / 0.8))
    expectClose(turned.change(of: "rival", from: base).value, 10 * log10(0.8 / 0.2))
    #expect(turned.ranking == ["rival", "working"])
  }
}
