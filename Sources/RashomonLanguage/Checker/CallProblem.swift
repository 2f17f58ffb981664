import RashomonText

/// What can be wrong with a function, a distribution and their arguments, and with probabilities.
enum CallProblem: Problem {
  case unknownFunction(String, candidates: [String])
  case unknownDistribution(String, candidates: [String])
  case unknownArgument(String, of: String, candidates: [String])
  case missingArgument(String, of: String, meaning: String)
  case tooManyArguments(of: String, found: Int, expected: [String])
  case unnamedArgument(of: String, names: [String])
  case argumentOutOfRange(of: String, found: String, meanings: [String])
  case intervalReversed(low: Double, high: Double)
  case intervalOutsideUnit(low: Double, high: Double)
  case sharedMisfit(String)
  case probability(Double)
  case sharesNotOne(Double)
  case factor(Double)

  var wording: Wording {
    switch self {
    case .unknownFunction(let name, let candidates):
      Wording(
        .unknownFunction, title: "no function is called `\(name)`",
        expected: "one of \(candidates.map { "`\($0)`" }.joined(separator: ", "))",
        hint: nearHint(name, candidates))
    case .unknownDistribution(let name, let candidates):
      Wording(
        .unknownDistribution, title: "no distribution is called `\(name)`",
        expected: "one of \(candidates.map { "`\($0)`" }.joined(separator: ", "))",
        hint: nearHint(name, candidates))
    case .unknownArgument(let name, let owner, let candidates):
      Wording(
        .unknownArgument, title: "`\(owner)` has no argument `\(name)`",
        expected: listed(candidates), hint: nearHint(name, candidates))
    case .missingArgument(let name, let owner, let meaning):
      Wording(
        .missingArgument, title: "`\(owner)` lacks `\(name)`", expected: meaning,
        hint: "add `\(name): …`")
    case .tooManyArguments(let owner, let found, let expected):
      Wording(
        .tooManyArguments,
        title: "`\(owner)` takes \(expected.count) argument\(expected.count == 1 ? "" : "s")",
        found: "\(found)", expected: listed(expected),
        hint: "take away what is too much or said twice")
    case .unnamedArgument(let owner, let names):
      Wording(
        .unnamedArgument, title: "say which argument of `\(owner)` this is",
        expected: names.map { "\($0): …" }.joined(separator: ", "),
        hint: "write the name and a colon before the value")
    case .argumentOutOfRange(let owner, let found, let meanings):
      Wording(
        .argumentOutOfRange, title: "there is no such `\(owner)`", found: found,
        expected: meanings.joined(separator: "; "))
    case .intervalReversed(let low, let high):
      Wording(
        .intervalReversed, title: "the interval runs backwards",
        found: "\(shortest(low)) to \(shortest(high))",
        expected: "the lower end first, and not the same as the upper",
        hint: low == high ? "for one value write `= …`" : "swap the two ends")
    case .intervalOutsideUnit(let low, let high):
      Wording(
        .probabilityOutOfRange, title: "an interval in % lies inside 0 % to 100 %",
        found: "\(shortest(low * 100))% to \(shortest(high * 100))%",
        expected: "both ends above 0% and below 100%",
        hint: "write it without % if it is no share: a factor may be above 1")
    case .sharedMisfit(let name):
      Wording(
        .sharedMisfit, title: "rows under `\(name)` cannot share an error",
        expected: "`lognormal`, `normal` or `student_t`", hint: "take `shared` away")
    case .probability(let value):
      Wording(
        .probabilityOutOfRange, title: "a probability lies between 0 and 1",
        found: shortest(value), expected: "0 to 1, or 0% to 100%",
        hint: value >= 2 && value <= 100 ? "did you mean \(shortest(value))%?" : nil)
    case .sharesNotOne(let sum):
      Wording(
        .sharesNotOne, title: "the probabilities do not add to 1", found: "\(shortest(sum))",
        expected: "1", hint: "change one of them by \(shortest(1 - sum))")
    case .factor(let value):
      Wording(
        .factorOutOfRange, title: "a factor is above 0", found: "\(shortest(value))",
        expected: "0.5 for half, 2 for twice",
        hint: value == 0 ? "for never write `rules out …`" : nil)
    }
  }
}

/// A number in at most six digits, without a trailing `.0`.
func shortest(_ value: Double) -> String {
  let rounded = (value * 1e6).rounded() / 1e6
  return rounded == rounded.rounded() && abs(rounded) < 1e15
    ? String(Int(rounded)) : String(rounded)
}
