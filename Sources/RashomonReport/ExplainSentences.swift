import RashomonAnalysis
import RashomonText

/// What the tables say, in sentences that an editor could print.
func explainSentences(_ explanation: Explanation) -> [String] {
  explanation.accounts.map { sentence(on: $0, explanation) }
    + [linchpinSentence(explanation)].compactMap(\.self)
}

private func sentence(on account: ExplainedAccount, _ explanation: Explanation) -> String {
  let place = explanation.accounts.firstIndex { $0.id == account.id } ?? 0
  if let ruledOut = account.ruledOut {
    let what =
      ruledOut.rows.isEmpty
      ? "the silence of \(ruledOut.observables.joined(separator: ", "))"
      : ruledOut.rows.joined(separator: ", ")
    return "“\(account.title)” is ruled out by \(what) on \(ruledOut.date)."
  }
  let parts = parts(of: explanation, account: place)
  let most = parts.max { $0.weight < $1.weight }
  let least = parts.min { $0.weight < $1.weight }
  var clauses: [String] = []
  if let most, most.weight >= 0.5 {
    clauses.append("gains most from \(most.words) (\(decibels(most.weight)) dB)")
  }
  if let least, least.weight <= -0.5 {
    clauses.append("loses most by \(least.words) (\(decibels(least.weight)) dB)")
  }
  guard !clauses.isEmpty else {
    return "“\(account.title)”: no item or span of silence weighs as much as half a dB."
  }
  return "“\(account.title)” (\(decibels(account.total.value)) dB) "
    + clauses.joined(separator: ", and ") + "."
}

/// Items and spans by themselves, with what a sentence calls them.
private func parts(
  of explanation: Explanation, account: Int
) -> [(words: String, weight: Double)] {
  let items = explanation.items.compactMap { item -> (String, Double)? in
    guard item.uncounted == nil, let weight = item.weights[account].weight else { return nil }
    return ("\(item.id) (\(item.observable): \(item.says), \(item.occurred))", weight.value)
  }
  let spans = explanation.spans.compactMap { span -> (String, Double)? in
    guard let weight = span.weights[account] else { return nil }
    return ("no \(span.observable) from \(span.from) to \(span.to)", weight.value)
  }
  return (items + spans).map { (words: $0.0, weight: $0.1) }
}

private func linchpinSentence(_ explanation: Explanation) -> String? {
  guard let removals = explanation.removals, removals.ranking.count > 1 else { return nil }
  let linchpins = removals.linchpins
  let leader = title(of: removals.ranking[0], explanation)
  guard !linchpins.isEmpty else {
    let isExact = removals.removals.allSatisfy { $0.changes.allSatisfy { $0.change.error == 0 } }
    return "The ranking hangs on nothing by itself: none of the \(removals.removals.count)"
      + " observables, sources and items, left out alone, makes accounts change places"
      + (isExact ? "." : " by more than the error of the computation.")
  }
  let leading = linchpins.filter { removals.changesLead($0) }
  func words(_ removals: [Removal]) -> String {
    removals.map { "\($0.kind.rawValue) \($0.name)" }.joined(separator: ", ")
  }
  if leading.isEmpty {
    return "That \(leader) leads hangs on no single observable, source or item;"
      + " places further down change without \(words(linchpins))."
  }
  return "That \(leader) leads hangs on \(words(leading)):"
    + " without any one of them another account comes first."
}

private func title(of id: String, _ explanation: Explanation) -> String {
  explanation.accounts.first { $0.id == id }.map { "“\($0.title)”" } ?? id
}
