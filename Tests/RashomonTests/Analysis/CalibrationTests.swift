import Foundation
import Rashomon
import RashomonAnalysis
import RashomonInference
import RashomonTestSupport
import Testing

/// Simulation-based calibration: passes what is right, finds out what is wrong, and says how.
///
/// The false alarm rate of one calibration is 1 % over all its quantities.
struct CalibrationTests {
  // MARK: Right inference

  @Test(arguments: [
    ("asia", "infection"), ("harbour-strike", "gazette"), ("harbour-strike", "sentinel"),
    ("nile", "common-ground"), ("process-tracing", "rival"), ("umbrella", "habit"),
  ])
  func `a teaching case is calibrated`(name: String, account: String) throws {
    let data = try Case.open(Repository.root.appending(path: "Cases/\(name)").path).data
    let calibration = try calibrate(
      data, account: account, asOf: nil,
      datasets: TestSize.pick(reduced: 60, whole: 1_000),
      settings: RunSettings(histories: 1_000, runs: 1, seed: 20_200_809, threads: 2))
    #expect(calibration.isCalibrated, "\(calibration.departures)")
    #expect(calibration.quantities.allSatisfy { $0.histogram.reduce(0, +) == $0.datasets })
  }

  @Test func `draws are the same for any number of threads`() throws {
    let ranks = try [1, 3].map { threads in
      try calibrate(
        gauge(), account: "common-ground", asOf: nil, datasets: 10,
        settings: RunSettings(histories: 200, runs: 1, seed: 5, threads: threads)
      ).quantities.map(\.histogram)
    }
    #expect(ranks[0] == ranks[1])
  }

  @Test func `a condition that fails leaves a data set out`() throws {
    let calibration = try calibration()
    let question = try #require(calibration.quantities.first { $0.name == "deep_then" })
    #expect((10..<calibration.datasets).contains(question.datasets))
  }

  @Test func `what is asserted is not ranked`() throws {
    #expect(try calibration().quantities.map(\.name) == ["mean", "wet", "deep", "deep_then"])
  }

  // MARK: Wrong inference

  // In 40 trials with other seeds each of these was found out every time, three times the spread in
  // 38, and the right inference was never accused.

  @Test func `the right inference passes`() throws {
    let calibration = try calibration()
    #expect(calibration.isCalibrated, "\(calibration.departures)")
  }

  @Test func `half the spread of reports is found out as too narrow`() throws {
    let calibration = try calibration(believing: gauge(spread: 1))
    #expect(departure(of: "mean", in: calibration) == .tooNarrow)
  }

  @Test func `three times the spread of reports is found out as too wide`() throws {
    let calibration = try calibration(believing: gauge(spread: 6))
    #expect(departure(of: "mean", in: calibration) == .tooWide)
  }

  @Test func `a shifted prior is found out as too high`() throws {
    let calibration = try calibration(believing: gauge(prior: "9 to 27"))
    #expect(departure(of: "mean", in: calibration) == .tooHigh)
  }

  @Test func `an overrated source is found out`() throws {
    let calibration = try calibration(of: gauge(grade: "D4"), believing: gauge(grade: "A1"))
    #expect(!calibration.isCalibrated)
  }

  @Test func `a hidden fact with a wrong prior is found out`() throws {
    let calibration = try calibration(believing: gauge(hidden: "very unlikely"))
    #expect(departure(of: "wet", in: calibration) == .tooLow)
  }

  // MARK: A gauge

  /// Rows of a level around an unknown mean, and of meadows that are under water more often in a wet
  /// year.
  private func gauge(
    spread: Double = 2, prior: String = "5 to 15", grade: String = "B1",
    hidden: String = "roughly even"
  ) throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "A gauge"
        period 2001-01-01 to 2001-01-12
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        observable level: number of metres "the level"
          usual 1 to 40  because "wide"
        observable flooded: status "the meadows are under water"
          usual 50%  because "knowing nothing"
        param mean "the level of the year" ~ \(prior)  because "wide"
        param scale "what a metre is" = 1  because "asserted"
        hidden wet "it is a wet year" is \(hidden)  because "unknown"
        each day {
          level ~ lognormal(median: mean, spread: 1.02)  because "days differ little"
          status flooded with chance 80% if wet, 20% otherwise  because "meadows"
          report level ~ normal(mean: level, sd: \(spread) * scale)  because "a rough gauge"
        }
        question deep "How deep is it at the end?" opens 2001-01-01 = level on 2001-01-12
        question deep_then "Is it over 12 at the end, given over 10 the day before?" opens 2001-01-01
          = level on 2001-01-12 > 12 given level on 2001-01-11 > 10
        """,
      evidence: (1...6).flatMap {
        let date = TextCase.date($0)
        return [
          "L\($0),\(date),\(date),level,9,,,metres,\(grade),archive,,,,",
          "F\($0),\(date),\(date),flooded,1,,,,\(grade),archive,,,,",
        ]
      })
  }

  private func calibration(
    of truth: CaseData? = nil, believing belief: CaseData? = nil
  ) throws -> Calibration {
    try calibrate(
      truth ?? gauge(), account: "common-ground", asOf: nil, datasets: 200,
      settings: RunSettings(histories: 1_000, runs: 1, seed: 11, threads: 2), assuming: belief)
  }

  private func departure(
    of name: String, in calibration: Calibration
  ) -> CalibratedQuantity.Departure? {
    calibration.quantities.first { $0.name == name }?.departure
  }
}
