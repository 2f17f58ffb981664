package import RashomonAnalysis
import RashomonText

/// One file of draws.
package struct DrawsFile: Sendable {
  /// `ishchenko.csv`.
  package let name: String
  package let text: String
}

/// Draws as other programs read them: for each account a table in CmdStan's form and a document in
/// the form of ArviZ' InferenceData.
///
/// What the record rules out has no file.
package func files(of draws: PosteriorDraws) -> [DrawsFile] {
  draws.accounts.enumerated().filter { !$1.runs.isEmpty }.flatMap { index, account in
    [
      DrawsFile(name: "\(account.id).csv", text: table(of: account, number: index + 1, draws)),
      DrawsFile(name: "\(account.id).json", text: document(of: account, number: index + 1, draws)),
    ]
  }
}

// MARK: CmdStan's form

/// Lines of comment, a header, and a line for each draw.
///
/// As with CmdStan names that end in `__` are no parameters, and indices start at 1. Numbers are
/// written in as many digits as give the same number back.
private func table(of account: AccountDraws, number: Int, _ draws: PosteriorDraws) -> String {
  var lines = comments(account, number: number, draws).map { "# \($0)" }
  lines.append(
    (["log_weight__", "account__", "chain__", "draw__"] + account.variables.map(\.name))
      .joined(separator: ","))
  for run in account.runs {
    let start = "\(run.logWeight),\(number),\(run.index + 1),"
    let columns = zip(account.variables, run.values).map { shown($1, of: $0) }
    for draw in 0..<run.count {
      lines.append(
        ([start + "\(draw + 1)"] + columns.map { text($0[draw]) }).joined(separator: ","))
    }
  }
  return lines.joined(separator: "\n") + "\n"
}

private func comments(
  _ account: AccountDraws, number: Int, _ draws: PosteriorDraws
) -> [String] {
  let accounts = draws.accounts.enumerated().map { "\($0 + 1) = \($1.id)" }
  return [
    "rashomon \(draws.caseID), account \(account.id): \(line(account.title))",
    "as of \(draws.asOf), record \(draws.recordHash), seed \(draws.seed)",
    "log_weight__: natural logarithm of the draw's weight; the weights of all accounts sum to 1",
    "account__: \(accounts.joined(separator: ", "))",
    "chain__: independent run; draw__: draw within it, in random order",
  ]
    + account.variables.map { variable in
      var parts = [
        "\(variable.name):", variable.isQuestion ? "question" : "hidden fact or parameter",
      ]
      if let sentence = variable.sentence { parts.append("\"\(line(sentence))\"") }
      if !variable.labels.isEmpty {
        parts.append(
          variable.labels.enumerated().map { "\($0 + 1) = \($1)" }.joined(separator: ", "))
      }
      return parts.joined(separator: " ")
    }
}

/// Without line ends, which would end a comment.
private func line(_ text: String) -> String {
  text.split(whereSeparator: \.isNewline).joined(separator: " ")
}

/// Categories count from 1.
private func shown(_ values: [Double], of variable: DrawnVariable) -> [Double] {
  variable.labels.isEmpty ? values : values.map { $0 + 1 }
}

/// `1`, `0.25`, `1e-07`; `NaN` and `Infinity` as pandas, R and Python's JSON read them.
private func text(_ number: Double) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number > 0 ? "Infinity" : "-Infinity" }
  if number == number.rounded(), abs(number) < 1e15 { return "\(Int64(number))" }
  return "\(number)"
}

// MARK: ArviZ' form

/// Groups of variables by name, each `[chain][draw]`: facts and parameters in `posterior`, questions
/// in `posterior_predictive`, weights in `sample_stats`.
///
/// Written by hand since what has no value must be NaN, which JSON does not know but ArviZ reads.
private func document(of account: AccountDraws, number: Int, _ draws: PosteriorDraws) -> String {
  func group(isQuestion: Bool) -> [(String, String)] {
    account.variables.enumerated().filter { $1.isQuestion == isQuestion }.map { place, variable in
      let chains = account.runs.map { run in
        list(shown(run.values[place], of: variable).map { real($0) })
      }
      return (variable.name, list(chains))
    }
  }
  func perDraw(_ value: (AccountDraws.Run) -> String) -> String {
    list(account.runs.map { run in list([String](repeating: value(run), count: run.count)) })
  }
  let parts = [
    ("posterior", group(isQuestion: false)), ("posterior_predictive", group(isQuestion: true)),
  ]
  var groups = parts.filter { !$1.isEmpty }.map { ($0, object($1)) }
  groups.append(
    (
      "sample_stats",
      object([
        ("log_weight", perDraw { "\($0.logWeight)" }),
        ("account", perDraw { _ in "\(number)" }),
      ])
    ))
  let labels = account.variables.filter { !$0.labels.isEmpty }.map { variable in
    ("labels_\(variable.name)", list(variable.labels.map(quoted)))
  }
  groups.append(
    (
      "attrs",
      object(
        [
          ("inference_library", quoted("rashomon")), ("case", quoted(draws.caseID)),
          ("account", quoted(account.id)), ("title", quoted(account.title)),
          ("accounts", list(draws.accounts.map { quoted($0.id) })),
          ("as_of", quoted(draws.asOf.iso)), ("record_sha256", quoted(draws.recordHash)),
          ("seed", quoted("\(draws.seed)")),
        ] + labels)
    ))
  return object(groups) + "\n"
}

/// With a point or an exponent, so that a column without fractions is one of reals too.
private func real(_ number: Double) -> String {
  number.isFinite ? "\(number)" : text(number)
}

private func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

private func object(_ entries: [(String, String)]) -> String {
  "{" + entries.map { "\(quoted($0)):\($1)" }.joined(separator: ",\n") + "}"
}

/// A text as JSON writes it.
private func quoted(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\u{0}"..."\u{1F}":
      let hex = String(scalar.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}
