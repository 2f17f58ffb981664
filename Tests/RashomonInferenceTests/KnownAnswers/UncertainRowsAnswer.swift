import RashomonModel
import RashomonTestSupport
import Testing

/// A hidden Markov model whose chances to change are unknown.
extension KnownAnswer {
  static let uncertainRows: KnownAnswer = {
    let seen = [0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0]
    let oracle = UncertainRows(
      initial: [0.5, 0.5], changes: [(2, 5), (1, 3)], emission: [[0.9, 0.1], [0.2, 0.8]])
    var builder = ModelBuilder(days: seen.count)
    let clouding = builder.fact("clouding", .drawn(Law("beta", [number(2), number(5)])))
    let clearing = builder.fact("clearing", .drawn(Law("beta", [number(1), number(3)])))
    let wet = builder.state("wet", initial: .chance(number(0.5))) { wet in
      .chance(
        .choose(
          read(wet), .binary(.subtract, number(1), read(clearing)), read(clouding)))
    }
    let umbrella = builder.daily(
      "umbrella", .chance(.choose(read(wet), number(0.8), number(0.1))))
    builder.observe("umbrella", .status, truth: umbrella, usual: .chance(number(0.5)))
    return KnownAnswer(
      name: "hidden Markov, rows unknown", model: builder.model,
      records: seen.enumerated().map { day($0, statuses: [("umbrella", $1 == 1)]) },
      logEvidence: oracle.logEvidence(seen), histories: 300, groups: 24, paths: 16)
  }()
}

struct UncertainRowsAnswerTests {
  @Test func `two observations worked by hand`() {
    // States are seen as they are. Start in 0 (½), then change: ½ · E[p] with p ~ beta(1, 2).
    let plain = UncertainRows(
      initial: [0.5, 0.5], changes: [(1, 2), (3, 1)], emission: [[1, 0], [0, 1]])
    expectClose(plain.logEvidence([0, 1]), (0.5 / 3).logarithm)
    // 0 → 0 → 1 → 0: ½ · E[(1 − p) p] · E[q] = ½ · (1·2)/(3·4) · ¾.
    expectClose(plain.logEvidence([0, 0, 1, 0]), (0.5 / 6 * 0.75).logarithm)
    // Changes counted: yes and no of each row, which is the conjugate answer.
    expectClose(
      plain.logEvidence([0, 0, 1, 1, 1, 0]),
      0.5.logarithm + Conjugate.logEvidence(yes: 1, no: 1, a: 1, b: 2)
        + Conjugate.logEvidence(yes: 1, no: 2, a: 3, b: 1))
  }

  @Test(arguments: CheckedMethod.allCases)
  func `the evidence with unknown rows`(method: CheckedMethod) throws {
    try KnownAnswer.uncertainRows.expectRight(by: method)
  }

  @Test(arguments: CheckedMethod.allCases)
  func `the interval covers`(method: CheckedMethod) throws {
    try KnownAnswer.uncertainRows.expectCoverage(by: method)
  }
}
