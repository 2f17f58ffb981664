/// What can be wrong with an actor.
enum ActorProblem: Problem {
  case cadenceMissing(String)
  case rationalityMissing(String)
  case worthMissing(String)
  case noUnconditionalOption(String)

  var words: ProblemWords {
    switch self {
    case .cadenceMissing(let name):
      ProblemWords(
        id: .cadenceMissing, title: "`\(name)` never decides",
        expected: "`decides every 7 days`, `decides every day` or `decides when …`",
        hint: "say how often it decides: it changes how often each option is ever chosen")
    case .rationalityMissing(let name):
      ProblemWords(
        id: .rationalityMissing, title: "`\(name)` has no rationality",
        expected: "`rationality 3`: a clear preference wins 20 to 1",
        hint: "add it after the cadence")
    case .worthMissing(let name):
      ProblemWords(
        id: .worthMissing, title: "`\(name)` has no worth", expected: "`worth …`",
        hint: "write `worth 0` for the option that others are measured against")
    case .noUnconditionalOption(let name):
      ProblemWords(
        id: .noUnconditionalOption, title: "`\(name)` may be left without an option",
        found: "every option has `only if`", expected: "at least one that is always open",
        hint: "add an option such as `hold worth 0`")
    }
  }
}
