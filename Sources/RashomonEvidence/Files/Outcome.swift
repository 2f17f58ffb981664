package import RashomonText

/// How a question came out: a row of `outcomes.csv`, read only to score forecasts.
package struct Outcome: Hashable, Sendable {
  package enum Answer: Hashable, Sendable {
    case yes
    case no
    case number(Double)
    /// Not to be scored.
    case void
  }

  /// Whether a question asks for yes or no, or for a number.
  package enum Kind: Hashable, Sendable {
    case yesNo
    case number
  }

  /// Id of the question.
  package let question: String
  package let answer: Answer
  /// nil only for a void question.
  package let resolvedOn: CalendarDate?
  package let url: String
  package let note: String
  /// What someone who knows only how often such things happen would have answered, between 0 and 1;
  /// nil where none is stated.
  package let baseRate: Double?

  package init(
    question: String, answer: Answer, resolvedOn: CalendarDate?, url: String = "",
    note: String = "", baseRate: Double? = nil
  ) {
    self.question = question
    self.answer = answer
    self.resolvedOn = resolvedOn
    self.url = url
    self.note = note
    self.baseRate = baseRate
  }

  /// Reads `outcomes.csv` against the questions of a crisis, in the order of the file.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>, questions: [(id: String, kind: Kind)]
  ) throws(Failure) -> Checked<[Outcome]> {
    var check = FieldChecker(file: input.name)
    var outcomes: [Outcome] = []
    let kinds = Dictionary(questions.map { ($0.id, $0.kind) }) { first, _ in first }
    let columns = CSVColumns(
      required: ["question", "outcome", "resolved_on", "url", "note"], optional: ["base_rate"])
    let malformed = try readTable(input, columns: columns) { row in
      let question = check.uniqueID("question", of: row)
      if let question, kinds[question] == nil {
        let near = nearestName(to: question, among: questions.map(\.id))
        check.report(
          OutcomeProblem.unknownQuestion(question, near: near), at: row.site(of: "question"))
      }
      let answer = readAnswer(of: row, kind: question.flatMap { kinds[$0] }, check: &check)
      let isVoid = answer == .void && row["resolved_on"].isEmpty
      let date = isVoid ? nil : check.date("resolved_on", of: row)
      let baseRate = readBaseRate(of: row, kind: question.flatMap { kinds[$0] }, check: &check)
      guard let question, let answer else { return }
      outcomes.append(
        Outcome(
          question: question, answer: answer, resolvedOn: date, url: row["url"], note: row["note"],
          baseRate: baseRate))
    }
    return Checked(outcomes, malformed + check.diagnostics)
  }

  private static func readBaseRate(
    of row: CSVRow, kind: Kind?, check: inout FieldChecker
  ) -> Double? {
    guard let rate = try? check.number("base_rate", of: row) else { return nil }
    if kind == .number {
      check.report(OutcomeProblem.baseRateOfNumber, at: row.site(of: "base_rate"))
      return nil
    }
    guard (0...1).contains(rate) else {
      check.report(OutcomeProblem.noBaseRate(row["base_rate"]), at: row.site(of: "base_rate"))
      return nil
    }
    return rate
  }

  private static func readAnswer(
    of row: CSVRow, kind: Kind?, check: inout FieldChecker
  ) -> Answer? {
    guard let text = check.required("outcome", of: row) else { return nil }
    if text == "void" { return .void }
    switch (kind, text) {
    case (.yesNo, "yes"), (nil, "yes"): return .yes
    case (.yesNo, "no"), (nil, "no"): return .no
    case (.yesNo, _):
      check.report(OutcomeProblem.notYesNo(text), at: row.site(of: "outcome"))
      return nil
    case (.number, "yes"), (.number, "no"):
      check.report(OutcomeProblem.notNumber(text), at: row.site(of: "outcome"))
      return nil
    case (.number, _), (nil, _):
      return try? check.number("outcome", of: row).map(Answer.number)
    }
  }
}

/// What can be wrong with an outcome.
enum OutcomeProblem: Problem {
  case unknownQuestion(String, near: String?)
  case notYesNo(String)
  case notNumber(String)
  case noBaseRate(String)
  case baseRateOfNumber

  var wording: Wording {
    switch self {
    case .unknownQuestion(let id, let near):
      Wording(
        id: "outcome-unknown-question", title: "no question is called `\(id)`",
        expected: "a question of the crisis file",
        hint: near.map { "did you mean `\($0)`?" } ?? "ask it there, or delete the row")
    case .notYesNo(let text):
      Wording(
        id: "outcome-not-yes-or-no", title: "this question asks for yes or no", found: text,
        expected: "yes, no or void")
    case .notNumber(let text):
      Wording(
        id: "outcome-not-a-number", title: "this question asks for a number", found: text,
        expected: "a number or void")
    case .noBaseRate(let text):
      Wording(
        id: "base-rate-not-a-probability", title: "a base rate is a probability", found: text,
        expected: "a number from 0 to 1", hint: "write 2 % as 0.02")
    case .baseRateOfNumber:
      Wording(
        id: "base-rate-of-number", title: "this question asks for a number, which has no base rate",
        expected: "an empty field")
    }
  }
}
