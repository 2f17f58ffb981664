import RashomonText

/// What can be wrong with an intervention.
enum InterventionProblem: Problem {
  /// Which names there are, by what they are.
  case unknownName(String, candidates: [String], actors: [String], states: [String])
  case notFixable(String, kind: String)
  /// Each option with the models that have it.
  case unknownOption(String, actor: String, options: [(name: String, models: String)])
  case noSingleOption(String, actor: String, options: [String])
  case optionExpected(actor: String, found: String, options: [String])
  case optionOfNoActor(String, kind: String)
  case valueExpected(String, found: String, values: [String])
  case unknownValue(String, name: String, values: [(name: String, models: String)])
  case truthExpected(String, kind: String, found: String)
  case noEvent(String, kind: String)
  case outOfBounds(String, value: Double, low: Double?, high: Double?)
  case overlap(String, first: String)
  case empty

  var wording: Wording {
    switch self {
    case .unknownName(let name, let candidates, let actors, let states):
      Wording(
        .unknownName, title: "nothing in this case is called `\(name)`",
        expected: "a name of the crisis file or of an account",
        hint: nearHint(name, candidates)
          ?? "there are the actors \(listed(actors)) and the states \(listed(states))")
    case .notFixable(let name, let kind):
      Wording(
        .typeMismatch, title: "`\(name)` cannot be fixed", found: kind,
        expected: "an actor, a state, a hidden fact, a parameter, a daily name or an observable",
        hint: "days belong to the frame, which is the same in all histories")
    case .unknownOption(let option, let actor, let options):
      Wording(
        .unknownOption, title: "no account gives `\(actor)` an option `\(option)`",
        expected: "one of " + Self.shared(options),
        hint: nearHint(option, options.map(\.name))
          ?? "an account adds one with `add option \(actor).\(option) worth …`")
    case .noSingleOption(let option, let actor, let options):
      Wording(
        .typeMismatch, title: "`\(actor).\(option) = no` does not say what `\(actor)` does instead",
        found: "no", expected: "one of its options: \(listed(options))",
        hint: "fix the choice itself: `\(actor) = \(options.first { $0 != option } ?? option)`")
    case .optionExpected(let actor, let found, let options):
      Wording(
        .typeMismatch, title: "`\(actor)` is an actor and chooses an option", found: found,
        expected: "one of \(listed(options))",
        hint: "write it as `\(actor) = \(options.last ?? "option")`")
    case .optionOfNoActor(let name, let kind):
      Wording(
        .unknownActor, title: "`\(name)` has no options", found: kind,
        expected: "a name declared with `actor`", hint: "write `\(name) = …`")
    case .valueExpected(let name, let found, let values):
      Wording(
        .typeMismatch, title: "`\(name)` is one of some named values", found: found,
        expected: "one of \(listed(values))", hint: "write `\(name) = \(values.first ?? "value")`")
    case .unknownValue(let value, let name, let values):
      Wording(
        .unknownCategory, title: "`\(name)` is never `\(value)`",
        expected: "one of " + Self.shared(values), hint: nearHint(value, values.map(\.name)))
    case .truthExpected(let name, let kind, let found):
      Wording(
        .typeMismatch, title: "`\(name)` is \(kind) and has no such value", found: found,
        expected: "`yes` or `no`",
        hint: kind == "an event"
          ? "write `\(name) happens on 2020-08-20`, or `\(name) = no from 2020-08-20`" : nil)
    case .noEvent(let name, let kind):
      Wording(
        .unknownEvent, title: "`\(name)` does not happen, it holds", found: kind,
        expected: "an observable that is an event, or a name made by `event`",
        hint: "write `\(name) = …`")
    case .outOfBounds(let name, let value, let low, let high):
      Wording(
        .argumentOutOfRange, title: "`\(name)` never leaves its bounds", found: shortest(value),
        expected: "from \(low.map(shortest) ?? "−∞") to \(high.map(shortest) ?? "∞")",
        hint: "fix it at a value that it can have")
    case .overlap(let name, let first):
      Wording(
        .overlappingWindows, title: "`\(name)` is fixed twice on one day",
        found: "the first is `\(first)`", expected: "days that do not overlap",
        hint: "end the first with `to`, or keep one of the two")
    case .empty:
      Wording(
        id: "unexpected-text", title: "an intervention is empty",
        expected: "such as `Kremlin = mediate from 2020-08-20`")
    }
  }

  /// `hold` (all accounts), `mediate` (luxmoore).
  private static func shared(_ names: [(name: String, models: String)]) -> String {
    names.map { "`\($0.name)` (\($0.models))" }.joined(separator: ", ")
  }
}
