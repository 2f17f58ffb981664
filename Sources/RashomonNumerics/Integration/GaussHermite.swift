import RealModule

/// Gauss–Hermite quadrature against the standard normal density: nodes sᵢ and weights wᵢ with
/// Σ wᵢ f(sᵢ) ≈ ∫ φ(s) f(s) ds, exact for polynomials up to degree 2n − 1.
///
/// For integrands no narrower than the normal density itself. Where they may be, use
/// `logNormalExpectation`.
package struct GaussHermite: Sendable {
  package let nodes: [Double]
  package let logWeights: [Double]

  /// - Parameter count: n, from 1 to about 300. *Complexity*: O(n²).
  ///
  /// The nodes are zeros of the Hermite polynomial Heₙ, isolated by those of Heₙ₋₁ since they
  /// interlace; the weights are 1/(n heₙ₋₁(sᵢ)²) in orthonormal polynomials.
  package init(count: Int) {
    precondition(count >= 1, "a quadrature rule needs at least one node")
    var zeros: [Double] = []
    for order in 1...count {
      let bound = 2 * Double(order).squareRoot() + 1
      let ends = [-bound] + zeros + [bound]
      zeros = zip(ends, ends.dropFirst()).compactMap { low, high in
        findRoot(between: low, and: high) { Self.orthonormal(order, $0).last }
      }
    }
    nodes = zeros
    logWeights = zeros.map { node in
      let previous = Self.orthonormal(count, node).previous
      return -Double.log(Double(count)) - 2 * Double.log(abs(previous))
    }
  }

  /// log ∫ φ(s) exp(g(s)) ds for a log integrand g, which may be −∞.
  package func logExpectation(_ logIntegrand: (Double) -> Double) -> Double {
    logSumExp(zip(nodes, logWeights).map { node, weight in weight + logIntegrand(node) })
  }

  /// heₙ(s) and heₙ₋₁(s), the Hermite polynomials that are orthonormal under φ.
  private static func orthonormal(_ order: Int, _ s: Double) -> (last: Double, previous: Double) {
    var last = 1.0
    var previous = 0.0
    for index in 1...order {
      let next =
        (s * last - Double(index - 1).squareRoot() * previous) / Double(index).squareRoot()
      (last, previous) = (next, last)
    }
    return (last, previous)
  }
}
