import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

// The second baseline: a forecaster who knows nothing of the crisis but keeps count.
//
// Events happen at the rate learned so far, a status is as often true as its rows have said, counts
// follow the mean learned so far, other numbers walk at random from their last report. Each is a
// closed form, so climatology has no Monte Carlo error. It reads the record exactly as accounts do
// (the same grades, silence and coverage), and is printed to keep a win over common ground honest.

/// The baseline that learns every rate from the record itself.
struct Climatology {
  /// Common ground, which gives the kinds of the observables and what is usual.
  let model: Model

  /// The log probability of the readings.
  ///
  /// *Complexity*: O(days²) for each event, O(rows) for the rest.
  func logEvidence(of records: [DayRecord]) -> Double {
    let ordered = records.sorted { $0.day < $1.day }
    return model.observables.reduce(0) { total, observable in
      total
        + {
          switch observable.kind {
          case .event(let once): event(observable, once: once, in: ordered)
          case .status: status(observable, in: ordered)
          case .number: number(observable, in: ordered)
          }
        }()
    }
  }

  // MARK: Events

  /// Exact recursion over how often it has happened; the rate is (½ + times) a (period + days so
  /// far), so that half an event a period is expected before anything is known.
  private func event(
    _ observable: RashomonModel.Observable, once: Bool, in records: [DayRecord]
  ) -> Double {
    let readings = Dictionary(
      records.compactMap { record in
        record.events.first { $0.observable == observable.id }.map { (record.day, $0) }
      }, uniquingKeysWith: { first, _ in first })
    guard let lastDay = readings.keys.max() else { return 0 }
    var shares = [1.0]
    var log = 0.0
    for day in 0...lastDay {
      var next = [Double](repeating: 0, count: shares.count + 1)
      for (times, share) in shares.enumerated() where share > 0 {
        let days = Double(model.period.dayCount + day)
        let chance = once && times > 0 ? 0 : min(1, (0.5 + Double(times)) / days)
        let reading = readings[day]
        next[times + 1] +=
          share * chance * (reading?.probability(happens: true, usual: chance) ?? 1)
        next[times] +=
          share * (1 - chance) * (reading?.probability(happens: false, usual: chance) ?? 1)
      }
      let total = next.reduce(0, +)
      guard total > 0 else { return -.infinity }
      log += Glibc.log(total)
      while next.count > 1, next[next.count - 1] < total * 1e-15 { next.removeLast() }
      shares = next.map { $0 / total }
    }
    return log
  }

  // MARK: Statuses

  private func status(
    _ observable: RashomonModel.Observable, in records: [DayRecord]
  ) -> Double {
    var truths = 0.5
    var rows = 1.0
    var log = 0.0
    for record in records {
      for reading in record.statuses where reading.observable == observable.id {
        let usual = usualChance(of: observable, day: record.day)
        let agrees = reading.isTrue ? truths / rows : 1 - truths / rows
        let usualAgrees = reading.isTrue ? usual : 1 - usual
        log += Glibc.log(
          reading.reliability * agrees + (1 - reading.reliability) * usualAgrees)
        truths += reading.isTrue ? 1 : 0
        rows += 1
      }
    }
    return log
  }

  private func usualChance(of observable: RashomonModel.Observable, day: Int) -> Double {
    switch observable.usual {
    case .chance(let chance): chance.constantValue(today: day) ?? 0.5
    case .law: 0.5
    }
  }

  // MARK: Numbers

  private func number(
    _ observable: RashomonModel.Observable, in records: [DayRecord]
  ) -> Double {
    guard case .law(let law) = observable.usual,
      let distribution = DistributionCatalog.named(law.distribution)
    else { return 0 }
    var learner: any NumberLearner =
      distribution.support.isDiscrete ? LearnedCount() : RandomWalk()
    var log = 0.0
    for record in records {
      for reading in record.numbers where reading.observable == observable.id {
        let usual = FixedLaw(distribution, parameters: parameters(of: law, day: record.day))
        for row in reading.rows {
          let expected =
            learner.density(of: row.value, day: record.day) ?? usual.density(of: row.value)
          log += Glibc.log(
            row.reliability * expected + (1 - row.reliability) * usual.density(of: row.value))
          learner.learn(row.value, day: record.day)
        }
        if let silence = reading.silence {
          let zero = NumberRow.Value.point(0)
          let expected = learner.density(of: zero, day: record.day) ?? usual.density(of: zero)
          let said =
            silence.reliability * expected + (1 - silence.reliability) * usual.density(of: zero)
          log += Glibc.log(1 - silence.coverage + silence.coverage * said)
          learner.learn(zero, day: record.day)
        }
      }
    }
    return log
  }

  private func parameters(of law: Law, day: Int) -> SIMD4<Double> {
    var parameters = SIMD4<Double>()
    for (lane, argument) in law.arguments.prefix(4).enumerated() {
      parameters[lane] = argument.constantValue(today: day) ?? .nan
    }
    return parameters
  }
}

/// What climatology knows of one number.
protocol NumberLearner {
  /// The density (or probability) that it gives to a row; nil before it has learned anything.
  func density(of value: NumberRow.Value, day: Int) -> Double?
  mutating func learn(_ value: NumberRow.Value, day: Int)
}

/// A law whose arguments are known.
private struct FixedLaw {
  private let distribution: any Distribution.Type
  private let parameters: SIMD4<Double>

  init(_ distribution: any Distribution.Type, parameters: SIMD4<Double>) {
    self.distribution = distribution
    self.parameters = parameters
  }

  func density(of value: NumberRow.Value) -> Double {
    switch value {
    case .point(let point): exp(distribution.logDensity(of: point, parameters))
    case .range(let low, let high):
      distribution.cumulative(high, parameters)
        - distribution.cumulative(
          distribution.support.isDiscrete ? low - 1 : low, parameters)
    }
  }
}

/// Counts with a rate learned in closed form: gamma(½, 1) before the first day.
struct LearnedCount: NumberLearner {
  private(set) var sum = 0.5
  private(set) var days = 1.0

  func density(of value: NumberRow.Value, day: Int) -> Double? {
    let mean = sum / days
    return FixedLaw(NegativeBinomial.self, parameters: [mean, sum, 0, 0]).density(of: value)
  }

  mutating func learn(_ value: NumberRow.Value, day: Int) {
    sum += middle(of: value)
    days += 1
  }
}

/// log(1 + value) as a random walk from the last row, its daily variance learned in closed form
/// (inverse gamma with shape 1 and scale (log 2)² before the first step).
struct RandomWalk: NumberLearner {
  private(set) var last: (level: Double, day: Int)?
  private(set) var shape = 1.0
  private(set) var scale = Glibc.log(2.0) * Glibc.log(2.0)

  func density(of value: NumberRow.Value, day: Int) -> Double? {
    guard let last else { return nil }
    let gap = Double(max(1, day - last.day))
    let law = FixedLaw(
      StudentT.self, parameters: [last.level, (scale / shape * gap).squareRoot(), 2 * shape, 0])
    switch value {
    case .point(let point):
      guard point > -1 else { return 0 }
      return law.density(of: .point(log1p(point))) / (1 + point)
    case .range(let low, let high):
      return law.density(
        of: .range(low: low > -1 ? log1p(low) : -.infinity, high: log1p(high)))
    }
  }

  mutating func learn(_ value: NumberRow.Value, day: Int) {
    let level = log1p(max(0, middle(of: value)))
    if let last {
      let step = level - last.level
      shape += 0.5
      scale += 0.5 * step * step / Double(max(1, day - last.day))
    }
    last = (level, day)
  }
}

/// A point, or the middle of a range (its finite end where the other is open).
func middle(of value: NumberRow.Value) -> Double {
  switch value {
  case .point(let point): point
  case .range(let low, let high):
    low.isFinite && high.isFinite ? (low + high) / 2 : (low.isFinite ? low : high)
  }
}
