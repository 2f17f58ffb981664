import RealModule

/// The natural logarithm; NaN unless x is above 0.
package enum NaturalLogarithm: MathFunction {
  package static let name = "log"
  package static let summary = "The natural logarithm of a number above 0."
  package static let arguments = ["x"]
  package static let positionalCount = 1

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    arguments[0] > 0 ? Double.log(arguments[0]) : .nan
  }
}
