import RashomonText

/// What can be wrong with what an account claims.
enum ClaimProblem: Problem {
  case overlap(String, first: String)
  case absoluteOverMechanism(String, mechanism: String, question: String?)
  case claimMisfit(String, kind: String, expected: String)
  case noChanceToChange(String, mechanism: String)
  case rulesOut(String, instead: String)
  case silenceBroken(String, by: String)
  case thesisNeedsValue(String, labels: [String])
  case thesisOfNumber(String)
  case thesisOfNumbers(String)
  case thesisOfOther(String, String)

  var wording: Wording {
    switch self {
    case .overlap(let name, let first):
      Wording(
        .overlappingWindows, title: "two windows of `\(name)` overlap",
        found: "this one and that of \(first)", expected: "windows that share no day",
        hint: "let one start after the other ends: `from …`")
    case .absoluteOverMechanism(let name, let mechanism, let question):
      Wording(
        .absoluteOverMechanism, title: "`\(name)` already has a mechanism",
        found: "a chance in words over a window; the mechanism is at \(mechanism)",
        expected: "one model of it",
        hint: "write `override event \(name) …` to replace it, `expects \(name): twice as likely` "
          + "or `adjust \(name) odds times …` to change it, or "
          + "`verdict \(question ?? "question"): …` to set it beside")
    case .claimMisfit(let name, let kind, let expected):
      Wording(
        .claimMisfit, title: "this cannot be expected of `\(name)`", found: "\(kind)",
        expected: expected)
    case .noChanceToChange(let name, let mechanism):
      Wording(
        .noChanceToChange, title: "`\(name)` has no chance to change",
        found: "it follows from a formula at \(mechanism)",
        expected: "an event or status with a chance",
        hint: "change what it follows from: `adjust Actor.option worth by …`, or `override` it")
    case .rulesOut(let name, let instead):
      Wording(
        .rulesOut, severity: .warning,
        title: "one certain row of `\(name)` ends this account",
        found: "a chance of exactly 0",
        hint: "where it is only very hard to believe, write `\(instead)`")
    case .silenceBroken(let name, let by):
      Wording(
        .silenceBroken, title: "the account says nothing of `\(name)`, yet reaches it",
        found: "`\(by)` changes it", expected: "common ground's model of it, untouched",
        hint: "take away `says nothing of \(name)`, or that statement")
    case .thesisNeedsValue(let name, let labels):
      Wording(
        .thesisNeedsValue, title: "say which value of `\(name)` the account asserts",
        expected: labels.map { "`thesis \(name) is \($0)`" }.joined(separator: ", "))
    case .thesisOfNumber(let name):
      Wording(
        .thesisMisfit, title: "`\(name)` cannot be a thesis", found: "a parameter",
        expected: "a hidden fact that is true or false, or `one of { … }`",
        hint: "for a parameter write `override param \(name) = …`")
    case .thesisOfNumbers(let name):
      Wording(
        .thesisMisfit, title: "`\(name)` cannot be a thesis", found: "one of several numbers",
        expected: "a hidden fact that is true or false, or one of several names",
        hint: "write `override hidden \(name) is one of { 2: 1 }`, with its number for the 2")
    case .thesisOfOther(let name, let kind):
      Wording(
        .thesisMisfit, title: "`\(name)` cannot be a thesis", found: kind,
        expected: "a hidden fact that is true or false, or `one of { … }`",
        hint: "choose another name for the thesis")
    }
  }
}
