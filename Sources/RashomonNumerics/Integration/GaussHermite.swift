import RealModule

/// Gauss–Hermite quadrature against the standard normal density: nodes sᵢ and weights wᵢ with
/// Σ wᵢ f(sᵢ) ≈ ∫ φ(s) f(s) ds, exact for polynomials up to degree 2n − 1.
///
/// For integrands no narrower than the normal density itself. Where they may be, use
/// `logNormalExpectation`.
package struct GaussHermite: Sendable {
  package let nodes: [Double]
  package let logWeights: [Double]

  /// The rule of 32 points, good for every integrand that is not much narrower than φ.
  package static let standard = GaussHermite(count: 32)

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
    logExpectation(around: 0, width: 1, logIntegrand)
  }

  /// The same, with the nodes moved and scaled to where φ·exp(g) has its mass: exact to rounding
  /// where that is a normal density of this centre and width, and good for whatever is near it.
  package func logExpectation(
    around centre: Double, width: Double, _ logIntegrand: (Double) -> Double
  ) -> Double {
    let terms = zip(nodes, logWeights).map { node, weight in
      let s = centre + width * node
      return weight + logIntegrand(s) + 0.5 * (node - s) * (node + s)
    }
    return logSumExp(terms) + Double.log(width)
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
