import RashomonText

/// Names that stand for nothing, for two things, or for something of the language.
enum NameProblem: Problem {
  case unknown(String, candidates: [String], label: (fact: String, value: String)?)
  case unknownObservable(String, candidates: [String])
  case notAnObservable(String, kind: String)
  case unknownSource(String, candidates: [String])
  case unknownQuestion(String, candidates: [String])
  case unknownState(String, kind: String?, candidates: [String])
  case cannotAdjust(String, kind: String, instead: String)
  case unknownEvent(String, kind: String?, candidates: [String])
  case unknownActor(String, kind: String?, candidates: [String])
  case unknownOption(String, actor: String, candidates: [String])
  case removedOption(String, actor: String, by: String)
  case unknownCategory(String, fact: String, candidates: [String])
  case notACategory(String, type: ValueType)
  case unknownWords(String, candidates: [String])
  case unknownStance(String, candidates: [String])
  case unknownAccount(String, candidates: [String])
  case unknownField(String, candidates: [String])
  case reservedID(String)
  case definedTwice(String, kind: String, first: String, firstKind: String)
  case truthTwice(String, first: String)
  case saidTwice(String, first: String)

  var wording: Wording {
    switch self {
    case .unknown(let name, let candidates, let label):
      Wording(
        .unknownName, title: "nothing is called `\(name)`",
        hint: label.map {
          "`\($0.value)` is a value of `\($0.fact)`: write `\($0.fact) is \($0.value)`"
        }
          ?? nearHint(name, candidates)
          ?? "declare it, or use one of the names declared in the crisis file or above")
    case .unknownObservable(let name, let candidates):
      Wording(
        .unknownObservable, title: "no observable is called `\(name)`",
        expected: "an observable of the crisis file",
        hint: nearHint(name, candidates) ?? offered(candidates))
    case .notAnObservable(let name, let kind):
      Wording(
        .unknownObservable, title: "`\(name)` is no observable", found: kind,
        expected: "an observable of the crisis file",
        hint: "accounts are judged by what can be seen: declare an observable for it")
    case .unknownSource(let name, let candidates):
      Wording(
        .unknownSource, title: "no source is called `\(name)`",
        expected: "a `source` of the crisis file",
        hint: nearHint(name, candidates) ?? offered(candidates))
    case .unknownQuestion(let name, let candidates):
      Wording(
        .unknownQuestion, title: "no question is called `\(name)`",
        expected: "a `question` of the crisis file",
        hint: nearHint(name, candidates) ?? offered(candidates))
    case .unknownState(let name, let kind, let candidates):
      Wording(
        .unknownState, title: "`\(name)` is no state", found: kind,
        expected: "a name declared with `state`",
        hint: nearHint(name, candidates)
          ?? "declare it: `state \(name) = …` says its value on the first day")
    case .cannotAdjust(let name, let kind, let instead):
      Wording(
        .unknownState, title: "`\(name)` is no state", found: kind,
        expected: "a name declared with `state`", hint: "write `\(instead)`")
    case .unknownEvent(let name, let kind, let candidates):
      Wording(
        .unknownEvent, title: "`\(name)` is no event", found: kind,
        expected: "an observable that is an event, or a name made by `event`",
        hint: nearHint(name, candidates) ?? "only an event happens on a day")
    case .unknownActor(let name, let kind, let candidates):
      Wording(
        .unknownActor, title: "no actor is called `\(name)`", found: kind,
        expected: "a name declared with `actor`",
        hint: nearHint(name, candidates) ?? offered(candidates))
    case .unknownOption(let name, let actor, let candidates):
      Wording(
        .unknownOption, title: "`\(actor)` has no option `\(name)`",
        expected: "one of \(listed(candidates))",
        hint: nearHint(name, candidates)
          ?? "an account adds one with `add option \(actor).\(name) worth …`")
    case .removedOption(let name, let actor, let remover):
      Wording(
        .unknownOption, title: "`\(actor)` has no option `\(name)`",
        found: "`remove option \(actor).\(name)` at \(remover)",
        hint: "`override` what goes by the option, or keep it and make it `worth` little")
    case .unknownCategory(let name, let fact, let candidates):
      Wording(
        .unknownCategory, title: "`\(fact)` is never `\(name)`",
        expected: "one of \(listed(candidates))", hint: nearHint(name, candidates))
    case .notACategory(let name, let type):
      Wording(
        .unknownCategory, title: "`\(name)` has no named values", found: type.spoken,
        expected: "a fact declared with `hidden … is one of { … }`",
        hint: type == .truth ? "write `\(name)` or `not \(name)`" : nil)
    case .unknownWords(let text, let candidates):
      Wording(
        .unknownWords, title: "\"\(text)\" has no number in the table of words",
        expected: "one of \(listed(candidates))",
        hint: nearHint(text, candidates) ?? "use a word of the table, or a number such as 30%")
    case .unknownStance(let name, let candidates):
      Wording(
        .unknownStance, title: "`\(name)` is no stance of a source",
        expected: "one of \(listed(candidates))", hint: nearHint(name, candidates))
    case .unknownAccount(let name, let candidates):
      Wording(
        .unknownAccount, title: "no account is called `\(name)`",
        expected: "the name of a file in `accounts/`, without its ending",
        hint: nearHint(name, candidates) ?? offered(candidates))
    case .unknownField(let name, let candidates):
      Wording(
        .unknownField, title: "a source has no `\(name)`",
        expected: "one of \(listed(candidates))", hint: nearHint(name, candidates))
    case .reservedID(let name):
      Wording(
        .reservedID, title: "`\(name)` is kept for the program's own tables",
        hint: "rename the account's file or the thing declared")
    case .definedTwice(let name, let kind, let first, let firstKind):
      Wording(
        .definedTwice, title: "`\(name)` is defined twice",
        found: "\(kind); and at \(first) \(firstKind)",
        hint: firstKind == "a state"
          ? "to say how a state moves, write `next \(name) = …`"
          : "give one of them another name, or take one away")
    case .truthTwice(let name, let first):
      Wording(
        .truthTwice, title: "the truth of `\(name)` is given twice",
        found: "a second statement; the first is at \(first)",
        hint: "keep one; put the two into one formula with `if … then … else …`")
    case .saidTwice(let what, let first):
      Wording(
        .saidTwice, title: "\(what) is said twice", found: "the first is at \(first)",
        hint: "keep one of the two")
    }
  }
}
