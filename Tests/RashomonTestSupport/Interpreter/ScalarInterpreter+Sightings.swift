import RashomonModel
import RashomonNumerics

// Draws that reports see, by the joint normal density of everything, with full covariance matrices.

extension ScalarInterpreter {
  /// Each set of genuine rows, all of them first, with its weight and the draw's posterior on its
  /// normal scale.
  private func cases(
    of sighting: Sighting, at moment: inout Moment
  ) -> [(logWeight: Double, mean: Double, variance: Double)] {
    let prior = normal(sighting.law, at: &moment)
    var lines: [Line] = []
    for row in sighting.rows { lines.append(line(of: row, sighting, at: &moment)) }
    let doubtful = lines.indices.filter { lines[$0].wrong != nil }
    return (0..<1 << doubtful.count).map { pattern in
      let wrong = doubtful.enumerated().filter { pattern >> $0.offset & 1 == 1 }.map(\.element)
      let genuine = lines.indices.filter { !wrong.contains($0) }.map { lines[$0] }
      var logWeight = wrong.reduce(0) { $0 + (lines[$1].wrong ?? 0).logarithm }
      for line in genuine { logWeight += line.row.row.reliability.logarithm - line.jacobian }
      let told = condition(prior, on: genuine)
      return (logWeight + told.logDensity, told.mean, told.variance)
    }
  }

  /// log P(rows), the draw integrated out.
  func logLikelihood(of sighting: Sighting, at moment: inout Moment) -> Double {
    let weights = cases(of: sighting, at: &moment).map(\.logWeight)
    let top = weights.max() ?? -.infinity
    guard top > -.infinity else { return -.infinity }
    return top + weights.reduce(0) { $0 + ($1 - top).exponential }.logarithm
  }

  /// What the rows weigh among readings of discrete draws: not less than e⁻⁶⁰⁰.
  func factor(of sighting: Sighting, at moment: inout Moment) -> Double {
    max(logLikelihood(of: sighting, at: &moment), -600).exponential
  }

  /// The draw from its posterior.
  func draw(_ sighting: Sighting, at moment: inout Moment) -> Double {
    let cases = cases(of: sighting, at: &moment)
    let top = cases.map(\.logWeight).max() ?? 0
    let weights = cases.map { ($0.logWeight - top).exponential }
    let total = weights.reduce(0, +)
    let name = name(of: sighting.draw)
    let index =
      cases.count > 1
      ? choose(
        weights.map { $0 / total }, by: uniform(name + "'genuine", at: moment), at: &moment) : 0
    let z = normalQuantile(uniform(name, at: moment))
    let value = cases[index].mean + cases[index].variance.squareRoot() * z
    return sighting.isLogarithmic ? value.exponential : value
  }

  // MARK: Rows as lines

  /// y = offset + slope·ξ + noise, with y the row on its normal scale.
  private struct Line {
    let row: Sighting.Row
    let value: Double
    let jacobian: Double
    let offset: Double
    let slope: Double
    let deviation: Double
    let shared: Double
    let wrong: Double?
  }

  private func normal(_ law: Law, at moment: inout Moment) -> (mean: Double, deviation: Double) {
    let (first, second) = (
      evaluate(law.arguments[0], at: &moment), evaluate(law.arguments[1], at: &moment)
    )
    return law.distribution == "lognormal"
      ? (first.logarithm, second.logarithm) : (first, second)
  }

  private func line(
    of row: Sighting.Row, _ sighting: Sighting, at moment: inout Moment
  ) -> Line {
    let law = row.report.law
    let isLogarithmic = law.distribution == "lognormal"
    /// The law's centre with the draw at a place of its normal scale.
    func centre(_ place: Double, _ moment: Moment) -> Double {
      var trial = moment
      // Any formula may follow from it.
      for variable in formulas { trial.values[variable.index] = nil }
      trial.values[sighting.draw.index] = sighting.isLogarithmic ? place.exponential : place
      return normal(law, at: &trial).mean
    }
    let offset = centre(0, moment)
    // From places far apart, so that rounding does not show.
    let slope = (centre(8, moment) - centre(-8, moment)) / 16
    var shared = 0.0
    if let expression = row.report.shared {
      let given = evaluate(expression, at: &moment)
      shared = isLogarithmic ? given.logarithm : given
    }
    guard case .point(let point) = row.row.value else {
      preconditionFailure("a sighting has points only")
    }
    let spread = evaluate(law.arguments[1], at: &moment)
    return Line(
      row: row, value: isLogarithmic ? point.logarithm : point,
      jacobian: isLogarithmic ? point.logarithm : 0, offset: offset, slope: slope,
      deviation: isLogarithmic ? spread.logarithm : spread, shared: shared,
      wrong: row.row.reliability < 1
        ? wrongness(of: row.row, row.observable, at: &moment) : nil)
  }

  /// The joint normal of the draw and its rows, one row after the other: the draw, then each
  /// observable's shared error, are the hidden numbers.
  private func condition(
    _ prior: (mean: Double, deviation: Double), on lines: [Line]
  ) -> (logDensity: Double, mean: Double, variance: Double) {
    let observables = Array(Set(lines.map(\.row.observable.id)))
    let size = 1 + observables.count
    var mean = [prior.mean] + observables.map { _ in 0 }
    var covariance = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
    covariance[0][0] = prior.deviation * prior.deviation
    var logDensity = 0.0
    for line in lines {
      var loading = [Double](repeating: 0, count: size)
      loading[0] = line.slope
      if let place = observables.firstIndex(of: line.row.observable.id) {
        loading[1 + place] = line.shared
      }
      let spread = covariance.map { row in zip(row, loading).reduce(0) { $0 + $1.0 * $1.1 } }
      let variance =
        line.deviation * line.deviation + zip(loading, spread).reduce(0) { $0 + $1.0 * $1.1 }
      let expected = line.offset + zip(loading, mean).reduce(0) { $0 + $1.0 * $1.1 }
      let surprise = line.value - expected
      logDensity -=
        0.5 * (surprise * surprise / variance + (2 * Double.pi * variance).logarithm)
      for row in 0..<size {
        mean[row] += spread[row] * surprise / variance
        for column in 0..<size {
          covariance[row][column] -= spread[row] * spread[column] / variance
        }
      }
    }
    return (logDensity, mean[0], covariance[0][0])
  }
}
