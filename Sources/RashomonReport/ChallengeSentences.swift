import RashomonAnalysis
import RashomonEvidence
import RashomonText

/// One sentence that says how fragile the ranking is.
func fragility(of challenge: Challenge) -> String {
  let leader = "“\(challenge.name(of: challenge.lead.first))”"
  switch challenge.lead.told {
  case .notByComputation:
    return "No ranking to challenge: this computation does not tell \(leader) from"
      + " “\(challenge.name(of: challenge.lead.second))”; raise --histories."
  case .notByRecord:
    return "No ranking to challenge: \(leader) is under 3 dB ahead of"
      + " “\(challenge.name(of: challenge.lead.second))” as it is."
  case .apart: break
  }
  let flips = challenge.changes.filter { $0.lead?.standing == .flips }
  let usual = flips.filter { $0.change.isUsual }
  if let first = usual.first {
    return "No headline: what is usual is a guess, and \(first.change.inWords) alone"
      + " turns the ranking over\(others(usual.count - 1))."
  }
  if let first = flips.first {
    return "Fragile: \(first.change.inWords) alone turns the ranking over"
      + "\(others(flips.count - 1))."
  }
  let open = challenge.changes.filter { $0.lead?.standing == .undecided }.count
  let alone =
    open == 0
    ? "none of \(counted(challenge.changes.count, "single change")) turns the ranking over"
    : "none of \(counted(challenge.changes.count, "single change")) is seen to turn the ranking over, though of"
      + " \(open) this computation cannot tell"
  guard let random = challenge.random, random.count > random.failed else {
    return "\(leader) holds its lead one change at a time: \(alone)."
  }
  let computed = random.count - random.failed
  if 10 * random.undecided > computed {
    return "As far as this computation tells, \(leader) holds its lead: \(alone);"
      + " with all moved at once it leads in \(random.leads) of \(counted(computed, "setting")), but \(random.undecided) of them are too rough to count on."
      + " Raise --histories."
  }
  let share = "\(random.leads) of \(counted(random.count - random.failed, "setting"))"
  return switch random.share.value {
  case 0.95...:
    "Robust to these assumptions: \(alone), and with all moved at once \(leader) leads in \(share)."
  case 0.8...:
    "Fairly robust: \(alone); with all moved at once \(leader) leads in \(share)."
  default:
    "Fragile together: \(alone), but with all moved at once \(leader) leads in only \(share)."
  }
}

private func others(_ count: Int) -> String {
  switch count {
  case 0: ""
  case 1: ", and so does one other change"
  default: ", and so do \(count) others"
  }
}

extension AssumptionChange {
  var isUsual: Bool {
    if case .usual = kind { return true }
    return false
  }

  /// As part of a sentence.
  var inWords: String {
    switch kind {
    case .word(let term, let mean, let taken):
      "reading “\(term)” as \(percent(taken)) and not \(percent(mean)) in “\(text)”"
    case .usual(let factor):
      "reading “\(text)” \(factor < 1 ? "a third as high" : "three times as high")"
    case .width(let factor):
      "a prior \(factor < 1 ? "half" : "twice") as wide in “\(text)”"
    case .grade(let from, let to, _): "reading \(from) as \(to)"
    case .source(let name, let step, _): "grading \(name) one step \(step.rawValue)"
    case .row(let from, let to): "grading row \(id) \(to) and not \(from)"
    }
  }
}

/// Who leads the case as it is written.
func leadSentence(_ challenge: Challenge) -> String {
  let lead = challenge.lead
  let counting =
    challenge.since.map { "counting what became known after \($0)" } ?? "counting everything"
  return "As written, “\(challenge.name(of: lead.first))” is"
    + " \(withError(decimal(lead.difference.value, 1), lead.difference.error)) dB"
    + " (\(odds(lead.difference.value))) ahead of “\(challenge.name(of: lead.second))”, \(counting)."
}

/// What came of the random settings.
func sentences(on random: RandomSettings, of challenge: Challenge) -> [String] {
  let computed = random.count - random.failed
  guard random.leadQuantiles.count == 3 else {
    return ["None of \(counted(random.count, "setting")) could be computed."]
  }
  let leader = challenge.lead.first
  var lines = [
    "“\(challenge.name(of: leader))” still led in \(random.leads) of \(counted(computed, "setting"))"
      + " (\(withError(sampledPercent(random.share.value), random.share.error.map { $0 * 100 }))); the lead was"
      + " \(decimal(random.leadQuantiles[1], 1)) dB in the middle one, between"
      + " \(decimal(random.leadQuantiles[0], 1)) and \(decimal(random.leadQuantiles[2], 1)) dB in nine of ten."
  ]
  let rest = random.firsts.filter { $0.account != leader }
  if !rest.isEmpty {
    lines.append(
      "First in the others: "
        + rest.map { "“\(challenge.name(of: $0.account))” \($0.settings)" }.joined(separator: ", ")
        + ".")
  }
  if random.undecided > 0 {
    lines.append(
      "In \(random.undecided) of them the lead is under two errors of this computation, or has no error"
        + " that can be believed: they are counted as they came out.")
  }
  if random.failed > 0 {
    lines.append("\(counted(random.failed, "setting")) could not be computed and are not counted.")
  }
  lines.append(
    "In each setting every row's grade stays or moves a step, every word is anywhere in its range, every"
      + " usual rate up to ×/÷ 3, every prior up to ×2 or ×½ as wide.")
  return lines
}
