import RashomonEvidence
import RashomonModel
import RashomonNumerics

// Readings of a biased record, from the definition: what a reading weighs is multiplied by ω if it
// gives the preferred answer, and divided by what that multiplication is expected to be.

extension ScalarInterpreter {
  /// The weight of a reading over discrete draws, from its unbiased one.
  func biased(
    _ told: Double, _ factor: DayPlan.Factor, at moment: inout Moment
  ) -> Double {
    guard let bias = factor.bias else { return told }
    let preferred = expectation(of: bias.preferred, at: &moment)
    let expected = bias.isOfTheOpposite ? 1 - preferred : preferred
    return (bias.isGiven ? bias.strength : 1) * told / (1 + (bias.strength - 1) * expected)
  }

  /// A reading's probability before its last draw was made.
  private func expectation(of factor: DayPlan.Factor, at moment: inout Moment) -> Double {
    guard let last = factor.lastDraw else { return unbiasedLikelihood(of: factor, at: &moment) }
    var before = moment
    // Everything that may follow from the draw is forgotten; the other draws stay.
    for variable in definitions.keys where !moment.plan.draws.contains(variable) {
      before.values[variable.index] = nil
    }
    before.values[last.index] = nil
    var sum = 0.0
    var trial = before
    for (value, chance) in chances(of: last, at: &trial).enumerated() where chance != 0 {
      var after = before
      after.values[last.index] = Double(value)
      sum += chance * unbiasedLikelihood(of: factor, at: &after)
    }
    return sum
  }

  /// What multiplies the weight of silence that has probability `said`.
  func bias(of silence: NumberReading.Silence, said: Double) -> Double {
    silence.odds >= 1
      ? 1 / (1 + (silence.odds - 1) * (1 - said))
      : 1 / (silence.odds + (1 - silence.odds) * said)
  }

  /// What multiplies the weight of rows whose common truth is drawn from a law: Π ω over its
  /// expectation, whose product is multiplied out over the rows that are genuine.
  func bias(
    of rows: [NumberRow], _ law: SettledLaw, _ observable: Observable, at moment: inout Moment
  ) -> Double {
    let tilted = rows.filter { $0.isPreferred != nil }
    guard !tilted.isEmpty else { return 1 }
    var wrong: [Double] = []
    for row in tilted {
      wrong.append(wrongness(of: row.sayingPreferred, observable, at: &moment))
    }
    var expected = 0.0
    for pattern in 0..<(1 << tilted.count) {
      var term = 1.0
      var (low, high) = (-Double.infinity, Double.infinity)
      for (index, row) in tilted.enumerated() {
        guard let tilt = row.tilt else { continue }
        let gain = tilt.strength - 1
        if pattern >> index & 1 == 1 {
          term *= gain * row.reliability
          if tilt.odds > 1 {
            low = max(low, tilt.threshold.nextUp)
          } else {
            high = min(high, tilt.threshold)
          }
        } else {
          term *= 1 + gain * wrong[index]
        }
      }
      if low <= high { expected += term * law.probability(of: .range(low: low, high: high)) }
    }
    return tilted.reduce(1) { $0 * $1.gain } / expected
  }
}

extension NumberRow {
  /// ω where the row lies on its tilt's side, else 1.
  var gain: Double { isPreferred == true ? tilt?.strength ?? 1 : 1 }

  /// A row like this that says no more than that the value lies on its tilt's side.
  var sayingPreferred: NumberRow {
    NumberRow(
      value: tilt?.preferred ?? value, reliability: reliability, stance: stance, row: row)
  }
}

extension DayPlan.Factor {
  /// How a bias treats the reading.
  struct Bias {
    /// The answer that is likelier to be recorded.
    let preferred: DayPlan.Factor
    /// Whether it is rather everything but that answer.
    let isOfTheOpposite: Bool
    /// Whether the likelier answer was given.
    let isGiven: Bool
    /// ω, above 1.
    let strength: Double
  }

  /// nil for an unbiased record.
  var bias: Bias? {
    func bias(
      _ reading: Reading, _ isGiven: Bool, _ odds: Double, opposite: Bool = false
    ) -> Bias? {
      guard odds != 1 else { return nil }
      return Bias(
        preferred: DayPlan.Factor(
          observable: observable, reading: reading, lastDraw: lastDraw),
        isOfTheOpposite: opposite, isGiven: isGiven, strength: odds > 1 ? odds : 1 / odds)
    }
    switch reading {
    case .event(let event):
      let answer: EventReading.Answer = event.odds > 1 ? .yes : .silent
      let preferred = EventReading(
        observable: event.observable, answer: answer, reliability: event.reliability,
        coverage: event.coverage, falseRate: event.falseRate, rows: event.rows)
      return bias(.event(preferred), (event.answer == .yes) == (event.odds > 1), event.odds)
    case .status(let status):
      let preferred = StatusReading(
        observable: status.observable, isTrue: status.odds > 1, reliability: status.reliability,
        row: status.row)
      return bias(.status(preferred), status.isTrue == (status.odds > 1), status.odds)
    case .row(let row):
      guard let isPreferred = row.isPreferred else { return nil }
      return bias(.row(row.sayingPreferred), isPreferred, row.tilt?.odds ?? 1)
    case .silence(let silence):
      return bias(reading, silence.odds < 1, silence.odds, opposite: silence.odds > 1)
    case .sighting: return nil
    }
  }
}
