import RashomonModel
import RashomonTestSupport
import Testing

/// Unknown chances, rates and sizes whose evidence is a formula or a short sum.
extension KnownAnswer {
  /// Counts of yes among twenty tries a day, their chance ~ beta(2, 3).
  static let betaBinomial: KnownAnswer = {
    let counts = [9, 12, 10, 14, 11, 8, 12, 13]
    var builder = ModelBuilder(days: counts.count)
    let chance = builder.fact("chance", .drawn(Law("beta", [number(2), number(3)])))
    let yes = builder.daily("yes", .drawn(Law("binomial", [number(20), read(chance)])))
    builder.observeCount("yes", truth: yes)
    return KnownAnswer(
      name: "beta-binomial", model: builder.model,
      records: counts.enumerated().map { day($0, numbers: [("yes", Double($1))]) },
      logEvidence: Conjugate.logEvidence(counts: counts, tries: 20, a: 2, b: 3), histories: 150,
      groups: 40, paths: 4)
  }()

  /// Counts a day, their rate ~ gamma of shape 4 and rate 2.
  static let gammaPoisson: KnownAnswer = {
    let counts = [1, 3, 2, 0, 2, 4, 1, 2, 3, 1, 0, 2]
    var builder = ModelBuilder(days: counts.count)
    // A gamma law is named by its mean, shape/rate, and deviation, √shape/rate.
    let rate = builder.fact("rate", .drawn(Law("gamma", [number(2), number(1)])))
    let seen = builder.daily("seen", .drawn(Law("poisson", [read(rate)])))
    builder.observeCount("seen", truth: seen)
    return KnownAnswer(
      name: "gamma-Poisson", model: builder.model,
      records: counts.enumerated().map { day($0, numbers: [("seen", Double($1))]) },
      logEvidence: Conjugate.logEvidence(counts: counts, shape: 4, rate: 2), histories: 60,
      groups: 30, paths: 4)
  }()

  /// An unknown number of cells ~ Poisson(6); each day some are seen, each with chance 0.3.
  static let unknownSize: KnownAnswer = {
    let counts = [1, 3, 2, 4, 2]
    var builder = ModelBuilder(days: counts.count)
    let cells = builder.fact("cells", .drawn(Law("poisson", [number(6)])))
    let seen = builder.daily("seen", .drawn(Law("binomial", [read(cells), number(0.3)])))
    builder.observeCount("seen", truth: seen)
    return KnownAnswer(
      name: "unknown size", model: builder.model,
      records: counts.enumerated().map { day($0, numbers: [("seen", Double($1))]) },
      logEvidence: sizeEvidence(counts, mean: 6, chance: 0.3), histories: 60, groups: 30, paths: 4)
  }()

  /// The same by adding up every size.
  static func sizeEvidence(_ counts: [Int], mean: Double, chance: Double) -> Double {
    var prior = (-mean).exponential
    var terms: [Double] = []
    for size in 0...150 {
      if size > 0 { prior *= mean / Double(size) }
      guard size >= counts.max() ?? 0 else { continue }
      var term = prior.logarithm
      for count in counts {
        for place in 0..<count {
          term += (Double(size - place) / Double(count - place) * chance).logarithm
        }
        term += Double(size - count) * (1 - chance).logarithm
      }
      terms.append(term)
    }
    return Quadrature.logSum(terms)
  }
}

extension ModelBuilder {
  mutating func observeCount(_ id: String, truth: VariableID) {
    observe(
      id, .number(unit: nil, complete: false), truth: truth,
      usual: .law(Law("poisson", [number(5)])))
  }
}

struct ConjugateAnswerTests {
  @Test func `sizes added up by hand`() {
    // Poisson(1), one look that sees none, each cell with chance ½: Σ e⁻¹/n! · ½ⁿ = e^(−½).
    expectClose(KnownAnswer.sizeEvidence([0], mean: 1, chance: 0.5), -0.5)
    // One look that sees one: ½ of them on average: Poisson(½) at 1.
    expectClose(KnownAnswer.sizeEvidence([1], mean: 1, chance: 0.5), -0.5 + 0.5.logarithm)
  }

  @Test func `counts among tries by hand`() {
    // Uniform chance: every count of n is as likely, 1/(n + 1).
    expectClose(
      Conjugate.logEvidence(counts: [2], tries: 4, a: 1, b: 1), 0.2.logarithm)
    // Twice one of two: 4 · B(3, 3) = 4/30.
    expectClose(
      Conjugate.logEvidence(counts: [1, 1], tries: 2, a: 1, b: 1), (4.0 / 30).logarithm)
  }

  static let answers: [KnownAnswer] = [.betaBinomial, .gammaPoisson, .unknownSize]

  @Test(arguments: answers, CheckedMethod.allCases)
  func `the evidence with one unknown`(answer: KnownAnswer, method: CheckedMethod) throws {
    try answer.expectRight(by: method)
  }

  @Test(arguments: answers, CheckedMethod.allCases)
  func `the interval covers`(answer: KnownAnswer, method: CheckedMethod) throws {
    try answer.expectCoverage(by: method)
  }
}
