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
  case .further: "goes further"
  case .short: "falls short"
  case .astray: "leads elsewhere"
  case .atTheEdge: "at the edge"
  }
}

func statedSentences(_ found: Backtest) -> [String] {
  let numbered = found.stated.filter { $0.standing != nil }
  guard !numbered.isEmpty else {
    return ["No author puts a word of probability on a question of the case."]
  }
  func count(_ standing: StatedForecast.Standing) -> Int {
    numbered.count { $0.standing == standing }
  }
  let counts = [
    (count(.inside), "inside the author's range"), (count(.further), "beyond it the same way"),
    (count(.short), "short of it"), (count(.astray), "on the other side of even odds"),
    (count(.atTheEdge), "at an edge that this computation cannot tell"),
  ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
  var sentences = [
    "Of \(numbered.count) statements with a number the account leads: \(counts.joined(separator: ", "))."
  ]
  sentences += numbered.filter { $0.standing == .short || $0.standing == .astray }.map { stated in
    "“\(stated.accountTitle)” says \(stated.verdict.words) (\(range(of: stated))) of “\(stated.text)”;"
      + " the argument as encoded gives \(chance(stated.implied)): it does not lead where its author says."
  }
  let wordless = found.stated.count - numbered.count
  if wordless > 0 {
    sentences.append(
      "\(wordless) \(wordless == 1 ? "statement has" : "statements have") words without a number (“open”, “possible”), which are kept as said."
    )
  }
  return sentences
}
