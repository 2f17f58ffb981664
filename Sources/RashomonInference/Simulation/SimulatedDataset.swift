package import RashomonModel

/// A record that an account would have given, with what is true in the history behind it.
package struct SimulatedDataset: Sendable {
  /// On the days of the form.
  package let records: [DayRecord]
  /// The value of each variable that the model reports, in its order.
  package let reported: [Double]
  /// The value of each of the model's questions over the whole period, NaN where its condition
  /// fails.
  package let questions: [Double]

  package init(records: [DayRecord], reported: [Double], questions: [Double]) {
    self.records = records
    self.reported = reported
    self.questions = questions
  }
}

/// Draws once-per-history values, a history over the whole period and its record, again and again:
/// the joint law of all that an account speaks of.
///
/// The records are those of `simulateRecords` with the same arguments.
///
/// *Errors*: `RangeFault`. *Complexity*: O(days · count).
///
/// - Parameters:
///   - form: the real record.
///   - count: how many.
package func simulateDatasets(
  of model: Model, form: [DayRecord], count: Int, seed: UInt64
) throws -> [SimulatedDataset] {
  let asked = model.questions.flatMap { $0.value.variables + ($0.condition?.variables ?? []) }
  var histories = try ObservedHistories(
    model, observables: observables(in: form), needing: Set(model.reported + asked), count: count,
    seed: seed)
  let records = try tellRecords(
    from: &histories, form: form, days: model.period.dayCount, count: count, seed: seed)
  let reported = model.reported.map { histories.values(of: $0) }
  let questions = model.questions.map { question in
    let values = histories.finalValues(of: question.value)
    guard let condition = question.condition else { return values }
    return zip(values, histories.finalValues(of: condition)).map { $1 == 0 ? .nan : $0 }
  }
  return (0..<count).map { history in
    SimulatedDataset(
      records: records[history], reported: reported.map { $0[history] },
      questions: questions.map { $0[history] })
  }
}
