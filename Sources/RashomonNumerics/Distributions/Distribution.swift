import RealModule

/// A family of distributions that the modelling language knows by name.
///
/// One family is one file in this folder and one line in `DistributionCatalog`. Arguments come as
/// the lanes of `parameters` in the order of `signature`; unused lanes are 0. All functions are
/// total: for arguments outside their domain they return NaN, never trap.
package protocol Distribution: Sendable {
  /// What it is called in a model: `lognormal`.
  static var name: String { get }
  /// One sentence for the reference page.
  static var summary: String { get }
  /// The arguments in order, each with its name, meaning and range.
  static var signature: [DistributionParameter] { get }
  static var support: Support { get }

  /// Whether these arguments name a distribution (NaN never does).
  static func accepts(_ parameters: SIMD4<Double>) -> Bool
  /// Logarithm of the density (of the probability, for counts) at `value`; −∞ outside the support.
  static func logDensity(of value: Double, _ parameters: SIMD4<Double>) -> Double
  /// P(X ≤ value), accurate to about 1e-10.
  static func cumulative(_ value: Double, _ parameters: SIMD4<Double>) -> Double
  /// P(X > value), with its relative accuracy where it is small.
  static func survival(_ value: Double, _ parameters: SIMD4<Double>) -> Double
  /// log P(low ≤ X ≤ high), both ends included and infinite where open; −∞ where high < low.
  static func logProbability(
    from low: Double, to high: Double, _ parameters: SIMD4<Double>
  ) -> Double
  /// The mean; NaN or ±∞ where there is none.
  static func mean(_ parameters: SIMD4<Double>) -> Double
  /// A draw for the history at `lane` of `key`; the same address always gives the same number.
  static func sample(_ parameters: SIMD4<Double>, at key: RandomKey, lane: Int) -> Double
}

extension Distribution {
  /// From the two tails, whichever is small at `low`.
  package static func logProbability(
    from low: Double, to high: Double, _ parameters: SIMD4<Double>
  ) -> Double {
    guard low <= high else { return low.isNaN || high.isNaN ? .nan : -.infinity }
    let below = support.isDiscrete ? low.rounded(.up) - 1 : low
    let lower = cumulative(below, parameters)
    let probability =
      lower < 0.5
      ? cumulative(high, parameters) - lower
      : survival(below, parameters) - survival(high, parameters)
    return probability > 0 ? Double.log(probability) : probability.isNaN ? .nan : -.infinity
  }
}

/// One argument of a distribution.
package struct DistributionParameter: Sendable {
  package let name: String
  /// What it means, with its unit or range, for the reference page and error messages.
  package let meaning: String

  package init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }
}

/// Where a distribution puts its mass.
package enum Support: Sendable, Hashable {
  case real
  case positive
  case unitInterval
  /// The interval between two arguments.
  case bounded
  /// 0, 1, 2, …
  case counts

  package var isDiscrete: Bool { self == .counts }
}
