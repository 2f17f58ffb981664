package import RashomonAnalysis
import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// Two sentences that an editor could print under the table.
package func weighSentences(_ weighing: Weighing) -> [String] {
  let rivals = weighing.accounts.filter { $0.date != nil }
  guard !rivals.isEmpty else {
    return ["No account existed on \(weighing.asOf).", "Common ground alone was weighed."]
  }
  return [headlineSentence(weighing, rivals), wholeSentence(weighing, rivals)]
}

private func headlineSentence(_ weighing: Weighing, _ rivals: [WeighedAccount]) -> String {
  guard weighing.hasForeseeable, let since = weighing.since else {
    return
      "Nothing that became known by \(weighing.asOf) could yet tell what the accounts foresaw from what they knew."
  }
  let ranked = rivals.filter { $0.ruledOut == nil }.sorted {
    $0.headlineWeight.value > $1.headlineWeight.value
  }
  guard !ranked.isEmpty else {
    return "The record rules out every account; only the shared assumptions are left."
  }
  guard ranked[0].headlineWeight.value.isFinite else {
    return "The record rules out the shared assumptions alone;"
      + " it leaves “\(ranked.map(\.title).joined(separator: "”, “"))”."
  }
  let opening = "By what became known from \(since.advanced(by: 1)) to \(weighing.asOf), "
  guard let lead = weighing.lead,
    let leader = ranked.first(where: { $0.id == lead.first }),
    let second = ranked.first(where: { $0.id == lead.second })
  else {
    return opening + "“\(ranked[0].title)” is \(against(ranked[0].headlineWeight.value))."
  }
  let difference = lead.difference.value
  guard leader.isReliable, second.isReliable, lead.difference.error != nil else {
    return opening
      + "“\(leader.title)” comes out first, but this computation is too rough to rank the accounts."
  }
  switch lead.told {
  case .notByComputation:
    return opening
      + "“\(leader.title)” and “\(second.title)” are not told apart by this computation."
  case .notByRecord:
    return opening + "“\(leader.title)” and “\(second.title)” are not told apart by this record"
      + " (\(decimal(difference, 1)) dB)."
  case .apart: break
  }
  return opening + "“\(leader.title)” does best, \(decimal(difference, 1)) dB (\(odds(difference)))"
    + " ahead of “\(second.title)”, and is \(against(leader.headlineWeight.value))."
}

private func wholeSentence(_ weighing: Weighing, _ rivals: [WeighedAccount]) -> String {
  let ahead = rivals.filter { $0.weight.value > 0 }.count
  let who =
    switch (ahead, rivals.count) {
    case (0, 1): "the account does not explain"
    case (1, 1): "the account explains"
    case (2, 2): "both accounts explain"
    case (0, let count): "none of the \(count) accounts explains"
    case (1, let count): "1 of the \(count) accounts explains"
    case (let ahead, let count) where ahead == count: "all \(count) accounts explain"
    case (let ahead, let count): "\(ahead) of the \(count) accounts explain"
    }
  let part = "\(who) the record better than the shared assumptions alone"
  let rough =
    rivals.contains { !$0.isReliable } ? "; where a row says unreliable, do not quote it" : ""
  return "On everything known by \(weighing.asOf), \(part)\(rough)."
}

private func against(_ weight: Double) -> String {
  if abs(weight) < 0.05 { return "as good as common ground alone" }
  return "\(decimal(abs(weight), 1)) dB (\(odds(abs(weight)))) \(weight > 0 ? "better" : "worse")"
    + " than common ground alone"
}

/// A weight as odds a reader knows: `4 to 1`.
func odds(_ decibels: Double) -> String {
  let ratio = pow(10, decibels / 10)
  if ratio >= 1e6 { return "over a million to 1" }
  if ratio >= 9.95 { return "\(quantity(ratio.rounded())) to 1" }
  return "\(decimal(ratio, 1)) to 1"
}
