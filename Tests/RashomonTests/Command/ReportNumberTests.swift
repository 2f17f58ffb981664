import RashomonReport
import Testing

/// How numbers are written.
struct ReportNumberTests {
  @Test(arguments: [
    (0, 1, "0.0"), (1, 0, "1"), (-0.04, 1, "0.0"), (-0.05, 1, "−0.1"), (-0.0, 2, "0.00"),
    (2.345, 2, "2.35"), (0.0049, 2, "0.00"), (9.95, 1, "10.0"), (-1234.5, 0, "−1235"),
    (.nan, 1, "–"), (.infinity, 1, "∞"), (-.infinity, 3, "−∞"), (1e300, 1, "1e+300"),
    (0.05, 3, "0.050"),
  ])
  func `a decimal has its digits and no sign on a zero`(number: Double, digits: Int, text: String) {
    #expect(decimal(number, digits) == text)
  }

  @Test(arguments: [
    (0, "0.0"), (4.24, "+4.2"), (-0.3, "−0.3"), (-0.04, "0.0"), (0.04, "0.0"), (.infinity, "∞"),
    (-.infinity, "−∞"), (.nan, "–"), (0.05, "+0.1"),
  ])
  func `a weight has a sign where it has a side`(weight: Double, text: String) {
    #expect(decibels(weight) == text)
  }

  @Test(arguments: [
    (0, "0 %"), (1, "100 %"), (1e-9, "<0.1 %"), (1 - 1e-9, ">99.9 %"), (0.001, "0.1 %"),
    (0.9989, "99.9 %"), (0.999, ">99.9 %"), (0.14, "14 %"), (0.023, "2.3 %"), (0.0994, "9.9 %"),
    (0.0996, "10 %"), (0.5, "50 %"), (0.9, "90 %"), (0.951, "95.1 %"), (.nan, "–"),
    (.infinity, "–"),
  ])
  func `a percentage never rounds to a certainty`(probability: Double, text: String) {
    #expect(percent(probability) == text)
  }

  @Test(arguments: [(0, "<0.1 %"), (1, ">99.9 %"), (0.5, "50 %"), (.nan, "–")])
  func `a sample shows no certainty`(probability: Double, text: String) {
    #expect(sampledPercent(probability) == text)
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (0.5, "0.50"), (12.34, "12.3"), (119.4, "119"), (999.4, "999"),
    (999.6, "1,000"), (1126, "1,126"), (9949, "9,949"), (9950, "10k"), (63_400, "63k"),
    (999_900, "1.0M"), (1_000_000, "1.0M"), (1_450_000, "1.5M"), (12_000_000, "12M"),
    (-2_043, "−2,043"), (-0.04, "−0.04"), (.nan, "–"), (.infinity, "∞"),
  ])
  func `a quantity is as short as it can be read`(number: Double, text: String) {
    #expect(quantity(number) == text)
  }

  @Test(
    arguments: [
      (0.31, "±0.3"), (0, ""), (nil, ""), (.nan, ""), (.infinity, ""), (0.04, "±<0.1"),
    ] as [(Double?, String)])
  func `an error stands behind a sign, and none where none can be given`(
    error: Double?, text: String
  ) {
    #expect(plusMinus(error) == text)
  }

  @Test(arguments: [
    (0, "almost no chance"), (0.049, "almost no chance"), (0.05, "very unlikely"),
    (0.2, "unlikely"), (0.45, "roughly even"), (0.55, "likely"), (0.8, "very likely"),
    (0.95, "almost certain"), (1, "almost certain"), (.nan, "–"),
  ])
  func `the words are those of ICD 203`(probability: Double, words: String) {
    #expect(verbal(probability) == words)
  }

  // MARK: Tables

  private var table: TextTable {
    var table = TextTable([.init("who", .left), .init("dB"), .init("note", .left)])
    table.add(["Żółw", "+1.5", "long enough"])
    table.add(["b", "−12.0"])
    return table
  }

  @Test func `columns are padded to their widest cell and lines end where they end`() {
    #expect(
      table.lines(palette: .plain) == [
        "who      dB  note",
        "────────────────────────",
        "Żółw   +1.5  long enough",
        "b     −12.0",
      ])
  }

  @Test func `a table without rows knows it`() {
    #expect(TextTable([.init("a")]).isEmpty)
    #expect(!table.isEmpty)
  }

  @Test func `colours are there only where they are wanted`() {
    let plain = table.lines(palette: .plain).joined()
    let coloured = table.lines(palette: .terminal).joined()
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[2m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9]*m/, with: "") == plain)
  }
}
