import Rashomon
import RashomonAnalysis
import RashomonInference
import Synchronization
import Testing

/// Weighing until a stated error is reached.
struct PrecisionTests {
  /// A river that two models take to move at different speeds.
  private func river() throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "A river"
        period 2001-01-01 to 2001-01-20
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        observable flow: number "the river"
          usual -20 to 20  because "its range"
        state level "the river's level" ~ normal(mean: 0, sd: 2)  because "a start"
        each day {
          flow = level
          report flow ~ normal(mean: flow, sd: 1)  because "the gauge"
          next level ~ normal(mean: level, sd: 1)  because "a random walk"
        }
        """,
      accounts: [
        "rapid": """
        account "Rapid" by alpha
        each day {
          override next level ~ normal(mean: level, sd: 4)  because "it is rapid"
        }
        """
      ],
      evidence: (1...19).map {
        "F\($0),\(TextCase.date($0)),\(TextCase.date($0)),flow,\($0 % 3),,,,,archive,,,,"
      })
  }

  private func settings(_ histories: Int, runs: Int) -> RunSettings {
    RunSettings(histories: histories, runs: runs, seed: 5, threads: 2, method: "smc")
  }

  @Test func `the error is reached with runs added to those already done`() throws {
    let data = try river()
    let started = Mutex(0)
    let ledger = RunLedger { _, _ in started.withLock { $0 += 1 } }
    var rounds: [PrecisionRound] = []
    let found = try weigh(
      data, asOf: nil, since: nil, settings: settings(100, runs: 8), precision: 0.1,
      ledger: ledger, note: { rounds.append($0) })
    #expect(found.reachedError <= 0.1)
    let first = try #require(rounds.first)
    #expect(first.reached > 0.1 && first.runs == 8 && first.nextRuns > 8)
    // Two models on three dates, each run once.
    #expect(started.withLock { $0 } <= 2 * 3 * found.settings.runs)
    let plain = try weigh(
      data, asOf: nil, since: nil, settings: settings(100, runs: found.settings.runs))
    #expect(plain.accounts[1].weight == found.accounts[1].weight)
  }

  @Test func `runs that differ too much get more histories`() throws {
    var rounds: [PrecisionRound] = []
    let found = try weigh(
      try river(), asOf: nil, since: nil, settings: settings(2, runs: 1), precision: 3,
      note: { rounds.append($0) })
    #expect(found.reachedError <= 3)
    #expect(rounds.first?.reached == .infinity && rounds.first?.nextHistories == 4)
    #expect(rounds.allSatisfy { $0.runs >= 4 })
  }

  @Test func `what is reached at once is left as it is`() throws {
    var rounds = 0
    let found = try weigh(
      try river(), asOf: nil, since: nil, settings: settings(300, runs: 8), precision: 20,
      note: { _ in rounds += 1 })
    #expect(rounds == 0 && found.settings.runs == 8)
  }
}
