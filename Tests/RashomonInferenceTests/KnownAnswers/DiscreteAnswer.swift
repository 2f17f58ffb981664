import RashomonModel
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// Hidden facts that depend on each other, and a hidden Markov model under them, by enumeration.
extension KnownAnswer {
  /// A plan is likely; under a plan secrecy is likely; a season is one of three. Rain has a memory
  /// that depends on the season, and an umbrella tells less of it under secrecy.
  static let hiddenFacts: KnownAnswer = {
    let seen = [0, 0, 1, 1, 1, 0, 1, 1]
    var builder = ModelBuilder(days: seen.count)
    let plan = builder.fact("plan", .chance(number(0.7)))
    let secret = builder.fact("secret", .chance(.choose(read(plan), number(0.6), number(0.05))))
    let season = builder.fact(
      "season", .pick([number(0.5), number(0.3), number(0.2)]), labels: ["dry", "mild", "wet"])
    func bySeason(_ values: [Double]) -> Expression {
      .choose(
        .binary(.equal, read(season), number(0)), number(values[0]),
        .choose(.binary(.equal, read(season), number(1)), number(values[1]), number(values[2])))
    }
    let rain = builder.state("rain", initial: .chance(number(0.5))) { rain in
      .chance(.choose(read(rain), bySeason(stays), bySeason(starts)))
    }
    let umbrella = builder.daily(
      "umbrella",
      .chance(
        .choose(
          read(secret), number(0.5), .choose(read(rain), number(0.9), number(0.2)))))
    builder.observe("umbrella", .status, truth: umbrella, usual: .chance(number(0.5)))
    return KnownAnswer(
      name: "hidden facts", model: builder.model,
      records: seen.enumerated().map { day($0, statuses: [("umbrella", $1 == 1)]) },
      logEvidence: factEvidence(seen), histories: 150, groups: 24, paths: 8)
  }()

  private static let stays = [0.5, 0.7, 0.95]
  private static let starts = [0.1, 0.3, 0.6]

  /// Every combination of facts with the forward recursion of each.
  private static func factEvidence(_ seen: [Int]) -> Double {
    var total = 0.0
    for (season, chance) in [0.5, 0.3, 0.2].enumerated() {
      let open = HiddenMarkovModel(
        initial: [0.5, 0.5],
        transition: [
          [1 - starts[season], starts[season]], [1 - stays[season], stays[season]],
        ], emission: [[0.8, 0.2], [0.1, 0.9]]
      ).forward(seen).logEvidence.exponential
      let secret = 0.7 * 0.6 + 0.3 * 0.05
      let blind = (Double(seen.count) * 0.5.logarithm).exponential
      total += chance * (secret * blind + (1 - secret) * open)
    }
    return total.logarithm
  }
}

struct DiscreteAnswerTests {
  @Test func `enumeration finds the same`() throws {
    let answer = KnownAnswer.hiddenFacts
    let result = try evaluate(
      .weighing(answer.model, records: answer.records), effort: Effort(runs: 1))
    #expect(result.isExact)
    expectClose(result.logEvidence.value, answer.logEvidence, tolerance: 1e-12)
  }

  @Test(arguments: CheckedMethod.allCases)
  func `the evidence of hidden facts`(method: CheckedMethod) throws {
    try KnownAnswer.hiddenFacts.expectRight(by: method)
  }

  @Test(arguments: CheckedMethod.allCases)
  func `the interval covers`(method: CheckedMethod) throws {
    try KnownAnswer.hiddenFacts.expectCoverage(by: method)
  }
}
