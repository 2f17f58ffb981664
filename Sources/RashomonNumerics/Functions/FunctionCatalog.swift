/// A mathematical function of the modelling language.
///
/// One function is one file in this folder and one line in `FunctionCatalog`.
package protocol MathFunction: Sendable {
  /// What it is called in a model: `rising`.
  static var name: String { get }
  static var summary: String { get }
  /// The names of its arguments, in order; at most four.
  static var arguments: [String] { get }
  /// How many of them are given by position; the rest by name (`rising(x, from: a, to: b)`).
  static var positionalCount: Int { get }
  /// The value; NaN outside its domain.
  static func evaluate(_ arguments: SIMD4<Double>) -> Double
}

/// Every function of the modelling language.
package enum FunctionCatalog {
  package static let all: [any MathFunction.Type] = [
    AbsoluteValue.self,
    Minimum.self,
    Maximum.self,
    Clamp.self,
    ExponentialFunction.self,
    NaturalLogarithm.self,
    SquareRoot.self,
    LogisticFunction.self,
    NormalCumulativeFunction.self,
    Rising.self,
  ]

  /// The function of that name, or nil.
  package static func named(_ name: String) -> (any MathFunction.Type)? {
    all.first { $0.name == name }
  }
}
