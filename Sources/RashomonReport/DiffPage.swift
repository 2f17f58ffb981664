package import RashomonAnalysis
import RashomonText

/// A comparison of two weighings as a page of text.
package func page(of found: RunComparison, palette: Palette) -> String {
  var lines = [palette.paint("\(found.title): what changed", .strong)]
  lines += roughMark(found.settings, palette: palette)
  lines += [
    "from \(found.old.file), as of \(found.old.asOf) (\(found.old.visibleRows) rows),"
      + " to \(found.new.file), as of \(found.new.asOf) (\(found.new.visibleRows) rows)", "",
  ]
  if !found.steps.isEmpty {
    lines += stepTable(found).lines(palette: palette)
    lines += [""]
  }
  lines += totalTable(found).lines(palette: palette)
  lines += [
    "",
    palette.paint(
      """
      dB against common ground, everything visible counted; a change that moves an account up speaks for it. Changes were made one
      after the other, and the moves add up to “together”; made in another order each could move otherwise. “printed”: by how much
      the weights in the two files differ. “remainder”: what that has besides, the noise of two weighings and their methods.
      """, .faint),
    palette.paint(
      "method \(found.settings.method ?? "auto") · "
        + (found.settings.histories.map { "\($0) histories × " } ?? "")
        + "\(found.settings.runs) runs · seed \(found.settings.seed)", .faint), "",
  ]
  lines += diffSentences(found)
  return lines.joined(separator: "\n")
}

private func stepTable(_ found: RunComparison) -> TextTable {
  var table = TextTable(
    [.init("change", .left), .init("", .left)] + found.totals.map { .init($0.account) })
  for step in found.steps {
    for (index, change) in step.changes.enumerated() {
      let isLast = index == step.changes.count - 1
      table.add(
        [change.kind.rawValue, "\(change.place) \(change.what)".trimmed(to: 60)]
          + (isLast ? found.totals.map { move(step.moved[$0.account]) } : []))
    }
  }
  return table
}

private func totalTable(_ found: RunComparison) -> TextTable {
  var table = TextTable([
    .init("account", .left), .init("together"), .init("printed"), .init("remainder"),
    .init("posterior before"), .init("after"),
  ])
  for total in found.totals {
    func posterior(_ run: RunSummary) -> String {
      run.accounts.first { $0.id == total.account }?.posterior.map(percent) ?? "–"
    }
    table.add([
      total.title, move(total.moved), total.printed.map { decibels($0) } ?? "–",
      total.remainder.map { $0.isFinite ? decibels($0) : "–" } ?? "–", posterior(found.old),
      posterior(found.new),
    ])
  }
  return table
}

private func move(_ moved: Measured?) -> String {
  guard let moved, moved.value.isFinite else { return "–" }
  return withError(decibels(moved.value), moved.error)
}

private func diffSentences(_ found: RunComparison) -> [String] {
  let changes = found.steps.flatMap(\.changes).filter {
    $0.kind != .timePassed && $0.kind != .order
  }
  var sentences = [counts(of: changes)]
  for total in found.totals {
    let moves = found.steps.compactMap { step in
      step.moved[total.account].flatMap { $0.value.isFinite ? (step: step, moved: $0) : nil }
    }
    let most = [
      moves.max { $0.moved.value < $1.moved.value }, moves.min { $0.moved.value < $1.moved.value },
    ]
    .compactMap(\.self).filter { abs($0.moved.value) >= 0.05 }
    var told: [String] = []
    for (step, moved) in most {
      let way = moved.value > 0 ? "up" : "down"
      let text =
        "most \(way) by \(step.changes.map(inWords).joined(separator: " and ")) (\(move(moved)) dB)"
      if !told.contains(text) { told.append(text) }
    }
    guard !told.isEmpty else {
      sentences.append("“\(total.title)” did not move.")
      continue
    }
    let way =
      abs(total.moved.value) < 0.05
      ? "stayed where it was"
      : "went \(total.moved.value > 0 ? "up" : "down") by "
        + withError(decimal(abs(total.moved.value), 1), total.moved.error) + " dB"
    sentences.append("“\(total.title)” \(way): \(told.joined(separator: ", ")).")
  }
  for change in changes where change.kind == .statementEdited {
    sentences.append(
      "\(change.place) was “\(change.old ?? "")” and is “\(change.new ?? "")”.")
  }
  for change in found.settingsChanged where change.what != "as of" {
    sentences.append("\(change.what): was \(change.old), is \(change.new).")
  }
  return sentences + found.notes.map { "\($0)." }
}

private func inWords(_ change: RunChange) -> String {
  switch change.kind {
  case .statementAdded: "the new statement “\(change.what)” (\(change.place))"
  case .statementRemoved: "taking out “\(change.what)” (\(change.place))"
  case .statementEdited: "the edit of “\(change.what)” (\(change.place))"
  case .table: "the change of \(change.place)"
  case .rowNew, .rowNowVisible: "row \(change.place), \(change.what)"
  case .rowGone: "the loss of row \(change.place), \(change.what)"
  case .rowRegraded:
    "the grade of row \(change.place), from \(change.old ?? "") to \(change.new ?? "")"
  case .rowChanged: "the change of row \(change.place)"
  case .timePassed: "what did not happen from \(change.place)"
  case .order: "the order of statements"
  }
}

private func counts(of changes: [RunChange]) -> String {
  let kinds: [(RunChange.Kind, String)] = [
    (.statementAdded, "statements added"), (.statementRemoved, "statements removed"),
    (.statementEdited, "statements edited"), (.table, "tables changed"), (.rowNew, "rows new"),
    (.rowGone, "rows gone"), (.rowRegraded, "rows regraded"), (.rowChanged, "rows changed"),
    (.rowNowVisible, "rows now visible"),
  ]
  let parts = kinds.compactMap { kind, words in
    let count = changes.count { $0.kind == kind }
    let word =
      count == 1
      ? words.replacing("statements", with: "statement")
        .replacing("rows", with: "row").replacing("tables", with: "table") : words
    return count > 0 ? "\(count) \(word)" : nil
  }
  return parts.isEmpty ? "Nothing changed that weighs." : parts.joined(separator: ", ") + "."
}

extension String {
  /// No longer than so many characters.
  fileprivate func trimmed(to length: Int) -> String {
    count <= length ? self : prefix(length - 1) + "…"
  }
}
