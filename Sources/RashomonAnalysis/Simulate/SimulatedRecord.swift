import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

/// One record drawn from an account, as the rows of an `evidence.csv`: the same rows, dates and
/// grades as the real one, with what the account would have said in their place.
///
/// A day that is silent in the real record and speaks in the simulated one gets a row of the grade
/// of silence, from the source of the record's first row.
///
/// *Errors*: `RunFailure`.
package func simulatedRecord(
  _ data: CaseData, account id: String, seed: UInt64
) throws -> [[String]] {
  let model = try model(id, of: data)
  let date = try asOfDate(nil, of: data)
  let reading = data.reading(asOf: date)
  let drawn = try explainingFailures(of: model) {
    try simulateRecords(of: model, form: reading.days, count: 1, seed: seed)
  }
  guard let days = drawn.first else { return [] }
  let writer = RowWriter(data: data, model: model)
  var rows = [
    [
      "id", "occurred", "reported", "observable", "value", "low", "high", "unit", "grade", "source",
      "origin", "supersedes", "url", "note",
    ]
  ]
  for day in days { rows += writer.rows(of: day) }
  for index in rows.indices.dropFirst() { rows[index][0] = "S\(index)" }
  return rows
}

private struct RowWriter {
  let data: CaseData
  let model: Model
  private let originals: [String: EvidenceRow]

  init(data: CaseData, model: Model) {
    self.data = data
    self.model = model
    originals = Dictionary(data.record.rows.map { ($0.id, $0) }) { first, _ in first }
  }

  func rows(of record: DayRecord) -> [[String]] {
    let events = record.events.filter { $0.answer != .silent }.map { reading in
      row(
        reading.observable, day: record.day, value: reading.answer == .yes ? "1" : "0",
        like: reading.rows.first)
    }
    let statuses = record.statuses.map { reading in
      row(
        reading.observable, day: record.day, value: reading.isTrue ? "1" : "0", like: reading.row)
    }
    let numbers = record.numbers.flatMap { reading in
      reading.rows.map { number in
        switch number.value {
        case .point(let point):
          row(reading.observable, day: record.day, value: "\(point)", like: number.row)
        case .range(let low, let high):
          row(
            reading.observable, day: record.day, value: "", low: low.isFinite ? "\(low)" : "",
            high: high.isFinite ? "\(high)" : "", like: number.row)
        }
      }
    }
    return events + statuses + numbers
  }

  private func row(
    _ observable: String, day: Int, value: String, low: String = "", high: String = "",
    like id: String?
  ) -> [String] {
    let original = id.flatMap { originals[$0] }
    let date = data.period.date(at: day)
    let recording = model.observables.first { $0.id == observable }?.recording
    var unit: String?
    if case .number(let declared, _) = model.observables.first(where: { $0.id == observable })?.kind
    {
      unit = declared
    }
    let grade = original.map { $0.grade?.description ?? "" } ?? recording?.silence.description ?? ""
    return [
      "", date.iso, max(date, original?.reported ?? date).iso, observable, value, low, high,
      unit ?? "", grade, original?.source ?? data.record.rows.first?.source ?? "", "", "", "",
      "simulated from \(model.id)",
    ]
  }
}
