/// Φ(x), the standard normal distribution function.
package enum NormalCumulativeFunction: MathFunction {
  package static let name = "normal_cdf"
  package static let summary = "The share of a standard normal distribution below a number."
  package static let arguments = ["x"]
  package static let positionalCount = 1

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    normalCumulative(arguments[0])
  }
}
