package import RashomonAnalysis
import RashomonText

/// A backtest as a page of text.
package func page(of found: Backtest, palette: Palette) -> String {
  var lines = [palette.paint("\(found.title): looking back", .strong)]
  lines += roughMark(found.settings, palette: palette) + [""]
  lines += part("The ranking as it would have been", dateTable(found), palette)
  lines += dateSentences(found) + [""]
  for lead in leads(of: found) {
    lines += part(title(of: lead), scoreTable(found, lead), palette)
    lines += scoreSentences(found, lead) + [""]
  }
  for isOwn in [true, false] {
    guard let bins = calibration(of: found, isOwn: isOwn) else { continue }
    lines += part(calibrationTitle(isOwn), binTable(bins, isOwn: isOwn), palette)
    lines += calibrationSentences(bins, isOwn: isOwn) + [""]
  }
  if !found.stated.isEmpty {
    lines += part("What authors say, and what their accounts imply", statedTable(found), palette)
    lines += statedSentences(found) + [""]
  }
  lines += [
    palette.paint(
      """
      Brier: 0 best, 1 worst; log: natural logarithm of the probability given to what happened, 0 best. “less …”: the Brier score less that of
      the reference on the same forecasts, so that below 0 is better than it. ±: one standard error of the computation, by jackknife over the
      runs. “Luck” is one standard error were the questions or observables others like them, each with all its forecasts, since
      those stand or fall together; what is not twice as large as both errors is not told apart.
      """, .faint),
    palette.paint(
      "method \(found.settings.method ?? "auto") · "
        + (found.settings.histories.map { "\($0) histories × " } ?? "")
        + "\(found.settings.runs) runs · seed \(found.settings.seed) \(stamp(found.provenance))",
      .faint),
  ]
  return lines.joined(separator: "\n")
}

private func part(_ title: String, _ table: TextTable, _ palette: Palette) -> [String] {
  [palette.paint(title, .strong)] + table.lines(palette: palette)
}

private func short(_ id: String) -> String {
  switch id {
  case "common-ground": "common"
  case "base-rate": "base rates"
  default: id
  }
}

// MARK: Dates

private func dateTable(_ found: Backtest) -> TextTable {
  let accounts = found.forecasters.map(\.id).filter { id in
    found.dates.contains { $0.ranking.contains { $0.id == id } }
  }
  var table = TextTable(
    [.init("as of", .left), .init("rows")] + accounts.map { .init(short($0)) }
      + [.init("questions"), .init("of the record")])
  for date in found.dates {
    table.add(
      [date.asOf.iso, "\(date.visibleRows)"]
        + accounts.map { id in
          guard let ranked = date.ranking.first(where: { $0.id == id }) else { return "–" }
          if ranked.isRuledOut { return "ruled out" }
          return withError(
            percent(ranked.posterior.value),
            date.isReliable ? ranked.posterior.error.map { $0 * 100 } : nil)
        } + ["\(date.ownQuestions)", "\(date.recordQuestions)"])
  }
  return table
}

private func dateSentences(_ found: Backtest) -> [String] {
  var sentences = [
    "Each date sees only what was reported by then, and only the accounts that were written by then; a new account sets all back to their priors,"
      + " since nobody gets credit for what was known."
  ]
  let leads = found.dates.compactMap { date in date.lead.map { (date: date.asOf, lead: $0) } }
  let told = leads.filter { $0.lead.told == .apart }
  guard !leads.isEmpty else { return sentences }
  let dates = "\(leads.count) \(leads.count == 1 ? "date" : "dates") with something to foresee"
  guard let first = told.first else {
    return sentences + ["On none of the \(dates) are the two best accounts told apart."]
  }
  var changes = ["\(first.lead.first) by \(first.date)"]
  for (before, after) in zip(told, told.dropFirst()) where before.lead.first != after.lead.first {
    changes.append("\(after.lead.first) by \(after.date)")
  }
  sentences.append(
    "On \(told.count) of the \(dates) the two best are told apart; who led: \(changes.joined(separator: ", then "))."
  )
  return sentences
}

// MARK: Scores

private func leads(of found: Backtest) -> [Lead] {
  var leads: [Lead] = []
  for score in found.scores where !leads.contains(score.lead) { leads.append(score.lead) }
  return leads
}

private func title(of lead: Lead) -> String {
  switch lead {
  case .days(let days): "The next \(days) days: what the record asks of every observable"
  case .own(let range):
    range.upperBound == Int.max
      ? "The case's questions, more than \(range.lowerBound - 1) days before their date"
      : "The case's questions, \(range.lowerBound) to \(range.upperBound) days before their date"
  }
}

private func scoreTable(_ found: Backtest, _ lead: Lead) -> TextTable {
  let scores = found.scores.filter { $0.lead == lead }
  let references = ["common-ground", "climatology", "base-rate"].filter { id in
    scores.contains { $0.references.contains { $0.id == id } }
  }
  var table = TextTable(
    [
      .init("forecaster", .left), .init("forecasts"), .init("came true"), .init("Brier"),
      .init("log"),
    ] + references.map { .init("less \(short($0))") })
  for score in scores {
    table.add(
      [
        title(of: score.forecaster, found), "\(score.forecasts)", "\(score.yes)",
        mean(score.brier), mean(score.log),
      ]
        + references.map { id in
          guard let reference = score.references.first(where: { $0.id == id }) else { return "–" }
          let some = reference.forecasts < score.forecasts ? " (\(reference.forecasts))" : ""
          return difference(reference.brierDifference) + some
        })
  }
  return table
}

private func title(of id: String, _ found: Backtest) -> String {
  found.forecasters.first { $0.id == id }.map { heading($0.id, $0.title) } ?? id
}

private func mean(_ score: Measured) -> String {
  let suffix = plusMinus(score.error, digits: 3)
  return suffix.isEmpty ? decimal(score.value, 3) : "\(decimal(score.value, 3)) \(suffix)"
}

private func difference(_ score: Measured) -> String {
  let text = decimal(score.value, 3)
  let suffix = plusMinus(score.error, digits: 3)
  let signed = score.value > 0 && text != "0.000" ? "+\(text)" : text
  return suffix.isEmpty ? signed : "\(signed) \(suffix)"
}

private func scoreSentences(_ found: Backtest, _ lead: Lead) -> [String] {
  guard
    let average = found.scores.first(where: { $0.lead == lead && $0.forecaster == "average" })
  else { return [] }
  let what = lead.isOwn ? "questions" : "observables"
  let size =
    "\(average.forecasts) forecasts of \(average.subjects) \(what), \(average.yes) of which came true."
  let verdicts = average.references.map { reference in
    let difference = reference.brierDifference
    let noise = difference.error ?? .infinity
    let error = reference.brierLuck.map { ($0 * $0 + noise * noise).squareRoot() } ?? .infinity
    let luck = reference.brierLuck.map { ", luck of the \(what) ±\(decimal($0, 3))" } ?? ""
    let direction =
      abs(difference.value) < 2 * error
      ? "not told apart from" : difference.value < 0 ? "better than" : "worse than"
    return "\(direction) \(name(of: reference.id)) (\(decimal(difference.value, 3))\(luck))"
  }
  guard !verdicts.isEmpty else { return [size] }
  return [size + " The average by posterior is \(list(verdicts))."]
}

private func name(of reference: String) -> String {
  switch reference {
  case "common-ground": "common ground alone"
  case "base-rate": "the stated base rates"
  default: reference
  }
}

private func list(_ parts: [String]) -> String {
  guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
  return parts.dropLast().joined(separator: ", ") + " and " + last
}

// MARK: Calibration

private func calibration(of found: Backtest, isOwn: Bool) -> CalibrationBins? {
  found.calibrations.first { $0.forecaster == "average" && $0.isOwn == isOwn }
}

private func calibrationTitle(_ isOwn: Bool) -> String {
  isOwn
    ? "Calibration of the average: the case's questions past their date"
    : "Calibration of the average: the next 7 and 30 days"
}

private func binTable(_ calibration: CalibrationBins, isOwn: Bool) -> TextTable {
  var table = TextTable([
    .init("said", .left), .init("forecasts"), .init(isOwn ? "questions" : "observables"),
    .init("mean said"), .init("came true"), .init("share"),
  ])
  for bin in calibration.bins {
    let range = "\(decimal(bin.low * 100, 0))–\(decimal(bin.high * 100, 0)) %"
    guard bin.forecasts > 0 else {
      table.add(["\(bin.word), \(range)", "0"])
      continue
    }
    table.add([
      "\(bin.word), \(range)", "\(bin.forecasts)", "\(bin.subjects)", percent(bin.mean),
      "\(bin.happened)",
      percent(Double(bin.happened) / Double(bin.forecasts)),
    ])
  }
  return table
}

private func calibrationSentences(_ calibration: CalibrationBins, isOwn: Bool) -> [String] {
  let what = isOwn ? "questions" : "observables"
  let forecasts = calibration.bins.reduce(0) { $0 + $1.forecasts }
  let counts =
    "\(forecasts) forecasts; forecasts of one thing on several dates are no new evidence."
  let judged = calibration.bins.filter { $0.subjects >= leastSubjects }
  guard !judged.isEmpty else {
    return [counts + " No row rests on \(leastSubjects) \(what), which is too little to judge by."]
  }
  let off = judged.filter { bin in
    let share = Double(bin.happened) / Double(bin.forecasts)
    return share < bin.low || share > bin.high
  }
  guard !off.isEmpty else {
    return [
      counts
        + " In every row that rests on \(leastSubjects) \(what) the share that came true lies in its range."
    ]
  }
  let named = off.map { bin in
    let share = Double(bin.happened) / Double(bin.forecasts)
    return
      "“\(bin.word)” came true in \(percent(share)), \(share > bin.high ? "more" : "less") often than it says"
  }
  return [
    counts + " Of \(judged.count) rows that rest on \(leastSubjects) \(what): \(list(named))."
  ]
}

/// Distinct questions or observables below which a share says nothing.
private let leastSubjects = 5
