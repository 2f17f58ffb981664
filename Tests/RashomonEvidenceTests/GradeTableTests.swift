import RashomonEvidence
import Testing

struct GradeTableTests {
  @Test func `the default never rises from A to F or from 1 to 6, and stays within 0 and 1`() {
    let table = GradeTable.admiralty
    for letter in Grade.Reliability.allCases {
      let row = Grade.Credibility.allCases.map { table[Grade(letter, $0)] }
      #expect(zip(row, row.dropFirst()).allSatisfy { $0 >= $1 })
      #expect(row.allSatisfy { $0 > 0 && $0 <= 1 })
    }
    for digit in Grade.Credibility.allCases {
      let column = Grade.Reliability.allCases.map { table[Grade($0, digit)] }
      #expect(zip(column, column.dropFirst()).allSatisfy { $0 >= $1 })
    }
  }

  @Test func `the default is what its documentation says`() {
    let table = GradeTable.admiralty
    for (letter, digit, expected) in [
      (Grade.Reliability.a, Grade.Credibility.one, 0.990), (.a, .two, 0.965), (.b, .two, 0.941),
      (.c, .three, 0.846), (.e, .five, 0.563), (.f, .six, 0.490),
    ] {
      #expect(abs(table[Grade(letter, digit)] - expected) < 0.0005)
    }
  }

  @Test func `a case may replace it, but only whole`() throws {
    let rows = Grade.all.enumerated().map { "\($1),\(Double($0 + 1) / 36)" }
    let text = "grade,reliability\n" + rows.reversed().joined(separator: "\n")
    let table = try #require(GradeTable.read(CSVInput(name: "grades.csv", text: text)).value)
    for (index, grade) in Grade.all.enumerated() {
      #expect(table[grade] == Double(index + 1) / 36)
    }
    #expect(GradeTable([Grade(.a, .one): 1]) == nil)
    let short = "grade,reliability\n" + rows.dropLast().joined(separator: "\n")
    #expect(GradeTable.read(CSVInput(name: "grades.csv", text: short)).value == nil)
  }
}
