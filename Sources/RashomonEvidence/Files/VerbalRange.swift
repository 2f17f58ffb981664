import RashomonText

/// What a word of probability means: a row of `words.csv`, which a case may have to replace the
/// table of ICD 203.
package struct VerbalRange: Hashable, Sendable {
  package let word: String
  /// The word's range, a 5–95 % interval: above 0, `low` below `high`, below 1.
  package let low: Double
  package let high: Double

  package init(word: String, low: Double, high: Double) {
    self.word = word
    self.low = low
    self.high = high
  }

  /// Reads `words.csv`, in the order of the file.
  ///
  /// *Errors*: only what the input throws; mistakes in the file are diagnostics.
  package static func read<Failure>(
    _ input: CSVInput<Failure>
  ) throws(Failure) -> Checked<[VerbalRange]> {
    var check = FieldChecker(file: input.name)
    var ranges: [VerbalRange] = []
    let columns = CSVColumns(required: ["word", "low", "high"])
    let malformed = try readTable(input, columns: columns) { row in
      let word = check.uniqueID("word", of: row)
      let low = check.openProbability("low", of: row)
      let high = check.openProbability("high", of: row)
      guard let word, let low, let high else { return }
      if low >= high {
        return check.report(
          VerbalProblem.emptyRange(low: row["low"], high: row["high"]), at: row.site(of: "low"))
      }
      if let other = ranges.first(where: { $0.low < high && low < $0.high }) {
        return check.report(
          VerbalProblem.overlap(
            other: "\(other.word), \(other.low) to \(other.high)"), at: row.site(of: "low"))
      }
      ranges.append(VerbalRange(word: word, low: low, high: high))
    }
    return Checked(ranges, malformed + check.diagnostics)
  }
}

extension FieldChecker {
  /// A required number between 0 and 1, neither included.
  fileprivate mutating func openProbability(_ column: String, of row: CSVRow) -> Double? {
    guard required(column, of: row) != nil,
      let number = try? number(column, of: row)
    else { return nil }
    if number > 0, number < 1 { return number }
    report(VerbalProblem.notBetween(row[column]), at: row.site(of: column))
    return nil
  }
}

/// What can be wrong with the range of a word.
enum VerbalProblem: Problem {
  case notBetween(String)
  case emptyRange(low: String, high: String)
  case overlap(other: String)

  var wording: Wording {
    switch self {
    case .notBetween(let text):
      Wording(
        id: "word-not-a-probability", title: "a word of probability means neither 0 nor 1",
        found: text, expected: "a number between 0 and 1", hint: "write 80 % as 0.8")
    case .emptyRange(let low, let high):
      Wording(
        id: "word-empty-range", title: "this range holds nothing", found: "\(low) to \(high)",
        expected: "`low` below `high`")
    case .overlap(let other):
      Wording(
        id: "word-ranges-overlap", title: "two words share a part of their ranges",
        found: "the range of \(other)", expected: "ranges that meet at most at their ends",
        hint: "a probability has one word: end the lower range where the higher begins")
    }
  }
}
