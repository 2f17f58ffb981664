// The Kalman filter for several hidden quantities and one value a day:
//
//   x(t+1) = transition · x(t) + noise, independent, of variances `levelVariances`
//   value(t) = loading · x(t) + noise of variance `valueVariance`
//
// Reference: [DurbinKoopman2012, §4.3].

/// A linear-Gaussian state space model with a vector for a state.
package struct VectorKalmanFilter: Sendable {
  package let transition: [[Double]]
  package let levelVariances: [Double]
  package let loading: [Double]
  package let valueVariance: Double

  package init(
    transition: [[Double]], levelVariances: [Double], loading: [Double], valueVariance: Double
  ) {
    self.transition = transition
    self.levelVariances = levelVariances
    self.loading = loading
    self.valueVariance = valueVariance
  }

  /// The log density of the values, the first state's components being independent with these means
  /// and variances.
  package func logEvidence(
    _ values: [Double], means: [Double], variances: [Double]
  ) -> Double {
    let places = loading.indices
    var mean = means
    var covariance = places.map { row in places.map { $0 == row ? variances[row] : 0 } }
    var logEvidence = 0.0
    for value in values {
      let error = value - dot(loading, mean)
      let reach = covariance.map { dot($0, loading) }
      let total = dot(loading, reach) + valueVariance
      logEvidence -= 0.5 * (naturalLogarithm(2 * Double.pi * total) + error * error / total)
      mean = places.map { mean[$0] + reach[$0] * error / total }
      covariance = places.map { row in
        places.map { covariance[row][$0] - reach[row] * reach[$0] / total }
      }
      mean = transition.map { dot($0, mean) }
      let moved = transition.map { line in
        places.map { column in dot(line, covariance.map { $0[column] }) }
      }
      covariance = places.map { row in
        places.map { column in
          dot(moved[row], transition[column]) + (row == column ? levelVariances[row] : 0)
        }
      }
    }
    return logEvidence
  }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}
