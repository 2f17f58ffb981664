/// The square root; NaN below 0.
package enum SquareRoot: MathFunction {
  package static let name = "sqrt"
  package static let summary = "The square root of a number from 0."
  package static let arguments = ["x"]
  package static let positionalCount = 1

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    arguments[0].squareRoot()
  }
}
