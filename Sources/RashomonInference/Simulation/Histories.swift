package import RashomonModel

/// What happens to every observable in histories without any record.
package struct SimulatedHistories: Sendable {
  package let observables: [Observable]
  /// The truth of each observable: `truths[observable][day][history]`.
  package let truths: [[[Double]]]

  package init(observables: [Observable], truths: [[[Double]]]) {
    self.observables = observables
    self.truths = truths
  }
}

/// Histories of an account, drawn without evidence, over the whole period or its first days.
///
/// *Errors*: `RangeFault`. *Complexity*: O(days · count).
///
/// - Parameter days: how many, at most the period's; nil for all.
package func simulateHistories(
  of model: Model, days: Int? = nil, count: Int, seed: UInt64
) throws -> SimulatedHistories {
  var histories = try ObservedHistories(
    model, observables: Set(model.observables.map(\.id)), count: count, seed: seed)
  var truths = [[[Double]]](repeating: [], count: model.observables.count)
  for day in 0..<min(days ?? model.period.dayCount, model.period.dayCount) {
    try histories.advance(day: day)
    for (place, observable) in model.observables.enumerated() {
      truths[place].append(histories.truths(of: observable))
    }
  }
  return SimulatedHistories(observables: model.observables, truths: truths)
}
