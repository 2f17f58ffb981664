import RashomonText

/// What can be wrong with the form of a model text.
enum SyntaxProblem: Problem, Hashable {
  /// A token that cannot stand where it does, in a statement that is called `statement`.
  case unexpected(found: String, expected: String, statement: String, hint: String?)
  case unknownStatement(word: String, near: String?)
  case optionWithoutOverride(String)
  case unknownClause(word: String, statement: String, clauses: [String])
  case misplacedStatement(keyword: String, belongsInEachDay: Bool)
  case misplacedDailyName(String)
  case wrongFile(keyword: String, kind: FileKind)
  case cannotOverride(keyword: String)
  case nameIsKeyword(String)
  case nameIsVerbalProbability(String)
  case repeatedClause(word: String, statement: String)
  case missingOtherwise(statement: String)
  case choiceNeedsBrackets
  case chainedComparison
  case formulaTooDeep(limit: Int)
  case noSuchDate(String)
  case malformedNumber(String)
  case malformedCitation(String)
  case unclosedQuote
  case unclosedBracket(open: String, close: String)
  case unknownCharacter(String)
}

extension SyntaxProblem {
  var wording: Wording {
    switch self {
    case .unexpected(let found, let expected, let statement, let hint):
      Wording(
        id: "unexpected-text", title: "\(statement) cannot be read past this place",
        found: found, expected: expected, hint: hint)
    case .unknownStatement(let word, let near):
      Wording(
        id: "unknown-statement", title: "no statement starts with `\(word)`",
        hint: near.map { "did you mean `\($0)`?" }
          ?? "inside `each day { … }` a daily name is written `\(word) = …` or `\(word) ~ …`")
    case .optionWithoutOverride(let option):
      Wording(
        id: "unknown-statement", title: "no statement starts with `\(option)`",
        hint: "an account changes an option with `override \(option) …` or "
          + "`adjust \(option) worth by …`")
    case .unknownClause(let word, let statement, let clauses):
      Wording(
        id: "unknown-clause", title: "\(statement) has no clause `\(word)`",
        expected: clauses.map { "`\($0)`" }.joined(separator: ", "),
        hint: nearestName(to: word, among: clauses).map { "did you mean `\($0)`?" })
    case .misplacedStatement(let keyword, let belongsInEachDay):
      Wording(
        id: "misplaced-statement",
        title: belongsInEachDay
          ? "`\(keyword)` stands inside `each day { … }`"
          : "`\(keyword)` cannot stand inside `each day { … }`",
        hint: belongsInEachDay
          ? "put it between the braces of `each day { … }`; there may be several such blocks"
          : "move it out of the block; it holds for the whole history")
    case .misplacedDailyName(let name):
      Wording(
        id: "misplaced-daily-name",
        title: "`\(name)` has a value of its own each day and stands inside `each day { … }`",
        hint: "for one value in a whole history write `param \(name) …`")
    case .wrongFile(let keyword, let kind):
      switch kind {
      case .crisis:
        Wording(
          id: "statement-in-wrong-file", title: "`\(keyword)` cannot stand in a crisis file",
          hint: "it is what one account says; put it into a file of `accounts/`")
      case .account:
        Wording(
          id: "statement-in-wrong-file", title: "`\(keyword)` cannot stand in an account",
          hint: "all accounts are judged on the same frame; put it into the crisis file")
      }
    case .cannotOverride(let keyword):
      Wording(
        id: "cannot-override", title: "`\(keyword)` cannot be replaced by `override`",
        expected: "a statement of common ground: `param`, `hidden`, `state`, `next`, `event`, "
          + "`status`, `report`, `actor`, a daily name, or a part of an actor",
        hint: "leave out `override`, or write the statement into the crisis file")
    case .nameIsKeyword(let word):
      Wording(
        id: "name-is-keyword", title: "`\(word)` is a word of the language and cannot be a name",
        hint: "choose another name, such as `\(word)_1` or one that says more")
    case .nameIsVerbalProbability(let word):
      Wording(
        id: "name-is-verbal-probability",
        title: "`\(word)` is a word for a probability and cannot be a name",
        hint: "choose another name, such as `\(word)_1` or one that says more")
    case .repeatedClause(let word, let statement):
      Wording(
        id: "repeated-clause", title: "\(statement) says `\(word)` twice",
        hint: "keep one of the two")
    case .missingOtherwise(let statement):
      Wording(
        id: "missing-otherwise", title: "\(statement) does not say what holds otherwise",
        expected: "`, … otherwise` after the last condition",
        hint: "only in `expects` may it be left out, where common ground then holds")
    case .choiceNeedsBrackets:
      Wording(
        id: "choice-needs-brackets",
        title: "`if … then … else …` needs brackets beside `… if …, … otherwise`",
        hint: "write `(if … then … else …)`")
    case .chainedComparison:
      Wording(
        id: "chained-comparison", title: "comparisons cannot be chained",
        hint: "write `a < b and b < c`")
    case .formulaTooDeep(let limit):
      Wording(
        id: "formula-too-deep", title: "a formula has more than \(limit) parts inside each other",
        hint: "give a part of it a name of its own")
    case .noSuchDate(let text):
      Wording(
        id: "no-such-date", title: "`\(text)` is no day of the calendar",
        expected: "a day as YYYY-MM-DD, such as `2020-08-09`")
    case .malformedNumber(let text):
      Wording(
        id: "malformed-number", title: "`\(text)` is no number",
        expected: "a number such as `0.3`, `20%`, `200k` (thousands) or `1.5M` (millions)",
        hint: "a name starts with a letter")
    case .malformedCitation(let text):
      Wording(
        id: "malformed-citation", title: "`\(text)` names no paragraphs of a source",
        expected: "`@source`, or with paragraphs `@source:14,26-27`")
    case .unclosedQuote:
      Wording(
        id: "unclosed-quote", title: "a quote is not closed on its line",
        hint: "add `\"` at its end; a quote stays on one line")
    case .unclosedBracket(let open, let close):
      Wording(
        id: "unclosed-bracket", title: "`\(open)` is never closed",
        hint: "add `\(close)` where the part ends")
    case .unknownCharacter(let text):
      Wording(
        id: "unknown-character", title: "the language has no use for `\(text)`",
        hint: Self.replacement(for: text).map { "write `\($0)`" })
    }
  }

  /// What the author of a character from a word processor most likely means.
  private static func replacement(for character: String) -> String? {
    switch character {
    case "“", "”", "„", "«", "»": "\""
    case "–", "—", "−": "-"
    case "×", "·": "*"
    case "÷": "/"
    case "≤": "<="
    case "≥": ">="
    case "≠", "!": "!="
    case "%": "20%` without a blank before the `%"
    case ";": ","
    case "&": "and"
    case "|": "or"
    default: nil
    }
  }
}
