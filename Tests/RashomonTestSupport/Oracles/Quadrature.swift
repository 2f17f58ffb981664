// Integrals over one unknown by fixed grids; two unknowns are one grid inside another. Everything is
// in logarithms, as evidence is.

/// log of the mean of exp(f) under a law, by quadrature.
package enum Quadrature {
  /// Under a standard normal: the trapezoid rule on −8…8, whose error falls faster than any power
  /// of the step where f is smooth.
  ///
  /// The mass beyond ±8 is 1e-15. Two hundred steps resolve a posterior a fiftieth as wide as its
  /// prior.
  package static func logMeanOverNormal(
    steps: Int = 200, of f: (Double) -> Double
  ) -> Double {
    let width = 16 / Double(steps)
    let terms = (0...steps).map { index in
      let z = -8 + width * Double(index)
      return f(z) - 0.5 * z * z
    }
    return logSum(terms) + naturalLogarithm(width) - 0.5 * naturalLogarithm(2 * Double.pi)
  }

  /// Under a uniform law on 0…1: Gauss and Legendre's rule, exact for polynomials of degree below
  /// twice the number of points.
  package static func logMeanOverUniform(
    points: Int = 64, of f: (Double) -> Double
  ) -> Double {
    logSum(
      gaussLegendre(points).map { f($0.point) + naturalLogarithm($0.weight) })
  }

  /// Points in 0…1 with weights of sum one.
  package static func gaussLegendre(_ count: Int) -> [(point: Double, weight: Double)] {
    (1...count).map { index in
      // The roots of Legendre's polynomial by Newton's method from the cosine approximation.
      var x = cosine(Double.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var (previous, current) = (1.0, x)
        for degree in 2..<max(3, count + 1) where degree <= count {
          let degree = Double(degree)
          (previous, current) = (
            current, ((2 * degree - 1) * x * current - (degree - 1) * previous) / degree
          )
        }
        slope = Double(count) * (x * current - previous) / (x * x - 1)
        let step = current / slope
        x -= step
        if abs(step) < 1e-15 { break }
      }
      return (0.5 * (1 + x), 1 / ((1 - x * x) * slope * slope))
    }
  }

  /// log Σ exp.
  package static func logSum(_ terms: [Double]) -> Double {
    let top = terms.max() ?? -.infinity
    guard top.isFinite else { return top }
    return top + terms.reduce(0) { $0 + ($1 - top).exponential }.logarithm
  }
}
