import Foundation
import RashomonNumerics
import Testing

/// One distribution of the contract table.
struct ContractCase: Sendable, CustomTestStringConvertible {
  let name: String
  let parameters: [Double]
  /// Arguments whose cumulative function differs from the true one by 0.05 or little more.
  let wrong: [Double]
  /// Arguments that the family must refuse, beside NaN and infinities in each place.
  let bad: [[Double]]
  let hasVariance: Bool

  init(
    _ name: String, _ parameters: [Double], wrong: [Double], bad: [[Double]] = [],
    hasVariance: Bool = true
  ) {
    self.name = name
    self.parameters = parameters
    self.wrong = wrong
    self.bad = bad
    self.hasVariance = hasVariance
  }

  var testDescription: String { "\(name)\(parameters)" }
}

/// Between them they take every branch of every sampler.
let contractCases: [ContractCase] = [
  ContractCase("normal", [3, 2], wrong: [3.26, 2], bad: [[0, 0], [0, -1]]),
  ContractCase(
    "lognormal", [500, 1.4], wrong: [522, 1.4], bad: [[0, 2], [-1, 2], [1, 1], [1, 0.5]]),
  ContractCase("beta", [8, 4], wrong: [7.3, 4], bad: [[0, 1], [1, 0], [-1, 1]]),
  ContractCase("beta", [0.5, 0.7], wrong: [0.57, 0.7]),
  ContractCase("gamma", [3, 2], wrong: [3.25, 2], bad: [[0, 1], [1, 0], [-1, 1], [1, -1]]),
  ContractCase("gamma", [1, 2], wrong: [1, 1.7]),
  ContractCase("exponential", [7], wrong: [8.1], bad: [[0], [-1]]),
  ContractCase("uniform", [-2, 6], wrong: [-1.6, 6], bad: [[1, 1], [2, 1]]),
  ContractCase("student_t", [1, 2, 3], wrong: [1.3, 2, 3], bad: [[0, 0, 1], [0, 1, 0]]),
  ContractCase("student_t", [0, 1, 0.7], wrong: [0.17, 1, 0.7], hasVariance: false),
  ContractCase("poisson", [0.4], wrong: [0.48], bad: [[-0.1]]),
  ContractCase("poisson", [9], wrong: [9.45]),
  ContractCase("poisson", [12], wrong: [12.5]),
  ContractCase("poisson", [5000], wrong: [5010]),
  ContractCase("negative_binomial", [3, 0.5], wrong: [3.6, 0.5], bad: [[-1, 1], [1, 0]]),
  ContractCase("negative_binomial", [40, 20], wrong: [41.3, 20]),
  ContractCase(
    "binomial", [10, 0.3], wrong: [10, 0.33], bad: [[1.5, 0.5], [-1, 0.5], [3, 1.1]]),
  ContractCase("binomial", [1000, 0.004], wrong: [1000, 0.0043]),
  ContractCase("binomial", [60, 0.75], wrong: [60, 0.76]),
  ContractCase("binomial", [10000, 0.2], wrong: [10000, 0.2006]),
  ContractCase(
    "beta_binomial", [30, 2, 3], wrong: [30, 2.25, 3], bad: [[1.5, 1, 1], [3, 0, 1], [3, 1, 0]]),
  ContractCase("beta_binomial", [200, 0.4, 0.6], wrong: [200, 0.46, 0.6]),
  ContractCase("bernoulli", [0.3], wrong: [0.36], bad: [[-0.1], [1.1]]),
  ContractCase(
    "noncentral_hypergeometric", [7, 8, 10, 2.5], wrong: [7, 8, 10, 3],
    bad: [[1, 1, 3, 1], [1, 1, 1, 0], [1.5, 1, 1, 1], [1, -1, 0, 1]]),
  ContractCase("noncentral_hypergeometric", [200, 300, 120, 0.4], wrong: [200, 300, 120, 0.415]),
]

/// A family with its arguments.
struct Law {
  let family: any Distribution.Type
  let parameters: SIMD4<Double>

  init?(_ test: ContractCase, parameters: [Double]? = nil) {
    guard let family = DistributionCatalog.named(test.name) else { return nil }
    self.family = family
    self.parameters = lanes(parameters ?? test.parameters)
  }

  var mean: Double { family.mean(parameters) }
  func logDensity(_ value: Double) -> Double { family.logDensity(of: value, parameters) }
  func cumulative(_ value: Double) -> Double { family.cumulative(value, parameters) }
  func survival(_ value: Double) -> Double { family.survival(value, parameters) }
  func logProbability(_ low: Double, _ high: Double) -> Double {
    family.logProbability(from: low, to: high, parameters)
  }

  func draw(_ lane: Int) -> Double {
    let key = RandomKey(
      seed: 2020, stream: 0, block: 0, day: 0, statement: statementAddress(family.name))
    return family.sample(parameters, at: key, lane: lane)
  }

  func draws(_ count: Int) -> [Double] { (0..<count).map(draw) }

  /// By bisection on the cumulative function.
  func quantile(_ probability: Double) -> Double {
    var reach = 1.0
    while cumulative(reach) < probability || cumulative(-reach) > probability { reach *= 2 }
    let low: Double = family.support == .real || family.support == .bounded ? -reach : 0
    return findRoot(between: low, and: reach) { self.cumulative($0) - probability } ?? low
  }

  /// √n·D of Kolmogorov and Smirnov for 10,000 draws of a sampler against this distribution. A
  /// draw x of a count is spread over (F(x − 1), F(x)) by a uniform number of its own, which makes
  /// the test exact for counts too.
  func distance(ofDrawsFrom sampler: Law) -> Double {
    let spread = RandomKey(seed: 77, stream: 0, block: 0, day: 0, statement: 1)
    let levels = sampler.draws(10_000).enumerated().map { lane, value in
      family.support.isDiscrete
        ? cumulative(value) - spread.uniform(lane: lane) * exp(logDensity(value))
        : cumulative(value)
    }.sorted()
    var largest = 0.0
    for (rank, level) in levels.enumerated() {
      largest = max(largest, Double(rank + 1) / 10_000 - level, level - Double(rank) / 10_000)
    }
    return 100 * largest
  }
}

/// 2⁻¹², …, ½, …, 1 − 2⁻¹².
let tailLevels: [Double] =
  (1...12).reversed().map { exp2(-Double($0)) } + (2...12).map { 1 - exp2(-Double($0)) }

func simpson(from low: Double, to high: Double, _ function: (Double) -> Double) -> Double {
  let count = 200
  let step = (high - low) / Double(count)
  var sum = function(low) + function(high)
  for index in 1..<count {
    sum += (index.isMultiple(of: 2) ? 2 : 4) * function(low + Double(index) * step)
  }
  return sum * step / 3
}

func exponential(_ value: Double) -> Double { exp(value) }
func logarithm(_ value: Double) -> Double { log(value) }
