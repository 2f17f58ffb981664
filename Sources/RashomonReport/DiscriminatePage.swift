package import RashomonAnalysis
import RashomonText

/// A discrimination as a page of text: who wins on whose records, by how much, what to look for next,
/// and which statements nothing can move.
///
/// - Parameter readings: how many of the things to look for are listed, each with the span that tells
///   most; nil for all with all spans.
package func page(of found: Discrimination, readings: Int?, palette: Palette) -> String {
  var lines = [
    palette.paint("\(found.title): can this record tell the accounts apart?", .strong),
    "\(found.records) records drawn from each account, with the rows, dates and grades of the real one as of"
      + " \(found.asOf), \(found.visibleRows) rows \(stamp(found.provenance, recordHash: found.recordHash))",
  ]
  lines += roughMark(found.settings, palette: palette) + [""]
  lines += confusionTable(found).lines(palette: palette) + [""]
  lines += expectedTable(found).lines(palette: palette) + [""]
  lines += [palette.paint(legend(found), .faint), ""]
  lines += discriminateSentences(found)
  if let collecting = found.collecting {
    lines += [""] + collectLines(collecting, found, limit: readings, palette: palette)
  } else {
    lines += ["", "No day of the period is left to look at: give --as-of an earlier date."]
  }
  lines += ceilingLines(found, palette: palette)
  return lines.joined(separator: "\n")
}

private func confusionTable(_ found: Discrimination) -> TextTable {
  let hasTies = found.rivals.contains { $0.ties > 0 }
  var table = TextTable(
    [.init("if this is right", .left)] + found.rivals.map { .init("\(shortName($0.id)) wins") }
      + (hasTies ? [.init("tied")] : []) + [.init("right"), .init("sd dB")])
  for rival in found.rivals {
    var cells = [heading(rival.id, rival.title)] + rival.wins.map { $0 == 0 ? "·" : "\($0)" }
    if hasTies { cells.append(rival.ties == 0 ? "·" : "\(rival.ties)") }
    cells.append(withError(percent(rival.right.value), rival.right.error.map { $0 * 100 }))
    cells.append(spreadCell(rival.worstSpread))
    table.add(cells)
  }
  return table
}

private func spreadCell(_ spread: Double?) -> String {
  guard let spread else { return "one run" }
  if spread == 0 { return "exact" }
  return decimal(spread, 1) + (spread >= Discrimination.aimedSpread ? " !" : "")
}

private func expectedTable(_ found: Discrimination) -> TextTable {
  var table = TextTable(
    [.init("if this is right, dB it gains on", .left)]
      + found.rivals.map { .init(shortName($0.id)) })
  for rival in found.rivals {
    table.add(
      [heading(rival.id, rival.title)]
        + found.rivals.map { other in
          guard
            let duel = found.duels.first(where: { $0.truth == rival.id && $0.other == other.id })
          else { return "–" }
          if duel.ruledOut == found.records { return "ruled out" }
          let ruled = duel.ruledOut > 0 ? " (\(duel.ruledOut) out)" : ""
          return withError(decibels(duel.decibels.value), duel.decibels.error) + ruled
        })
  }
  return table
}

/// An id as a column's title.
private func shortName(_ id: String) -> String { id == "common-ground" ? "none" : id }

private func legend(_ found: Discrimination) -> String {
  let isExact = found.rivals.allSatisfy { $0.worstSpread == 0 }
  let hasRuledOut = found.duels.contains { $0.ruledOut > 0 && $0.ruledOut < found.records }
  let error =
    "±: one standard error, of a share by the number of records, of a mean by their scatter"
  let lines: [String?] = [
    "wins: on how many of its records the account named has the highest evidence, everything counted;"
      + " none: common ground",
    "right: the share of its records on which the right account wins",
    isExact
      ? nil
      : "sd: of one weighing's log evidence, the largest of the row; !: over \(decimal(Discrimination.aimedSpread, 0)) dB",
    hasRuledOut ? "out: records that the other cannot give at all, not in the mean" : nil, error,
    isExact
      ? "every weighing is exact · seed \(found.settings.seed)"
      : "method \(found.settings.method ?? "auto"): \(found.settings.histories.map { "\($0)" } ?? "usual") histories"
        + " × \(found.settings.runs) runs for each record and account · seed \(found.settings.seed)",
  ]
  return lines.compactMap(\.self).joined(separator: "\n")
}

// MARK: What to look for next

private func collectLines(
  _ collecting: Collecting, _ found: Discrimination, limit: Int?, palette: Palette
) -> [String] {
  let told = collecting.readings.filter { isTold($0.bits) }
  var seen = Set<String>()
  let best = told.filter { seen.insert($0.observable).inserted }
  let shown = limit.map { Array(best.prefix($0)) } ?? told
  var lines = [
    palette.paint("What to look for next, as of \(collecting.asOf)", .strong),
    "There are \(withError(decimal(collecting.uncertainty.value, 2), collecting.uncertainty.error, as: { decimal($0, 2) }))"
      + " bits to learn about which of \(found.rivals.count) explanations is right.",
    "",
  ]
  if shown.isEmpty { return lines + ["Nothing that could be looked up tells them apart."] }
  var table = TextTable([
    .init("look for", .left), .init("in", .left), .init("bits"), .init("dB"), .init("average"),
    .init("if yes, for", .left), .init("if no, for", .left),
  ])
  for reading in shown {
    table.add([
      reading.sentence, span(reading),
      withError(decimal(reading.bits.value, 3), reading.bits.error, as: { decimal($0, 3) }),
      reading.decibels.map { withError(decimal($0.value, 2), $0.error, as: { decimal($0, 2) }) }
        ?? "∞",
      reading.average.map(sampledPercent) ?? "number", words(reading.yes), words(reading.no),
    ])
  }
  lines += table.lines(palette: palette)
  lines += [
    "",
    palette.paint(
      """
      bits: expected from one report of the usual grade; a number counts as in one of eight parts. dB: what the right one gains on the rest
      average: the chance of a yes, over the accounts by their posteriors; if yes (a number: high), if no (low): for whom it speaks most
      ±: one standard error by jackknife over the runs, which also takes off what noise adds to the bits
      """, .faint),
  ]
  let rest = told.count - shown.count
  let untold = collecting.readings.count - told.count
  if rest > 0 {
    lines.append("\(rest) more, other spans of the same among them, tell less; --all lists them.")
  }
  if untold > 0 {
    lines.append(
      "\(untold) things that could be looked up tell nothing that this computation can see.")
  }
  if let best = shown.first {
    lines.append(
      "Best first: \(quotedName(best.sentence)), \(span(best)): \(decimal(best.bits.value, 2)) bits, \(share(of: best, collecting)) of what there is to learn."
    )
  }
  return lines
}

/// Whether there is more than noise in it.
private func isTold(_ bits: Measured) -> Bool {
  bits.value > 2 * (bits.error ?? 0) && bits.value >= 0.0005
}

private func share(of reading: NextReading, _ collecting: Collecting) -> String {
  percent(reading.bits.value / collecting.uncertainty.value)
}

private func span(_ reading: NextReading) -> String {
  reading.kind == .event ? "\(reading.from) to \(reading.to)" : "on \(reading.to)"
}

private func words(_ verdict: NextReading.Verdict) -> String {
  guard verdict.decibels.isFinite else { return "–" }
  return "\(shortName(verdict.account)) \(decibels(verdict.decibels))"
}

// MARK: Statements

private func ceilingLines(_ found: Discrimination, palette: Palette) -> [String] {
  let fixed = found.ceilings.filter { !$0.canMove }
  guard !found.ceilings.isEmpty else { return [] }
  var lines = [
    "",
    palette.paint(
      "Statements that no evidence can move by \(decimal(Ceiling.leastMoved, 0)) dB", .strong),
  ]
  guard !fixed.isEmpty else {
    return lines + ["None: each of the \(found.ceilings.count) can win or lose as much."]
  }
  var table = TextTable([
    .init("account", .left), .init("statement", .left), .init("if it happens"), .init("if not"),
  ])
  for ceiling in fixed {
    table.add([
      ceiling.account, ceiling.statement, decibels(ceiling.ifYes), decibels(ceiling.ifNo),
    ])
  }
  lines += table.lines(palette: palette)
  return lines + [
    "",
    "\(fixed.count) of \(found.ceilings.count) statements with a chance and a window say too little, beside common ground, for any outcome to count.",
  ]
}

/// A sentence in the middle of another.
private func quotedName(_ sentence: String) -> String { "“\(sentence)”" }
