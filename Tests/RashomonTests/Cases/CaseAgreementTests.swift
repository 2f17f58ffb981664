import Foundation
import Rashomon
import RashomonAnalysis
import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonTestSupport
import Testing

/// The engine against the scalar interpreter on the accounts people write.
struct CaseAgreementTests {
  @Test(arguments: [
    "belarus-2020", "harbour-strike", "nile", "umbrella", "asia", "process-tracing",
  ])
  func `every account runs as its statements say`(folder: String) throws {
    let data = try Case.open(Repository.root.appending(path: "Cases/\(folder)").path).data
    let asOf = try #require(data.record.lastReported)
    for model in data.models {
      let reading = RecordReading(
        of: data.record.visible(asOf: asOf), observables: model.observables,
        period: data.period, grades: data.grades)
      let report = EngineComparison(seed: 7, histories: 9, blockSize: 8)
        .compare(model: model, records: reading.days)
      #expect(report.agrees, "\(model.id): \(report.differences)")
      // The record of the clinic rules out all but one history in a hundred.
      #expect(folder == "asia" || report.impossible < 9, "\(model.id): nothing to compare")
    }
  }
}
