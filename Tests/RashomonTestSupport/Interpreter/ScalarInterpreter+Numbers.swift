import RashomonEvidence
import RashomonModel
import RashomonNumerics

// Rows of numbers that are measured: rows that scatter around a truth, by a law of reports.
//
// The day's truth is computed as always and its rows are weighed: each is true with its
// reliability r, else it is what is usual. What rows of a day share is one standard normal number z
// for the day; it moves each row's law by its own `shared`, and is integrated out by the trapezoid
// rule, which converges geometrically for such integrands.

extension ScalarInterpreter {
  /// The logarithm of the day's rows that have a law of reports, given the truth.
  func logLikelihood(
    of measurement: DayPlan.Measurement, at moment: inout Moment
  ) -> Double {
    let observable = measurement.observable
    if let silence = measurement.reading.silence {
      guard let report = observable.lawOfSilence else { return 0 }
      let zero = NumberRow(
        value: .point(0), reliability: silence.reliability, stance: .independent, row: "")
      let said = rowLaw(zero, report, observable, at: &moment).probability(shiftedBy: 0)
      let silent = 1 - silence.coverage + silence.coverage * said
      return (silent * bias(of: silence, said: silent)).logarithm
    }
    var rows: [RowLaw] = []
    for row in measurement.reading.rows {
      guard let report = observable.lawOfRow(row) else { continue }
      rows.append(rowLaw(row, report, observable, at: &moment))
    }
    var sides: [RowLaw] = []
    var gain = 0.0
    for row in rows where row.row.isPreferred != nil {
      guard let report = observable.lawOfRow(row.row) else { continue }
      sides.append(rowLaw(row.row.sayingPreferred, report, observable, at: &moment))
      sides[sides.count - 1].strength = row.row.tilt?.strength ?? 1
      gain += row.row.gain.logarithm
    }
    guard rows.contains(where: { $0.sharedDeviation > 0 }) else {
      return gain
        + (measurement.isSeen ? 0 : rows.reduce(0) { $0 + $1.logProbability(shiftedBy: 0) })
        - sides.reduce(0) { $0 + $1.expectedGain(shiftedBy: 0).logarithm }
    }
    let told =
      measurement.isSeen
      ? 0
      : integrated { z in
        rows.reduce(0) { $0 + $1.logProbability(shiftedBy: z) }
      }
    guard !sides.isEmpty else { return told }
    let expected = integrated { z in
      sides.reduce(0) { $0 + $1.expectedGain(shiftedBy: z).logarithm }
    }
    return gain + told - expected
  }

  /// The integral over z, on a fine grid over all places where a coarse one finds anything: rows
  /// far from the truth pull z far out.
  private func integrated(_ logLikelihood: (Double) -> Double) -> Double {
    func logIntegrand(_ z: Double) -> Double {
      -0.5 * z * z - 0.918_938_533_204_672_8 + logLikelihood(z)
    }
    let coarse = (-160...160).map { (z: Double($0) * 0.25, value: logIntegrand(Double($0) * 0.25)) }
    let peak = coarse.map(\.value).max() ?? -.infinity
    let places = coarse.filter { $0.value > peak - 45 }.map(\.z)
    guard peak > -.infinity, let first = places.min(), let last = places.max() else {
      return -.infinity
    }
    let step = 0.03125
    var sum = 0.0
    for point in 0...Int((last - first + 1) / step) {
      sum += (logIntegrand(first - 0.5 + Double(point) * step) - peak).exponential
    }
    return peak + (sum * step).logarithm
  }

  private func rowLaw(
    _ row: NumberRow, _ report: ReportLaw, _ observable: Observable, at moment: inout Moment
  ) -> RowLaw {
    var deviation = 0.0
    if let shared = report.shared {
      let given = evaluate(shared, at: &moment)
      deviation = report.law.distribution == "lognormal" ? given.logarithm : given
    }
    return RowLaw(
      row: row, law: settled(report.law, at: &moment),
      wrong: wrongness(of: row, observable, at: &moment), sharedDeviation: deviation)
  }

  func settled(_ law: Law, at moment: inout Moment) -> SettledLaw {
    SettledLaw(family: family(of: law), parameters: parameters(of: law, at: &moment))
  }

  /// (1 − r)·usual(row): what a wrong row is worth.
  func wrongness(
    of row: NumberRow, _ observable: Observable, at moment: inout Moment
  ) -> Double {
    guard row.reliability < 1 else { return 0 }
    guard case .law(let usual) = observable.usual else {
      preconditionFailure("what is usual of a number is a law")
    }
    return (1 - row.reliability) * settled(usual, at: &moment).probability(of: row.value)
  }

  /// P(row | truth) where a row is the truth itself: r·[it says so] + (1 − r)·usual.
  func likelihood(
    of row: NumberRow, being truth: Double, _ observable: Observable, at moment: inout Moment
  ) -> Double {
    let agrees: Bool
    switch row.value {
    case .point(let value): agrees = value == truth
    case .range(let low, let high): agrees = low <= truth && truth <= high
    }
    return (agrees ? row.reliability : 0) + wrongness(of: row, observable, at: &moment)
  }
}

/// A distribution with its parameters' values.
struct SettledLaw {
  let family: any Distribution.Type
  var parameters: SIMD4<Double>

  func density(of value: Double) -> Double { family.logDensity(of: value, parameters).exponential }

  /// Density of a point, probability of a range.
  func probability(of value: NumberRow.Value) -> Double { logProbability(of: value).exponential }

  func logProbability(of value: NumberRow.Value) -> Double {
    switch value {
    case .point(let point): family.logDensity(of: point, parameters)
    case .range(let low, let high): family.logProbability(from: low, to: high, parameters)
    }
  }
}

/// What one row would say given the day's truth.
private struct RowLaw {
  let row: NumberRow
  let law: SettledLaw
  let wrong: Double
  let sharedDeviation: Double
  /// ω, for a row that names the side that a bias prefers.
  var strength = 1.0

  /// 1 + (ω − 1)·P(side | truth, z).
  func expectedGain(shiftedBy z: Double) -> Double {
    1 + (strength - 1) * probability(shiftedBy: z)
  }

  /// r·p(row | truth, z) + (1 − r)·usual(row), with z the day's shared error.
  func probability(shiftedBy z: Double) -> Double {
    row.reliability * moved(by: z).probability(of: row.value) + wrong
  }

  /// Its logarithm, which for a certain row is there although the probability is too small for a number.
  func logProbability(shiftedBy z: Double) -> Double {
    guard wrong == 0 else { return probability(shiftedBy: z).logarithm }
    return row.reliability.logarithm + moved(by: z).logProbability(of: row.value)
  }

  private func moved(by z: Double) -> SettledLaw {
    var moved = law
    if law.family.name == "lognormal" {
      moved.parameters[0] *= (sharedDeviation * z).exponential
    } else {
      moved.parameters[0] += sharedDeviation * z
    }
    return moved
  }
}
