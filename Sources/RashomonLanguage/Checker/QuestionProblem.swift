import RashomonText

/// What can be wrong with a question.
enum QuestionProblem: Problem {
  case opensMissing(String)
  case opensTooLate(opens: String, resolves: String)
  case notObservable(String, found: String)
  case withoutTime(String)

  var wording: Wording {
    switch self {
    case .opensMissing(let name):
      Wording(
        .opensMissing, title: "`\(name)` does not say when it opens",
        expected: "`opens 2020-08-10`", hint: "a forecast is scored as of the day it opens")
    case .opensTooLate(let opens, let resolves):
      Wording(
        .opensTooLate, title: "the question opens after it is settled",
        found: "opens \(opens), settled \(resolves)", expected: "an earlier `opens`")
    case .notObservable(let name, let found):
      Wording(
        .questionNotObservable, title: "a question asks only of what can be seen",
        found: "`\(name)`, \(found)", expected: "an observable of the crisis file",
        hint: "no outcome could settle it: declare an observable that would show it")
    case .withoutTime(let text):
      Wording(
        .questionWithoutTime, title: "say when", found: "`\(text)`",
        expected: "`e by D`, `e from D1 to D2`, `x on D`, `max(x) from D1 to D2`",
        hint: "add the date")
    }
  }
}
