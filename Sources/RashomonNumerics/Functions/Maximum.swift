/// The larger of two numbers; NaN if either is.
package enum Maximum: MathFunction {
  package static let name = "max"
  package static let summary = "The larger of two numbers."
  package static let arguments = ["x", "y"]
  package static let positionalCount = 2

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    let (x, y) = (arguments[0], arguments[1])
    return x.isNaN || x > y ? x : y
  }
}
