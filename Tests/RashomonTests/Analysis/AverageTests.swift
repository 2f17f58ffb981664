import RashomonAnalysis
import RashomonTestSupport
import Testing

/// How the answers of several accounts become one.
struct AverageTests {
  private func data() throws -> CaseData {
    try TextCase.open(
      crisis: """
        crisis "An order and a sluice"
        period 2001-01-01 to 2001-01-09
        source alpha { title "One" author "A" outlet "O" date 2000-12-31 }
        observable order: event "an order is given"
          usual 10% by 2001-01-09  because "rare"
        observable sluice: event "the sluice is shut"
          usual 10% by 2001-01-09  because "rare"
        question ordered "Is the order given?" opens 2001-01-01 = order by 2001-01-09
        question shut "Is the sluice shut, given the order?" opens 2001-01-01
          = sluice by 2001-01-09 given order by 2001-01-09
        """,
      accounts: [
        "sure": """
        account "Sure" by alpha

        expects order by 2001-01-09: 80%  because "it says so"
        expects sluice by 2001-01-09: 90%  because "it says so"
        """
      ])
  }

  /// P(shut | order) in all histories together is Σ w·P(order)·P(shut | order) / Σ w·P(order): an
  /// account under which the order is rare has little to say of what follows it.
  @Test func `a conditional average is the probability given the condition`() throws {
    let forecast = try forecast(data(), asOf: TextCase.date(1), settings: TextCase.settings)
    let order = try #require(forecast.questions.first { $0.id == "ordered" })
    let shut = try #require(forecast.questions.first { $0.id == "shut" })
    var joint = 0.0
    var condition = 0.0
    for (index, account) in forecast.accounts.enumerated() {
      let ordered = account.posterior.value * order.answers[index].estimate.value
      joint += ordered * shut.answers[index].estimate.value
      condition += ordered
    }
    expectClose(shut.average.estimate.value, joint / condition)
    // Far from the average by posterior alone.
    let plain = zip(forecast.accounts, shut.answers).reduce(0.0) {
      $0 + $1.0.posterior.value * $1.1.estimate.value
    }
    #expect(abs(shut.average.estimate.value - plain) > 0.1)
  }
}
