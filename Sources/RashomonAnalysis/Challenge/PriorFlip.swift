import RashomonInference
import RashomonModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one would have had to believe beforehand to prefer another account than the leader.
///
/// The posterior odds of the leader against another are the prior odds times 10^(lead/10). They are
/// even where the prior odds are 1 to 10^(lead/10) against the leader, and less than even below: a
/// closed form of the lead, with its error.
package struct PriorFlip: Sendable {
  /// Ids; `common-ground` is "none of these accounts".
  package let leader: String
  package let rival: String
  /// How far the leader is ahead, in dB of what the headline counts.
  package let lead: Measured
  /// The case's prior of the leader divided by the rival's.
  package let priorOdds: Double
  /// Prior odds of rival to leader at which their posteriors are equal: 50 for "1 : 50 against".
  package let oddsAgainst: Measured

  /// How often the case's own prior odds would have to be shifted against the leader, above 1 where
  /// it leads by posterior too.
  package var shift: Measured {
    Measured(oddsAgainst.value * priorOdds, error: oddsAgainst.error.map { $0 * priorOdds })
  }
}

/// What prior odds flip the ranking, for each model that the record leaves, common ground too, in the
/// order of the ranking.
///
/// *Errors*: stops where no model has the leader's id.
package func priorFlips(of standing: Standing, leader: String) -> [PriorFlip] {
  let priors = Dictionary(
    standing.models.map { ($0.id, $0.prior) }, uniquingKeysWith: { first, _ in first })
  let rivals = standing.ranking + [standing.models[0].id]
  return rivals.compactMap { rival in
    guard rival != leader,
      let place = standing.models.firstIndex(where: { $0.id == rival }),
      standing.whole[place].collapse == nil
    else { return nil }
    let lead = standing.difference(of: leader, over: rival)
    let odds = pow(10, lead.value / 10)
    return PriorFlip(
      leader: leader, rival: rival, lead: lead,
      priorOdds: (priors[leader] ?? 1) / (priors[rival] ?? 1),
      oddsAgainst: Measured(odds, error: lead.error.map { odds * log(10) / 10 * $0 }))
  }
}
