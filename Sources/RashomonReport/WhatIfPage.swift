package import RashomonAnalysis
import RashomonModel
import RashomonText

/// What an intervention changes, as a page of text: the averaged answers without and with it, each
/// account's change, and sentences.
package func page(of whatIf: WhatIf, palette: Palette) -> String {
  var lines = [palette.paint("\(whatIf.title): what if", .strong)]
  lines += whatIf.interventions.map { "  \($0.spoken)" }
  lines.append(
    "evidence to \(whatIf.asOf), \(whatIf.visibleRows) row\(whatIf.visibleRows == 1 ? "" : "s")"
      + " \(stamp(whatIf.provenance, recordHash: whatIf.recordHash))")
  lines += roughMark(whatIf.settings, palette: palette) + [""]
  for table in [averageTable(whatIf, .yesNo), averageTable(whatIf, .number)] where !table.isEmpty {
    lines += table.lines(palette: palette) + [""]
  }
  if whatIf.accounts.count > 1 {
    for table in [accountTable(whatIf, .yesNo), accountTable(whatIf, .number)]
    where !table.isEmpty {
      lines += table.lines(palette: palette) + [""]
    }
  }
  lines.append(palette.paint(legend(whatIf), .faint))
  if whatIf.questions.contains(where: { ($0.average.difference.error ?? 0) > 0 }) {
    lines.append(
      palette.paint(
        "±: one standard error of the computation, by jackknife over the runs; both sides have the same random"
          + " numbers, so that what they share cancels", .faint))
  }
  lines += standing(whatIf)
  lines += ["", palette.paint(workLines(of: whatIf), .faint), ""]
  lines += whatIfSentences(whatIf)
  return lines.joined(separator: "\n")
}

// MARK: Tables

private func averageTable(_ whatIf: WhatIf, _ kind: QuestionKind) -> TextTable {
  let title = kind == .yesNo ? "question" : "question (median, 5–95 %)"
  var table = TextTable(
    [
      .init(title, .left), .init("by", .left), .init("without"), .init("with"), .init("change"),
    ] + (kind == .yesNo ? [.init("in words", .left)] : []))
  let areReliable = whatIf.accounts.allSatisfy(\.isReliable)
  for question in whatIf.questions where question.kind == kind && question.average.isAffected {
    let change = question.average
    let words = [change.without, change.with].map { verbal($0.estimate.value) }
    table.add(
      [
        question.text, question.resolves.iso, answer(change.without, kind),
        answer(change.with, kind), difference(change, kind, isReliable: areReliable),
      ] + (kind == .yesNo ? [words[0] == words[1] ? words[0] : "\(words[0]) → \(words[1])"] : []),
      style: change.isTold && areReliable ? .plain : .faint)
  }
  return table
}

private func accountTable(_ whatIf: WhatIf, _ kind: QuestionKind) -> TextTable {
  var table = TextTable(
    [.init(kind == .yesNo ? "change, in points" : "change of the median", .left)]
      + whatIf.accounts.map { TextTable.Column(short($0.id)) })
  for question in whatIf.questions where question.kind == kind && question.average.isAffected {
    table.add(
      [question.text]
        + zip(whatIf.accounts, question.answers).map { account, change in
          account.isRuledOut
            ? "–" : difference(change, kind, isReliable: account.isReliable)
        })
  }
  return table
}

private func answer(_ answer: Answer, _ kind: QuestionKind) -> String {
  switch kind {
  case .yesNo:
    return answer.effectiveHistories.isFinite
      ? sampledPercent(answer.estimate.value) : percent(answer.estimate.value)
  case .number:
    guard let quantiles = answer.quantiles else { return quantity(answer.estimate.value) }
    return
      "\(quantity(quantiles.fifty.value)) (\(quantity(quantiles.five.value))–\(quantity(quantiles.ninetyFive.value)))"
  }
}

/// A change in percentage points, or of a number; `0` where it is none at all, `·` where nothing that
/// decides the answer is fixed.
private func difference(_ change: Change, _ kind: QuestionKind, isReliable: Bool) -> String {
  guard change.isAffected else { return "·" }
  let value = change.difference.value
  if value == 0, (change.difference.error ?? 0) == 0 { return "0" }
  let error = isReliable ? change.difference.error : nil
  switch kind {
  case .yesNo: return withError(signed(value * 100) { decimal($0, 1) }, error.map { $0 * 100 })
  case .number: return withError(signed(value, quantity), error, as: quantity)
  }
}

/// With its sign, unless it is none in as many digits.
func signed(_ value: Double, _ text: (Double) -> String) -> String {
  let size = text(abs(value))
  if size == text(0) || size == decimal(0, 1) { return size }
  return (value < 0 ? "−" : "+") + size
}

private func short(_ id: String) -> String {
  id == "common-ground" ? "common" : id
}

// MARK: Below the tables

private func legend(_ whatIf: WhatIf) -> String {
  if whatIf.accounts.count == 1 {
    return "asked: \(short(whatIf.accounts[0].id)) alone" + mark(whatIf.accounts[0])
  }
  var parts = [
    "averaged by posterior: "
      + whatIf.accounts.map { account in
        let share = withError(
          percent(account.posterior.value),
          account.isReliable ? account.posterior.error.map { $0 * 100 } : nil)
        return "\(short(account.id)) \(share)" + mark(account)
      }.joined(separator: ", ")
  ]
  let shown = whatIf.questions.filter(\.average.isAffected)
  if shown.contains(where: { $0.answers.contains { !$0.isAffected } }) {
    parts.append("·: in this account the answer does not depend on it: no change")
  }
  return parts.joined(separator: "\n")
}

private func mark(_ account: WhatIf.Participant) -> String {
  if account.isRuledOut { return " (ruled out by the record)" }
  return account.isReliable ? "" : " (unreliable, raise --histories)"
}

/// Who was not asked, and which questions are past.
private func standing(_ whatIf: WhatIf) -> [String] {
  var lines: [String] = []
  for account in whatIf.accounts where !account.isAffected {
    lines.append("\(short(account.id)): nothing in this account depends on it: no change")
  }
  let untouched = whatIf.questions.filter { !$0.average.isAffected }
  if !untouched.isEmpty {
    lines.append(
      "no account lets these depend on it, no change: "
        + untouched.map(\.id).joined(separator: ", "))
  }
  if !whatIf.notAsked.isEmpty {
    let choices = Dictionary(grouping: whatIf.notAsked, by: \.has)
    let inOrder = whatIf.notAsked.map(\.has).reduce(into: [[String]]()) { known, has in
      if !known.contains(has) { known.append(has) }
    }
    lines.append(
      "not asked, without such a choice: "
        + inOrder.map { has in
          let who = choices[has, default: []].map { short($0.id) }.joined(separator: ", ")
          return "\(who) (has \(has.joined(separator: ", ")))"
        }.joined(separator: "; "))
  }
  for account in whatIf.leftOut {
    lines.append("left out, not yet published: \(account.title) (\(account.date))")
  }
  for (answer, word) in [(true, "yes"), (false, "no")] {
    let settled = whatIf.settled.filter { $0.isYes == answer }
    if !settled.isEmpty {
      lines.append(
        "\(word) in every history drawn, with and without: "
          + settled.map(\.id).joined(separator: ", "))
    }
  }
  if !whatIf.closed.isEmpty {
    lines.append(
      "closed before \(whatIf.firstDay): " + whatIf.closed.joined(separator: ", "))
  }
  return lines
}

private func whatIfSentences(_ whatIf: WhatIf) -> [String] {
  let what = whatIf.interventions.map(\.spoken).joined(separator: " and ")
  let areReliable = whatIf.accounts.allSatisfy(\.isReliable)
  guard areReliable else {
    return [
      "The runs disagree too much on the evidence for any change to be believed: raise --histories."
    ]
  }
  let affected = whatIf.questions.filter(\.average.isAffected)
  let told = affected.filter(\.average.isTold)
  guard let greatest = told.first else {
    let moved = affected.contains { question in
      question.answers.contains { $0.difference.value != 0 }
    }
    return [
      moved
        ? "If \(what), no question's answer changes by more than the computation can tell."
        : "If \(what), no question's answer changes at all."
    ]
  }
  let asked =
    whatIf.accounts.count == 1
    ? "says \(whatIf.accounts[0].title), the only one that can be asked" : "on average"
  var sentences = [
    "If \(what), “\(greatest.text)” changes most: \(spoken(greatest)), \(asked)."
  ]
  let others = told.count - 1
  if affected.count > 1 {
    let isExact = affected.allSatisfy { ($0.average.difference.error ?? 1) == 0 }
    let measure = isExact ? "" : " by more than two errors"
    let rest = affected.count - 1
    let depending =
      rest == others && rest > 1
      ? "The \(rest) others that depend on it all change"
      : rest == 1
        ? "The other question that depends on it \(others == 1 ? "changes" : "does not change")"
        : "Of the \(rest) others that depend on it \(others == 0 ? "none changes" : "\(others) change\(others == 1 ? "s" : "")")"
    sentences.append("\(depending)\(measure).")
  }
  sentences.append(
    "This is what was to be expected from \(whatIf.firstDay) on if an account is right about who responds to what;"
      + " it is not what one would infer from seeing it happen.")
  return sentences
}

private func spoken(_ question: ChangedQuestion) -> String {
  let change = question.average
  switch question.kind {
  case .yesNo:
    let words = [change.without, change.with].map { verbal($0.estimate.value) }
    let sides = [change.without, change.with].map { answer($0, .yesNo) }
    if words[0] == words[1] { return "from \(sides[0]) to \(sides[1]), both \(words[0])" }
    return "from \(sides[0]) (\(words[0])) to \(sides[1]) (\(words[1]))"
  case .number:
    return "from \(answer(change.without, .number)) to \(answer(change.with, .number))"
  }
}
