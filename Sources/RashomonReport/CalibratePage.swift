package import RashomonAnalysis
import RashomonText

/// The calibration of one account as a page of text: a line for each quantity with its ranks, then
/// the verdict.
package func page(of calibration: Calibration, palette: Palette) -> String {
  var lines = [
    palette.paint("\(calibration.title): can what is inferred be trusted?", .strong),
    "\(count(calibration.datasets, "data set")) drawn from the account, with the rows, dates and"
      + " grades of the record as of \(calibration.asOf)",
  ]
  for isQuestion in [false, true] {
    let quantities = calibration.quantities.filter { $0.isQuestion == isQuestion }
    if quantities.isEmpty { continue }
    lines += [""]
    lines += table(quantities, isQuestion ? "question" : "hidden fact or parameter")
      .lines(palette: palette)
  }
  lines += [
    "",
    palette.paint(
      """
      ranks: how often the truth falls into each twentieth of the posterior's draws; level where all is right
      held: how often the 50 and the 90 % interval held the truth; stated: the mean of the stated probabilities
      chance: of ranks as uneven by luck, of this line alone; a departure is marked where luck among all lines is under \(percent(Calibration.falseAlarm))
      """, .faint),
    palette.paint(
      "method \(calibration.methods.joined(separator: " + ")) · "
        + (calibration.histories.map { "\(quantity(Double($0))) histories" }
          ?? "exact on each record")
        + " · seed \(calibration.seed)", .faint),
    "",
  ]
  let verdict = calibrationSentences(calibration)
  lines += verdict.enumerated().map { index, sentence in
    index == 0 ? palette.paint(sentence, calibration.isCalibrated ? .good : .bad) : sentence
  }
  return lines.joined(separator: "\n")
}

private func table(_ quantities: [CalibratedQuantity], _ title: String) -> TextTable {
  var table = TextTable([
    .init(title, .left), .init("sets"), .init("ranks", .left), .init("held 50/90"),
    .init("stated"), .init("true"), .init("chance"), .init("", .left),
  ])
  for quantity in quantities {
    var cells = [
      quantity.sentence ?? quantity.name, "\(quantity.datasets)", sparkline(quantity.histogram),
    ]
    switch quantity.summary {
    case _ where quantity.datasets == 0: cells += ["", "", "", ""]
    case .number(let held50, let held90):
      cells += ["\(percent(held50))/\(percent(held90))", "", "", chance(quantity.pValue)]
    case .yesNo(let stated, let frequency):
      cells += ["", sampledPercent(stated), percent(frequency), chance(quantity.pValue)]
    }
    table.add(
      cells + [quantity.departure.map(words) ?? ""],
      style: quantity.departure == nil ? .plain : .bad)
  }
  return table
}

/// What was found, in sentences; the first is the verdict.
func calibrationSentences(_ calibration: Calibration) -> [String] {
  let tested = calibration.quantities.filter { $0.datasets > 0 }
  let parameters = tested.count { !$0.isQuestion }
  let questions = tested.count - parameters
  let what = [
    parameters > 0 ? count(parameters, "parameter") : nil,
    questions > 0 ? count(questions, "question") : nil,
  ].compactMap(\.self).joined(separator: " and ")
  var sentences: [String] = []
  if tested.isEmpty {
    sentences.append("Nothing to test: the account reports nothing uncertain and answers nothing.")
  } else if calibration.departures.isEmpty {
    sentences.append(
      (calibration.collapsed == 0 ? "Calibrated: nothing" : "Nothing")
        + " of \(what) departs from what it should be beyond chance.")
  } else {
    sentences.append(
      "Not calibrated: \(calibration.departures.count) of \(what) depart beyond chance.")
    sentences += calibration.departures.map { "\($0.name) \(explanation(of: $0))" }
  }
  if calibration.collapsed > 0 {
    sentences.append(
      "\(count(calibration.collapsed, "data set")) of \(calibration.datasets) could not be inferred"
        + " on (no history could give the record) and are not counted: raise --histories.")
  }
  if calibration.thin > 0 {
    sentences.append(
      "\(count(calibration.thin, "data set")) of \(calibration.datasets) rest on fewer than"
        + " \(Calibration.thinLimit) distinct histories, too few to tell a wrong model from a coarse"
        + " computation: raise --histories"
        + (calibration.methods.contains("smc2") ? "." : " or take --method smc2."))
  }
  return sentences
}

private func explanation(of quantity: CalibratedQuantity) -> String {
  let departure = quantity.departure.map(words) ?? ""
  return switch quantity.summary {
  case .yesNo(let stated, let frequency):
    "is \(departure): \(percent(stated)) is stated on average, and it is true in"
      + " \(percent(frequency))."
  case .number(_, let held90):
    "is \(departure): the 90 % interval holds the truth in \(percent(held90))."
  }
}

private func words(_ departure: CalibratedQuantity.Departure) -> String {
  switch departure {
  case .tooNarrow: "too narrow"
  case .tooWide: "too wide"
  case .tooLow: "too low"
  case .tooHigh: "too high"
  case .otherwise: "of another shape"
  }
}

/// Bars for the counts, the highest eighth for twice the mean or more.
func sparkline(_ histogram: [Int]) -> String {
  let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  let mean = Double(histogram.reduce(0, +)) / Double(max(1, histogram.count))
  guard mean > 0 else { return "" }
  return String(
    histogram.map { count in
      count == 0 ? " " : bars[min(7, Int(Double(count) / mean * 4))]
    })
}

private func chance(_ pValue: Double) -> String {
  pValue < 0.0001 ? "<0.01 %" : pValue < 0.001 ? "<0.1 %" : percent(pValue)
}

private func count(_ number: Int, _ thing: String) -> String {
  "\(number) \(thing)\(number == 1 ? "" : "s")"
}
