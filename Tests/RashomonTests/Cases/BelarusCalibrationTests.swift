import Foundation
import Rashomon
import RashomonAnalysis
import RashomonTestSupport
import Testing

/// Simulation-based calibration of the large case: every parameter, hidden fact and question of an
/// account, with the method of record.
///
/// The false alarm rate of an account is 1 %. With 200 data sets the 90 % interval of a parameter
/// that holds the truth in 80 %, or a mean rank off by 0.07, is found out in about nine of ten
/// calibrations; the few data sets of the reduced size, with the plain filter, find only what is badly
/// wrong.
struct BelarusCalibrationTests {
  private static let whole = [
    "common-ground", "arutunyan", "bhadrakumar", "ishchenko", "luxmoore", "saker",
  ]

  @Test(arguments: TestSize.pick(reduced: ["saker"], whole: whole))
  func `an account is calibrated`(account: String) throws {
    let data = try Case.open(Repository.root.appending(path: "Cases/belarus-2020").path).data
    let calibration = try calibrate(
      data, account: account, asOf: nil, datasets: TestSize.pick(reduced: 16, whole: 200),
      settings: RunSettings(
        histories: TestSize.pick(reduced: 4_000, whole: nil), runs: 1, seed: 20_200_809,
        threads: ProcessInfo.processInfo.activeProcessorCount,
        method: TestSize.pick(reduced: "smc", whole: nil)))
    #expect(calibration.isCalibrated, "\(calibration.departures)")
    #expect(calibration.quantities.count { !$0.isQuestion } >= 5)
    #expect(calibration.quantities.count { $0.isQuestion } == 33)
  }

  /// The protest is believed to be steadier than it is: 4 % a day in place of 12 %.
  @Test(.enabled(if: TestSize.isWhole))
  func `a protest that is believed to be too steady is found out`() throws {
    let data = try Case.open(Repository.root.appending(path: "Cases/belarus-2020").path).data
    let belief = try CaseCopy.of("belarus-2020") { copy in
      try copy.replace(
        "* (1 - deterred) + shock, spread: 1.12)", with: "* (1 - deterred) + shock, spread: 1.04)",
        in: "belarus-2020.crisis")
      return try Case.open(copy.folder.path).data
    }
    let calibration = try calibrate(
      data, account: "common-ground", asOf: nil, datasets: 100,
      settings: RunSettings(
        runs: 1, seed: 20_200_809, threads: ProcessInfo.processInfo.activeProcessorCount),
      assuming: belief)
    #expect(calibration.departures.contains { $0.departure == .tooNarrow })
  }
}
