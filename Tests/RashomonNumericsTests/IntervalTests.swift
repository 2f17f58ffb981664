import RashomonNumerics
import Testing

struct IntervalTests {
  @Test(arguments: [
    (0.01, 0.05), (0.05, 0.2), (0.2, 0.45), (0.45, 0.55), (0.55, 0.8), (0.8, 0.95), (0.95, 0.99),
    (0.0001, 0.5), (0.5, 0.9999), (1e-8, 1e-7), (1e-6, 0.999999), (1e-12, 0.9), (0.5, 0.5001),
    (0.3, 0.3001), (0.85, 0.98), (1e-5, 2e-5), (0.999, 0.9999), (1e-100, 0.5), (0.1, 0.999999999),
  ])
  func `a beta meets both quantiles`(low: Double, high: Double) throws {
    let fit = try #require(Interval.beta(low: low, high: high))
    let found = (
      betaQuantile(0.05, a: fit.x, b: fit.y), betaQuantile(0.95, a: fit.x, b: fit.y)
    )
    #expect(isClose(found.0, low, relative: 1e-9))
    #expect(isClose(found.1, high, relative: 1e-9))
    #expect(isClose(1 - found.1, 1 - high, relative: 1e-9, absolute: 1e-15))
  }

  /// Means of language.md's table.
  @Test(arguments: [
    ("almost no chance", 0.027), ("very unlikely", 0.116), ("unlikely", 0.319),
    ("roughly even", 0.5), ("likely", 0.681), ("very likely", 0.884), ("almost certain", 0.973),
  ])
  func `words mean what the manual says`(term: String, mean: Double) throws {
    let word = try #require(VerbalScale.icd203.named(term))
    #expect(abs(word.mean - mean) <= 0.0005)
    #expect(VerbalScale.icd203.term(for: word.mean) == word)
  }
}

extension IntervalTests {
  @Test func `a lognormal meets both quantiles`() throws {
    let fit = try #require(Interval.lognormal(low: 500, high: 200_000))
    let parameters = lanes([fit.x, fit.y])
    #expect(isClose(fit.x, 10_000, relative: 1e-14))
    #expect(isClose(LogNormal.cumulative(500, parameters), 0.05, relative: 1e-12))
    #expect(isClose(LogNormal.survival(200_000, parameters), 0.05, relative: 1e-12))
  }

  @Test func `a normal meets both quantiles`() throws {
    let fit = try #require(Interval.normal(low: -1, high: 4))
    let parameters = lanes([fit.x, fit.y])
    #expect(isClose(Normal.cumulative(-1, parameters), 0.05, relative: 1e-12))
    #expect(isClose(Normal.survival(4, parameters), 0.05, relative: 1e-12))
  }

  @Test func `an interval that is none has no fit`() {
    for (low, high) in [(0.0, 0.5), (0.5, 0.5), (0.6, 0.5), (0.5, 1), (.nan, 0.5), (0.2, .nan)] {
      #expect(Interval.beta(low: low, high: high) == nil)
    }
    for (low, high) in [(0.0, 0.5), (0.5, 0.5), (-1, 0.5), (1, .infinity), (.nan, 0.5)] {
      #expect(Interval.lognormal(low: low, high: high) == nil)
    }
    for (low, high) in [(0.5, 0.5), (1, 0), (-.infinity, 0), (0, .nan)] {
      #expect(Interval.normal(low: low, high: high) == nil)
    }
  }

  @Test(arguments: [
    (0, "almost no chance"), (0.049, "almost no chance"), (0.05, "very unlikely"),
    (0.3, "unlikely"), (0.5, "roughly even"), (0.55, "likely"), (0.9, "very likely"),
    (0.95, "almost certain"), (1, "almost certain"),
  ])
  func `every probability has its word`(probability: Double, term: String) {
    #expect(VerbalScale.icd203.term(for: probability)?.term == term)
  }

  @Test func `no word for what is no probability`() {
    for bad in [-0.1, 1.1, .nan] { #expect(VerbalScale.icd203.term(for: bad) == nil) }
    #expect(VerbalScale.icd203.terms.count == 7)
    #expect(VerbalScale.icd203.named("possible") == nil)
  }

  @Test func `a table whose words overlap is refused`() throws {
    let low = try #require(VerbalProbability(term: "seldom", low: 0.1, high: 0.4))
    let high = try #require(VerbalProbability(term: "often", low: 0.3, high: 0.9))
    #expect(VerbalScale([low, high]) == nil)
    #expect(VerbalScale([]) == nil)
    #expect(VerbalScale([high])?.term(for: 0.1)?.term == "often")
  }
}
