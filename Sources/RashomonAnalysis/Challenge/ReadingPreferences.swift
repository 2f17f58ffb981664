import RashomonEvidence
import RashomonInference
import RashomonModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which answer of each reading speaks for one account against another.
///
/// An answer speaks for the leader if the leader gives it the higher probability before it is read, given
/// the record of the days before: the sign of the answer's weight. Where the two have the same model of
/// an observable and of all that hangs together with it, and where their probabilities differ by
/// less than two errors of the computation, neither answer does.
struct ReadingPreferences: Sendable {
  /// An event or status: whether "yes" speaks for the leader; a silent day of a `complete` number:
  /// whether a report would.
  private var yes: [Place: Bool] = [:]
  /// A number's row: the median of what both expect, and whether values above it speak for the
  /// leader.
  private var rows: [String: Side] = [:]

  private struct Place: Hashable {
    let day: Int
    let observable: String
  }

  struct Side: Hashable, Sendable {
    let threshold: Double
    let isAboveLeaders: Bool
  }

  /// How many readings speak for one of the two.
  var count: Int { yes.count + rows.count }

  /// - Parameters:
  ///   - leader: evaluated on `days`, as is `rival`.
  ///   - tick: called after each day with the share of days done.
  ///
  /// *Errors*: `RangeFault`.
  init(
    leader: AccountResult, rival: AccountResult, days: [DayRecord], effort: Effort,
    memory: ComponentMemory, tick: (Double) -> Void
  ) throws {
    let (first, second) = (memory.partNumbers(of: leader), memory.partNumbers(of: rival))
    let disputed = Set(first.keys.filter { first[$0] != second[$0] })
    guard !disputed.isEmpty else { return }
    let duel = Duel(
      leader: try Predictor(of: leader, effort: effort),
      rival: try Predictor(of: rival, effort: effort))
    for (index, record) in days.sorted(by: { $0.day < $1.day }).enumerated() {
      try duel.advance(to: record.day)
      try note(record, disputed, duel)
      tick(Double(index + 1) / Double(days.count))
    }
  }

  private mutating func note(
    _ record: DayRecord, _ disputed: Set<String>, _ duel: Duel
  ) throws {
    for event in record.events where disputed.contains(event.observable) {
      let yes = EventReading(
        observable: event.observable, answer: .yes, reliability: event.reliability,
        coverage: event.coverage, falseRate: event.falseRate, rows: event.rows)
      self.yes[Place(day: record.day, observable: event.observable)] = try duel.isLeaders(
        .only(events: [yes], day: record.day), event.observable)
    }
    for status in record.statuses where disputed.contains(status.observable) {
      let yes = StatusReading(
        observable: status.observable, isTrue: true, reliability: status.reliability,
        row: status.row)
      self.yes[Place(day: record.day, observable: status.observable)] = try duel.isLeaders(
        .only(statuses: [yes], day: record.day), status.observable)
    }
    for number in record.numbers where disputed.contains(number.observable) {
      if number.silence != nil {
        let isSilence = try duel.isLeaders(
          .only(numbers: [number], day: record.day), number.observable)
        yes[Place(day: record.day, observable: number.observable)] = isSilence.map { !$0 }
        continue
      }
      for row in number.rows {
        rows[row.row] = try duel.side(of: row, number.observable, day: record.day)
      }
    }
  }

  /// The record as it would be kept with those odds, 1 or more, on what speaks for the leader.
  ///
  /// - Parameter isBiased: whether a reading of those rows (none: silence) is biased.
  func biased(
    _ record: DayRecord, odds: Double, _ isBiased: ([String]) -> Bool
  ) -> DayRecord {
    func factor(_ observable: String, _ rows: [String]) -> Double {
      guard isBiased(rows), let yes = yes[Place(day: record.day, observable: observable)]
      else { return 1 }
      return yes ? odds : 1 / odds
    }
    return DayRecord(
      day: record.day,
      events: record.events.map {
        EventReading(
          observable: $0.observable, answer: $0.answer, reliability: $0.reliability,
          coverage: $0.coverage, falseRate: $0.falseRate, rows: $0.rows,
          odds: factor($0.observable, $0.rows))
      },
      statuses: record.statuses.map {
        StatusReading(
          observable: $0.observable, isTrue: $0.isTrue, reliability: $0.reliability, row: $0.row,
          odds: factor($0.observable, [$0.row]))
      },
      numbers: record.numbers.map { number in
        NumberReading(
          observable: number.observable,
          rows: number.rows.map { row in
            guard isBiased([row.row]), let side = rows[row.row] else { return row }
            return NumberRow(
              value: row.value, reliability: row.reliability, stance: row.stance, row: row.row,
              tilt: NumberTilt(
                threshold: side.threshold, odds: side.isAboveLeaders ? odds : 1 / odds))
          },
          silence: number.silence.map {
            NumberReading.Silence(
              reliability: $0.reliability, coverage: $0.coverage,
              odds: factor(number.observable, []))
          })
      })
  }

  /// How many readings of a record that `isBiased` names speak for one of the two.
  func count(in days: [DayRecord], _ isBiased: ([String]) -> Bool) -> Int {
    days.reduce(0) { sum, record in
      func isKnown(_ observable: String) -> Bool {
        yes[Place(day: record.day, observable: observable)] != nil
      }
      return sum
        + record.events.count { isBiased($0.rows) && isKnown($0.observable) }
        + record.statuses.count { isBiased([$0.row]) && isKnown($0.observable) }
        + record.numbers.reduce(0) { sum, number in
          sum + number.rows.count { isBiased([$0.row]) && rows[$0.row] != nil }
            + (number.silence != nil && isBiased([]) && isKnown(number.observable) ? 1 : 0)
        }
    }
  }
}

/// Two accounts that are asked the same before each day.
private struct Duel {
  let leader: Predictor
  let rival: Predictor

  func advance(to day: Int) throws {
    try leader.advance(to: day)
    try rival.advance(to: day)
  }

  /// Whether the leader gives a reading the higher probability; nil where that is not told.
  func isLeaders(_ reading: DayRecord, _ observable: String) throws -> Bool? {
    guard let difference = try difference(reading, observable) else { return nil }
    return difference > 0
  }

  /// The leader's probability less the rival's, where it is told from 0.
  private func difference(_ reading: DayRecord, _ observable: String) throws -> Double? {
    guard let (mine, theirs) = try probabilities(reading, observable) else { return nil }
    let count = max(mine.count, theirs.count)
    let differences = (0..<count).map { mine[$0 % mine.count] - theirs[$0 % theirs.count] }
    let mean = differences.reduce(0, +) / Double(count)
    // Rounding alone is no preference.
    guard abs(mean) > 1e-12 else { return nil }
    guard count > 1 else { return mean }
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / Double(count * (count - 1))).squareRoot()
    return abs(mean) > 2 * error ? mean : nil
  }

  private func probabilities(
    _ reading: DayRecord, _ observable: String
  ) throws -> ([Double], [Double])? {
    guard let mine = try leader.logProbabilities(of: reading, observable: observable),
      let theirs = try rival.logProbabilities(of: reading, observable: observable)
    else { return nil }
    return (mine.map { exp($0) }, theirs.map { exp($0) })
  }

  /// The median of the mean of both accounts' predictive laws of a row, and whose side above it is.
  func side(
    of row: NumberRow, _ observable: String, day: Int
  ) throws -> ReadingPreferences.Side? {
    func upTo(_ value: Double) -> DayRecord {
      let below = NumberRow(
        value: .range(low: -.infinity, high: value), reliability: row.reliability,
        stance: row.stance, row: row.row)
      let reading = NumberReading(observable: observable, rows: [below], silence: nil)
      return .only(numbers: [reading], day: day)
    }
    var isKnown = true
    func share(_ value: Double) throws -> Double {
      guard let (mine, theirs) = try probabilities(upTo(value), observable) else {
        isKnown = false
        return .nan
      }
      return 0.5
        * (mine.reduce(0, +) / Double(mine.count) + theirs.reduce(0, +) / Double(theirs.count))
    }
    var (low, high) = (row.middle, row.middle)
    var step = max(1, abs(row.middle)) / 8
    while try share(high) < 0.5, step < 1e300 {
      (low, high) = (high, high + step)
      step *= 2
    }
    if low == high {
      step = max(1, abs(row.middle)) / 8
      repeat {
        (low, high) = (low - step, low)
        step *= 2
      } while try share(low) >= 0.5 && step < 1e300
    }
    guard isKnown else { return nil }
    // A median is wanted to a millionth; where values are far apart it lies on one of them.
    while high - low > max(1e-6 * max(abs(high), abs(low)), 1e-9 * max(1, abs(row.middle))) {
      let middle = low + 0.5 * (high - low)
      guard middle > low, middle < high else { break }
      if try share(middle) < 0.5 { low = middle } else { high = middle }
    }
    guard let below = try difference(upTo(high), observable) else { return nil }
    return ReadingPreferences.Side(threshold: high, isAboveLeaders: below < 0)
  }
}

extension NumberRow {
  /// A number near what the row says.
  fileprivate var middle: Double {
    switch value {
    case .point(let point): return point
    case .range(let low, let high):
      if low.isFinite, high.isFinite { return low + 0.5 * (high - low) }
      return low.isFinite ? low : high.isFinite ? high : 0
    }
  }
}

extension DayRecord {
  /// A day with those readings and no others.
  fileprivate static func only(
    events: [EventReading] = [], statuses: [StatusReading] = [], numbers: [NumberReading] = [],
    day: Int
  ) -> DayRecord {
    DayRecord(day: day, events: events, statuses: statuses, numbers: numbers)
  }
}
