import RashomonText

/// Things that need each other before either can be known.
enum CycleProblem: Problem {
  case facts([String])
  case day([String])
  case anticipation([String])

  var wording: Wording {
    switch self {
    case .facts(let chain):
      Wording(
        .cycle, title: "these facts need each other", found: Self.arrows(chain),
        expected: "an order in which each needs only earlier ones",
        hint: "let one of them stand without the other")
    case .day(let chain):
      Wording(
        .cycle, title: "these need each other on the same day", found: Self.arrows(chain),
        expected: "an order in which each needs only earlier ones",
        hint:
          "let one of them go by yesterday: `yesterday(…, first: …)`, `… has happened`, or a `state`"
      )
    case .anticipation(let chain):
      Wording(
        .mutualAnticipation,
        title: "these anticipate each other through more than formulas of their chances",
        found: Self.arrows(chain),
        expected: "worths that go by `chance(…)`, with no choice, draw or `only if` in between",
        hint: "let one of them go by what is in force, or by yesterday's chance: "
          + "`yesterday(chance(…), first: …)`")
    }
  }

  private static func arrows(_ chain: [String]) -> String { chain.joined(separator: " → ") }
}
