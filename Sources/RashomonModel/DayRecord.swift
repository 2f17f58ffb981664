package import RashomonEvidence

/// What the record says of one day: the reading of rows and silence as of a date, before any
/// account is asked. The engine compiles it into the day's weights.
package struct DayRecord: Hashable, Sendable {
  package let day: Int
  /// One for each watched event observable, by id.
  package let events: [EventReading]
  /// One for each row of a status.
  package let statuses: [StatusReading]
  /// One for each number observable with rows (or a silent day of a `complete` one).
  package let numbers: [NumberReading]

  package init(
    day: Int, events: [EventReading], statuses: [StatusReading], numbers: [NumberReading]
  ) {
    self.day = day
    self.events = events
    self.statuses = statuses
    self.numbers = numbers
  }
}

/// One watched day of an event: with x = 1 if it happens that day,
/// P(yes | x) = r·c·x + max((1 − r)·b, f·(1 − x)) and P(no or silent | x) = 1 − P(yes | x), where b is the
/// usual chance of the day in that history.
package struct EventReading: Hashable, Sendable {
  package enum Answer: Hashable, Sendable { case yes, no, silent }

  package let observable: String
  package let answer: Answer
  /// r, of the day's row, or of silence.
  package let reliability: Double
  /// c, the chance that a true one is on record by the as-of date.
  package let coverage: Double
  /// f.
  package let falseRate: Double
  /// The rows that count, by id; empty on a silent day.
  package let rows: [String]
  /// By what the odds that a yes enters the record are multiplied, above 0; 1 for an unbiased record
  /// (`RecordingBias.swift`).
  package let odds: Double

  package init(
    observable: String, answer: Answer, reliability: Double, coverage: Double, falseRate: Double,
    rows: [String], odds: Double = 1
  ) {
    self.observable = observable
    self.answer = answer
    self.reliability = reliability
    self.coverage = coverage
    self.falseRate = falseRate
    self.rows = rows
    self.odds = odds
  }
}

/// One row of a status: P = r·P(value | truth) + (1 − r)·usual(value).
package struct StatusReading: Hashable, Sendable {
  package let observable: String
  package let isTrue: Bool
  package let reliability: Double
  package let row: String
  /// By what the odds that "true" enters the record are multiplied, above 0; 1 for an unbiased record.
  package let odds: Double

  package init(
    observable: String, isTrue: Bool, reliability: Double, row: String, odds: Double = 1
  ) {
    self.observable = observable
    self.isTrue = isTrue
    self.reliability = reliability
    self.row = row
    self.odds = odds
  }
}

/// All rows of one number on one day.
package struct NumberReading: Hashable, Sendable {
  package let observable: String
  /// Empty on a silent day of a `complete` number.
  package let rows: [NumberRow]
  /// On a silent day of a `complete` number: P = 1 − c + c·(r·p(0) + (1 − r)·usual(0)); else nil.
  package let silence: Silence?

  package struct Silence: Hashable, Sendable {
    package let reliability: Double
    package let coverage: Double
    /// By what the odds that the day is not silent are multiplied, above 0; 1 for an unbiased record.
    package let odds: Double

    package init(reliability: Double, coverage: Double, odds: Double = 1) {
      self.reliability = reliability
      self.coverage = coverage
      self.odds = odds
    }
  }

  package init(observable: String, rows: [NumberRow], silence: Silence?) {
    self.observable = observable
    self.rows = rows
    self.silence = silence
  }
}

/// One row of a number: a point, or an interval (both ends included, infinite where open).
package struct NumberRow: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case point(Double)
    case range(low: Double, high: Double)
  }

  package let value: Value
  package let reliability: Double
  package let stance: Stance
  package let row: String
  /// How a biased record prefers large or small values; nil for an unbiased one.
  package let tilt: NumberTilt?

  package init(
    value: Value, reliability: Double, stance: Stance, row: String, tilt: NumberTilt? = nil
  ) {
    self.value = value
    self.reliability = reliability
    self.stance = stance
    self.row = row
    self.tilt = tilt
  }
}
