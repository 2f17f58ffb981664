package import RashomonAnalysis

/// What a case without errors amounts to, as a page of text.
package func page(of findings: Findings, palette: Palette) -> String {
  var lines = [
    palette.paint("\(findings.title): no errors", .strong),
    "\(findings.accounts) accounts, \(findings.observables) observables, \(findings.questions) questions, \(findings.rows) rows",
  ]
  if !findings.expectations.isEmpty {
    lines += [""] + expectationTable(findings).lines(palette: palette)
  }
  if !findings.options.isEmpty { lines += [""] + optionTable(findings).lines(palette: palette) }
  lines += [
    "",
    palette.paint(
      "chances from \(findings.histories) histories without evidence; error at most "
        + percent(0.5 / Double(findings.histories).squareRoot()), .faint),
  ]
  if findings.expectations.contains(where: \.followsEvent) {
    lines.append(
      palette.paint("what is expected `within` days of an event: over the whole period", .faint))
  }
  lines += findings.anticipations.map(summary)
  for citation in findings.citations {
    lines.append(summary(of: citation))
  }
  return lines.joined(separator: "\n")
}

private func expectationTable(_ findings: Findings) -> TextTable {
  var table = TextTable([
    .init("account", .left), .init("expects", .left), .init("common ground"), .init("account"),
    .init("its happening speaks", .left),
  ])
  for finding in findings.expectations {
    let text = finding.isProbability ? percent : quantity
    let ratio = finding.accountSays / finding.commonGround
    let speaks =
      if !finding.isProbability {
        ""
      } else if ratio > 1.02 {
        "for the account"
      } else if ratio < 0.98 {
        "against it"
      } else {
        "for neither"
      }
    table.add([
      finding.account, finding.statement, text(finding.commonGround), text(finding.accountSays),
      speaks,
    ])
  }
  return table
}

/// One row for each option that is not the same everywhere, accounts as columns.
private func optionTable(_ findings: Findings) -> TextTable {
  var models: [String] = []
  for option in findings.options where !models.contains(option.model) {
    models.append(option.model)
  }
  var names: [String] = []
  for option in findings.options where !names.contains("\(option.actor).\(option.option)") {
    names.append("\(option.actor).\(option.option)")
  }
  var table = TextTable(
    [.init("option is ever in force", .left)]
      + models.map { TextTable.Column($0 == "common-ground" ? "common" : $0) })
  for name in names {
    table.add(
      [name]
        + models.map { model in
          findings.options.first { $0.model == model && "\($0.actor).\($0.option)" == name }
            .map { percent($0.chance) } ?? "–"
        })
  }
  return table
}

private func summary(of anticipation: AnticipationFinding) -> String {
  let who = anticipation.actors.joined(separator: " and ")
  let model = anticipation.model == "common-ground" ? "common ground" : anticipation.model
  let whom = anticipation.actors.count == 1 ? "itself" : "each other"
  let start = "\(model): \(who) anticipate\(anticipation.actors.count == 1 ? "s" : "") \(whom)"
  guard anticipation.several > 0 else {
    return "\(start); on the first day one equilibrium was found in every history"
  }
  return
    "\(start); warning: on the first day several equilibria in \(percent(anticipation.several)) of histories,"
    + " and the one on the principal branch is taken (the one reached as rationality grows from 0)"
}

private func summary(of citation: CitationFinding) -> String {
  let total = citation.paragraphs.map { " of \($0)" } ?? ""
  let nowhere =
    citation.nowhere.isEmpty
    ? "" : "; neither cited nor left out: \(spans(citation.nowhere))"
  return
    "\(citation.source): \(citation.cited.count)\(total) paragraphs cited, \(citation.leftOut.count) left out\(nowhere)"
}

/// `1–3, 7` for 1, 2, 3, 7.
func spans(_ numbers: [Int]) -> String {
  var spans: [(first: Int, last: Int)] = []
  for number in numbers {
    if let last = spans.last, number == last.last + 1 {
      spans[spans.count - 1].last = number
    } else {
      spans.append((number, number))
    }
  }
  return spans.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }
    .joined(separator: ", ")
}

/// The findings as data; keys become snake_case.
package struct CheckDocument: Encodable {
  let schemaVersion = 1
  let command = "check"
  let `case`: String
  let accounts: Int
  let observables: Int
  let questions: Int
  let rows: Int
  let expectations: [Expectation]
  let options: [Option]
  let anticipations: [Anticipation]
  let citations: [Citation]

  struct Expectation: Encodable {
    let account: String
    let place: String
    let statement: String
    let commonGround: Double
    let accountSays: Double
  }

  struct Option: Encodable {
    let account: String
    let actor: String
    let option: String
    let everInForce: Double
  }

  struct Anticipation: Encodable {
    let account: String
    let actors: [String]
    let several: Double
  }

  struct Citation: Encodable {
    let source: String
    @OrNull var paragraphs: Int?
    let cited: [Int]
    let leftOut: [Int]
    let nowhere: [Int]
  }

  package init(_ findings: Findings) {
    `case` = findings.caseID
    accounts = findings.accounts
    observables = findings.observables
    questions = findings.questions
    rows = findings.rows
    expectations = findings.expectations.map {
      Expectation(
        account: $0.account, place: $0.place, statement: $0.statement,
        commonGround: $0.commonGround, accountSays: $0.accountSays)
    }
    options = findings.options.map {
      Option(account: $0.model, actor: $0.actor, option: $0.option, everInForce: $0.chance)
    }
    anticipations = findings.anticipations.map {
      Anticipation(account: $0.model, actors: $0.actors, several: $0.several)
    }
    citations = findings.citations.map {
      Citation(
        source: $0.source, paragraphs: $0.paragraphs, cited: $0.cited, leftOut: $0.leftOut,
        nowhere: $0.nowhere)
    }
  }
}
