import RashomonEvidence
import RashomonModel
import RashomonNumerics

// Rows of numbers.
//
// Where rows scatter by a law of reports, the day's truth is computed as always and its rows are
// weighed: each is true with its reliability r, else it is what is usual. What rows of a day share
// is one standard normal number z for the day; it moves each row's law by its own `shared`, and
// is integrated out by the trapezoid rule, which converges geometrically for such integrands.
//
// Where a row is the truth itself and the truth is drawn, every set of rows with one value may be
// the truth: it is set to that value with its posterior probability, else drawn from its law.

extension ScalarInterpreter {
  /// Whether rows of this number are the truth itself, and the truth is drawn from a law.
  func drawsTruthFromRows(of observable: Observable) -> Bool {
    guard observable.report == nil, observable.reportByStance.isEmpty,
      case .assigned(.drawn) = definitions[observable.truth]
    else { return false }
    return true
  }

  /// The logarithm of the day's rows given the truth.
  func logLikelihood(
    of day: (observable: Observable, reading: NumberReading), at moment: inout Moment
  ) -> Double {
    let rows = day.reading.rows.map { lawOfRow($0, of: day.observable, at: &moment) }
    if let silence = day.reading.silence {
      let zero = NumberRow(
        value: .point(0), reliability: silence.reliability, stance: .independent, row: "")
      let law = lawOfRow(zero, of: day.observable, at: &moment)
      let said = law.probability(shiftedBy: 0)
      return (1 - silence.coverage + silence.coverage * said).logarithm
    }
    guard rows.contains(where: { $0.sharedDeviation > 0 }) else {
      return rows.reduce(0) { $0 + $1.probability(shiftedBy: 0).logarithm }
    }
    let reach = 9.0
    let count = 400
    let step = 2 * reach / Double(count)
    var logTerms: [Double] = []
    for point in 0...count {
      let z = -reach + Double(point) * step
      let logDensity = -0.5 * z * z - 0.918_938_533_204_672_8
      logTerms.append(
        rows.reduce(logDensity) { $0 + $1.probability(shiftedBy: z).logarithm })
    }
    let largest = logTerms.max() ?? 0
    guard largest > -.infinity else { return -.infinity }
    let sum = logTerms.reduce(0) { $0 + exponential($1 - largest) }
    return largest + (sum * step).logarithm
  }

  /// The truth of a drawn number from its posterior given rows that are the truth itself; the
  /// rows' weight is noted with the day's.
  func drawTruth(
    of day: (observable: Observable, reading: NumberReading), from law: Law,
    at moment: inout Moment
  ) -> Double {
    let name = name(of: day.observable.truth)
    let family = family(of: law)
    let parameters = parameters(of: law, at: &moment)
    let free = family.sample(parameters, at: key(name, at: moment), lane: lane(of: moment))
    let usual = usualLaw(of: day.observable, at: &moment)
    if let silence = day.reading.silence {
      let zero = exponential(family.logDensity(of: 0, parameters))
      let r = silence.reliability
      let untrue = 1 - silence.coverage + silence.coverage * (1 - r) * usual.density(of: 0)
      let isTrue = silence.coverage * r * zero
      return settle([(0, isTrue)], else: free, untrue, name, at: &moment)
    }
    var points: [(value: Double, reliability: Double)] = []
    var ranges: [NumberRow] = []
    for row in day.reading.rows {
      switch row.value {
      case .point(let value): points.append((value, row.reliability))
      case .range: ranges.append(row)
      }
    }
    func saidByRanges(of truth: Double) -> Double {
      ranges.reduce(1) { product, row in
        let law = RowLaw(row: row, truth: truth, law: nil, usual: usual, sharedDeviation: 0)
        return product * law.probability(shiftedBy: 0)
      }
    }
    var distinct: [Double] = []
    for point in points where !distinct.contains(point.value) { distinct.append(point.value) }
    let untrue = points.reduce(saidByRanges(of: free)) {
      $0 * (1 - $1.reliability) * usual.density(of: $1.value)
    }
    let candidates = distinct.map { value in
      var weight = exponential(family.logDensity(of: value, parameters))
      var isTrue = 1.0
      var isFalse = 1.0
      for point in points {
        let wrong = (1 - point.reliability) * usual.density(of: point.value)
        if point.value == value {
          isTrue *= point.reliability + wrong
          isFalse *= wrong
        } else {
          weight *= wrong
        }
      }
      return (value, weight * (isTrue - isFalse) * saidByRanges(of: value))
    }
    return settle(candidates, else: free, untrue, name, at: &moment)
  }

  private func settle(
    _ candidates: [(value: Double, weight: Double)], else free: Double, _ untrue: Double,
    _ name: String, at moment: inout Moment
  ) -> Double {
    let weights = candidates.map(\.weight) + [untrue]
    let total = weights.reduce(0, +)
    moment.groupWeights.append(total)
    let chosen = choose(
      weights.map { $0 / total }, by: uniform(name + "'row", at: moment), at: &moment)
    return chosen < candidates.count ? candidates[chosen].value : free
  }

  private func usualLaw(of observable: Observable, at moment: inout Moment) -> SettledLaw {
    guard case .law(let law) = observable.usual else {
      preconditionFailure("what is usual of a number is a law")
    }
    return SettledLaw(family: family(of: law), parameters: parameters(of: law, at: &moment))
  }

  private func lawOfRow(
    _ row: NumberRow, of observable: Observable, at moment: inout Moment
  ) -> RowLaw {
    let usual = usualLaw(of: observable, at: &moment)
    guard let report = observable.reportByStance[row.stance] ?? observable.report else {
      let truth = value(of: observable.truth, at: &moment)
      return RowLaw(row: row, truth: truth, law: nil, usual: usual, sharedDeviation: 0)
    }
    let law = SettledLaw(
      family: family(of: report.law), parameters: parameters(of: report.law, at: &moment))
    var deviation = 0.0
    if let shared = report.shared {
      let given = evaluate(shared, at: &moment)
      deviation = report.law.distribution == "lognormal" ? given.logarithm : given
    }
    return RowLaw(row: row, truth: .nan, law: law, usual: usual, sharedDeviation: deviation)
  }
}

/// A distribution with its parameters' values.
struct SettledLaw {
  let family: any Distribution.Type
  let parameters: SIMD4<Double>

  func density(of value: Double) -> Double {
    exponential(family.logDensity(of: value, parameters))
  }

  /// P(low ≤ X ≤ high).
  func mass(from low: Double, to high: Double) -> Double {
    let below = family.support.isDiscrete ? low.rounded(.up) - 1 : low
    let upper = high == .infinity ? 1 : family.cumulative(high, parameters)
    let lower = low == -.infinity ? 0 : family.cumulative(below, parameters)
    return upper - lower
  }
}

/// What one row would say given the day's truth.
private struct RowLaw {
  let row: NumberRow
  /// The truth itself, for rows without a law.
  let truth: Double
  let law: SettledLaw?
  let usual: SettledLaw
  let sharedDeviation: Double

  /// r·p(row | truth, z) + (1 − r)·usual(row), with z the day's shared error.
  func probability(shiftedBy z: Double) -> Double {
    let r = row.reliability
    let law = law.map { settled in
      var parameters = settled.parameters
      if settled.family.name == "lognormal" {
        parameters[0] *= exponential(sharedDeviation * z)
      } else {
        parameters[0] += sharedDeviation * z
      }
      return SettledLaw(family: settled.family, parameters: parameters)
    }
    switch row.value {
    case .point(let value):
      let isTrue = law?.density(of: value) ?? (value == truth ? 1 : 0)
      return r * isTrue + (1 - r) * usual.density(of: value)
    case .range(let low, let high):
      let isTrue = law?.mass(from: low, to: high) ?? (low <= truth && truth <= high ? 1 : 0)
      return r * isTrue + (1 - r) * usual.mass(from: low, to: high)
    }
  }
}
