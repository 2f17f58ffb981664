import RashomonEvidence
package import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// Records that an account would have given: the same days, rows, grades and stances as a real
/// record, but what they say drawn from the account.
///
/// - Each event says yes with P(yes | x) of its day; a day of a "no" stays one where it is not yes.
/// - A status' row is drawn from r·truth + (1 − r)·usual.
/// - A number's row is the truth, or drawn from its law of reports with the error that the day's
///   rows share, and with probability 1 − r from what is usual. A row that gave a range gives the
///   range of the same grid that its value falls into.
///
/// *Precondition*: `form` is unbiased; what enters a biased record depends on what was expected of it,
/// which a history that is only told does not know.
///
/// *Errors*: `RangeFault`. *Complexity*: O(days · count).
///
/// - Parameters:
///   - form: the real record.
///   - count: how many records, each from a history of its own.
package func simulateRecords(
  of model: Model, form: [DayRecord], count: Int, seed: UInt64
) throws -> [[DayRecord]] {
  precondition(form.allSatisfy(\.isUnbiased), "records are simulated without a bias")
  var histories = try ObservedHistories(
    model, observables: observables(in: form), count: count, seed: seed)
  return try tellRecords(
    from: &histories, form: form, days: (form.map(\.day).max() ?? -1) + 1, count: count, seed: seed)
}

/// The observables with readings, by id.
func observables(in records: [DayRecord]) -> Set<String> {
  Set(records.flatMap { $0.readings.map(\.observable) })
}

/// Runs fresh histories over the first days and draws what their reports say.
func tellRecords(
  from histories: inout ObservedHistories, form: [DayRecord], days: Int, count: Int, seed: UInt64
) throws -> [[DayRecord]] {
  let byDay = Dictionary(uniqueKeysWithValues: form.map { ($0.day, $0) })
  var records = [[DayRecord]](repeating: [], count: count)
  for day in 0..<max(0, days) {
    try histories.advance(day: day)
    guard let record = byDay[day] else { continue }
    let teller = ReportTeller(histories: histories, day: day, count: count, seed: seed)
    let events = record.events.map { teller.events(like: $0) }
    let statuses = record.statuses.map { teller.statuses(like: $0) }
    let numbers = record.numbers.map { teller.numbers(like: $0) }
    for history in 0..<count {
      records[history].append(
        DayRecord(
          day: day, events: events.map { $0[history] }, statuses: statuses.map { $0[history] },
          numbers: numbers.map { $0[history] }))
    }
  }
  return records
}

/// Draws what the reports of one day say in every history.
private struct ReportTeller {
  let histories: ObservedHistories
  let day: Int
  let count: Int
  let seed: UInt64

  /// Streams of independent runs count from 0; what reports say has one of its own.
  private static let stream = -1

  private func key(_ address: String) -> RandomKey {
    RandomKey(
      seed: seed, stream: ReportTeller.stream, block: 0, day: day,
      statement: statementAddress("'report " + address))
  }

  private func observable(_ id: String) -> Observable? {
    histories.observables.first { $0.id == id }
  }

  func events(like form: EventReading) -> [EventReading] {
    guard let observable = observable(form.observable) else { return repeated(form) }
    let truths = histories.truths(of: observable)
    let chances = histories.usual(of: observable)[0]
    let key = key(form.observable)
    return (0..<count).map { history in
      let yes = form.probability(
        of: .yes, happens: truths[history] != 0, usual: chances[history])
      let saysYes = key.uniform(lane: history) < yes
      let otherwise: EventReading.Answer = form.answer == .no ? .no : .silent
      let wasSaid = form.answer != .silent
      return EventReading(
        observable: form.observable, answer: saysYes ? .yes : otherwise,
        reliability: form.reliability, coverage: form.coverage, falseRate: form.falseRate,
        rows: saysYes
          ? (wasSaid ? form.rows : ["simulated \(form.observable) \(day)"])
          : (otherwise == .no ? form.rows : []))
    }
  }

  func statuses(like form: StatusReading) -> [StatusReading] {
    guard let observable = observable(form.observable) else { return repeated(form) }
    let truths = histories.truths(of: observable)
    let chances = histories.usual(of: observable)[0]
    let key = key("\(form.observable) \(form.row)")
    return (0..<count).map { history in
      let yes =
        form.reliability * (truths[history] != 0 ? 1 : 0)
        + (1 - form.reliability) * chances[history]
      return StatusReading(
        observable: form.observable, isTrue: key.uniform(lane: history) < yes,
        reliability: form.reliability, row: form.row)
    }
  }

  func numbers(like form: NumberReading) -> [NumberReading] {
    guard let observable = observable(form.observable),
      case .law(let usual) = observable.usual
    else { return repeated(form) }
    let truths = histories.truths(of: observable)
    let usualArguments = histories.usual(of: observable)
    if let silence = form.silence, form.rows.isEmpty {
      return silences(
        like: form, silence, truths: truths, usual: usual.distribution, usualArguments)
    }
    let shared = key("\(form.observable) shared")
    var rows = [[NumberRow]](repeating: [], count: count)
    for row in form.rows {
      let report = histories.report(of: observable, by: row.stance)
      let isTrue = key("\(form.observable) \(row.row) is true")
      let wrong = key("\(form.observable) \(row.row) usual")
      let right = key("\(form.observable) \(row.row)")
      for history in 0..<count {
        let value: Double
        if isTrue.uniform(lane: history) >= row.reliability {
          value = draw(
            usual.distribution, parameters(usualArguments, history), at: wrong, lane: history)
        } else if let report {
          value = draw(
            report.distribution,
            report.parameters(in: history, sharing: normalQuantile(shared.uniform(lane: history))),
            at: right, lane: history)
        } else {
          value = truths[history]
        }
        rows[history].append(
          NumberRow(
            value: row.value.said(of: value), reliability: row.reliability, stance: row.stance,
            row: row.row))
      }
    }
    return rows.map {
      NumberReading(observable: form.observable, rows: $0, silence: form.silence)
    }
  }

  /// A day that stayed silent says 0; any other number would have been a row.
  private func silences(
    like form: NumberReading, _ silence: NumberReading.Silence, truths: [Double],
    usual: String, _ usualArguments: [[Double]]
  ) -> [NumberReading] {
    let isNoticed = key("\(form.observable) is noticed")
    let isTrue = key("\(form.observable) is true")
    let wrong = key("\(form.observable) usual")
    return (0..<count).map { history in
      guard isNoticed.uniform(lane: history) < silence.coverage else { return form }
      let value =
        isTrue.uniform(lane: history) < silence.reliability
        ? truths[history]
        : draw(usual, parameters(usualArguments, history), at: wrong, lane: history)
      guard value != 0 else { return form }
      let row = NumberRow(
        value: .point(value), reliability: silence.reliability, stance: .independent,
        row: "simulated \(form.observable) \(day)")
      return NumberReading(observable: form.observable, rows: [row], silence: nil)
    }
  }

  private func repeated<Reading>(_ reading: Reading) -> [Reading] {
    [Reading](repeating: reading, count: count)
  }
}

private func parameters(_ columns: [[Double]], _ history: Int) -> SIMD4<Double> {
  var parameters = SIMD4<Double>()
  for (place, column) in columns.prefix(4).enumerated() { parameters[place] = column[history] }
  return parameters
}

private func draw(
  _ distribution: String, _ parameters: SIMD4<Double>, at key: RandomKey, lane: Int
) -> Double {
  DistributionCatalog.named(distribution)?.sample(parameters, at: key, lane: lane) ?? .nan
}

extension ReportColumns {
  /// The law's arguments in one history, moved by the day's shared error of z standard deviations.
  fileprivate func parameters(in history: Int, sharing z: Double) -> SIMD4<Double> {
    var values = RashomonInference.parameters(arguments, history)
    guard let shared = shared?[history] else { return values }
    if distribution == LogNormal.name {
      values[0] *= exp(log(shared) * z)
    } else {
      values[0] += shared * z
    }
    return values
  }
}

extension NumberRow.Value {
  /// What a row of this form says of a value: the value, or the range of this one's grid that holds
  /// it (steps of equal ratio where the range is above 0, else of equal width).
  func said(of value: Double) -> NumberRow.Value {
    guard case .range(let low, let high) = self else { return .point(value) }
    if low <= value, value <= high { return self }
    if low == -.infinity { return .range(low: high, high: .infinity) }
    if high == .infinity { return .range(low: -.infinity, high: low) }
    guard high > low else { return .range(low: value, high: value) }
    if low > 0 {
      guard value > 0 else { return .range(low: -.infinity, high: 0) }
      let ratio = high / low
      let cell = (log(value / low) / log(ratio)).rounded(.down)
      return .range(low: low * pow(ratio, cell), high: low * pow(ratio, cell + 1))
    }
    let cell = ((value - low) / (high - low)).rounded(.down)
    return .range(low: low + cell * (high - low), high: low + (cell + 1) * (high - low))
  }
}
