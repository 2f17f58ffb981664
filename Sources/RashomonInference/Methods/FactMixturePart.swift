import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// One part of a mixture over once-per-history values.
struct FactMixturePart {
  /// Degrees of freedom of the Student t: tails of the power 5 in one dimension.
  static let degrees = 5.0

  var share: Double
  let mean: [Double]
  /// Lower triangle of the continuous facts' scale matrix.
  let factor: [[Double]]
  let counts: [RoundedStudent]
  /// The chance of each value of each label.
  let chances: [[Double]]

  /// Fits to weighted points.
  ///
  /// - Parameters:
  ///   - weights: their sum becomes the part's share.
  ///   - reference: a covariance that stands in for as many points as there are facts and two, so
  ///     that few points make no narrow part.
  ///   - from: the part that the points were attributed by.
  init(
    fitting points: FactPoints, weights: [Double], in facts: RandomFacts, reference: [[Double]],
    from: FactMixturePart? = nil
  ) {
    let share = weights.reduce(0, +)
    let weights = weights.map { $0 / share }
    self.share = share
    let dimension = Double(facts.continuous.count)
    let size = effectiveSize(weights)
    // A t's points count the less, the farther out they lie.
    let near = weights.indices.map { place in
      guard let from else { return weights[place] }
      let square = from.squaredRadius(points, at: place)
      return weights[place] * (Self.degrees + dimension) / (Self.degrees + square)
    }
    let total = near.reduce(0, +)
    let mean = points.free.map { column in zip(column, near).reduce(0) { $0 + $1.0 * $1.1 } / total
    }
    self.mean = mean
    let own = size / (size + dimension + 2)
    var matrix = points.free.indices.map { row in
      points.free.indices.map { column in
        var sum = 0.0
        for place in near.indices {
          sum +=
            near[place] * (points.free[row][place] - mean[row])
            * (points.free[column][place] - mean[column])
        }
        return own * sum + (1 - own) * reference[row][column]
      }
    }
    for row in matrix.indices { matrix[row][row] += 1e-6 * reference[row][row] + 1e-12 }
    factor = choleskyFactor(matrix, scale: 1)
    counts = points.counts.map { RoundedStudent($0, weights: weights, widening: 1 + 3 / size) }
    chances = zip(facts.labelled, points.labels).map { fact, column in
      let count = Double(column.count)
      var chances = [Double](
        repeating: 0.1 / (count + Double(fact.count)), count: fact.count)
      for (label, weight) in zip(column, weights) where chances.indices.contains(label) {
        // A tenth as the points lie without their weights, so that no label is lost.
        chances[label] += 0.9 * weight + 0.1 / (count + Double(fact.count))
      }
      let sum = chances.reduce(0, +)
      return chances.map { $0 / sum }
    }
  }

  private init(
    share: Double, mean: [Double], factor: [[Double]], counts: [RoundedStudent],
    chances: [[Double]]
  ) {
    self.share = share
    self.mean = mean
    self.factor = factor
    self.counts = counts
    self.chances = chances
  }

  /// The same part about one of the points, at half the width.
  func moved(to points: FactPoints, place: Int, share: Double) -> FactMixturePart {
    FactMixturePart(
      share: share, mean: points.free.map { $0[place] },
      factor: factor.map { $0.map { 0.5 * $0 } },
      counts: zip(counts, points.counts).map {
        RoundedStudent(mean: $1[place], scale: 0.5 * $0.scale)
      }, chances: chances)
  }

  /// The log density at a point on the free scales.
  func logDensity(_ points: FactPoints, at place: Int) -> Double {
    let dimension = Double(mean.count)
    let nu = Self.degrees
    var density = 0.0
    if !mean.isEmpty {
      density =
        logGamma(0.5 * (nu + dimension)) - logGamma(0.5 * nu)
        - 0.5 * dimension * log(nu * Double.pi)
        - 0.5 * (nu + dimension) * log1p(squaredRadius(points, at: place) / nu)
      for row in mean.indices { density -= log(factor[row][row]) }
    }
    for (law, column) in zip(counts, points.counts) { density += law.logProbability(column[place]) }
    for (chances, column) in zip(chances, points.labels) {
      density += chances.indices.contains(column[place]) ? log(chances[column[place]]) : -.infinity
    }
    return density
  }

  /// The squared distance from the centre, in units of the scale matrix.
  private func squaredRadius(_ points: FactPoints, at place: Int) -> Double {
    squaredLength(mean.indices.map { points.free[$0][place] - mean[$0] })
  }

  /// How far two points lie apart, in units of the scale; labels count one each where they differ.
  func squaredDistance(_ points: FactPoints, from: Int, to: Int) -> Double {
    var square = squaredLength(points.free.map { $0[to] - $0[from] })
    for (law, column) in zip(counts, points.counts) {
      let step = (column[to] - column[from]) / law.scale
      square += step * step
    }
    for column in points.labels where column[to] != column[from] { square += 1 }
    return square
  }

  /// |L⁻¹ x|².
  private func squaredLength(_ vector: [Double]) -> Double {
    var solved = vector
    var square = 0.0
    for row in solved.indices {
      for column in 0..<row { solved[row] -= factor[row][column] * solved[column] }
      solved[row] /= factor[row][row]
      square += solved[row] * solved[row]
    }
    return square
  }
}

/// A Student t rounded to whole numbers from 0.
struct RoundedStudent {
  let mean: Double
  let scale: Double

  init(mean: Double, scale: Double) {
    self.mean = mean
    self.scale = scale
  }

  /// Fits to values with weights that sum to one.
  init(_ values: [Double], weights: [Double], widening: Double) {
    let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    self.init(mean: mean, scale: (variance * widening + 0.1).squareRoot())
  }

  /// The log probability of a whole number; what lies below 0 is counted with 0.
  func logProbability(_ value: Double) -> Double {
    guard value >= 0 else { return -.infinity }
    let high = (value + 0.5 - mean) / scale
    let low = value == 0 ? -.infinity : (value - 0.5 - mean) / scale
    // From the tail that is small, which keeps its accuracy.
    let probability =
      low > 0
      ? cumulative(-low) - cumulative(-high)
      : cumulative(high) - cumulative(low)
    return probability > 0 ? log(probability) : -.infinity
  }

  func quantile(_ probability: Double) -> Double {
    let degrees = FactMixturePart.degrees
    return max(0, (mean + scale * studentTQuantile(probability, degrees: degrees)).rounded())
  }

  private func cumulative(_ t: Double) -> Double {
    studentTCumulative(t, degrees: FactMixturePart.degrees)
  }
}
