import RashomonModel
import RashomonNumerics
import RashomonTestSupport
import Testing

/// Linear-Gaussian models of random size and coefficients with unknown noise, from a seed.
struct LinearModel: CustomTestStringConvertible {
  let seed: UInt64
  let transition: [[Double]]
  let loading: [Double]
  /// How much of the common noise each level has.
  let shares: [Double]
  let values: [Double]
  /// Whether the noise of the values is unknown too.
  let isGaugeUnknown: Bool

  var testDescription: String { "seed \(seed), \(loading.count) levels" }

  init(seed: UInt64, days: Int = 15) {
    self.seed = seed
    var random = LaneGenerator(seed: seed)
    let dimension = 1 + Int(3 * random.uniform())
    func numbers(_ low: Double, _ high: Double) -> [Double] {
      (0..<dimension).map { _ in low + (high - low) * random.uniform() }
    }
    let transition = (0..<dimension).map { row in
      let others = numbers(-0.2, 0.2)
      let own = numbers(0.5, 0.95)[0]
      return others.indices.map { $0 == row ? own : others[$0] }
    }
    let loading = numbers(0.5, 1.5)
    let shares = numbers(0.3, 1)
    isGaugeUnknown = random.uniform() < 0.5
    var levels = [Double](repeating: 0, count: dimension)
    var values: [Double] = []
    for _ in 0..<days {
      values.append(dot(loading, levels) + random.standardNormal())
      levels = levels.indices.map { row in
        dot(transition[row], levels) + 0.8 * shares[row] * random.standardNormal()
      }
    }
    (self.transition, self.loading) = (transition, loading)
    (self.shares, self.values) = (shares, values)
  }

  /// With noise of the levels ~ lognormal about 0.8 and, where unknown, of the values about 1.
  var model: Model {
    var builder = ModelBuilder(days: values.count)
    let noise = builder.fact(
      "noise", .drawn(Law("lognormal", [number(0.8), number(1.8)])))
    let gauge =
      isGaugeUnknown
      ? read(builder.fact("gauge", .drawn(Law("lognormal", [number(1), number(1.5)])))) : number(1)
    var levels: [VariableID] = []
    for row in loading.indices {
      levels.append(
        builder.state(
          "level\(row)", initial: .drawn(Law("normal", [number(0), number(1)])),
          next: { _ in nil }))
    }
    func combined(_ weights: [Double]) -> Expression {
      zip(weights, levels).map { Expression.binary(.multiply, number($0), read($1)) }
        .reduce(number(0)) { .binary(.add, $0, $1) }
    }
    for (row, level) in levels.enumerated() {
      builder.setNext(
        of: level,
        .drawn(
          Law(
            "normal",
            [combined(transition[row]), .binary(.multiply, number(shares[row]), read(noise))])))
    }
    let value = builder.daily(
      "value", .drawn(Law("normal", [combined(loading), gauge])))
    builder.observe(
      "value", .number(unit: nil, complete: false), truth: value,
      usual: .law(Law("normal", [number(0), number(10)])))
    return builder.model
  }

  var logEvidence: Double {
    func given(_ noise: Double, _ gauge: Double) -> Double {
      VectorKalmanFilter(
        transition: transition,
        levelVariances: shares.map { $0 * $0 * noise * noise }, loading: loading,
        valueVariance: gauge * gauge
      ).logEvidence(
        values, means: loading.map { _ in 0 }, variances: loading.map { _ in 1 })
    }
    return Quadrature.logMeanOverNormal(steps: 80) { z in
      let noise = 0.8 * (z * 1.8.logarithm).exponential
      guard isGaugeUnknown else { return given(noise, 1) }
      return Quadrature.logMeanOverNormal(steps: 80) { w in
        given(noise, (w * 1.5.logarithm).exponential)
      }
    }
  }

  var answer: KnownAnswer {
    KnownAnswer(
      name: "linear-Gaussian, seed \(seed)", model: model,
      records: values.enumerated().map { day($0, numbers: [("value", $1)]) },
      logEvidence: logEvidence, histories: 400, groups: 24, paths: 24)
  }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

struct LinearAnswerTests {
  @Test func `the vector filter agrees with the scalar one and with a covariance by hand`() {
    let scalar = KalmanFilter(slope: 0.8, levelVariance: 0.3, loading: 1.5, valueVariance: 0.7)
    let vector = VectorKalmanFilter(
      transition: [[0.8]], levelVariances: [0.3], loading: [1.5], valueVariance: 0.7)
    expectClose(
      vector.logEvidence([1, 2.5, 0.3], means: [1], variances: [2]),
      scalar.run([1, 2.5, 0.3], from: .proper(mean: 1, variance: 2)).logEvidence)
    // Two levels that change places, only the first seen: values are the first level, then the
    // second, of variances 1 + 1 and 4 + 3 + 1, and independent.
    let swap = VectorKalmanFilter(
      transition: [[0, 1], [1, 0]], levelVariances: [3, 0], loading: [1, 0], valueVariance: 1)
    func density(_ value: Double, _ variance: Double) -> Double {
      -0.5 * ((2 * Double.pi * variance).logarithm + value * value / variance)
    }
    expectClose(
      swap.logEvidence([1, 2], means: [0, 0], variances: [1, 4]), density(1, 2) + density(2, 8))
  }

  @Test func `averages over a normal and a uniform law worked by hand`() {
    // The mean of e^(az) under a standard normal is e^(a²/2); that of u³ on 0…1 is ¼.
    expectClose(Quadrature.logMeanOverNormal { 1.5 * $0 }, 1.125, tolerance: 1e-9)
    expectClose(
      Quadrature.logMeanOverUniform(points: 2) { 3 * $0.logarithm }, 0.25.logarithm)
    // Two points are exact up to the third power and no further.
    #expect(
      !isClose(
        Quadrature.logMeanOverUniform(points: 2) { 4 * $0.logarithm }, 0.2.logarithm,
        tolerance: 1e-4))
  }

  static let models = (1...TestSize.pick(reduced: 2, whole: 4)).map {
    LinearModel(seed: UInt64($0))
  }

  @Test(arguments: models, CheckedMethod.allCases)
  func `the evidence with unknown noise`(model: LinearModel, method: CheckedMethod) throws {
    try model.answer.expectRight(by: method)
  }
}
