import RashomonInference
import RashomonModel
import RashomonNumerics

// Means of marks, and how often things came true.

extension LeadScore {
  /// The scores of each forecaster at each lead, where there are any.
  static func all(
    _ forecasts: [BacktestForecast], forecasters: [BacktestForecaster]
  ) -> [LeadScore] {
    Lead.all.flatMap { lead in
      let asked = forecasts.filter { $0.lead == lead && $0.kind == .yesNo }
      return forecasters.compactMap { LeadScore(of: $0.id, lead: lead, asked) }
    }
  }

  private init?(of id: String, lead: Lead, _ asked: [BacktestForecast]) {
    let marked = asked.filter { $0.marks[id] != nil }
    guard !marked.isEmpty else { return nil }
    self.lead = lead
    forecaster = id
    forecasts = marked.count
    subjects = Set(marked.map(\.question)).count
    yes = marked.count { $0.outcome == 1 }
    let own = marked.compactMap { $0.marks[id] }
    brier = meanScore(own, brierScore)
    log = meanScore(own, logScore)
    references = ["common-ground", "climatology", "base-rate"].filter { $0 != id }.compactMap {
      reference in
      let asked = marked.filter { $0.marks[reference] != nil }
      guard !asked.isEmpty else { return nil }
      let (mine, other) = (
        asked.compactMap { $0.marks[id] }, asked.compactMap { $0.marks[reference] }
      )
      return Reference(
        id: reference, forecasts: asked.count, brier: meanScore(other, brierScore),
        log: meanScore(other, logScore),
        brierDifference: meanScore(mine, less: other, brierScore),
        logDifference: meanScore(mine, less: other, logScore),
        brierLuck: luck(
          asked.indices.map { index in
            (asked[index].question, (mine[index].brier ?? 0) - (other[index].brier ?? 0))
          }))
    }
  }
}

/// The mean score of yes/no forecasts, with the error that their runs leave in it.
///
/// - Parameter others: forecasts of the same questions, whose scores are taken off.
func meanScore(
  _ marks: [Mark], less others: [Mark] = [],
  _ score: (_ forecast: Double, _ isYes: Bool) -> Double
) -> Measured {
  func total(_ marks: [Mark], without left: Int?) -> Double {
    marks.reduce(0) { sum, mark in
      let forecast = left.flatMap { mark.leftOut.isEmpty ? nil : mark.leftOut[$0] } ?? mark.forecast
      return sum + score(forecast, mark.outcome == 1)
    }
  }
  func mean(without left: Int?) -> Double {
    (total(marks, without: left) - total(others, without: left)) / Double(marks.count)
  }
  let value = mean(without: nil)
  let runs = (marks + others).map(\.leftOut.count).max() ?? 0
  if runs == 0 {
    return Measured(
      value, error: (marks + others).allSatisfy { $0.forecastError == 0 } ? 0 : nil)
  }
  let error = jackknifeError(leftOut: (0..<runs).map { mean(without: $0) })
  return Measured(value, error: error.isFinite ? error : nil)
}

/// The standard error of a mean of differences that come in clusters (all forecasts of one thing), were
/// the things drawn anew; nil for a single one.
///
/// ```
/// se² = S/(S − 1) · Σ_s (Σ_{i in s} (d_i − mean))² / n²
/// ```
func luck(_ differences: [(subject: String, value: Double)]) -> Double? {
  let count = Double(differences.count)
  let mean = differences.reduce(0) { $0 + $1.value } / count
  var sums: [String: Double] = [:]
  for (subject, value) in differences { sums[subject, default: 0] += value - mean }
  guard sums.count > 1 else { return nil }
  let subjects = Double(sums.count)
  let squares = sums.values.sorted().reduce(0) { $0 + $1 * $1 }
  return (subjects / (subjects - 1) * squares).squareRoot() / count
}

extension CalibrationBins {
  /// The words' ranges, closed into bins that hold every probability.
  private static var edges: [(low: Double, high: Double, word: String)] {
    let terms = VerbalScale.icd203.terms
    return terms.indices.map { index in
      (
        index == 0 ? 0 : terms[index].low,
        index == terms.count - 1 ? 1 : terms[index + 1].low, terms[index].term
      )
    }
  }

  /// For each forecaster: over the case's questions that are past their date (which is when those
  /// that come true early have no head start), then over the record's.
  static func all(
    _ forecasts: [BacktestForecast], forecasters: [BacktestForecaster]
  ) -> [CalibrationBins] {
    [true, false].flatMap { isOwn in
      let asked = forecasts.filter {
        $0.kind == .yesNo && $0.lead.isOwn == isOwn && $0.isPastDate
      }
      return forecasters.compactMap { CalibrationBins(of: $0.id, isOwn: isOwn, asked) }
    }
  }

  private init?(of id: String, isOwn: Bool, _ asked: [BacktestForecast]) {
    let marked = asked.compactMap { forecast in
      forecast.marks[id].map { (question: forecast.question, mark: $0) }
    }
    guard !marked.isEmpty else { return nil }
    forecaster = id
    self.isOwn = isOwn
    bins = Self.edges.map { low, high, word in
      let inside = marked.filter {
        $0.mark.forecast >= low && ($0.mark.forecast < high || high == 1)
      }
      let sum = inside.reduce(0) { $0 + $1.mark.forecast }
      return Bin(
        low: low, high: high, word: word, forecasts: inside.count,
        subjects: Set(inside.map(\.question)).count,
        mean: inside.isEmpty ? .nan : sum / Double(inside.count),
        happened: inside.count { $0.mark.outcome == 1 })
    }
  }
}
