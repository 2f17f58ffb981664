/// A hidden Markov model with finitely many states, solved by the forward recursion.
///
/// *Reference*: [Rabiner1989], scaled version.
package struct HiddenMarkovModel: Sendable {
  /// The distribution of the state at the first observation.
  package let initial: [Double]
  /// `transition[i][j]`: the chance of j tomorrow given i today.
  package let transition: [[Double]]
  /// `emission[i][k]`: the chance of seeing k in state i.
  package let emission: [[Double]]

  package init(initial: [Double], transition: [[Double]], emission: [[Double]]) {
    self.initial = initial
    self.transition = transition
    self.emission = emission
  }

  package struct Result: Sendable {
    package let logEvidence: Double
    /// P(state | observations up to and with its own), one for each observation.
    package let filtered: [[Double]]
  }

  package func forward(_ observations: [Int]) -> Result {
    var predicted = initial
    var logEvidence = 0.0
    var filtered: [[Double]] = []
    for observation in observations {
      let joint = predicted.indices.map { predicted[$0] * emission[$0][observation] }
      let total = joint.reduce(0, +)
      logEvidence += total.logarithm
      let posterior = joint.map { $0 / total }
      filtered.append(posterior)
      predicted = predicted.indices.map { next in
        posterior.indices.reduce(0) { $0 + posterior[$1] * transition[$1][next] }
      }
    }
    return Result(logEvidence: logEvidence, filtered: filtered)
  }
}
