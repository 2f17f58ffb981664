// The Kalman filter for one hidden quantity, the exact answer for linear-Gaussian models:
//
//   level(t+1) = slope · level(t) + drift + noise of variance `levelVariance`
//   value(t)   = loading · level(t) + offset + noise of variance `valueVariance`
//
// A missing value (nil) only predicts. Reference: [DurbinKoopman2012, §2.2 and §4.3].

/// A scalar linear-Gaussian state space model.
package struct KalmanFilter: Sendable {
  package let slope: Double
  package let drift: Double
  package let levelVariance: Double
  package let loading: Double
  package let offset: Double
  package let valueVariance: Double

  /// What is known of the first level before the first value.
  package enum Start: Sendable {
    case proper(mean: Double, variance: Double)
    /// Nothing: the first value initialises the level and has no likelihood of its own.
    case diffuse
  }

  package init(
    slope: Double = 1, drift: Double = 0, levelVariance: Double, loading: Double = 1,
    offset: Double = 0, valueVariance: Double
  ) {
    self.slope = slope
    self.drift = drift
    self.levelVariance = levelVariance
    self.loading = loading
    self.offset = offset
    self.valueVariance = valueVariance
  }

  package struct Result: Sendable {
    package let logEvidence: Double
    /// Mean and variance of each level given the values up to and with its own.
    package let filtered: [(mean: Double, variance: Double)]
  }

  package func run(_ values: [Double?], from start: Start) -> Result {
    var logEvidence = 0.0
    var filtered: [(mean: Double, variance: Double)] = []
    var mean = 0.0
    var variance = 0.0
    var isKnown = false
    if case .proper(let first, let spread) = start {
      (mean, variance, isKnown) = (first, spread, true)
    }
    for value in values {
      if let value {
        if isKnown {
          let predicted = loading * mean + offset
          let total = loading * loading * variance + valueVariance
          let error = value - predicted
          logEvidence -= 0.5 * (naturalLogarithm(2 * Double.pi * total) + error * error / total)
          let gain = variance * loading / total
          mean += gain * error
          variance *= 1 - gain * loading
        } else {
          mean = (value - offset) / loading
          variance = valueVariance / (loading * loading)
          isKnown = true
        }
      }
      filtered.append((mean, variance))
      mean = slope * mean + drift
      variance = slope * slope * variance + levelVariance
    }
    return Result(logEvidence: logEvidence, filtered: filtered)
  }
}
