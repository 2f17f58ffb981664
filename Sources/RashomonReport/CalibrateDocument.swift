package import RashomonAnalysis
import RashomonText

/// The calibration as data; keys become snake_case.
package struct CalibrateDocument: Encodable {
  let schemaVersion = 1
  let command = "calibrate"
  let `case`: String
  let account: String
  let asOf: String
  let seed: UInt64
  let provenance: ProvenanceStamp
  let record: WeighDocument.RecordStamp
  @OrNull var histories: Int?
  let method: String
  let datasets: Int
  let collapsed: Int
  let thin: Int
  let falseAlarm: Double
  let calibrated: Bool
  let verdict: [String]
  let quantities: [Quantity]

  struct Quantity: Encodable {
    let name: String
    @OrNull var sentence: String?
    let kind: String
    let datasets: Int
    let ranks: [Int]
    let p: Double
    let pAdjusted: Double
    @OrNull var departure: String?
    @OrNull var stated: Double?
    @OrNull var frequency: Double?
    @OrNull var held50: Double?
    @OrNull var held90: Double?
  }

  package init(_ calibration: Calibration) {
    `case` = calibration.caseID
    account = calibration.account
    asOf = calibration.asOf.iso
    seed = calibration.seed
    provenance = ProvenanceStamp(calibration.provenance)
    record = .init(sha256: calibration.recordHash, rows: calibration.visibleRows)
    _histories = OrNull(wrappedValue: calibration.histories)
    method = calibration.methods.joined(separator: "+")
    datasets = calibration.datasets
    collapsed = calibration.collapsed
    thin = calibration.thin
    falseAlarm = Calibration.falseAlarm
    calibrated = calibration.isCalibrated
    verdict = calibrationSentences(calibration)
    quantities = calibration.quantities.map { quantity in
      var numbers: (Double?, Double?, Double?, Double?)
      switch quantity.summary {
      case _ where quantity.datasets == 0: numbers = (nil, nil, nil, nil)
      case .yesNo(let stated, let frequency): numbers = (stated, frequency, nil, nil)
      case .number(let held50, let held90): numbers = (nil, nil, held50, held90)
      }
      return Quantity(
        name: quantity.name, sentence: quantity.sentence,
        kind: quantity.isQuestion ? "question" : "parameter", datasets: quantity.datasets,
        ranks: quantity.histogram, p: quantity.pValue, pAdjusted: quantity.adjustedPValue,
        departure: quantity.departure?.rawValue, stated: numbers.0, frequency: numbers.1,
        held50: numbers.2, held90: numbers.3)
    }
  }
}
