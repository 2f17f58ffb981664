/// 1/(1 + e^(−x)).
package enum LogisticFunction: MathFunction {
  package static let name = "logistic"
  package static let summary = "1/(1 + e^−x): any number to a share between 0 and 1."
  package static let arguments = ["x"]
  package static let positionalCount = 1

  package static func evaluate(_ arguments: SIMD4<Double>) -> Double {
    logistic(arguments[0])
  }
}
