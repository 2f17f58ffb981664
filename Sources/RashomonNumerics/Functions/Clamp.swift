/// x kept between two bounds; NaN where the bounds are crossed.
package enum Clamp: MathFunction {
  package static let name = "clamp"
  package static let summary = "A number kept between two bounds."
  package static let arguments = ["x", "low", "high"]
  package static let positionalCount = 3

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    let (x, low, high) = (arguments[0], arguments[1], arguments[2])
    guard low <= high else { return .nan }
    return x < low ? low : x > high ? high : x
  }
}
