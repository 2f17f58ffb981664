import RashomonEvidence
import RashomonText
import Testing

struct RecordTests {
  let sources = [
    Source(id: "tass", name: "TASS", stance: .official, reliability: .c),
    Source(id: "viasna", name: "Viasna", stance: .independent, reliability: .b),
  ]

  private func row(
    _ id: String, occurred: String = "2020-08-09", reported: String = "2020-08-10",
    observable: String = "turnout", grade: String = "B2", origin: String? = nil,
    supersedes: String? = nil, value: Double = 1, line: Int = 1
  ) -> EvidenceRow {
    EvidenceRow(
      id: id, occurred: day(occurred), reported: day(reported), observable: observable,
      value: value, grade: Grade(grade), source: "viasna", origin: origin,
      supersedes: supersedes, line: line)
  }

  private func visible(_ rows: [EvidenceRow], asOf date: String) -> VisibleRecord {
    Record(rows: rows, sources: sources).visible(asOf: day(date))
  }

  private func reliability(of row: EvidenceRow) -> Double {
    row.grade.map { GradeTable.admiralty[$0] } ?? 1
  }

  @Test func `shows only what was reported by the date, in record order`() {
    let rows = [
      row("C", occurred: "2020-08-12", reported: "2020-08-12"), row("B"), row("A"),
      row("D", reported: "2020-08-13"),
    ]
    #expect(visible(rows, asOf: "2020-08-09").rows.map(\.id) == [])
    #expect(visible(rows, asOf: "2020-08-10").rows.map(\.id) == ["A", "B"])
    #expect(visible(rows, asOf: "2020-08-12").rows.map(\.id) == ["A", "B", "C"])
    #expect(visible(rows, asOf: "2020-08-13").rows.map(\.id) == ["A", "B", "D", "C"])
    #expect(Record(rows: rows, sources: sources).lastReported == day("2020-08-13"))
    #expect(Record(rows: [], sources: sources).lastReported == nil)
  }

  @Test func `a row is replaced once its successor is known, and not before`() {
    let rows = [
      row("A"), row("B", reported: "2020-08-12", supersedes: "A"),
      row("C", reported: "2020-08-14", supersedes: "B"),
    ]
    #expect(visible(rows, asOf: "2020-08-11").rows.map(\.id) == ["A"])
    #expect(visible(rows, asOf: "2020-08-12").rows.map(\.id) == ["B"])
    let last = visible(rows, asOf: "2020-08-14")
    #expect(last.rows.map(\.id) == ["C"])
    #expect(last.superseded.map { "\($0.row) by \($0.by)" } == ["A by B", "B by C"])
  }

  @Test func `of one origin the best graded counts, then the first reported, then the lower id`() {
    let rows = [
      row("A", reported: "2020-08-11", grade: "B2", origin: "ministry"),
      row("B", occurred: "2020-08-10", grade: "B2", origin: "ministry"),
      row("C", grade: "B3", origin: "ministry"),
      row("D", reported: "2020-08-10", grade: "B2", origin: "ministry"),
      row("E", observable: "detained", grade: "D4", origin: "ministry"),
      row("F", grade: "D4"), row("G", grade: "D4"), row("H", grade: "D4", origin: "crowd"),
    ]
    let (counted, repeats) = visible(rows, asOf: "2020-08-31").independent(
      reliability: reliability)
    #expect(counted.map(\.id) == ["E", "F", "G", "H", "B"])
    #expect(repeats.map(\.row.id) == ["A", "C", "D"])
    #expect(repeats.allSatisfy { $0.of == "B" })
  }

  @Test func `a row without a grade is better than any`() {
    let rows = [
      row("A", grade: "A1", origin: "x"), row("B", reported: "2020-08-12", grade: "", origin: "x"),
    ]
    let counted = visible(rows, asOf: "2020-08-31").independent(reliability: reliability).counted
    #expect(counted.map(\.id) == ["B"])
  }

  @Test func `nothing reported later changes a bit of the hash`() {
    let early = [row("A"), row("B", reported: "2020-08-17", line: 3)]
    let hash = visible(early, asOf: "2020-08-17").hash
    #expect(hash.count == 64)
    let late = [
      row("Z", occurred: "2020-08-01", reported: "2020-08-18"),
      row("Y", reported: "2020-08-18", supersedes: "A"),
      row("X", reported: "2021-09-13", grade: "A1", origin: "x"),
    ]
    for keep in 0...late.count {
      let rows = Array(late.prefix(keep)) + early.reversed()
      #expect(visible(rows, asOf: "2020-08-17").hash == hash)
      if keep > 0 { #expect(visible(rows, asOf: "2020-08-18").hash != hash) }
    }
    #expect(visible(early, asOf: "2020-08-18").hash == hash)
  }

  @Test func `everything that a visible row says is in the hash, its line is not`() {
    let base = row("A", origin: "ab")
    func hash(_ row: EvidenceRow) -> String { visible([row], asOf: "2020-08-31").hash }
    let changed = [
      row("B", origin: "ab"), row("A", occurred: "2020-08-08", origin: "ab"),
      row("A", reported: "2020-08-11", origin: "ab"), row("A", observable: "x", origin: "ab"),
      row("A", grade: "B1", origin: "ab"), row("A", origin: "a", supersedes: "b"),
      row("A", origin: "ab", value: 2), base.graded(nil),
    ]
    #expect(Set((changed + [base]).map(hash)).count == changed.count + 1)
    #expect(hash(row("A", origin: "ab", line: 77)) == hash(base))
  }

  @Test func `who the source is belongs to the hash`() {
    let rows = [row("A")]
    let other = [Source(id: "viasna", name: "Viasna", stance: .party, reliability: .b)]
    #expect(
      Record(rows: rows, sources: other).visible(asOf: day("2020-08-31")).hash
        != visible(rows, asOf: "2020-08-31").hash)
  }
}
