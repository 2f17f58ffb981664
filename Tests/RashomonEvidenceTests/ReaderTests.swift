import RashomonEvidence
import RashomonText
import Testing

struct ReaderTests {
  static let header =
    "id,occurred,reported,observable,value,low,high,unit,grade,source,origin,supersedes,url,note\n"

  private func read(
    _ rows: String, header: String = ReaderTests.header, frame: EvidenceFrame = .example
  ) -> Checked<[EvidenceRow]> {
    EvidenceReader.read(CSVInput(name: "evidence.csv", text: header + rows), frame: frame)
  }

  @Test func `reads every field of a row`() throws {
    let read = read(
      "R1,2020-08-09,2020-08-10,turnout,5000,4e3,6000.5,people,B2,viasna,count,R2,https://x,\"a, b\"\n"
        + "R2,2020-08-09,2020-08-09,deployment,0,,,,,tass,,,,\n")
    #expect(read.diagnostics == [])
    let rows = try #require(read.value)
    #expect(
      rows[0]
        == EvidenceRow(
          id: "R1", occurred: day("2020-08-09"), reported: day("2020-08-10"), observable: "turnout",
          value: 5000, low: 4000, high: 6000.5, unit: "people", grade: Grade(.b, .two),
          source: "viasna", origin: "count", supersedes: "R2", url: "https://x", note: "a, b",
          line: 2))
    #expect(rows[1].grade == nil && rows[1].unit == nil && rows[1].origin == nil)
    #expect(rows[1].value == 0 && rows[1].line == 3)
  }

  @Test func `a grade of one digit takes its source's letter`() throws {
    let rows = try #require(
      read(
        "R1,2020-08-09,2020-08-10,deployment,1,,,,3,tass,,,,\n"
          + "R2,2020-08-09,2020-08-10,deployment,1,,,,3,viasna,,,,\n"
      ).value)
    #expect(rows.map(\.grade) == [Grade(.c, .three), Grade(.b, .three)])
  }

  @Test func `columns may stand in any order, with who graded it`() throws {
    let header =
      "note,graded_by,url,supersedes,origin,source,grade,unit,high,low,value,observable,reported,occurred,id\n"
    let rows = try #require(
      read("n,kl,,,,tass,A1,,,,1,deployment,2020-08-10,2020-08-09,R1\n", header: header).value)
    #expect(rows[0].gradedBy == "kl" && rows[0].note == "n" && rows[0].id == "R1")
  }

  @Test func `nothing is half read`() {
    let good = "R1,2020-08-09,2020-08-10,deployment,1,,,,3,tass,,,,\n"
    #expect(read(good).value?.count == 1)
    #expect(read(good + "R2,2020-08-09\n").value == nil)
    #expect(read(good + "R2,2020-08-09,2020-08-10,deployment,x,,,,3,tass,,,,\n").value == nil)
  }

  @Test func `a header alone is an empty record`() {
    #expect(read("").value == [])
  }

  @Test func `no row is blamed for a source while the sources are unknown`() {
    let frame = EvidenceFrame(
      period: EvidenceFrame.example.period, observables: EvidenceFrame.example.observables,
      sources: nil)
    let rows = "R1,2020-08-09,2020-08-10,deployment,1,,,,3,who,,,,\n"
    #expect(read(rows, frame: frame).diagnostics == [])
    #expect(read(rows).diagnostics.map(\.id) == ["row-unknown-source"])
  }

  @Test func `an id that could not be scanned is not missed`() {
    let read = read(
      "R1,2020-08-09,2020-08-10,deployment,1,,,,3,tass,,,,\"a\"b\n"
        + "R2,2020-08-09,2020-08-10,deployment,1,,,,3,tass,,R1,,\n")
    #expect(read.diagnostics.map(\.id) == ["csv-text-after-quote"])
  }

  @Test func `reads the other tables`() throws {
    let sources = Source.read(
      CSVInput(name: "s", text: "id,name,stance,reliability\nap,Associated Press,foreign,B\n"))
    #expect(
      sources.value == [
        Source(id: "ap", name: "Associated Press", stance: .foreign, reliability: .b)
      ])

    let aside = try #require(
      SetAsideRow.read(CSVInput(name: "a", text: "value,id,reason\n3,BY1,before the period\n"))
        .value)
    #expect(aside[0].id == "BY1" && aside[0].reason == "before the period")
    #expect(aside[0].others.map { "\($0.name)=\($0.text)" } == ["value=3"])

    let outcomes = Outcome.read(
      CSVInput(
        name: "o",
        text: "question,outcome,resolved_on,url,note\na,yes,2020-12-31,,\nb,no,2020-12-31,,n\n"
          + "c,12.5,2020-12-31,,\nd,void,,,\n"),
      questions: [("a", .yesNo), ("b", .yesNo), ("c", .number), ("d", .number)])
    #expect(outcomes.value?.map(\.answer) == [.yes, .no, .number(12.5), .void])
    #expect(outcomes.value?.last?.resolvedOn == nil)

    let gradings = AnalystGrade.read(
      CSVInput(name: "g", text: "id,grade,graded_by\nBY007,B2,bela\nBY007,4,carl\n"),
      evidence: [.example], sources: EvidenceFrame.example.sources ?? [])
    #expect(gradings.value?.map { "\($0.analyst) \($0.grade)" } == ["bela B2", "carl C4"])

    let words = VerbalRange.read(CSVInput(name: "w", text: "word,low,high\nlikely,0.5,0.75\n"))
    #expect(words.value == [VerbalRange(word: "likely", low: 0.5, high: 0.75)])
  }
}
