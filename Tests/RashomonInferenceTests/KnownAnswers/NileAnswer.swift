import RashomonModel
import RashomonTestSupport
import Testing

/// The flow of the Nile with both variances unknown; the evidence is that of the Kalman filter
/// averaged over a grid of the two.
extension KnownAnswer {
  /// Deviations of the level ~ lognormal about 40, of the gauge ~ uniform on 60 to 240.
  static func nileModel(days: Int, gauge: (low: Double, high: Double) = (60, 240)) -> Model {
    var builder = ModelBuilder(days: days)
    let restless = builder.fact(
      "restless", .drawn(Law("lognormal", [number(40), number(2)])))
    let rough = builder.fact(
      "rough", .drawn(Law("uniform", [number(gauge.low), number(gauge.high)])))
    let start = Law("normal", [number(1000), number(1000)])
    let level = builder.state("level", initial: .drawn(start)) { level in
      .drawn(Law("normal", [read(level), read(restless)]))
    }
    let flow = builder.daily("flow", .drawn(Law("normal", [read(level), read(rough)])))
    builder.observe(
      "flow", .number(unit: nil, complete: false), truth: flow,
      usual: .law(Law("normal", [number(1000), number(500)])))
    return builder.model
  }

  static func nileEvidence(_ values: [Double], steps: Int = 160, points: Int = 48) -> Double {
    Quadrature.logMeanOverUniform(points: points) { share in
      let rough = 60 + 180 * share
      return Quadrature.logMeanOverNormal(steps: steps) { z in
        let restless = 40 * (z * 2.0.logarithm).exponential
        return KalmanFilter(
          levelVariance: restless * restless, valueVariance: rough * rough
        ).run(values, from: .proper(mean: 1000, variance: 1e6)).logEvidence
      }
    }
  }

  static let nile: KnownAnswer = {
    let values = Array(nileFlow.prefix(40))
    return KnownAnswer(
      name: "Nile, variances unknown", model: nileModel(days: values.count),
      records: values.enumerated().map { day($0, numbers: [("flow", $1)]) },
      logEvidence: nileEvidence(values), histories: 1500, groups: 48, paths: 48)
  }()
}

struct NileAnswerTests {
  @Test func `the grid is fine enough`() {
    let values = Array(nileFlow.prefix(20))
    expectClose(
      KnownAnswer.nileEvidence(values),
      KnownAnswer.nileEvidence(values, steps: 250, points: 80), tolerance: 1e-10)
    #expect(
      !isClose(
        KnownAnswer.nileEvidence(values),
        KnownAnswer.nileEvidence(values, steps: 4, points: 2), tolerance: 1e-4))
  }

  @Test(arguments: CheckedMethod.allCases)
  func `the evidence with unknown variances`(method: CheckedMethod) throws {
    try KnownAnswer.nile.expectRight(by: method)
  }

  /// A gauge that is known to be rougher than it is: at the deviation of the runs it must show.
  @Test(arguments: CheckedMethod.allCases)
  func `a wrong prior of the gauge is rejected`(method: CheckedMethod) throws {
    let wrong = KnownAnswer.nileModel(days: 40, gauge: (180, 240))
    let errors = try KnownAnswer.nile.errors(of: method, runs: 60, with: wrong)
    #expect(!KnownAnswer.Verdict(errors).isRight(allowing: method.allowance))
  }
}
