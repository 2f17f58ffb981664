import RashomonEvidence
import RashomonInference
import RashomonModel
import Testing

private typealias F = ReadingFixture

struct NumberReadingTests {
  private let turnout = F.observable("turnout", .number(unit: "people", complete: false))
  private let exits = F.observable("exits", .number(unit: "officials", complete: true), lag: 2)

  @Test func `numbers of a day are read together, and a day without a row says nothing`() {
    let reading = F.read(
      [
        F.row("B", "turnout", day: 3, value: 5000, grade: "C3", source: "ministry"),
        F.row("A", "turnout", day: 3, value: 20_000), F.row("C", "turnout", day: 5, value: 7),
      ], [turnout])
    #expect(reading.days.map(\.numbers.count) == [0, 0, 0, 1, 0, 1, 0, 0, 0, 0])
    let number = reading.days[3].numbers[0]
    #expect(number.silence == nil)
    #expect(number.rows.map(\.row) == ["A", "B"])
    #expect(number.rows.map(\.stance) == [.independent, .official])
    #expect(number.rows.map(\.value) == [.point(20_000), .point(5000)])
    #expect(number.rows.map(\.reliability) == [1, GradeTable.admiralty[Grade(.c, .three)]])
    #expect(reading.lateReports == [])
  }

  @Test func `a low or a high makes a range whatever the value, open where one is missing`() {
    let reading = F.read(
      [
        F.row("A", "turnout", day: 3, value: 9, low: 5, high: 20),
        F.row("B", "turnout", day: 3, value: nil, low: 5),
        F.row("C", "turnout", day: 3, value: 30, high: 20),
      ], [turnout])
    #expect(
      reading.days[3].numbers[0].rows.map(\.value) == [
        .range(low: 5, high: 20), .range(low: 5, high: .infinity),
        .range(low: -.infinity, high: 20),
      ])
  }

  @Test func `a complete number says 0 softly on watched days without a row`() {
    let watched = F.observable(
      "exits", .number(unit: "officials", complete: true), watched: 2...8, lag: 2)
    let reading = F.read([F.row("A", "exits", day: 4, reported: 9, value: 3)], [watched])
    #expect(reading.days.map(\.numbers.count) == [0, 0, 1, 1, 1, 1, 1, 1, 1, 0])
    let silence = reading.days[8].numbers[0].silence
    #expect(silence?.reliability == GradeTable.admiralty[Grade(.a, .two)])
    #expect(silence?.coverage == watched.recording.coverage(afterDays: 1))
    #expect(reading.days[4].numbers[0].silence == nil)
    #expect(reading.lateReports.map(\.row) == ["A"])
    #expect(reading.lateReports.map(\.days) == [5])
  }

  @Test func `repeats of one origin do not count, and their day is not silent`() {
    let reading = F.read(
      [
        F.row("A", "exits", day: 4, value: 3, grade: "C3", origin: "list"),
        F.row("B", "exits", day: 5, value: 3, grade: "B2", origin: "list"),
      ], [exits])
    #expect(reading.days[4].numbers.isEmpty)
    #expect(reading.days[5].numbers[0].rows.map(\.row) == ["B"])
    #expect(reading.ledger == ["A same origin as B", "B counts"])
  }

  @Test func `a self-evident number is certain`() {
    let vote = F.observable("vote", .number(unit: nil, complete: false), selfEvident: true)
    let reading = F.read([F.row("A", "vote", day: 4, value: 80, grade: "F6")], [vote])
    #expect(reading.days[4].numbers[0].rows[0].reliability == 1)
  }

  @Test func `statuses are sparse, one reading for each row`() {
    let office = F.observable("in_office", .status)
    let reading = F.read(
      [
        F.row("B", "in_office", day: 3, value: 0, grade: "B2"), F.row("A", "in_office", day: 3),
        F.row("C", "in_office", day: 6, reported: 9),
      ], [office])
    #expect(reading.days.map(\.statuses.count) == [0, 0, 0, 2, 0, 0, 1, 0, 0, 0])
    #expect(reading.days[3].statuses.map(\.row) == ["A", "B"])
    #expect(reading.days[3].statuses.map(\.isTrue) == [true, false])
    #expect(reading.lateReports == [])
  }

  @Test func `observables are read in the order of their ids and rows in the record's`() {
    let reading = F.read(
      [
        F.row("Z", "turnout", day: 1, value: 5), F.row("A", "exits", day: 4, value: 3),
        F.row("Y", "strike", day: 1),
      ], [turnout, exits, F.observable()])
    #expect(reading.days[1].numbers.map(\.observable) == ["exits", "turnout"])
    #expect(reading.uses.map(\.row) == ["Y", "Z", "A"])
  }
}
