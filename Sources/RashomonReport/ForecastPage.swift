package import RashomonAnalysis
import RashomonModel
import RashomonText

/// The forecast as a page of text: one block a question, and two sentences.
package func page(of forecast: Forecast, palette: Palette) -> String {
  var lines = [
    palette.paint("\(forecast.title): questions", .strong),
    "as of \(forecast.asOf), \(forecast.visibleRows) rows visible"
      + " \(stamp(forecast.provenance, recordHash: forecast.recordHash))",
  ]
  lines += roughMark(forecast.settings, palette: palette) + [""]
  lines += probabilityTable(forecast).lines(palette: palette)
  if let numbers = numberTable(forecast) { lines += [""] + numbers.lines(palette: palette) }
  lines += ["", palette.paint(accountLegend(forecast), .faint)]
  lines.append(
    palette.paint(
      "c: common ground answers, moved only by what the account changes behind it; u: base rates answer",
      .faint))
  if forecast.accounts.contains(where: { ($0.posterior.error ?? 0) > 0 }) {
    lines.append(
      palette.paint("±: one standard error of the computation, by jackknife over the runs", .faint))
  }
  if let verdicts = verdictTable(forecast) {
    lines += [""] + verdicts.lines(palette: palette)
    if !forecast.closed.isEmpty || !forecast.leftOut.isEmpty { lines.append("") }
  }
  if !forecast.closed.isEmpty {
    lines.append("closed by then: " + forecast.closed.joined(separator: ", "))
  }
  for account in forecast.leftOut {
    lines.append("left out, not yet published: \(account.title) (\(account.date))")
  }
  lines += ["", palette.paint(workLines(of: forecast), .faint), ""]
  lines += forecastSentences(forecast)
  return lines.joined(separator: "\n")
}

private func probabilityTable(_ forecast: Forecast) -> TextTable {
  var table = TextTable(
    [.init("question", .left), .init("by", .left)]
      + forecast.accounts.map { TextTable.Column(short($0.id)) }
      + [.init("average"), .init("in words", .left)])
  for question in forecast.questions where question.kind == .yesNo {
    table.add(
      [question.text, question.resolves.iso]
        + zip(forecast.accounts, question.answers).map { account, answer in
          chance(answer, isReliable: account.isReliable) + mark(answer.speaks)
        }
        + [
          chance(question.average, isReliable: forecast.accounts.allSatisfy(\.isReliable)),
          verbal(question.average.estimate.value),
        ])
  }
  return table
}

/// An answer's probability with its error; where none, or all, of finitely many histories say yes,
/// no certainty.
private func chance(_ answer: Answer, isReliable: Bool) -> String {
  let number =
    answer.effectiveHistories.isFinite
    ? sampledPercent(answer.estimate.value) : percent(answer.estimate.value)
  return withError(number, isReliable ? answer.estimate.error.map { $0 * 100 } : nil)
}

private func numberTable(_ forecast: Forecast) -> TextTable? {
  let questions = forecast.questions.filter { $0.kind == .number }
  guard !questions.isEmpty else { return nil }
  var table = TextTable(
    [.init("question (median, 5–95 %)", .left), .init("by", .left)]
      + forecast.accounts.map { TextTable.Column(short($0.id)) } + [.init("average")])
  for question in questions {
    table.add(
      [question.text, question.resolves.iso]
        + zip(forecast.accounts, question.answers).map { span($1, isReliable: $0.isReliable) }
        + [span(question.average, isReliable: forecast.accounts.allSatisfy(\.isReliable))])
  }
  return table
}

/// What authors say of the questions beside what their accounts imply; nil where none says anything.
private func verdictTable(_ forecast: Forecast) -> TextTable? {
  guard forecast.questions.contains(where: { !$0.verdicts.isEmpty }) else { return nil }
  var table = TextTable([
    .init("account", .left), .init("of", .left), .init("its author says", .left),
    .init("as a chance"), .init("the account implies"), .init("cited", .left),
  ])
  for (index, account) in forecast.accounts.enumerated() {
    for question in forecast.questions {
      guard let verdict = question.verdicts[account.id] else { continue }
      let answer = question.answers[index]
      table.add([
        short(account.id), question.text, verdict.words,
        verdict.probability.map { percent($0) } ?? "",
        question.kind == .yesNo
          ? chance(answer, isReliable: account.isReliable)
          : span(answer, isReliable: account.isReliable), verdict.citation ?? "",
      ])
    }
  }
  return table
}

private func span(_ answer: Answer, isReliable: Bool) -> String {
  let middle = answer.quantiles?.fifty ?? answer.estimate
  let text = withError(quantity(middle.value), isReliable ? middle.error : nil, as: quantity)
  guard let quantiles = answer.quantiles else { return text }
  return
    "\(text) (\(quantity(quantiles.five.value))–\(quantity(quantiles.ninetyFive.value)))"
}

private func mark(_ origin: TruthOrigin) -> String {
  switch origin {
  case .account: "  "
  case .commonGround: " c"
  case .usual: " u"
  }
}

private func short(_ id: String) -> String {
  id == "common-ground" ? "common" : id
}

private func accountLegend(_ forecast: Forecast) -> String {
  "averaged by posterior: "
    + forecast.accounts.map {
      "\(short($0.id)) "
        + withError(
          percent($0.posterior.value), $0.isReliable ? $0.posterior.error.map { $0 * 100 } : nil)
        + standing($0)
    }.joined(separator: ", ")
}

private func standing(_ forecaster: Forecaster) -> String {
  if forecaster.isRuledOut { return " (ruled out by the record)" }
  return forecaster.isReliable ? "" : " (unreliable)"
}

private func forecastSentences(_ forecast: Forecast) -> [String] {
  let questions = forecast.questions.filter { $0.kind == .yesNo }
  func spread(_ question: ForecastQuestion) -> Double {
    let values = question.answers.map(\.estimate.value).filter(\.isFinite)
    return (values.max() ?? 0) - (values.min() ?? 0)
  }
  guard let divided = questions.max(by: { spread($0) < spread($1) }),
    let likeliest = questions.max(by: {
      abs($0.average.estimate.value - 0.5) > abs($1.average.estimate.value - 0.5)
    })
  else { return ["No yes/no question was open on \(forecast.asOf)."] }
  let values = divided.answers.map(\.estimate.value).filter(\.isFinite)
  return [
    "As of \(forecast.asOf) the accounts differ most on “\(divided.text)”: from"
      + " \(percent(values.min() ?? 0)) to \(percent(values.max() ?? 0)),"
      + " on average \(percent(divided.average.estimate.value)) (\(verbal(divided.average.estimate.value))).",
    "The most open question on average is “\(likeliest.text)” at"
      + " \(percent(likeliest.average.estimate.value)).",
  ]
}
