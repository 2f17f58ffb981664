import RashomonEvidence
import RashomonModel
import RashomonNumerics

// Numbers whose rows are the truth itself, and whose truth is drawn from a law.
//
// Every value that rows name is a candidate, weighed by its density and by what the rows say if it
// is the truth; what is left is a draw from the law while all points are wrong. That draw lies
// within the best graded range with the probability that this range is genuine.

extension ScalarInterpreter {
  /// Whether rows of this number are the truth itself, and the truth is drawn from a law.
  func drawsTruthFromRows(of observable: Observable) -> Bool {
    guard observable.report == nil, observable.reportByStance.isEmpty,
      case .assigned(.drawn) = definitions[observable.truth]
    else { return false }
    return true
  }

  /// The day's truth from its posterior; the rows' weight is noted with the day's.
  func drawTruth(
    of measurement: DayPlan.Measurement, from law: Law, at moment: inout Moment
  ) -> Double {
    let observable = measurement.observable
    let name = name(of: observable.truth)
    let law = settled(law, at: &moment)
    // The law's arguments may have settled a group one of whose draws reads this truth: then it was
    // drawn, and its rows weighed, on the way.
    if let drawn = moment.values[observable.truth.index] { return drawn }
    let key = key(name, at: moment)
    let fresh = law.family.sample(law.parameters, at: key, lane: lane(of: moment))
    if let silence = measurement.reading.silence {
      let (r, c) = (silence.reliability, silence.coverage)
      let zero = NumberRow(value: .point(0), reliability: r, stance: .independent, row: "")
      let untrue = 1 - c + c * wrongness(of: zero, observable, at: &moment)
      moment.weights.append(bias(of: silence, said: untrue + c * r * law.density(of: 0)))
      return settle([(0, c * r * law.density(of: 0))], else: (fresh, untrue), name, at: &moment)
    }
    moment.weights.append(bias(of: measurement.reading.rows, law, observable, at: &moment))
    var points: [(value: Double, reliability: Double, wrong: Double)] = []
    var ranges: [NumberRow] = []
    for row in measurement.reading.rows {
      switch row.value {
      case .range: ranges.append(row)
      case .point(let value):
        let wrong = wrongness(of: row, observable, at: &moment)
        points.append((value, row.reliability, wrong))
      }
    }
    var rest = points.reduce((value: fresh, weight: 1.0)) { ($0.value, $0.weight * $1.wrong) }
    if let best = ranges.map(\.reliability).max(),
      let index = ranges.firstIndex(where: { $0.reliability == best })
    {
      let within = drawWithin(ranges[index], of: observable, law, fresh: fresh, at: &moment)
      rest = (within.value, rest.weight * within.weight)
      for (other, row) in ranges.enumerated() where other != index {
        rest.weight *= likelihood(of: row, being: rest.value, observable, at: &moment)
      }
    }
    var candidates: [(value: Double, weight: Double)] = []
    for value in points.map(\.value) where !candidates.contains(where: { $0.value == value }) {
      let own = points.filter { $0.value == value }
      let right = own.reduce(1) { $0 * ($1.reliability + $1.wrong) }
      let mistaken = own.reduce(1) { $0 * $1.wrong }
      var weight = law.density(of: value) * (right - mistaken)
      for point in points where point.value != value { weight *= point.wrong }
      for row in ranges { weight *= likelihood(of: row, being: value, observable, at: &moment) }
      candidates.append((value, weight))
    }
    return settle(candidates, else: rest, name, at: &moment)
  }

  /// A draw given one range, and the range's weight.
  private func drawWithin(
    _ row: NumberRow, of observable: Observable, _ law: SettledLaw, fresh: Double,
    at moment: inout Moment
  ) -> (value: Double, weight: Double) {
    guard case .range(let low, let high) = row.value else { return (fresh, 1) }
    let name = name(of: observable.truth)
    let isTrue = row.reliability * law.probability(of: row.value)
    let isFalse = wrongness(of: row, observable, at: &moment)
    let total = isTrue + isFalse
    let shares = [isTrue / total, isFalse / total]
    let choice =
      row.reliability < 1
      ? choose(shares, by: uniform(name + "'range", at: moment), at: &moment) : 0
    guard choice == 0 else { return (fresh, total) }
    let inside = law.quantile(uniform(name, at: moment), from: low, to: high)
    return (inside, total)
  }

  private func settle(
    _ candidates: [(value: Double, weight: Double)], else rest: (value: Double, weight: Double),
    _ name: String, at moment: inout Moment
  ) -> Double {
    let weights = candidates.map(\.weight) + [rest.weight]
    let total = weights.reduce(0, +)
    moment.weights.append(total)
    guard !candidates.isEmpty else { return rest.value }
    let chosen = choose(
      weights.map { $0 / total }, by: uniform(name + "'row", at: moment), at: &moment)
    return chosen < candidates.count ? candidates[chosen].value : rest.value
  }
}

extension SettledLaw {
  /// The value below which the share `u` of the law between two bounds lies, by bisection.
  fileprivate func quantile(_ u: Double, from low: Double, to high: Double) -> Double {
    if family.support.isDiscrete { return countQuantile(u, from: low, to: high) }
    var (below, above) = (max(low, -1e6), min(high, 1e6))
    let whole = probability(of: .range(low: low, high: high))
    for _ in 0..<200 {
      let middle = 0.5 * (below + above)
      if probability(of: .range(low: low, high: middle)) < u * whole {
        below = middle
      } else {
        above = middle
      }
    }
    return 0.5 * (below + above)
  }

  private func countQuantile(_ u: Double, from low: Double, to high: Double) -> Double {
    let whole = probability(of: .range(low: low, high: high))
    var count = max(0, low.rounded(.up))
    while count < high.rounded(.down), count < 1e4,
      probability(of: .range(low: low, high: count)) < u * whole
    {
      count += 1
    }
    return count
  }
}
