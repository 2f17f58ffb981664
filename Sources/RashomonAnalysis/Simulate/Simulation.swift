import RashomonEvidence
import RashomonInference
package import RashomonModel
package import RashomonText

/// What an account expects of the whole period before any evidence.
package struct Simulation: Sendable {
  package let caseID: String
  package let account: String
  package let title: String
  package let histories: Int
  package let seed: UInt64
  package let provenance: Provenance
  package let observables: [SimulatedObservable]
}

/// One observable over simulated histories.
package struct SimulatedObservable: Sendable {
  package let id: String
  package let sentence: String
  package let kind: ObservableKind
  package let truthFrom: TruthOrigin
  /// An event: the chance that it happens at all. A status: the share of days on which it is true.
  /// A number: the mean over days. With the error that the count of histories leaves in it.
  package let overall: Measured
  /// An event's mean count given that it happens; else nil.
  package let timesIfAny: Double?
  /// An event's median first day among the histories in which it happens; else nil.
  package let medianFirst: CalendarDate?
  /// A number's 5 and 95 % quantiles over days and histories; else nil.
  package let spread: ClosedRange<Double>?
  /// For each calendar month of the period: an event's chance to happen in it, a status' share, a
  /// number's mean.
  package let months: [Month]

  package struct Month: Sendable {
    /// `2020-08`.
    package let name: String
    package let value: Measured
  }
}

/// Runs an account without evidence.
///
/// *Errors*: `RunFailure`.
package func simulate(
  _ data: CaseData, account id: String, histories: Int, seed: UInt64
) throws -> Simulation {
  let model = try model(id, of: data)
  let simulated = try explainingFailures(of: model) {
    try simulateHistories(of: model, count: histories, seed: seed)
  }
  return Simulation(
    caseID: data.id, account: model.id, title: model.title, histories: histories, seed: seed,
    provenance: data.provenance,
    observables: zip(simulated.observables, simulated.truths).map { observable, truths in
      summary(of: observable, truths: truths, period: model.period)
    })
}

/// The model of that id.
///
/// *Errors*: `RunFailure` with a suggestion where there is none.
func model(_ id: String, of data: CaseData) throws -> Model {
  if let model = data.models.first(where: { $0.id == id }) { return model }
  let names = data.models.map(\.id)
  let near = nearestName(to: id, among: names).map { "did you mean `\($0)`?" }
  throw RunFailure(
    """
    no account is called `\(id)`
      expected: one of \(names.joined(separator: ", "))\(near.map { "\n  hint: \($0)" } ?? "")
    """)
}

/// - Parameter truths: by day, then history.
private func summary(
  of observable: RashomonModel.Observable, truths: [[Double]], period: Period
) -> SimulatedObservable {
  let histories = truths.first?.count ?? 0
  let monthNames = truths.indices.map { String(period.date(at: $0).iso.prefix(7)) }
  let daysByMonth = Dictionary(grouping: truths.indices) { monthNames[$0] }
  /// The mean over histories of a number that each has one of.
  func mean(_ values: [Double]) -> Measured {
    let count = Double(max(1, values.count))
    return Measured(
      values.reduce(0, +) / count,
      error: values.count > 1 ? standardDeviation(of: values) / count.squareRoot() : nil)
  }
  func mean(over days: [Int]) -> Measured {
    mean(
      (0..<histories).map { history in
        days.reduce(0.0) { $0 + truths[$1][history] } / Double(max(1, days.count))
      })
  }
  func chance(over days: [Int]) -> Measured {
    mean((0..<histories).map { history in days.contains { truths[$0][history] > 0 } ? 1 : 0 })
  }
  let isEvent = if case .event = observable.kind { true } else { false }
  let isNumber = if case .number = observable.kind { true } else { false }
  let all = Array(truths.indices)
  let months = daysByMonth.keys.sorted().map { name in
    let days = daysByMonth[name] ?? []
    return SimulatedObservable.Month(
      name: name, value: isEvent ? chance(over: days) : mean(over: days))
  }
  var firsts: [Int] = []
  if isEvent {
    firsts = (0..<histories).compactMap { history in
      truths.indices.first { truths[$0][history] > 0 }
    }.sorted()
  }
  var spread: ClosedRange<Double>?
  if isNumber {
    let sorted = truths.flatMap(\.self).sorted()
    if !sorted.isEmpty {
      spread = sorted[sorted.count / 20]...sorted[sorted.count - 1 - sorted.count / 20]
    }
  }
  return SimulatedObservable(
    id: observable.id, sentence: observable.sentence, kind: observable.kind,
    truthFrom: observable.truthFrom, overall: isEvent ? chance(over: all) : mean(over: all),
    timesIfAny: firsts.isEmpty
      ? nil : truths.reduce(0) { $0 + $1.reduce(0, +) } / Double(firsts.count),
    medianFirst: firsts.isEmpty ? nil : period.date(at: firsts[firsts.count / 2]), spread: spread,
    months: months)
}
