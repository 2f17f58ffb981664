import RashomonInference

/// The ranks of one quantity over all data sets, judged by themselves.
struct RankSummary {
  let uniformity: RankUniformity
  let summary: CalibratedQuantity.Summary
  let pValue: Double
  /// The direction in which it departs most, whether or not beyond chance.
  let direction: CalibratedQuantity.Departure
  let count: Int

  /// - Parameters:
  ///   - places: the rank of the truth in each data set, in (0, 1), ties broken.
  init(_ ranks: [TruthRank], places: [Double], isYesNo: Bool) {
    uniformity = RankUniformity(places: places)
    count = places.count
    let total = Double(max(1, count))
    let mean = places.reduce(0, +) / total
    let dispersion = places.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / total
    // Folded at the middle the ranks are uniform too, and both ends of a posterior that is too narrow
    // or too wide come to the same end.
    let folded = RankUniformity(places: places.map { abs(2 * $0 - 1) }).pValue
    let unevenness = min(uniformity.pValue, folded)
    // Standard scores of the mean and the dispersion of uniform numbers.
    let shift = (mean - 0.5) * (12 * total).squareRoot()
    let spread = (dispersion - 1.0 / 12) * (180 * total).squareRoot()
    guard isYesNo else {
      func held(_ tail: Double) -> Double {
        Double(places.count { $0 >= tail && $0 <= 1 - tail }) / total
      }
      summary = .number(held50: held(0.25), held90: held(0.05))
      pValue = min(1, 2 * unevenness)
      direction = RankSummary.direction(shift: shift, spread: spread)
      return
    }
    let stated = ranks.map(\.statedProbability)
    let happened = ranks.count { $0.truth != 0 }
    let expected = stated.reduce(0, +)
    let surprise = frequencySurprise(stated: stated, happened: happened)
    summary = .yesNo(stated: expected / total, frequency: Double(happened) / total)
    // Three tests: what is stated on average, and where ranks fall, flat and folded.
    pValue = min(1, 3 * min(surprise, unevenness))
    direction =
      surprise <= unevenness
      ? (Double(happened) > expected ? .tooLow : .tooHigh)
      : RankSummary.direction(shift: shift, spread: spread)
  }

  private static func direction(
    shift: Double, spread: Double
  ) -> CalibratedQuantity.Departure {
    // Under 2 neither explains why the ranks depart.
    guard max(abs(shift), abs(spread)) > 2 else { return .otherwise }
    if abs(shift) >= abs(spread) { return shift > 0 ? .tooLow : .tooHigh }
    return spread > 0 ? .tooNarrow : .tooWide
  }
}

extension TruthRank {
  /// Of yes and no: the probability that draws state, with half a draw on either side, since no
  /// number of draws proves a certainty.
  var statedProbability: Double {
    let yes = truth != 0 ? equal : draws - equal
    return (Double(yes) + 0.5) / Double(draws + 1)
  }
}

/// p-values made larger so that the smallest of many means as much as a single one; each at most 1,
/// in the order given. *Reference*: [Holm1979].
func holmAdjusted(_ pValues: [Double]) -> [Double] {
  let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
  var adjusted = pValues
  var largest = 0.0
  for (place, index) in order.enumerated() {
    largest = max(largest, min(1, Double(pValues.count - place) * pValues[index]))
    adjusted[index] = largest
  }
  return adjusted
}
