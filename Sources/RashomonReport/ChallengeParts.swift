import RashomonAnalysis
import RashomonEvidence
import RashomonText

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
    let lead = withError(decimal(analyst.lead.lead.value, 1), analyst.lead.lead.error)
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
