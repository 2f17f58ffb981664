/// The day on which no history of an account could give the record.
package struct Collapse: Codable, Hashable, Sendable {
  package let day: Int
  /// The readings that no history could give; where none alone is impossible, all of the day, which
  /// are impossible together.
  package let readings: [ReadingReference]

  package init(day: Int, readings: [ReadingReference]) {
    self.day = day
    self.readings = readings
  }

  /// The rows of the readings, by id.
  package var rows: [String] { readings.flatMap(\.rows) }
}
