/// The logistic curve that is 5 % at `from` and 95 % at `to`; NaN where they are equal.
package enum Rising: MathFunction {
  package static let name = "rising"
  package static let summary = "The logistic curve that is 5 % at one point and 95 % at another."
  package static let arguments = ["x", "from", "to"]
  package static let positionalCount = 1

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    let (x, from, to) = (arguments[0], arguments[1], arguments[2])
    guard from != to else { return .nan }
    // 2 log 19 is the distance from 5 % to 95 % in log odds.
    return logistic(5.888_877_958_332_880_5 * ((x - from) / (to - from) - 0.5))
  }
}
