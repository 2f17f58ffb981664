/// |x|.
package enum AbsoluteValue: MathFunction {
  package static let name = "abs"
  package static let summary = "The size of a number, without its sign."
  package static let arguments = ["x"]
  package static let positionalCount = 1

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    abs(arguments[0])
  }
}
