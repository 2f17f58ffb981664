import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonNumerics
package import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// What would be worth looking up after a date: for each observable and coming date the bits about
/// which account is right, and the dB that the right one is to expect, best first.
///
/// Histories of each account go on from the record as of the date; what a report of the observable's
/// usual grade would say of them is compared between the accounts, weighted by the headline
/// posterior. nil where no day of the period is left.
///
/// *Errors*: `RunFailure`.
///
/// - Parameter asOf: nil takes the latest date of the accounts.
package func nextReadings(
  _ data: CaseData, asOf: CalendarDate? = nil, settings: RunSettings,
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Collecting? {
  let date =
    try asOf ?? data.accounts.compactMap(\.date).max().map { max($0, data.period.start) }
    ?? asOfDate(nil, of: data)
  let readings = FutureReading.all(of: data.commonGround, after: date)
  guard !readings.isEmpty else { return nil }
  let frame = try StandingFrame(data, asOf: date, since: nil)
  let memory = ComponentMemory()
  func evaluator(_ part: ClosedRange<Double>) -> Evaluator {
    Evaluator(
      data, settings: settings, drawing: nil, ledger: RunLedger(), memory: memory,
      planned: frame.models.count,
      progress: {
        progress(part.lowerBound + (part.upperBound - part.lowerBound) * $0)
      })
  }
  let isBefore = frame.since.map { $0 < date } ?? false
  let ahead = evaluator(isBefore ? 0.2...1 : 0...1)
  let whole = try frame.models.map {
    try ahead.evaluate($0.looking(for: readings), asOf: date, wanted: .questions)
  }
  try requireSurvivor(of: frame.models, whole)
  let then = evaluator(0...0.2)
  let before = try frame.since.flatMap { since in
    isBefore ? try frame.models.map { try then.evaluate($0, asOf: since) } : whole
  }
  let standing = Standing(
    models: frame.models, asOf: date, since: frame.since, whole: whole, before: before)
  let scout = Scout(data: data, standing: standing)
  let found = readings.compactMap { scout.reading($0) }
  return Collecting(
    asOf: date, posteriors: frame.models.indices.map { standing.posterior($0, isWhole: false) },
    uncertainty: scout.uncertainty, settings: settings,
    readings: found.sorted { left, right in
      (right.bits.value, left.from, left.to, left.observable)
        < (left.bits.value, right.from, right.to, right.observable)
    })
}

/// Works out what each reading would tell.
private struct Scout {
  let data: CaseData
  let standing: Standing

  private var runs: Int { standing.runCount }
  private var models: [Model] { standing.models }
  private var isExact: Bool {
    standing.whole.allSatisfy(\.isExact) && (standing.before ?? []).allSatisfy(\.isExact)
  }

  var uncertainty: Measured {
    unbiased(runs: runs, isExact: isExact) { entropy(of: weights(kept: $0)) }
  }

  func reading(_ asked: FutureReading) -> NextReading? {
    guard let observable = data.commonGround.observables.first(where: { $0.id == asked.observable })
    else { return nil }
    let answers = standing.whole.map { result in
      result.collapse == nil
        ? result.answers.first { $0.question.id == asked.id } : nil
    }
    let all = Array(0..<runs)
    let channel = Channel(observable, days: asked.days, grades: data.grades)
    let chances: ([Int]) -> [[Double]]
    let kind: NextReading.Kind
    switch observable.kind {
    case .event: kind = .event
    case .status: kind = .status
    case .number: kind = .number
    }
    if kind == .number {
      let weights = weights(kept: all)
      let parts = zip(answers, weights).compactMap { answer, weight in
        answer?.sample(kept: all).map { (sample: $0, weight: weight) }
      }.filter { $0.weight > 0 }
      guard !parts.isEmpty else { return nil }
      let bins = Bins(of: WeightedSample(pooling: parts))
      chances = { kept in
        answers.map { answer in
          channel.seen(answer?.sample(kept: kept).map(bins.shares), bins: bins)
        }
      }
    } else {
      chances = { kept in answers.map { channel.seen($0.map { truth($0, kept: kept) }) } }
    }
    /// Of accounts that the record leaves.
    func left(_ derived: @escaping ([Double], [[Double]]) -> Double) -> ([Int]) -> Double {
      { kept in
        let weights = weights(kept: kept)
        let own = chances(kept)
        let alive = own.indices.filter { !own[$0].isEmpty && weights[$0] > 0 }
        return derived(alive.map { weights[$0] }, alive.map { own[$0] })
      }
    }
    // Of an observable that all models share nothing is to be learned, whatever the weights are.
    let answersExact = isExact && answers.allSatisfy { $0?.isExact ?? true }
    let bits = unbiased(runs: runs, isExact: answersExact, left(expectedBits))
      .atLeastZero
    let decibels = unbiased(runs: runs, isExact: answersExact, left(expectedDecibels))
      .atLeastZero
    let verdicts = verdicts(weights(kept: all), chances(all))
    return NextReading(
      observable: observable.id, sentence: observable.sentence,
      from: data.period.date(at: asked.days.lowerBound),
      to: data.period.date(at: asked.days.upperBound), kind: kind,
      expectations: answers.map { answer in
        guard let answer else { return Measured(.nan, error: nil) }
        return Measured(kind == .number ? answer.quantile(0.5) : answer.value)
      },
      average: kind == .number
        ? nil
        : zip(weights(kept: all), answers).reduce(0) { total, part in
          total + part.0 * (part.1?.value(kept: all) ?? 0)
        },
      bits: bits, decibels: decibels.value.isFinite ? decibels : nil, yes: verdicts.yes,
      no: verdicts.no)
  }

  /// The chance of a yes; where it rests on n histories it is at least 1/(2n) and at most
  /// 1 − 1/(2n): a sample without a case is no proof that there is none.
  private func truth(_ answer: QuestionAnswer, kept: [Int]) -> Double {
    let chance = answer.value(kept: kept)
    let count = answer.effectiveHistories
    guard count.isFinite, count > 0 else { return chance }
    let least = min(0.5, 0.5 / count)
    return min(1 - least, max(least, chance))
  }

  private func weights(kept: [Int]) -> [Double] {
    normalizedWeights(
      models.indices.map { log(standing.prior($0)) + standing.gained($0, kept: kept) })
  }

  /// For whom a yes (the upper half of a number's bins) speaks most against the rest, and for whom a
  /// no.
  private func verdicts(
    _ weights: [Double], _ chances: [[Double]]
  ) -> (yes: NextReading.Verdict, no: NextReading.Verdict) {
    func best(_ places: Range<Int>) -> NextReading.Verdict {
      let own = chances.map { places.isEmpty || $0.isEmpty ? 0 : $0[places].reduce(0, +) }
      let gains = models.indices.map { index -> Double in
        let others = models.indices.filter { $0 != index && !chances[$0].isEmpty }
        let total = others.reduce(0) { $0 + weights[$1] }
        guard !chances[index].isEmpty, total > 0, weights[index] > 0 else { return -.infinity }
        let rest = others.reduce(0) { $0 + weights[$1] * own[$1] } / total
        return own[index] > 0 ? decibels(log(own[index] / rest)) : -.infinity
      }
      let place = gains.indices.max { gains[$0] < gains[$1] } ?? 0
      return NextReading.Verdict(account: models[place].id, decibels: gains[place])
    }
    let count = chances.map(\.count).max() ?? 0
    return (best(count / 2..<count), best(0..<count / 2))
  }
}

/// What a report of an observable's usual grade makes of the truth.
private struct Channel {
  private let reliability: Double
  private let noticed: Double
  /// The chance of a false yes in the days.
  private let usual: Double
  private let falseRate: Double
  private let usualLaw: (distribution: any Distribution.Type, parameters: SIMD4<Double>)?
  private let isEvent: Bool

  init(_ observable: RashomonModel.Observable, days: ClosedRange<Int>, grades: GradeTable) {
    let recording = observable.recording
    reliability = recording.selfEvident ? 1 : grades[recording.silence]
    isEvent = if case .event = observable.kind { true } else { false }
    noticed = isEvent ? recording.noticed : 1
    var quiet = 1.0
    var law: (any Distribution.Type, SIMD4<Double>)?
    switch observable.usual {
    case .chance(let chance):
      // As long as it has not happened; a rate that is learned, as it is before anything is.
      for day in days { quiet *= 1 - (chance.value(today: day) { _ in 0 } ?? 0) }
    case .law(let usual):
      var parameters = SIMD4<Double>()
      for (lane, argument) in usual.arguments.prefix(4).enumerated() {
        parameters[lane] = argument.constantValue(today: days.upperBound) ?? .nan
      }
      law = DistributionCatalog.named(usual.distribution).map { ($0, parameters) }
      if usual.arguments.contains(where: { $0.constantValue(today: days.upperBound) == nil }) {
        law = nil
      }
    }
    usual = 1 - quiet
    usualLaw = law
    falseRate = isEvent ? 1 - pow(1 - recording.falseRate, Double(days.count)) : 0
  }

  /// The chances of a no and a yes; empty where there is no truth.
  func seen(_ chance: Double?) -> [Double] {
    guard let chance, chance.isFinite else { return [] }
    let mistaken = (1 - reliability) * usual
    let yes =
      chance * (reliability * noticed + mistaken) + (1 - chance) * max(mistaken, falseRate)
    return [1 - yes, yes]
  }

  /// The chances of a number's bins.
  func seen(_ shares: [Double]?, bins: Bins) -> [Double] {
    guard let shares else { return [] }
    guard let usualLaw else { return shares }
    let usual = bins.shares { usualLaw.distribution.cumulative($0, usualLaw.parameters) }
    return zip(shares, usual).map { reliability * $0 + (1 - reliability) * $1 }
  }
}

/// Parts of the line that a number may fall into, about equally likely before anyone knows more.
/// What is compared is the part, so that the bits are those of a coarse report, never too many.
private struct Bins {
  private let edges: [Double]

  private static let count = 8

  init(of sample: WeightedSample) {
    let quantiles = (1..<Self.count).map { sample.quantile(Double($0) / Double(Self.count)) }
    edges = Array(Set(quantiles)).sorted()
  }

  /// The share of a sample in each part: up to the first edge, above it and up to the second, ….
  func shares(of sample: WeightedSample) -> [Double] {
    var shares = [Double](repeating: 0, count: edges.count + 1)
    for (value, weight) in zip(sample.values, sample.weights) {
      shares[edges.firstIndex { value <= $0 } ?? edges.count] += weight
    }
    // A sample without a value in a part is no proof that there is none.
    let least = 0.5 / Double(max(1, sample.values.count))
    let raised = shares.map { max($0, least) }
    let total = raised.reduce(0, +)
    return raised.map { $0 / total }
  }

  /// The same of a law, by its cumulative distribution.
  func shares(_ cumulative: (Double) -> Double) -> [Double] {
    let below = [0] + edges.map(cumulative) + [1]
    return zip(below, below.dropFirst()).map { max(0, $1 - $0) }
  }
}
