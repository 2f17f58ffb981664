import RashomonText

/// A value of the wrong sort, or in a place where it cannot be known.
enum TypeProblem: Problem {
  case mismatch(what: String, found: ValueType, expected: ValueType)
  case cannotCombine(String, left: ValueType, right: ValueType)
  case notOrdered(String, ValueType)
  case units(what: String, left: String, right: String)
  case distributionAsValue(String)
  case distributionExpected(found: String)
  case notOncePerHistory(String, what: String)
  case hiddenFactExpected(String, found: String)
  case constantExpected(what: String, found: String)
  case actorAsValue(String, option: String?)
  case onlyInQuestion(String)

  var wording: Wording {
    switch self {
    case .mismatch(let what, let found, let expected):
      Wording(
        .typeMismatch, title: "\(what) does not fit", found: found.spoken,
        expected: expected.spoken,
        hint: what == "a hidden fact" && found.isNumber
          ? "a probability stands after `is`: `hidden … is …`"
          : Self.bridge(from: found, to: expected))
    case .cannotCombine(let operation, let left, let right):
      Wording(
        .typeMismatch,
        title: "\(operation.contains("`") ? operation : "`\(operation)`") cannot join these",
        found: "\(left.spoken) and \(right.spoken)",
        expected: ["and", "or"].contains(operation)
          ? "two truth values" : "two values of one sort",
        hint: Self.bridge(from: left == .truth ? left : right, to: left == .truth ? right : left))
    case .notOrdered(let operation, let type):
      Wording(
        .typeMismatch, title: "`\(operation)` needs an order", found: type.spoken,
        expected: "numbers or dates", hint: "compare with `==` or `!=`")
    case .units(let what, let left, let right):
      Wording(
        .unitMismatch, title: "\(what) mixes two units", found: "\(left) and \(right)",
        expected: "one unit, or a plain number with it",
        hint: "divide by a number of \(left) or \(right) to get a plain number")
    case .distributionAsValue(let text):
      Wording(
        .distributionAsValue, title: "a distribution stands where one value is needed",
        found: "`\(text)`", expected: "a formula",
        hint: "draw it under a name of its own: `x ~ \(text)`")
    case .distributionExpected(let found):
      Wording(
        .distributionExpected, title: "after `~` stands a distribution", found: found,
        expected: "`lognormal(median: …, spread: …)` or another of the catalogue, or `a to b`",
        hint: "for one value write `=` in place of `~`")
    case .notOncePerHistory(let name, let what):
      Wording(
        .notOncePerHistory, title: "`\(name)` changes from day to day", found: what,
        expected: "parameters and hidden facts, which are fixed within a history",
        hint: "say it in `each day { … }`")
    case .hiddenFactExpected(let name, let found):
      Wording(
        .hiddenFactExpected, title: "the condition of an expectation names hidden facts only",
        found: "`\(name)`, \(found)", expected: "names declared with `hidden` or `thesis`",
        hint: "what changes from day to day needs a mechanism: `event … with daily chance …`")
    case .constantExpected(let what, let found):
      Wording(
        .constantExpected, title: "\(what) must be a plain number", found: found,
        expected: "a number, a date or a `day`",
        hint: "it belongs to the frame and is the same in all histories")
    case .actorAsValue(let name, let option):
      Wording(
        .actorAsValue, title: "an actor is no value", found: "`\(name)`",
        expected: "one of its options",
        hint: "write `\(name).\(option ?? "option")`, which is true while the option is in force")
    case .onlyInQuestion(let text):
      Wording(
        .onlyInQuestion, title: "only a question looks over several days",
        found: "`\(text)`", expected: "today's values, `yesterday(…)`, `… has happened`",
        hint: "keep a running value in a `state`")
    }
  }

  private static func bridge(from found: ValueType, to expected: ValueType) -> String? {
    switch (found, expected) {
    case (.truth, .number): "write `(if … then 1 else 0)` to count it"
    case (.number, .truth): "compare it: `… > 0`"
    case (.category(let owner, let labels), .truth):
      "write `\(owner) is \(labels.first ?? "…")`"
    case (.category(let owner, let labels), _), (_, .category(let owner, let labels)):
      "test it with `\(owner) is \(labels.first ?? "…")`"
    case (.date, .date): "add a number of days, or subtract one date from the other"
    case (.weekday, _), (_, .weekday): "compare it with `monday` to `sunday`"
    case (.number(let unit?), .number(nil)): "divide by a number of \(unit) to get a plain number"
    case (.date, .number): "subtract another date to get a number of days"
    case (.number, .date): "write a date, or add the number to one"
    default: nil
    }
  }
}
