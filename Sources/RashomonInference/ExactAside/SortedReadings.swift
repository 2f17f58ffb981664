import RashomonModel

/// The readings of a record by observable, so that each part of a model finds its own without going
/// through all of them.
struct SortedReadings {
  /// A reading with its day and its place among the day's readings of its kind.
  private struct Entry<Reading> {
    let day: Int
    let place: Int
    let reading: Reading
  }

  private var events: [String: [Entry<EventReading>]] = [:]
  private var statuses: [String: [Entry<StatusReading>]] = [:]
  private var numbers: [String: [Entry<NumberReading>]] = [:]

  init(_ records: [DayRecord]) {
    for record in records {
      for (place, reading) in record.events.enumerated() {
        events[reading.observable, default: []]
          .append(Entry(day: record.day, place: place, reading: reading))
      }
      for (place, reading) in record.statuses.enumerated() {
        statuses[reading.observable, default: []]
          .append(Entry(day: record.day, place: place, reading: reading))
      }
      for (place, reading) in record.numbers.enumerated() {
        numbers[reading.observable, default: []]
          .append(Entry(day: record.day, place: place, reading: reading))
      }
    }
  }

  /// The readings of those observables by day, each day's in the record's order; days without one are
  /// left out.
  func records(of observables: Set<String>) -> [DayRecord] {
    let events = byDay(events, observables)
    let statuses = byDay(statuses, observables)
    let numbers = byDay(numbers, observables)
    return Set(events.keys).union(statuses.keys).union(numbers.keys).sorted().map { day in
      DayRecord(
        day: day, events: events[day] ?? [], statuses: statuses[day] ?? [],
        numbers: numbers[day] ?? [])
    }
  }

  private func byDay<Reading>(
    _ entries: [String: [Entry<Reading>]], _ observables: Set<String>
  ) -> [Int: [Reading]] {
    let own = observables.flatMap { entries[$0] ?? [] }.sorted {
      ($0.day, $0.place) < ($1.day, $1.place)
    }
    return own.reduce(into: [:]) { $0[$1.day, default: []].append($1.reading) }
  }
}
