import Foundation
import Rashomon
import RashomonAnalysis
import Testing

/// Errors that are printed beside numbers are what the numbers vary by from seed to seed.
///
/// Seeds are fixed, so nothing here can fail by chance; over other seeds a ratio leaves its bounds
/// once in about a thousand times (40 repetitions of R = 8), and an error too small or too large by
/// half is caught as often as not missed.
struct StatedErrorTests {
  private static let repetitions = 40

  private func settings(_ seed: Int) -> RunSettings {
    RunSettings(histories: 60, seed: UInt64(seed), threads: 1, method: "smc")
  }

  /// A walk seen with an error, asked where it stands later.
  private func river() throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "A river"
        period 2001-01-01 to 2001-01-20
        observable flow: number "the river"
          usual -20 to 20  because "its range"
        state level "the river's level" ~ normal(mean: 0, sd: 2)  because "a start"
        each day {
          flow = level
          report flow ~ normal(mean: flow, sd: 1)  because "the gauge"
          next level ~ normal(mean: level, sd: 1)  because "a random walk"
        }
        question high "Does it stand above 1 on the 12th?" opens 2001-01-10
          = flow on 2001-01-12 > 1
        """,
      evidence: (1...9).map {
        "F\($0),\(TextCase.date($0)),\(TextCase.date($0)),flow,\($0 % 3),,,,,archive,,,,"
      }, outcomes: ["high,yes,2001-01-12,,"])
  }

  /// The mean stated variance over the variance from seed to seed.
  private func ratio(_ numbers: [Measured]) throws -> Double {
    let values = numbers.map(\.value)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance =
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    let stated = try numbers.map { try #require($0.error) }.reduce(0) { $0 + $1 * $1 }
    return stated / Double(numbers.count) / variance
  }

  @Test func `a Brier score's error is what it varies by`() throws {
    let data = try river()
    let scores = try (1...Self.repetitions).map { seed in
      let scores = try score(data, settings: settings(seed))
      return try #require(scores.forecasters.first { $0.id == "common-ground" }?.brier)
    }
    #expect((0.5...2).contains(try ratio(scores)))
    // The check sees an error of half the size.
    let broken = scores.map { Measured($0.value, error: $0.error.map { $0 / 2 }) }
    #expect(!(0.5...2).contains(try ratio(broken)))
  }

  @Test func `a simulated chance's error is what it varies by`() throws {
    let data = try river()
    let means = try (1...Self.repetitions).map { seed in
      try simulate(data, account: "common-ground", histories: 60, seed: UInt64(seed))
        .observables[0].overall
    }
    #expect((0.5...2).contains(try ratio(means)))
    let broken = means.map { Measured($0.value, error: $0.error.map { $0 * 2 }) }
    #expect(!(0.5...2).contains(try ratio(broken)))
  }
}
