import RashomonAnalysis
import RashomonEvidence
import RashomonText

/// What prior odds and what power of the evidence take the lead away.
func priorSentences(_ challenge: Challenge) -> [String] {
  let leader = "“\(challenge.name(of: challenge.lead.first))”"
  var lines = challenge.priorFlips.filter { $0.lead.value.isFinite }.prefix(3).map { flip in
    let rival = "“\(challenge.name(of: flip.rival))”"
    let odds = withError(
      quantity(flip.shift.value), flip.shift.error, as: quantity)
    return flip.lead.value > 0
      ? "Whoever thinks \(rival) more than \(odds) times as likely as \(leader) before the evidence thinks so after it."
      : "By evidence \(rival) is ahead of \(leader) already."
  }
  let power = challenge.power
  if let half = power.half, half.value > 0 {
    lines.append(
      "The posterior of \(leader) is above one half as long as the evidence counts for"
        + " \(withError(percent(half.value), half.error.map { $0 * 100 })) or more of what it says."
    )
  } else {
    lines.append(
      "The posterior of \(leader) does not reach one half, however much the evidence counts.")
  }
  return lines
}

/// How biased the record would have to be.
func sentences(
  on bias: ObservationBias, of challenge: Challenge, palette: Palette
) -> [String] {
  let leader = "“\(challenge.name(of: bias.leader))”"
  let rival = "“\(challenge.name(of: bias.rival))”"
  var lines: [String]
  switch bias.overall {
  case .upTo(let crossing):
    lines = [
      "The lead over \(rival) is gone where every report that speaks for \(leader) is ω ="
        + " \(omega(crossing)) times as likely, in odds, to have entered the record as one that does not."
    ]
  case .more(let point):
    lines = [
      "No bias up to ω = \(quantity(bias.limit)) takes the lead over \(rival) away;"
        + " \(withError(decimal(point.lead.value, 1), point.lead.error)) dB are left there."
    ]
  case .noLead: lines = ["There is no lead over \(rival) that a bias could explain."]
  }
  lines.append(
    "\(quantity(Double(bias.directed))) of \(quantity(Double(bias.readings))) readings (rows, and days of silence) speak for one of the two."
  )
  let lost = bias.sources.filter {
    if case .upTo = $0.absorbed { true } else { false }
  }
  guard !bias.sources.isEmpty else { return lines }
  guard !lost.isEmpty else {
    return lines + [
      "No source's bias alone, up to ω = \(quantity(bias.limit)), takes the lead away."
    ]
  }
  var table = TextTable([.init("biased source", .left), .init("readings"), .init("lead lost at ω")])
  for source in lost.prefix(10) {
    guard case .upTo(let crossing) = source.absorbed else { continue }
    table.add([source.name, "\(source.readings)", omega(crossing)])
  }
  return lines + table.lines(palette: palette)
}

private func omega(_ crossing: LeadCrossing) -> String {
  crossing.isReliable
    ? withError(quantity(crossing.value.value), crossing.value.error, as: quantity)
    : "\(quantity(crossing.value.value)) unreliable"
}

/// At which values of a parameter the lead is lost.
func sentences(
  on flip: ParameterFlip, of challenge: Challenge, palette: Palette
) -> [String] {
  let range = "\(quantity(flip.range.lowerBound)) to \(quantity(flip.range.upperBound))"
  var table = TextTable([.init("value"), .init("lead dB"), .init("best other", .left)])
  for point in flip.curve {
    table.add([
      quantity(point.value), withError(decibels(point.lead.value), point.lead.error),
      challenge.name(of: point.rival),
    ])
  }
  let who = flip.models.count == 1 ? "in one model" : "in \(flip.models.count) models at once"
  var lines = [
    "\(flip.sentence ?? flip.name), taken as known, \(who), anywhere from \(range):"
  ]
  lines += table.lines(palette: palette)
  if flip.crossings.isEmpty {
    lines.append(
      "No value in that range takes the lead of “\(challenge.name(of: flip.leader))” away.")
  }
  for crossing in flip.crossings {
    let value = withError(quantity(crossing.value.value), crossing.value.error, as: quantity)
    lines.append(
      "The lead is lost \(crossing.isLostAbove ? "above" : "below") \(value), to “\(challenge.name(of: crossing.rival))”."
    )
  }
  if !flip.failed.isEmpty {
    lines.append(
      "\(counted(flip.failed.count, "value")) could not be computed: \(flip.failed[0].reason)")
  }
  return lines
}

/// The rankings side by side, and what each grade that differs moves.
func analystLines(
  _ comparison: AnalystComparison, of challenge: Challenge, palette: Palette
) -> [String] {
  var ranking = TextTable(
    [.init("place")]
      + [.init("as in evidence.csv", .left)] + comparison.analysts.map { .init($0.name, .left) })
  for (place, account) in challenge.accounts.enumerated() {
    let cells = comparison.analysts.map { analyst in
      let (id, weight) = analyst.ranking[place]
      return "\(challenge.name(of: id)) \(withError(decibels(weight.value), weight.error))"
    }
    let own = account.headlineWeight
    ranking.add(
      ["\(place + 1)", "\(account.title) \(withError(decibels(own.value), own.error))"] + cells)
  }
  var lines = ranking.lines(palette: palette)
  for analyst in comparison.analysts {
    let lead = withError(decibels(analyst.lead.lead.value), analyst.lead.lead.error)
    let outcome =
      switch analyst.lead.standing {
      case .holds: "“\(challenge.name(of: challenge.lead.first))” still leads, by \(lead) dB"
      case .flips: "“\(challenge.name(of: analyst.lead.first))” leads in its place"
      case .undecided: "who leads is not told by this computation (\(lead) dB)"
      }
    lines.append(
      "\(analyst.name) graded \(counted(analyst.graded, "row")), \(analyst.differing) of the visible ones otherwise than evidence.csv: \(outcome)."
    )
  }
  guard !comparison.differences.isEmpty else {
    return lines + ["No visible row is graded otherwise."]
  }
  var table = TextTable([
    .init("row", .left), .init("observable", .left), .init("record"), .init("analyst", .left),
    .init("grade"), .init("lost dB"),
  ])
  for difference in comparison.differences {
    for (analyst, grade, lead) in difference.grades {
      table.add([
        difference.row, difference.observable,
        difference.recordGrade.map { "\($0)" } ?? "certain", analyst, "\(grade)",
        withError(decibels(lead.lost.value), lead.lost.error),
      ])
    }
  }
  return lines + [""] + table.lines(palette: palette)
    + ["lost: of the lead, where only this row is graded so"]
}
