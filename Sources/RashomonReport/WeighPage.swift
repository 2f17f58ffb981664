package import RashomonAnalysis
import RashomonText

/// The weighing as a page of text: a table, what it rests on, and two sentences.
package func page(of weighing: Weighing, palette: Palette) -> String {
  var lines = [
    palette.paint(weighing.title, .strong),
    "as of \(weighing.asOf), \(weighing.visibleRows) rows visible"
      + " \(stamp(weighing.provenance, recordHash: weighing.recordHash))",
  ]
  lines += roughMark(weighing.settings, palette: palette) + [""]
  lines += weightTable(weighing).lines(palette: palette)
  lines += ["", palette.paint(legend(of: weighing), .faint)]
  lines += notes(on: weighing)
  let facts = factTable(weighing)
  if let facts { lines += [""] + facts.lines(palette: palette) }
  lines += ["", palette.paint(workLines(of: weighing), .faint), ""]
  lines += weighSentences(weighing)
  return lines.joined(separator: "\n")
}

private func weightTable(_ weighing: Weighing) -> TextTable {
  let hasFit = weighing.accounts.contains { $0.fit != nil }
  var table = TextTable(
    [
      .init("account", .left), .init("date", .left), .init("prior"), .init("posterior"),
      .init("whole"), .init("weight dB"), .init("explained"), .init("foresaw"),
    ] + (hasFit ? [.init("fit")] : []))
  let ordered =
    weighing.accounts.filter { $0.date != nil }.sorted {
      $0.weight.value > $1.weight.value
    } + weighing.accounts.filter { $0.date == nil }
  for account in ordered {
    let posterior = shown(account.posterior, reliable: account.isReliable, as: percent, scale: 100)
    var cells = [
      heading(account.id, account.title), account.date?.iso ?? "", percent(account.prior),
      weighing.hasForeseeable ? posterior : "–",
      shown(account.posteriorWhole, reliable: account.isReliable, as: percent, scale: 100),
      weightCell(account), gain(account.explained, of: account), gain(account.foresaw, of: account),
    ]
    if hasFit { cells.append(account.fit.map { $0 < 0.01 ? "does not fit" : percent($0) } ?? "") }
    table.add(cells)
  }
  return table
}

private func weightCell(_ account: WeighedAccount) -> String {
  if account.ruledOut != nil { return "ruled out" }
  if account.date == nil { return "0" }
  if account.weight.value == .infinity { return "rules it out" }
  return shown(account.weight, reliable: account.isReliable, as: decibels)
}

private func gain(_ weight: Measured?, of account: WeighedAccount) -> String {
  guard let weight, weight.value.isFinite else { return "" }
  return shown(weight, reliable: account.isReliable, as: decibels)
}

private func shown(
  _ number: Measured, reliable: Bool, as text: (Double) -> String, scale: Double = 1
) -> String {
  guard reliable else { return "\(text(number.value)) unreliable" }
  return withError(text(number.value), number.error.map { $0 * scale })
}

private func legend(of weighing: Weighing) -> String {
  let headline = weighing.since.map {
    weighing.hasForeseeable
      ? "posterior: from the priors, counting what became known after \($0), which all could only foresee"
      : "posterior: nothing yet to foresee after \($0)"
  }
  let hasErrors = weighing.accounts.contains {
    $0.isReliable && !(plusMinus($0.posterior.error) + plusMinus($0.weight.error)).isEmpty
  }
  return [
    headline, "whole: counting everything visible",
    "weight: dB against common ground; explained: known at the account's date; foresaw: after it",
    hasErrors ? "±: one standard error of the computation, by jackknife over the runs" : nil,
  ].compactMap { $0 }.joined(separator: "\n")
}

private func notes(on weighing: Weighing) -> [String] {
  var notes: [String] = []
  if weighing.accounts.contains(where: { !$0.isReliable }) {
    notes.append("unreliable: the runs differ too much to state an error; raise --histories")
  }
  if weighing.settings.runs == 1, weighing.accounts.contains(where: { $0.quality != nil }) {
    notes.append("one run: no error can be stated; raise --runs")
  }
  let behind = weighing.accounts.filter {
    $0.date != nil && $0.ruledOut == nil && $0.weight.value < 0
  }
  if !behind.isEmpty {
    notes.append(
      "below 0 dB, so worse than the shared assumptions alone: "
        + behind.map(\.title).joined(separator: ", "))
  }
  notes += weighing.accounts.compactMap(\.ruledOut?.words)
  notes += standings(weighing)
  notes.append(
    "climatology (every event at its learned rate, every number a random walk): "
      + "\(decibels(weighing.climatology)) dB")
  let ahead = weighing.accounts.filter { $0.date != nil && $0.weight.value > 0 }
  let notNews = ahead.filter { $0.weight.value <= weighing.climatology }
  if !notNews.isEmpty {
    notes.append(
      "beats common ground but not climatology: " + notNews.map(\.title).joined(separator: ", "))
  }
  for account in weighing.leftOut {
    notes.append("left out, not yet published: \(account.title) (\(account.date))")
  }
  return notes
}

/// Which accounts the headline cannot rank, and why.
private func standings(_ weighing: Weighing) -> [String] {
  guard weighing.hasForeseeable else { return [] }
  let names = Dictionary(
    weighing.accounts.map { ($0.id, $0.date == nil ? "common ground" : $0.title) }
  ) { first, _ in first }
  func pairs(_ told: Comparison.Told) -> String? {
    let pairs = weighing.comparisons.filter { $0.told == told }.map {
      "\(names[$0.first] ?? "") – \(names[$0.second] ?? "")"
        + " (\(withError(decimal($0.difference.value, 1), $0.difference.error)) dB)"
    }
    return pairs.isEmpty ? nil : pairs.joined(separator: ", ")
  }
  return [
    pairs(.notByRecord).map { "not told apart by this record (under 3 dB in the headline): \($0)" },
    pairs(.notByComputation).map {
      "not told apart by this computation (under two errors in the headline): \($0)"
    },
  ].compactMap(\.self)
}

private func factTable(_ weighing: Weighing) -> TextTable? {
  var table = TextTable([
    .init("hidden fact or parameter", .left), .init("account", .left), .init("posterior"),
  ])
  for account in weighing.accounts where account.date != nil {
    for fact in account.facts where !fact.isCommonGround {
      table.add([
        fact.sentence ?? fact.name, account.title,
        posterior(of: fact, isSampled: account.quality != nil, isReliable: account.isReliable),
      ])
    }
  }
  return table.isEmpty ? nil : table
}

private func posterior(
  of fact: FactPosterior, isSampled: Bool, isReliable: Bool
) -> String {
  func share(_ value: Measured) -> String {
    shown(value, reliable: isReliable, as: isSampled ? sampledPercent : percent, scale: 100)
  }
  guard fact.labels.isEmpty else {
    return zip(fact.labels, fact.values).map { "\($0) \(share($1))" }
      .joined(separator: ", ")
  }
  guard let value = fact.values.first else { return "–" }
  switch fact.kind {
  case .hidden: return share(value)
  case .asserted: return "asserted"
  case .number:
    guard isReliable else { return "\(quantity(value.value)) unreliable" }
    return withError(quantity(value.value), value.error, as: quantity)
  }
}

/// An account's title in a table; common ground by its role, since its title is the case's.
func heading(_ id: String, _ title: String) -> String {
  id == "common-ground" ? "none of these (common ground)" : title
}
