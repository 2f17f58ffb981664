import Foundation
import Rashomon
import RashomonAnalysis
import RashomonText
import Testing

/// What is said of an intervention that cannot be understood.
struct InterventionProblemTests {
  private static func said(of texts: [String]) throws -> [Diagnostic] {
    let opened = try Case.open(Repository.root.appending(path: "Cases/belarus-2020").path)
    do {
      _ = try opened.whatIf(
        texts, asOf: nil, settings: RunSettings(histories: 1, runs: 1, threads: 1),
        progress: { _ in })
      return []
    } catch let problems as CaseProblems {
      return problems.diagnostics
    }
  }

  /// Text, the first line of the message, and what else it says.
  private static let mistakes: [(text: String, title: String, hint: String)] = [
    (
      "Kremln = hold from 2020-08-20", "1:1: error: nothing in this case is called `Kremln`",
      "did you mean `Kremlin`?"
    ),
    (
      "Kremlin = medate from 2020-08-20",
      "1:11: error: no account gives `Kremlin` an option `medate`", "`mediate` (luxmoore)"
    ),
    (
      "Kremlin = 3 from 2020-08-20",
      "1:1: error: `Kremlin` is an actor and chooses an option", "one of `hold`"
    ),
    (
      "Kremlin.hold = no from 2020-08-20",
      "1:16: error: `Kremlin.hold = no` does not say what `Kremlin` does instead",
      "fix the choice itself"
    ),
    ("trust = 3 from 2020-08-20", "1:9: error: `trust` never leaves its bounds", "from 0 to 1"),
    (
      "stake = yes from 2020-08-20", "1:9: error: the value of `stake` does not fit",
      "expected: a number"
    ),
    (
      "deployment = 3 from election", "1:14: error: `deployment` is an event and has no such value",
      "deployment happens on"
    ),
    (
      "sting happens on 2020-08-20", "1:7: error: `sting` does not happen, it holds",
      "write `sting = …`"
    ),
    (
      "election = 4 from election", "1:1: error: `election` cannot be fixed",
      "days belong to the frame"
    ),
    (
      "Kremlin = hold from 2021-08-20", "1:21: error: 2021-08-20 is outside the period",
      "a day of 2020-07-29 to 2021-03-31"
    ),
    (
      "Kremlin = hold from 2020-08-21 to 2020-08-20", "1:21: error: the days run backwards",
      "swap the two dates"
    ),
    ("Kremlin = hold", "cannot be read past this place", "`from` and a day, or `on` and a day"),
    ("Kremlin hold from 2020-08-20", "cannot be read past this place", "`=` and a value"),
    ("trust.a = yes on 2020-08-20", "1:1: error: `trust` has no options", "declared with `actor`"),
    ("", "an intervention is empty", "such as"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake is shown with what to write instead`(index: Int) throws {
    let mistake = Self.mistakes[index]
    let said = try Self.said(of: [mistake.text])
    #expect(said.count == 1)
    let rendered = try #require(said.first?.rendered)
    #expect(rendered.contains(mistake.title), "\(rendered)")
    #expect(rendered.contains(mistake.hint), "\(rendered)")
  }

  @Test func `all mistakes come at once, each with its line`() throws {
    let said = try Self.said(of: Self.mistakes.map(\.text))
    #expect(Set(said.map(\.line)) == Set(1...Self.mistakes.count))
    #expect(said.allSatisfy { $0.file == "--do" })
  }

  @Test func `one thing is not fixed twice on a day`() throws {
    let said = try Self.said(of: [
      "Kremlin = hold from 2020-08-20 to 2020-08-25", "Kremlin = back from 2020-08-25",
    ])
    #expect(said.map(\.id) == ["overlapping-windows"])
  }
}
