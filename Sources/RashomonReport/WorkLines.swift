import RashomonAnalysis
import RashomonInference
import RashomonText

/// What was done, for whoever wants to trust the numbers or repeat them: which method took which
/// parts and why, how much work, the seed, and how well the histories held up.
func workLines(of weighing: Weighing) -> String {
  let qualities = weighing.accounts.compactMap(\.quality)
  var notes: [String] = []
  if weighing.reachedError > 0, weighing.reachedError.isFinite {
    notes.append("error reached \(plusMinus(weighing.reachedError)) dB")
  }
  if let least = qualities.min(by: { $0.leastEffectiveSize < $1.leastEffectiveSize }) {
    let date = least.leastEffectiveDate.map { " (\($0))" } ?? ""
    notes.append("least effective size \(quantity(least.leastEffectiveSize))\(date)")
  }
  if let distinct = qualities.map(\.distinct).min() {
    notes.append("fewest distinct once-per-history values \(distinct)")
  }
  return workLines(
    weighing.settings, shares: weighing.accounts.flatMap(\.shares),
    histories: qualities.map(\.histories).max() ?? 0, notes: notes)
}

/// The same for a forecast.
func workLines(of forecast: Forecast) -> String {
  workLines(
    forecast.settings, shares: forecast.accounts.flatMap(\.shares),
    histories: forecast.accounts.map(\.histories).max() ?? 0, notes: [])
}

/// The same for an explanation.
func workLines(of explanation: Explanation) -> String {
  workLines(
    explanation.settings, shares: explanation.accounts.flatMap(\.shares),
    histories: explanation.accounts.map(\.histories).max() ?? 0, notes: [])
}

/// The same for what an intervention changes.
func workLines(of whatIf: WhatIf) -> String {
  workLines(
    whatIf.settings, shares: whatIf.accounts.flatMap(\.shares),
    histories: whatIf.accounts.map(\.histories).max() ?? 0, notes: [])
}

private func workLines(
  _ settings: RunSettings, shares: [MethodShare], histories: Int, notes: [String]
) -> String {
  let method = "method \(settings.method ?? "auto"): \(methodReasons(shares))"
  guard histories > 0 else { return method + "; no history was drawn" }
  let work = ["\(histories) histories × \(settings.runs) runs", "seed \(settings.seed)"]
  return method + "\n" + (work + notes).joined(separator: " · ")
}

/// The mark of a quick look, above everything that it found; nothing where it is none.
func roughMark(_ settings: RunSettings, palette: Palette) -> [String] {
  settings.isRough
    ? [
      palette.paint(
        "rough: a quick look by plain smc; leave out --quick for numbers to quote", .strong)
    ]
    : []
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
