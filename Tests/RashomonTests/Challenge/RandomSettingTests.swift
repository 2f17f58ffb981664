import Foundation
import RashomonEvidence
import RashomonModel
import RashomonText
import Testing

@testable import RashomonAnalysis

/// The law by which random settings are drawn.
struct RandomSettingTests {
  private static let assumptions = [
    Assumption(
      id: "word", kind: .word(term: "likely", mean: 0.68, low: 0.55, high: 0.8), text: "",
      models: []),
    Assumption(
      id: "usual word", kind: .word(term: "likely", mean: 0.68, low: 0.55, high: 0.8), text: "",
      models: [], usual: "usual"),
    Assumption(id: "usual", kind: .usual, text: "", models: []),
    Assumption(id: "width", kind: .width, text: "", models: []),
  ]
  private static let row = EvidenceRow(
    id: "E1", occurred: CalendarDate(daysSinceEpoch: 0), reported: CalendarDate(daysSinceEpoch: 0),
    observable: "clue", value: 1, grade: Grade(.b, .two), source: "archive")

  private static func settings(_ count: Int) -> [CaseSetting] {
    (0..<count).map {
      randomSetting($0, assumptions: assumptions, rows: [(row, Grade(.b, .two))], seed: 11)
    }
  }

  /// The largest distance between the shares of these numbers and of the uniform law on (0, 1).
  private static func distance(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let count = Double(sorted.count)
    return sorted.enumerated().map { index, number in
      max(abs(number - Double(index) / count), abs(Double(index + 1) / count - number))
    }.max() ?? 1
  }

  /// 1.95/√n is exceeded by one sample in a thousand; four laws are tested. A number that is squared
  /// differs by a quarter, which is seen from 61 settings on.
  @Test func `each number has its law`() {
    let settings = Self.settings(400)
    let limit = 1.95 / Double(settings.count).squareRoot()
    let words = settings.compactMap { $0.variation["word"] }.map { ($0 - 0.55) / 0.25 }
    #expect(words.count == settings.count)
    #expect(Self.distance(words) < limit)
    #expect(Self.distance(words.map { $0 * $0 }) > limit)
    for (name, range) in [("usual", 3.0), ("width", 2.0)] {
      let factors = settings.compactMap { $0.variation[name] }
      #expect(factors.count == settings.count)
      let places = factors.map { 0.5 + 0.5 * log($0) / log(range) }
      #expect(places.allSatisfy { (0...1).contains($0) })
      #expect(Self.distance(places) < limit)
    }
    // No number is moved twice.
    #expect(settings.allSatisfy { $0.variation["usual word"] == nil })
  }

  /// Each of the five should come 80 times, give or take 8; 45 apart is five standard deviations and
  /// more, which happens once in millions.
  @Test func `a grade stays or moves one step`() {
    let grades = Self.settings(400).compactMap { $0.grades["E1"] }
    let counts = Dictionary(grades.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(Set(counts.keys) == Set([Grade(.b, .two)] + Grade(.b, .two).neighbours))
    #expect(counts.values.allSatisfy { abs($0 - 80) < 45 })
  }

  @Test func `a setting is the same whatever else is varied`() {
    let alone = randomSetting(3, assumptions: [Self.assumptions[2]], rows: [], seed: 11)
    #expect(alone.variation["usual"] == Self.settings(4)[3].variation["usual"])
  }
}
