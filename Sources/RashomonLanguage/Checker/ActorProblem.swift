import RashomonText

/// What can be wrong with an actor.
enum ActorProblem: Problem {
  case cadenceMissing(String)
  case rationalityMissing(String)
  case worthMissing(String)
  case rationality(Double)
  case noUnconditionalOption(String, hasOptions: Bool)

  var wording: Wording {
    switch self {
    case .cadenceMissing(let name):
      Wording(
        .cadenceMissing, title: "`\(name)` never decides",
        expected: "`decides every 7 days`, `decides every day` or `decides when …`",
        hint: "say how often it decides: it changes how often each option is ever chosen")
    case .rationalityMissing(let name):
      Wording(
        .rationalityMissing, title: "`\(name)` has no rationality",
        expected: "`rationality 3`: a clear preference wins 20 to 1",
        hint: "add it after the cadence")
    case .worthMissing(let name):
      Wording(
        .worthMissing, title: "`\(name)` has no worth", expected: "`worth …`",
        hint: "write `worth 0` for the option that others are measured against")
    case .rationality(let value):
      Wording(
        .factorOutOfRange, title: "rationality is not negative", found: shortest(value),
        expected: "0 for a choice by chance alone, 3 where a clear preference wins 20 to 1",
        hint: "an actor that prefers the worse has its worths the wrong way round")
    case .noUnconditionalOption(let name, let hasOptions):
      Wording(
        .noUnconditionalOption, title: "`\(name)` may be left without an option",
        found: hasOptions ? "every option has `only if`" : "no option at all",
        expected: "at least one that is always open",
        hint: "add an option such as `hold worth 0`")
    }
  }
}
