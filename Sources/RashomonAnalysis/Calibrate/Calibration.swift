package import RashomonText

/// What `calibrate` found: how the truth stands among the draws of the posterior on records that the
/// account itself gave.
package struct Calibration: Sendable {
  package let caseID: String
  package let account: String
  package let title: String
  package let asOf: CalendarDate
  package let seed: UInt64
  package let provenance: Provenance
  /// Of the rows whose form the data sets have.
  package let recordHash: String
  package let visibleRows: Int
  /// In the one run on each data set; nil where all was computed exactly.
  package let histories: Int?
  /// The names of the methods used.
  package let methods: [String]
  /// How many data sets were drawn.
  package let datasets: Int
  /// In how many no history of the inference could give the record; they are not counted.
  package let collapsed: Int
  /// How many rest on fewer than `Calibration.thinLimit` distinct once-per-history draws.
  package let thin: Int
  /// Parameters and hidden facts, then questions.
  package let quantities: [CalibratedQuantity]

  /// The chance that a right inference is said to be wrong, over all quantities together.
  package static let falseAlarm = 0.01

  /// Under it the computation is too coarse for the verdict to speak of the model.
  package static let thinLimit = 50

  /// Those whose ranks depart from what they should be beyond chance.
  package var departures: [CalibratedQuantity] { quantities.filter { $0.departure != nil } }

  /// Whether every data set could be inferred on and no quantity departs.
  package var isCalibrated: Bool { collapsed == 0 && departures.isEmpty }
}

/// The ranks of one quantity's truth.
package struct CalibratedQuantity: Sendable {
  /// As written in the files; of a category `name = label`.
  package let name: String
  package let sentence: String?
  package let isQuestion: Bool
  /// In how many data sets it has a value.
  package let datasets: Int
  /// How many ranks fall into each twentieth.
  package let histogram: [Int]
  /// The chance of a departure as large under right inference, of this quantity alone.
  package let pValue: Double
  /// The same with the number of quantities honoured [Holm1979].
  package let adjustedPValue: Double
  package let summary: Summary
  /// How it departs, where it does beyond chance.
  package let departure: Departure?

  package enum Summary: Hashable, Sendable {
    /// Of yes and no: the mean of the stated probabilities, and how often it was true.
    case yesNo(stated: Double, frequency: Double)
    /// Of a number: how often the 50 and the 90 % interval held the truth.
    case number(held50: Double, held90: Double)
  }

  package enum Departure: String, Sendable {
    case tooNarrow = "too-narrow"
    case tooWide = "too-wide"
    case tooLow = "too-low"
    case tooHigh = "too-high"
    case otherwise = "otherwise"
  }
}
