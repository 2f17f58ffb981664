/// Statements in the wrong place, and accounts that replace what is not there or say it the wrong
/// way.
enum OverlayProblem: Problem {
  case outsideEachDay(String)
  case insideEachDay(String)
  case crisisOnly(String)
  case accountOnly(String)
  case overridesNothing(String, candidates: [String])
  case overridesFrame(String)
  case overrideMissing(String, first: String)
  case overrideKind(String, found: String, expected: String)
  case nothingToReport(String)
  case truthMisfit(String, kind: String, found: String, expected: String)

  var words: ProblemWords {
    switch self {
    case .outsideEachDay(let what):
      ProblemWords(
        id: .outsideEachDay, title: "\(what) belongs inside `each day { … }`",
        hint: "put it between the brackets of `each day`")
    case .insideEachDay(let what):
      ProblemWords(
        id: .insideEachDay, title: "\(what) belongs outside `each day { … }`",
        expected: "inside: `next`, daily names, `event`, `status`, `report`, `actor`",
        hint: "move it out of the brackets")
    case .crisisOnly(let what):
      ProblemWords(
        id: .crisisOnly, title: "\(what) belongs to the crisis file",
        hint: "all accounts are judged on the same frame: move it there")
    case .accountOnly(let what):
      ProblemWords(
        id: .accountOnly, title: "\(what) belongs to an account",
        hint: "the crisis file holds only what no account disputes")
    case .overridesNothing(let what, let candidates):
      ProblemWords(
        id: .overridesNothing, title: "common ground has no \(what) to override",
        hint: candidates.first.map { "did you mean `\($0)`?" }
          ?? "a new name needs no `override`: take the word away")
    case .overridesFrame(let what):
      ProblemWords(
        id: .crisisOnly, title: "an account cannot override \(what)",
        hint: "it belongs to the frame, on which all accounts are judged")
    case .overrideMissing(let what, let first):
      ProblemWords(
        id: .overrideMissing, title: "common ground already has \(what)",
        found: "a second one; the first is at \(first)", expected: "`override` before it",
        hint: "write `override` to replace it, or choose another name")
    case .overrideKind(let name, let found, let expected):
      ProblemWords(
        id: .overrideKind, title: "`\(name)` is something else in common ground", found: found,
        expected: expected, hint: "override it as common ground writes it")
    case .nothingToReport(let name):
      ProblemWords(
        id: .nothingToReport, title: "`\(name)` needs no `report`",
        expected: "an observable that is a number",
        hint: "rows of events and statuses follow the grades")
    case .truthMisfit(let name, let kind, let found, let expected):
      ProblemWords(
        id: .truthMisfit, title: "`\(name)` is \(kind)", found: found, expected: expected)
    }
  }
}
