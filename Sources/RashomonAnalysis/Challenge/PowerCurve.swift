import RashomonInference
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is left of the ranking if the evidence counts for less.
///
/// Each account's posterior is taken as prior × evidence^β for β from 0 (the priors) to 1 (the
/// headline): what one would believe if the record were worth a share β of the independent reports
/// that it is read as, or if no account were quite right [Miller2019] [Grunwald2017]. The
/// power stands on the evidence of whole accounts, not on the rows within one: what an account learned
/// of its own parameters it keeps, so that β asks of the ranking alone and has a closed form in the
/// weights.
package struct PowerCurve: Sendable {
  package struct Point: Sendable {
    package let power: Double
    /// In the order of `models`.
    package let posteriors: [Measured]
  }

  package let leader: String
  /// Ids, common ground first.
  package let models: [String]
  package let points: [Point]
  /// The β below which the leader's posterior is under one half; nil where it never reaches one half.
  package let half: Measured?
  /// The β below which the leader is under 3 dB ahead of the next account, "not told apart by this
  /// record"; nil where it never is so far ahead.
  package let toldApart: Measured?
}

/// The posteriors for a power of the evidence from 0 to 1 in tenths.
///
/// *Errors*: stops where no model has the leader's id.
package func powerCurve(of standing: Standing, leader: String) -> PowerCurve {
  let results = standing.whole + (standing.before ?? [])
  let priors = standing.models.map { log($0.prior) }
  let place = standing.models.firstIndex { $0.id == leader }
  guard let place else { preconditionFailure("no model is called \(leader)") }
  func posteriors(_ power: Double, _ kept: [Int]) -> [Double] {
    let logs = standing.models.indices.map { index in
      let gained = standing.gained(index, kept: kept)
      // A model that the record rules out has a place among the priors and nowhere else.
      return priors[index] + (power == 0 ? 0 : power * gained)
    }
    return normalizedWeights(logs)
  }
  let points = (0...10).map { tenth in
    let power = Double(tenth) / 10
    return PowerCurve.Point(
      power: power,
      posteriors: standing.models.indices.map { index in
        standing.measured(over: results) { posteriors(power, $0)[index] }
      })
  }
  func half(_ kept: [Int]) -> Double? {
    lastRising { posteriors($0, kept)[place] - 0.5 }
  }
  let all = Array(0..<standing.runCount)
  let rival = standing.ranking.first { $0 != leader }
  let lead = rival.map { standing.difference(of: leader, over: $0) }
  return PowerCurve(
    leader: leader, models: standing.models.map(\.id), points: points,
    half: half(all).map { _ in standing.measured(over: results) { half($0) ?? 1 } },
    toldApart: lead.flatMap { lead in
      guard lead.value >= Comparison.leastTold else { return nil }
      let power = Comparison.leastTold / lead.value
      return Measured(power, error: lead.error.map { power * $0 / lead.value })
    })
}

/// The largest power in 0…1 below which a function is negative and above which it is not; 0 where it
/// never is negative, nil where it is so at 1. A posterior need not grow with β throughout.
private func lastRising(_ function: (Double) -> Double) -> Double? {
  guard function(1) >= 0 else { return nil }
  let steps = 200
  for step in (0..<steps).reversed() {
    let power = Double(step) / Double(steps)
    guard function(power) < 0 else { continue }
    return findRoot(between: power, and: power + 1 / Double(steps), tolerance: 1e-15, function)
  }
  return 0
}
