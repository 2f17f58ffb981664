import RashomonAnalysis
import RashomonText

/// What prior odds, and what share of the evidence, take the lead away.
func priorLines(_ challenge: Challenge, palette: Palette) -> [String] {
  let leader = "“\(challenge.name(of: challenge.lead.first))”"
  var lines = challenge.priorFlips.filter { $0.lead.value.isFinite }.map { flip in
    let rival = "“\(challenge.name(of: flip.rival))”"
    guard flip.lead.value > 0 else {
      return "By the evidence \(rival) is ahead of \(leader) as it is."
    }
    let odds = withError(
      quantity(flip.oddsAgainst.value), flip.oddsAgainst.error, as: quantity)
    return "To prefer \(rival) one would need prior odds of 1 : \(odds) against \(leader)."
  }
  lines += [""] + powerTable(challenge).lines(palette: palette)
  lines += [
    "if the evidence of each account counted for a share of what it says: prior × evidence to that power"
  ]
  let power = challenge.power
  if let half = power.half {
    lines.append(
      half.value > 0
        ? "The posterior of \(leader) is over one half while the evidence counts for"
          + " \(withError(percent(half.value), half.error.map { $0 * 100 })) or more."
        : "The posterior of \(leader) is over one half however little the evidence counts.")
  } else {
    lines.append("The posterior of \(leader) does not reach one half.")
  }
  if let told = power.toldApart {
    lines.append(
      "Under \(withError(percent(told.value), told.error.map { $0 * 100 })) its lead is less than 3 dB."
    )
  }
  return lines
}

/// A row for each model, the best first, and a column for some of the powers.
private func powerTable(_ challenge: Challenge) -> TextTable {
  let shown = challenge.power.points.filter { point in
    [0, 1, 2, 4, 6, 8, 10].contains((point.power * 10).rounded())
  }
  var table = TextTable(
    [.init("evidence counts for", .left)] + shown.map { .init(percent($0.power)) })
  let accounts = challenge.accounts.map(\.id)
  let others = challenge.power.models.filter { !accounts.contains($0) }
  for id in accounts + others {
    guard let place = challenge.power.models.firstIndex(of: id) else { continue }
    table.add(
      [challenge.name(of: id)] + shown.map { percent($0.posteriors[place].value) })
  }
  return table
}
