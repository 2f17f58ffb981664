package import RashomonAnalysis
import RashomonModel
import RashomonText

/// The scores as a page of text.
package func page(of scores: Scores, palette: Palette) -> String {
  var lines = [palette.paint("\(scores.title): forecasts against outcomes", .strong)]
  lines += roughMark(scores.settings, palette: palette) + [""]
  lines += questionTable(scores).lines(palette: palette)
  lines += [""]
  lines += totalTable(scores).lines(palette: palette)
  lines += [
    "",
    palette.paint(
      """
      Each account is marked as of the later of a question's opening and its own date; the average as of the opening.
      Brier: 0 best, 1 worst. log: natural logarithm of the probability given to what happened, 0 best.
      “on the same”: over the questions that every forecaster was scored on. *: a certainty pulled in to what its histories support.
      ±: one standard error of the computation, by jackknife over the runs; what luck in the outcomes adds is not in it.
      """, .faint),
    palette.paint(
      "method \(scores.settings.method ?? "auto") · "
        + (scores.settings.histories.map { "\($0) histories × " } ?? "")
        + "\(scores.settings.runs) runs · seed \(scores.settings.seed) \(stamp(scores.provenance))",
      .faint), "",
  ]
  lines += scoreSentences(scores)
  return lines.joined(separator: "\n")
}

private func questionTable(_ scores: Scores) -> TextTable {
  var table = TextTable(
    [.init("question", .left), .init("outcome")]
      + scores.forecasters.map { TextTable.Column($0.id == "common-ground" ? "common" : $0.id) })
  for question in scores.questions {
    let outcome =
      switch (question.outcome, question.kind) {
      case (nil, _): "void"
      case (let outcome?, .yesNo): outcome == 1 ? "yes" : "no"
      case (let outcome?, .number): quantity(outcome)
      }
    table.add(
      [question.text, outcome]
        + scores.forecasters.map { forecaster in
          guard let mark = question.marks[forecaster.id] else { return "–" }
          let text = question.kind == .yesNo ? percent(mark.forecast) : quantity(mark.forecast)
          let shown =
            question.kind == .yesNo
            ? withError(text, mark.forecastError.map { $0 * 100 })
            : withError(text, mark.forecastError, as: quantity)
          return shown + (mark.isClipped ? "*" : "")
        })
  }
  return table
}

private func totalTable(_ scores: Scores) -> TextTable {
  var table = TextTable([
    .init("forecaster", .left), .init("questions"), .init("Brier"), .init("log"),
    .init("Brier on the same"), .init("log on the same"),
  ])
  for forecaster in scores.forecasters {
    table.add([
      heading(forecaster.id, forecaster.title), "\(forecaster.count)", mean(forecaster.brier),
      mean(forecaster.log),
      mean(forecaster.commonBrier), mean(forecaster.commonLog),
    ])
  }
  return table
}

private func mean(_ score: Measured?) -> String {
  guard let score else { return "–" }
  let suffix = plusMinus(score.error, digits: 3)
  return suffix.isEmpty ? decimal(score.value, 3) : "\(decimal(score.value, 3)) \(suffix)"
}

private func brier(_ forecaster: Scores.Scored) -> Double { forecaster.commonBrier?.value ?? 1 }

private func scoreSentences(_ scores: Scores) -> [String] {
  let comparable = scores.forecasters.filter { $0.commonBrier != nil }
  guard let best = comparable.min(by: { brier($0) < brier($1) }),
    let baseline = comparable.first(where: { $0.id == "common-ground" })
  else { return ["No question was scored for every forecaster, so they cannot be compared."] }
  let shared = scores.questions.filter { question in
    question.kind == .yesNo && scores.forecasters.allSatisfy { question.marks[$0.id] != nil }
  }.count
  let scope = shared == 1 ? "the one question" : "the \(shared) questions"
  let first =
    "On \(scope) that all were scored on, “\(best.title)” has the best Brier score"
    + " (\(mean(best.commonBrier)))."
  let better = comparable.filter {
    $0.id != "common-ground" && brier($0) < brier(baseline)
  }
  let second =
    better.isEmpty
    ? "None of them beats common ground alone (\(mean(baseline.commonBrier)))."
    : "Common ground alone scores \(mean(baseline.commonBrier)); better than that:"
      + " \(better.map(\.title).joined(separator: ", "))."
  return [first, second]
}
