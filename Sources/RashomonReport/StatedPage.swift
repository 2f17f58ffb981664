import RashomonAnalysis
import RashomonModel
import RashomonText

// What authors say beside what their accounts imply, as a part of a backtest's page.

func statedTable(_ found: Backtest) -> TextTable {
  var table = TextTable([
    .init("account", .left), .init("of", .left), .init("its author says", .left), .init("range"),
    .init("implied then"), .init("", .left), .init("after all evidence"), .init("outcome"),
  ])
  for stated in found.stated {
    table.add([
      stated.account, stated.text, stated.verdict.words, range(of: stated),
      chance(stated.implied), stated.standing.map(word) ?? "", chance(stated.afterAll),
      outcome(stated.outcome),
    ])
  }
  return table
}

private func range(of stated: StatedForecast) -> String {
  stated.verdict.range.map {
    "\(decimal($0.lowerBound * 100, 0))–\(decimal($0.upperBound * 100, 0)) %"
  } ?? "no number"
}

private func chance(_ implied: Measured?) -> String {
  implied.map { withError(percent($0.value), $0.error.map { $0 * 100 }) } ?? "–"
}

private func outcome(_ value: Double?) -> String {
  value.map { $0 == 1 ? "yes" : $0 == 0 ? "no" : quantity($0) } ?? "–"
}

private func word(_ standing: StatedForecast.Standing) -> String {
  switch standing {
  case .inside: "inside"
  case .below: "below"
  case .above: "above"
  case .atTheEdge: "at the edge"
  }
}

func statedSentences(_ found: Backtest) -> [String] {
  let numbered = found.stated.filter { $0.standing != nil }
  guard !numbered.isEmpty else {
    return ["No author puts a word of probability on a question of the case."]
  }
  let outside = numbered.filter { $0.standing == .below || $0.standing == .above }
  let inside = numbered.count { $0.standing == .inside }
  var sentences = [
    "Of \(numbered.count) statements with a number \(inside) lie where the account leads, \(outside.count) do not"
      + (numbered.count - inside - outside.count > 0
        ? ", and \(numbered.count - inside - outside.count) lie at an edge that this computation cannot tell."
        : ".")
  ]
  sentences += outside.map { stated in
    "“\(stated.accountTitle)” says \(stated.verdict.words) (\(range(of: stated))) of “\(stated.text)”;"
      + " the argument as encoded gives \(chance(stated.implied)): it does not lead where its author says."
  }
  let wordless = found.stated.count - numbered.count
  if wordless > 0 {
    sentences.append(
      "\(wordless) \(wordless == 1 ? "statement has" : "statements have") words without a number (“open”, “possible”), which are kept as said.")
  }
  return sentences
}
