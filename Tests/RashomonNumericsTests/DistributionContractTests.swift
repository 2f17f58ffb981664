import RashomonNumerics
import Testing

/// What every family of the catalogue must keep, over one table of cases.
///
/// Samplers: Kolmogorov–Smirnov on 10,000 draws at a fixed seed, rejected where √n·D > 2.5, a false
/// alarm of 2·exp(−2·2.5²) = 7.5e-6 a case and about 2e-4 in all. A cumulative function that is
/// wrong by 0.05 anywhere has √n·D = 5 and is found practically always; each case is shown to
/// reject draws from arguments that are wrong by about that much.
struct DistributionContractTests {
  @Test func `every family has cases and names its arguments`() {
    let names = DistributionCatalog.all.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(Set(contractCases.map(\.name)) == Set(names))
    for family in DistributionCatalog.all {
      #expect((1...4).contains(family.signature.count))
      #expect(family.summary.hasSuffix("."))
      #expect(Set(family.signature.map(\.name)).count == family.signature.count)
    }
  }

  @Test(arguments: contractCases)
  func `the cumulative function is the sum or integral of the density`(test: ContractCase) throws {
    let law = try #require(Law(test))
    if law.family.support.isDiscrete {
      var sum = 0.0
      var count = 0.0
      repeat {
        sum += exponential(law.logDensity(count))
        #expect(isClose(law.cumulative(count), sum, relative: 1e-9, absolute: 1e-300))
        count += 1
      } while law.survival(count - 1) > 1e-12
      #expect(isClose(sum, 1, relative: 1e-9))
    } else {
      let quantiles = tailLevels.map(law.quantile)
      for (low, high) in zip(quantiles, quantiles.dropFirst()) {
        let difference = law.cumulative(high) - law.cumulative(low)
        let integral = simpson(from: low, to: high) { exponential(law.logDensity($0)) }
        #expect(isClose(integral, difference, relative: 1e-6))
        #expect(
          isClose(law.logProbability(low, high), logarithm(difference), relative: 1e-8))
      }
    }
  }

  @Test(arguments: contractCases)
  func `the two tails add up to one`(test: ContractCase) throws {
    let law = try #require(Law(test))
    let points = tailLevels.map(law.quantile) + [-1e9, -1, 0, 0.5, 1, 2.5, 1e9]
    for point in points {
      #expect(isClose(law.cumulative(point) + law.survival(point), 1, relative: 1e-12))
    }
    #expect(law.cumulative(-.infinity) == 0 && law.survival(-.infinity) == 1)
    #expect(law.cumulative(.infinity) == 1 && law.survival(.infinity) == 0)
    #expect(isClose(law.logProbability(-.infinity, .infinity), 0, relative: 0, absolute: 1e-12))
    #expect(law.logProbability(2, 1) == -.infinity)
  }

  @Test(arguments: contractCases)
  func `the sampler draws from the distribution`(test: ContractCase) throws {
    let law = try #require(Law(test))
    #expect(law.distance(ofDrawsFrom: law) < 2.5)
  }

  @Test(arguments: contractCases)
  func `a sampler that is slightly wrong is rejected`(test: ContractCase) throws {
    let law = try #require(Law(test))
    let wrong = try #require(Law(test, parameters: test.wrong))
    #expect(law.distance(ofDrawsFrom: wrong) > 2.5)
  }

  /// By the law of large numbers where there is a variance: within 4.5 standard errors (7e-6).
  @Test(arguments: contractCases.filter { $0.hasVariance })
  func `the mean is the mean of the draws`(test: ContractCase) throws {
    let law = try #require(Law(test))
    let draws = law.draws(10_000)
    let mean = draws.reduce(0, +) / 10_000
    let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / 9_999).squareRoot() / 100
    #expect(abs(mean - law.mean) < 4.5 * error)
    guard law.family.support.isDiscrete else { return }
    var exact = 0.0
    var count = 0.0
    while law.survival(count) > 1e-14 {
      count += 1
      exact += count * exponential(law.logDensity(count))
    }
    #expect(isClose(exact, law.mean, relative: 1e-9))
  }

  @Test(arguments: contractCases)
  func `draws and densities stay inside the support`(test: ContractCase) throws {
    let law = try #require(Law(test))
    #expect(law.draws(2_000).allSatisfy { law.logDensity($0) > -.infinity })
    var outside: [Double] = [.infinity, -.infinity]
    switch law.family.support {
    case .real: break
    case .positive: outside += [-1, 0]
    case .unitInterval: outside += [-0.1, 0, 1, 1.1]
    case .bounded: outside += [test.parameters[0] - 0.1, test.parameters[1] + 0.1]
    case .counts: outside += [-1, 0.5, 2.000001]
    }
    for value in outside { #expect(law.logDensity(value) == -.infinity) }
  }

  @Test(arguments: contractCases)
  func `bad arguments give NaN`(test: ContractCase) throws {
    let family = try #require(DistributionCatalog.named(test.name))
    let key = RandomKey(seed: 1, stream: 0, block: 0, day: 0, statement: 0)
    var bad = test.bad
    for index in family.signature.indices {
      for value in [Double.nan, .infinity, -.infinity] {
        var parameters = test.parameters
        parameters[index] = value
        bad.append(parameters)
      }
    }
    for values in bad {
      let parameters = lanes(values)
      let isAccepted = family.accepts(parameters)
      #expect(!isAccepted)
      #expect(family.logDensity(of: 1, parameters).isNaN)
      #expect(family.cumulative(1, parameters).isNaN)
      #expect(family.survival(1, parameters).isNaN)
      #expect(family.logProbability(from: 0, to: 1, parameters).isNaN)
      #expect(family.mean(parameters).isNaN)
      #expect(family.sample(parameters, at: key, lane: 3).isNaN)
    }
    let good = lanes(test.parameters)
    let isAccepted = family.accepts(good)
    #expect(isAccepted)
    #expect(family.logDensity(of: .nan, good).isNaN)
    #expect(family.cumulative(.nan, good).isNaN)
    #expect(family.survival(.nan, good).isNaN)
  }

  @Test(arguments: contractCases)
  func `the same address gives the same number`(test: ContractCase) throws {
    let law = try #require(Law(test))
    #expect(law.draws(100) == law.draws(100))
    #expect(Set(law.draws(1_000)).count > 1)
    // In any order: each lane depends on its address only.
    let backwards = (0..<100).reversed().map { law.draw($0) }
    #expect(backwards.reversed() == law.draws(100))
  }

  /// Whatever a model may come up with, nothing traps, hangs, or turns good arguments into NaN.
  @Test(arguments: DistributionCatalog.all.map { $0.name })
  func `extreme arguments are survived`(name: String) throws {
    let family = try #require(DistributionCatalog.named(name))
    let key = RandomKey(seed: 1, stream: 0, block: 0, day: 0, statement: 0)
    let extremes = [
      0, Double.leastNonzeroMagnitude, 1e-100, 1e-5, 0.5, 1, 3, 1e6, 1e15, 1e300, -1e300,
    ]
    var choices: [[Double]] = [[]]
    for _ in family.signature {
      choices = choices.flatMap { start in extremes.map { start + [$0] } }
    }
    for values in choices where family.accepts(lanes(values)) {
      let parameters = lanes(values)
      for lane in 0..<2 {
        let draw = family.sample(parameters, at: key, lane: lane)
        #expect(!draw.isNaN, "\(values)")
        #expect(!family.logDensity(of: draw, parameters).isNaN, "\(values) at \(draw)")
        #expect(!family.cumulative(draw, parameters).isNaN, "\(values) at \(draw)")
      }
    }
  }

  @Test func `a certain count is always that count`() {
    let key = RandomKey(seed: 1, stream: 0, block: 0, day: 0, statement: 0)
    for lane in 0..<1_000 {
      #expect(Poisson.sample([0, 0, 0, 0], at: key, lane: lane) == 0)
      #expect(NegativeBinomial.sample([0, 2, 0, 0], at: key, lane: lane) == 0)
      #expect(Binomial.sample([9, 1, 0, 0], at: key, lane: lane) == 9)
      #expect(Binomial.sample([9, 0, 0, 0], at: key, lane: lane) == 0)
      #expect(Bernoulli.sample([1, 0, 0, 0], at: key, lane: lane) == 1)
      #expect(Bernoulli.sample([0, 0, 0, 0], at: key, lane: lane) == 0)
      #expect(BetaBinomial.sample([0, 2, 2, 0], at: key, lane: lane) == 0)
      #expect(NoncentralHypergeometric.sample([3, 4, 7, 2], at: key, lane: lane) == 3)
    }
    #expect(Poisson.logDensity(of: 0, [0, 0, 0, 0]) == 0)
    #expect(Poisson.logDensity(of: 1, [0, 0, 0, 0]) == -.infinity)
    #expect(Poisson.cumulative(0, [0, 0, 0, 0]) == 1)
    #expect(NegativeBinomial.logDensity(of: 0, [0, 2, 0, 0]) == 0)
    #expect(NegativeBinomial.cumulative(0, [0, 2, 0, 0]) == 1)
    #expect(Binomial.logDensity(of: 9, [9, 1, 0, 0]) == 0)
    #expect(Binomial.logDensity(of: 8, [9, 1, 0, 0]) == -.infinity)
  }
}
