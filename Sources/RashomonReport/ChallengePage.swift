package import RashomonAnalysis
import RashomonText

/// Which changes a page lists.
package enum ChangeListing: Sendable {
  /// Those that move the lead by more than the computation's error, and no more than a screen of them.
  case telling
  case all
}

/// How robust a ranking is, as a page of text: one sentence, then what it rests on.
package func page(
  of challenge: Challenge, listing: ChangeListing, palette: Palette
) -> String {
  var lines = [
    palette.paint(challenge.title, .strong),
    "as of \(challenge.asOf), \(challenge.visibleRows) rows visible"
      + " \(stamp(challenge.provenance, recordHash: challenge.recordHash))",
  ]
  if challenge.settings.isRough {
    lines.append(
      palette.paint(
        "rough: a quick look with few histories; leave out --quick for numbers to quote", .strong))
  }
  lines += ["", palette.paint(fragility(of: challenge), .strong), leadSentence(challenge)]
  lines += ["", palette.paint("One assumption changed at a time", .strong)]
  lines += changeTable(challenge, listing).lines(palette: palette)
  lines += changeNotes(challenge, listing)
  if let random = challenge.random {
    lines += ["", palette.paint("Everything moved at once, at random", .strong)]
    lines += sentences(on: random, of: challenge)
  }
  lines += ["", palette.paint("Prior odds, and evidence that counts for less", .strong)]
  lines += priorLines(challenge, palette: palette)
  if let bias = challenge.bias {
    lines += ["", palette.paint("A record biased towards the leader", .strong)]
    lines += biasLines(bias, of: challenge, palette: palette)
  }
  for parameter in challenge.parameters {
    lines += ["", palette.paint("The value of \(parameter.name)", .strong)]
    lines += parameterLines(parameter, of: challenge, palette: palette)
  }
  if let analysts = challenge.analysts {
    lines += ["", palette.paint("By other analysts' grades", .strong)]
    lines += analystLines(analysts, of: challenge, palette: palette)
  }
  return (lines + ["", palette.paint(workLine(of: challenge), .faint)]).joined(separator: "\n")
}

/// How many changes a page lists unless all are asked for.
private let listedChanges = 25

/// The changes that the page lists: those that flip or may flip the ranking, and those that lose or
/// gain most.
private func listed(_ challenge: Challenge, _ listing: ChangeListing) -> [TestedChange] {
  let moved: [TestedChange]
  switch listing {
  case .all: return challenge.changes
  case .telling:
    moved = challenge.changes.filter { change in
      change.lead.map { $0.isMoved && abs($0.lost.value) >= 0.1 || $0.standing == .flips } ?? true
    }
  }
  guard moved.count > listedChanges else { return moved }
  let flipping = moved.filter { $0.lead?.standing == .flips }.count
  let most = max(listedChanges - 5, flipping)
  return Array(moved.prefix(most) + moved.dropFirst(most).suffix(5))
}

private func changeTable(_ challenge: Challenge, _ listing: ChangeListing) -> TextTable {
  var table = TextTable([
    .init("lead dB"), .init("lost dB"), .init("changed", .left), .init("to", .left),
    .init("where", .left), .init("", .left),
  ])
  table.add([
    shown(challenge.lead.difference), "", "the case as written", "", "", "",
  ])
  for tested in listed(challenge, listing) {
    let change = tested.change
    guard let lead = tested.lead else {
      table.add(["–", "", shortened(change.what), change.taken, change.place, "not computed"])
      continue
    }
    let mark =
      switch lead.standing {
      case .holds: ""
      case .flips: "“\(challenge.name(of: lead.first))” leads"
      case .undecided: "not told by this computation"
      }
    table.add(
      [
        shown(lead.lead), shown(lead.lost), shortened(change.what), change.taken, change.place,
        mark,
      ], style: lead.standing == .flips ? .bad : .plain)
  }
  return table
}

private func shown(_ number: Measured) -> String {
  withError(decibels(number.value), number.error)
}

/// A statement that leaves room for the other columns.
private func shortened(_ text: String) -> String {
  text.count <= 60 ? text : text.prefix(59) + "…"
}

private func changeNotes(_ challenge: Challenge, _ listing: ChangeListing) -> [String] {
  let total = challenge.changes.count
  let leads = challenge.changes.compactMap(\.lead)
  let shown = listed(challenge, listing).count
  let still = leads.filter { !($0.isMoved && abs($0.lost.value) >= 0.1) }
  var notes = [
    "lead: of “\(challenge.name(of: challenge.lead.first))” over the best other account, in dB;"
      + " lost: how much smaller that is than in the case as written",
    "±: one standard error of the computation; a change shares its random numbers with the case as written",
  ]
  if shown < total {
    let unmoved = still.filter { abs($0.lost.value) < 0.1 && !($0.lost.error ?? 1 > 0.1) }.count
    let largest = still.compactMap(\.lost.error).max() ?? 0
    notes.append(
      "\(counted(total, "change")) tried; \(counted(unmoved, "change")) moved it by under 0.1 dB,"
        + " \(still.count - unmoved) less than three errors of the computation"
        + (largest > 0 ? " (errors up to \(decimal(largest, 1)) dB)" : "")
        + "; --all lists them")
  }
  let failed = total - leads.count
  if failed > 0 {
    let reason = challenge.changes.lazy.compactMap { change -> String? in
      guard case .failure(let failure) = change.outcome else { return nil }
      return failure.message.split(separator: "\n").first.map(String.init)
    }.first
    notes.append("\(counted(failed, "change")) could not be computed: \(reason ?? "")")
  }
  if !challenge.outOfReach.isEmpty {
    notes.append(
      "over 30 dB behind as written, and not ranked again: "
        + challenge.outOfReach.map { "“\(challenge.name(of: $0))”" }.joined(separator: ", "))
  }
  if challenge.groupedSources > 0 {
    notes.append(
      "the rows of \(counted(challenge.groupedSources, "source")) were moved together only; --rows moves more of them one by one"
    )
  }
  return notes
}

private func workLine(of challenge: Challenge) -> String {
  let settings = challenge.settings
  return "method \(settings.method ?? "auto") · "
    + (settings.histories.map { "\($0) histories × " } ?? "")
    + "\(settings.runs) runs for each of \(challenge.changes.count + (challenge.random?.count ?? 0)) variants · seed \(settings.seed)"
}
