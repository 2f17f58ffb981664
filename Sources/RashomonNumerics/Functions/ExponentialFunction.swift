import RealModule

/// e to the power of x.
package enum ExponentialFunction: MathFunction {
  package static let name = "exp"
  package static let summary = "e to the power of a number."
  package static let arguments = ["x"]
  package static let positionalCount = 1

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    Double.exp(arguments[0])
  }
}
