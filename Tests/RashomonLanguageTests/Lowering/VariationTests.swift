import Foundation
import RashomonModel
import RashomonNumerics
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonLanguage

struct VariationTests {
  private static let crisis =
    Toy.frame + """
      observable walkout: event, once "w" usual 30% by 2020-01-05  because "no rate"
      observable strike: event "s" usual very unlikely by 2020-01-05
      observable raid: event "r" usual 12 in 95 months
      observable arrest: event "a" usual 20% per week
      observable in_office: status "o" usual 90%
      observable turnout: number of people "t" usual 500 to 200k
      observable mood: number "m" usual normal(mean: 0, sd: 1)
      param stake "what it costs" ~ 0.5 to 2  because "a guess"
      param share ~ 10% to 30%
      param level ~ normal(mean: 1, sd: 2)
      param even ~ uniform(low: 0.4, high: 0.8)
      param fixed = 3

      """
  private static let account = """
    account "Toy" by text
    hidden plot "a plot" is likely  @text:2
    expects walkout by 2020-01-08: very likely if plot, unlikely otherwise  @text:3
    override param stake ~ 1 to 4
    """

  private static func check(_ variation: Variation = .none) -> CheckedCase {
    checkCase(
      parse(SourceFile(name: "toy.crisis", text: crisis), as: .crisis),
      accounts: [parse(SourceFile(name: "accounts/toy.account", text: account), as: .account)],
      variation: variation)
  }

  private static func model(_ variation: Variation) throws -> Model {
    let checked = check(variation)
    try #require(!checked.hasErrors)
    return try #require(checked.models.last)
  }

  @Test func `lists every word, every usual rate and every prior, each at its place`() {
    let found = Self.check().assumptions
    func listed(_ isIncluded: (Assumption.Kind) -> Bool) -> [String] {
      found.filter { isIncluded($0.kind) }.map { "\($0.id) \($0.text)" }.sorted()
    }
    #expect(
      listed {
        if case .word = $0 { true } else { false }
      } == [
        "accounts/toy.account:2:25 hidden plot is likely",
        "accounts/toy.account:3:32 expects walkout by 2020-01-08: very likely if plot, unlikely otherwise",
        "accounts/toy.account:3:53 expects walkout by 2020-01-08: very likely if plot, unlikely otherwise",
        "toy.crisis:5:36 strike: usual very unlikely by 2020-01-05",
      ])
    #expect(
      listed { $0 == .usual } == [
        "toy.crisis:4:37 walkout: usual 30% by 2020-01-05",
        "toy.crisis:5:30 strike: usual very unlikely by 2020-01-05",
        "toy.crisis:6:28 raid: usual 12 in 95 months", "toy.crisis:7:30 arrest: usual 20% per week",
        "toy.crisis:8:34 in_office: usual 90%", "toy.crisis:9:42 turnout: usual 500 to 200k",
      ])
    #expect(
      listed { $0 == .width } == [
        "accounts/toy.account:4:24 override param stake ~ 1 to 4",
        "toy.crisis:11:31 param stake ~ 0.5 to 2", "toy.crisis:12:15 param share ~ 10% to 30%",
        "toy.crisis:13:15 param level ~ normal(mean: 1, sd: 2)",
        "toy.crisis:14:14 param even ~ uniform(low: 0.4, high: 0.8)",
      ])
  }

  @Test func `says to which models each belongs`() {
    let models = Dictionary(
      uniqueKeysWithValues: Self.check().assumptions.map { ($0.id, $0.models) })
    #expect(models["toy.crisis:4:37"] == ["common-ground", "toy"])
    // The account has its own.
    #expect(models["toy.crisis:11:31"] == ["common-ground"])
    #expect(models["accounts/toy.account:4:24"] == ["toy"])
    #expect(models["accounts/toy.account:2:25"] == ["toy"])
  }

  @Test func `a word means the number that the variation gives it, and only there`() throws {
    let varied = try Self.model(Variation(["accounts/toy.account:3:32": 0.8]))
    let plain = try Self.model(.none)
    for (model, expected) in [
      (varied, 0.8), (plain, VerbalScale.icd203.named("very likely")!.mean),
    ] {
      let run = Replay(model) { name, _ in name == "plot" ? 1 : nil }
      // The window is the five days after the author wrote.
      expectClose(everHappens((3..<8).map { run.chance("walkout", on: $0) }), expected)
    }
  }

  @Test func `a usual rate is multiplied, whatever form it has`() throws {
    let ids = ["4:37", "5:30", "6:28", "7:30", "8:34", "9:42"].map { "toy.crisis:\($0)" }
    let run = Replay(
      try #require(
        Self.check(Variation(Dictionary(uniqueKeysWithValues: ids.map { ($0, 3) }))).models.first))
    expectClose(everHappens((0..<5).map { run.chance("walkout", on: $0) }), 1 - 0.343)
    let unlikely = try #require(VerbalScale.icd203.named("very unlikely")).mean
    let rest = 1 - unlikely
    expectClose(
      everHappens((0..<5).map { run.chance("strike", on: $0) }), 1 - rest * rest * rest)
    expectClose(run.chance("raid", on: 0), 12.5 / 950)
    expectClose(run.chance("raid", on: 3), 12.5 / 953)
    expectClose(everHappens((0..<7).map { run.chance("arrest", on: $0) }), 1 - 0.512)
    // 9 to 1 becomes 27 to 1.
    expectClose(run.chance("in_office", on: 0), 27.0 / 28)
    guard case .law(let law) = try run.model.observable("turnout").usual else {
      Issue.record("no law")
      return
    }
    expectClose(try #require(law.arguments[0].constantValue), 3 * 1e8.squareRoot())
  }

  @Test func `a prior reaches further or less far from its middle`() throws {
    let ids = [
      "accounts/toy.account:4:24", "toy.crisis:12:15", "toy.crisis:13:15", "toy.crisis:14:14",
    ]
    for factor in [0.5, 2] {
      let model = try Self.model(
        Variation(Dictionary(uniqueKeysWithValues: ids.map { ($0, factor) })))
      func arguments(_ name: String) throws -> [Double] {
        let place = try #require(model.index(of: name))
        let fact = try #require(model.facts.first { $0.variable.index == place })
        guard case .drawn(let law) = fact.definition else { return [] }
        return law.arguments.compactMap(\.constantValue)
      }
      // 1 to 4 is 2 times or divided by 2, and 5 % of it lies beyond either end.
      let stake = try arguments("stake")
      expectClose(stake[0], 2)
      expectClose(
        LogNormal.cumulative(2 * pow(2, factor), SIMD4(stake[0], stake[1], 0, 0)), 0.95)
      let share = try arguments("share")
      let low = logistic(middle(0.1, 0.3) - factor * reach(0.1, 0.3))
      expectClose(Beta.cumulative(low, SIMD4(share[0], share[1], 0, 0)), 0.05)
      #expect(try arguments("level") == [1, 2 * factor])
      // Twice as wide it would pass 1, which a share cannot.
      let even = try arguments("even")
      expectClose(even[0], factor == 2 ? 0.2 : 0.5)
      expectClose(even[1], factor == 2 ? 1 : 0.7)
    }
  }

  @Test func `a number that is no assumption of these kinds is left alone`() throws {
    let varied = try Self.model(
      Variation(["toy.crisis:15:15": 9, "toy.crisis:10:40": 3, "nowhere": 0.5]))
    let plain = try Self.model(.none)
    #expect(varied.facts == plain.facts)
    #expect(varied.steps == plain.steps)
  }
}

private func middle(_ low: Double, _ high: Double) -> Double { (logit(low) + logit(high)) / 2 }
private func reach(_ low: Double, _ high: Double) -> Double { (logit(high) - logit(low)) / 2 }
private func logit(_ p: Double) -> Double { log(p / (1 - p)) }
