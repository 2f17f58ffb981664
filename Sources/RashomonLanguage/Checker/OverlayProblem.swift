import RashomonText

/// Accounts that replace what is not there, or say it the wrong way.
enum OverlayProblem: Problem {
  case overridesNothing(String, candidates: [String])
  case stanceLaw(String)
  case overrideMissing(String, first: String)
  case overrideKind(String, found: String, expected: String)
  case nothingToReport(String)
  case truthMisfit(String, kind: String, found: String, expected: String)

  var wording: Wording {
    switch self {
    case .overridesNothing(let what, let candidates):
      Wording(
        .overridesNothing, title: "common ground has no \(what) to override",
        hint: candidates.first.map { "did you mean `\($0)`?" }
          ?? "a new name needs no `override`: take the word away")
    case .stanceLaw(let stance):
      Wording(
        .stanceLawInAccount, title: "how \(stance) sources report is not an account's to say",
        expected: "`report … by \(stance)` in the crisis file",
        hint: "what a party's rows mean must be the same for all accounts")
    case .overrideMissing(let what, let first):
      Wording(
        .overrideMissing, title: "common ground already has \(what)",
        found: "a second one; the first is at \(first)", expected: "`override` before it",
        hint: "write `override` to replace it, or choose another name")
    case .overrideKind(let name, let found, let expected):
      Wording(
        .overrideKind, title: "`\(name)` is something else in common ground", found: found,
        expected: expected, hint: "override it as common ground writes it")
    case .nothingToReport(let name):
      Wording(
        .nothingToReport, title: "`\(name)` needs no `report`",
        expected: "an observable that is a number",
        hint: "rows of events and statuses follow the grades")
    case .truthMisfit(let name, let kind, let found, let expected):
      Wording(
        .truthMisfit, title: "`\(name)` is \(kind)", found: found, expected: expected)
    }
  }
}
