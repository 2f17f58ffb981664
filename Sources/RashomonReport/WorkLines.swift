import RashomonAnalysis
import RashomonInference
import RashomonText

/// What was done, for whoever wants to trust the numbers or repeat them: which method took which
/// parts and why, how much work, the seed, and how well the histories held up.
func workLines(_ weighing: Weighing) -> String {
  let settings = weighing.settings
  let method =
    "method \(settings.method ?? "auto"): "
    + methodReasons(weighing.accounts.flatMap(\.shares))
  let qualities = weighing.accounts.compactMap(\.quality)
  guard let histories = qualities.map(\.histories).max() else {
    return method + "; no history was drawn"
  }
  var line = "\(histories) histories × \(settings.runs) runs · seed \(settings.seed)"
  if weighing.reachedError.isFinite {
    line += " · error reached \(plusMinus(weighing.reachedError)) dB"
  }
  if let least = qualities.min(by: { $0.leastEffectiveSize < $1.leastEffectiveSize }) {
    line += " · least effective size \(quantity(least.leastEffectiveSize))"
    if let date = least.leastEffectiveDate { line += " (\(date))" }
  }
  if let distinct = qualities.map(\.distinct).min() {
    line += " · fewest distinct once-per-history values \(distinct)"
  }
  return [method, line].joined(separator: "\n")
}

/// Each method with the parts that it computed, over all accounts, and why it.
private func methodReasons(_ shares: [MethodShare]) -> String {
  var names: [String] = []
  for share in shares where !names.contains(share.method) { names.append(share.method) }
  let exact = shares.filter(\.isExact)
  let sampled = names.filter { name in shares.contains { $0.method == name && !$0.isExact } }
  var reasons: [String] = []
  if !exact.isEmpty {
    let exactNames = names.filter { name in exact.contains { $0.method == name } }
    reasons.append(
      "\(exactNames.joined(separator: " and ")) for \(parts(exact)), small enough to be exact")
  }
  reasons += sampled.map { name in
    let own = shares.filter { $0.method == name }
    let most = own.map(\.unknowns).max() ?? 0
    let why =
      switch most {
      case 0: "all of whose chance is from day to day"
      case 1: "with 1 parameter or hidden fact to learn"
      default: "with up to \(most) parameters and hidden facts to learn"
      }
    return "\(name) for \(parts(own)) \(why)"
  }
  return reasons.joined(separator: "; ")
}

private func parts(_ shares: [MethodShare]) -> String {
  let count = shares.reduce(0) { $0 + $1.parts }
  return "\(count) \(count == 1 ? "part" : "parts")"
}
