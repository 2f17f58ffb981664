package import RashomonAnalysis
import RashomonText

/// The explanation as a page of text: what mattered, how it mounted up, what it hangs on.
package func page(of explanation: Explanation, palette: Palette) -> String {
  let against =
    explanation.reference.id == "common-ground"
    ? "common ground" : "“\(explanation.reference.title)”"
  var lines = [
    palette.paint(explanation.title, .strong),
    "as of \(explanation.asOf), \(explanation.visibleRows) rows visible"
      + " \(stamp(explanation.provenance, recordHash: explanation.recordHash))",
  ]
  lines += roughMark(explanation.settings, palette: palette)
  lines += [
    "weights in dB against \(against): 3 dB is odds of 2 to 1, 10 dB of 10 to 1; items and silence add up to the total",
    "",
  ]
  func section(_ title: String, _ table: TextTable?, _ notes: [String] = []) {
    guard let table else { return }
    lines += [palette.paint(title, .strong)] + table.lines(palette: palette)
    lines += notes.map { palette.paint($0, .faint) } + [""]
  }
  let tables = ExplainTables(explanation: explanation)
  section("The total and its parts", tables.totals, tables.errorNotes)
  if explanation.accounts.count == 1 {
    section("Every item, in the order of the record", tables.ledger, tables.ledgerNotes)
  } else {
    section(
      "The items that mattered most", tables.heaviestItems,
      ["all items, and the most each could have weighed: --account NAME, or --json"])
  }
  section("What did not happen", tables.heaviestSpans, tables.spanNotes)
  lines += courseLines(of: explanation, palette: palette) + [""]
  section("By observable", tables.groups(of: .observable), tables.groupNotes(of: .observable))
  section("By source", tables.groups(of: .source), tables.groupNotes(of: .source))
  section("What leaving something out changes", tables.removals, tables.removalNotes)
  lines += [palette.paint(workLines(of: explanation), .faint), ""]
  lines += explainSentences(explanation)
  return lines.joined(separator: "\n")
}

/// A weight in a table: what it rules out where it is infinite, nothing where it cannot be given, a
/// question mark where its error cannot be believed. An error that rounds to nothing is left out.
func weightCell(_ weight: Measured?, isReliable: Bool = true) -> String {
  guard let weight else { return "–" }
  switch weight.value {
  case .infinity: return "rules the other out"
  case -.infinity: return "rules it out"
  default: break
  }
  guard isReliable || weight.error == 0 else { return "\(decibels(weight.value)) ?" }
  return withError(decibels(weight.value), weight.error.flatMap { $0 < 0.05 ? nil : $0 })
}
