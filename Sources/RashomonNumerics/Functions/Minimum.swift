/// The smaller of two numbers; NaN if either is.
package enum Minimum: MathFunction {
  package static let name = "min"
  package static let summary = "The smaller of two numbers."
  package static let arguments = ["x", "y"]
  package static let positionalCount = 2

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    let (x, y) = (arguments[0], arguments[1])
    return x.isNaN || x < y ? x : y
  }
}
