/// A hidden Markov model of two states whose chances to change are unknown: each has a beta law with
/// whole parameters, and the evidence is the integral over both.
///
/// The forward recursion is a polynomial in each chance of the degree of the number of steps, and so
/// is a beta density with whole parameters, so that a Gauss rule with enough points has no error but
/// rounding.
package struct UncertainRows: Sendable {
  package let initial: [Double]
  /// Parameters (yes, no) of the law of each state's chance to change into the other.
  package let changes: [(yes: Int, no: Int)]
  /// `emission[i][k]`: the chance of seeing k in state i.
  package let emission: [[Double]]

  package init(
    initial: [Double], changes: [(yes: Int, no: Int)], emission: [[Double]]
  ) {
    self.initial = initial
    self.changes = changes
    self.emission = emission
  }

  package func logEvidence(_ observations: [Int]) -> Double {
    let degree = observations.count + changes.reduce(0) { max($0, $1.yes + $1.no) }
    let points = degree / 2 + 1
    return Quadrature.logMeanOverUniform(points: points) { first in
      logDensity(first, 0)
        + Quadrature.logMeanOverUniform(points: points) { second in
          logDensity(second, 1)
            + HiddenMarkovModel(
              initial: initial, transition: [[1 - first, first], [second, 1 - second]],
              emission: emission
            ).forward(observations).logEvidence
        }
    }
  }

  /// The log of the beta density.
  private func logDensity(_ chance: Double, _ row: Int) -> Double {
    let (yes, no) = (Double(changes[row].yes), Double(changes[row].no))
    return logarithmOfGamma(yes + no) - logarithmOfGamma(yes) - logarithmOfGamma(no)
      + (yes - 1) * chance.logarithm + (no - 1) * (1 - chance).logarithm
  }
}
