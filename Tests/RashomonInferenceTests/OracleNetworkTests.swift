import RashomonTestSupport
import Testing

struct OracleNetworkTests {
  @Test func `one clue worked by hand`() {
    // Prior ½, a clue seen with .8 or .2.
    let network = BayesianNetwork([
      .init("h") { _ in 0.5 }, .init("clue", given: [0]) { $0[0] ? 0.8 : 0.2 },
    ])
    let (evidence, yes) = network.posterior(given: ["clue": true])
    expectClose(evidence, 0.5)
    expectClose(yes["h", default: .nan], 0.8)
  }

  @Test func `Asia after a visit and a short breath`() {
    let (evidence, yes) = BayesianNetwork.asia.posterior(given: ["a": true, "d": true])
    expectClose(evidence, 0.004501375)
    expectClose(yes["t", default: .nan], 0.0877509650, tolerance: 5e-11)
    expectClose(yes["l", default: .nan], 0.0995251451, tolerance: 5e-11)
    expectClose(yes["b", default: .nan], 0.8114020716, tolerance: 5e-11)
  }

  @Test func `Asia after a short breath alone`() {
    let yes = BayesianNetwork.asia.posterior(given: ["d": true]).yes
    expectClose(yes["t", default: .nan], 0.0188453, tolerance: 5e-8)
    expectClose(yes["l", default: .nan], 0.1027592, tolerance: 5e-8)
    expectClose(yes["b", default: .nan], 0.8339673, tolerance: 5e-8)
  }
}
