import RashomonInference
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// What the evidence of all rivals on the records of one of them amounts to.
struct Confusion {
  let truth: Int
  /// By record, then rival.
  private let logs: [[Double]]
  private let evidence: [RivalEvidence]

  init(truth: Int, evidence: [RivalEvidence]) {
    self.truth = truth
    self.evidence = evidence
    logs = evidence.map { $0.logs.map(logMeanExp) }
  }

  /// Two log evidences within this are the same: rounding, and nothing that a record says.
  private static let rounding = 1e-9

  /// On how many records each rival was the single best, and on how many none was.
  var wins: (byRival: [Int], ties: Int) {
    var byRival = [Int](repeating: 0, count: logs.first?.count ?? 0)
    var ties = 0
    for record in logs {
      let best = record.max() ?? -.infinity
      let leaders = record.indices.filter { record[$0] >= best - Self.rounding }
      if leaders.count == 1 { byRival[leaders[0]] += 1 } else { ties += 1 }
    }
    return (byRival, ties)
  }

  /// The sd of one log Ẑ under a rival, in dB, pooled over records from the differences between runs;
  /// nil for a single run.
  func spread(of rival: Int) -> Double? {
    if evidence.allSatisfy({ $0.isExact[rival] }) { return 0 }
    let variances = evidence.compactMap { record -> Double? in
      let runs = record.logs[rival].filter(\.isFinite)
      guard runs.count > 1 else { return nil }
      let deviation = standardDeviation(of: runs)
      return deviation * deviation / Double(runs.count)
    }
    guard !variances.isEmpty else { return nil }
    return decibels((variances.reduce(0, +) / Double(variances.count)).squareRoot())
  }

  /// The truth against another.
  func duel(with other: Int, ids: [String]) -> Discrimination.Duel {
    let margins = logs.map { record -> Double in
      let (own, rival) = (record[truth], record[other])
      return own == rival || abs(own - rival) <= Self.rounding ? 0 : decibels(own - rival)
    }
    let wins = margins.count { $0 > 0 }
    let ties = margins.count { $0 == 0 }
    let finite = margins.filter(\.isFinite)
    let count = Double(finite.count)
    let mean = finite.reduce(0, +) / count
    return Discrimination.Duel(
      truth: ids[truth], other: ids[other], wins: wins, ties: ties,
      ruledOut: margins.count { $0 == .infinity },
      share: share(Double(wins) + Double(ties) / 2, of: margins.count),
      decibels: Measured(
        finite.isEmpty ? .nan : mean,
        error: finite.count > 1 ? standardDeviation(of: finite) / count.squareRoot() : nil))
  }
}

/// A share counted in a sample, with an error that is not 0 where all or none are counted: the sd of
/// the beta distribution that the count leaves of an unknown share.
func share(_ hits: Double, of count: Int) -> Measured {
  let total = Double(count)
  let (yes, no) = (hits + 1, total - hits + 1)
  let sum = yes + no
  return Measured(hits / total, error: (yes * no / (sum * sum * (sum + 1))).squareRoot())
}
