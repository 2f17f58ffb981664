import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText
import Testing

private typealias F = ReadingFixture

struct EventReadingTests {
  private let a2 = GradeTable.admiralty[Grade(.a, .two)]
  private let b2 = GradeTable.admiralty[Grade(.b, .two)]

  @Test func `every watched day says yes, no or is silent, and others say nothing`() {
    let reading = F.read(
      [F.row("A", day: 3), F.row("B", day: 5, value: 0), F.row("C", day: 6, value: 33)],
      [F.observable(watched: 2...7)])
    #expect(reading.answers == "..sysnys..")
    #expect(reading.days.map(\.day) == Array(0...9))
  }

  @Test(arguments: [(-1, 0), (0, 1), (4, 5), (9, 10), (200, 10)])
  func `reads to the earlier of the as-of date and the period's end`(asOf: Int, days: Int) {
    #expect(F.read([], asOf: asOf).days.count == days)
  }

  @Test func `a silent day has the grade of silence and a coverage that grows with time`() {
    let reading = F.read([], [F.observable(lag: 1)], asOf: 9)
    // F(n) = 1 - 0.1^((n + 1)/2): a report is in on its day with .684, a day later with .9.
    #expect(abs(reading.days[9].events[0].coverage - 0.95 * 0.683_772_234) < 1e-9)
    #expect(abs(reading.days[8].events[0].coverage - 0.95 * 0.9) < 1e-12)
    #expect(abs(reading.days[6].events[0].coverage - 0.95 * 0.99) < 1e-12)
    #expect(reading.days.allSatisfy { $0.events[0].reliability == a2 })
    #expect(reading.days.allSatisfy { $0.events[0].rows.isEmpty })
  }

  @Test func `coverage is counted to the as-of date even after the period's end`() {
    let reading = F.read([], [F.observable(lag: 0)], asOf: 11)
    #expect(abs(reading.days[9].events[0].coverage - 0.95 * 0.999) < 1e-12)
  }

  @Test func `a yes has its row's reliability and the day's coverage, a no coverage 1`() {
    let reading = F.read(
      [F.row("A", day: 9, grade: "B2"), F.row("B", day: 8, value: 0, grade: "B2")],
      [F.observable(falseRate: 0.02)])
    let yes = reading.days[9].events[0]
    #expect(yes.reliability == b2 && abs(yes.coverage - 0.95 * 0.683_772_234) < 1e-9)
    #expect(yes.rows == ["A"] && yes.falseRate == 0.02)
    let no = reading.days[8].events[0]
    #expect(no.reliability == b2 && no.coverage == 1 && no.rows == ["B"])
  }

  @Test func `a row without a grade is certain, and so is a self-evident one`() {
    let rows = [F.row("A", day: 3), F.row("B", "reserve", day: 3, grade: "E5")]
    let reading = F.read(rows, [F.observable(), F.observable("reserve", selfEvident: true)])
    #expect(reading.days[3].events.map(\.observable) == ["reserve", "strike"])
    #expect(reading.days[3].events.map(\.reliability) == [1, 1])
    // Silence has its own grade even where the announcement is the act.
    #expect(reading.days[2].events.map(\.reliability) == [a2, a2])
  }

  @Test func `of several yes rows of a day the best graded counts`() {
    let reading = F.read([
      F.row("A", day: 3, grade: "C3"), F.row("B", day: 3, reported: 5, grade: "B2"),
      F.row("C", day: 3, reported: 4, grade: "B2"), F.row("D", day: 3, reported: 4, grade: "B2"),
    ])
    #expect(reading.days[3].events[0].rows == ["C"])
    #expect(
      reading.ledger == ["A same day as C", "B same day as C", "C counts", "D same day as C"])
  }

  @Test func `of yes and no the better graded speaks, and yes wins a tie`() {
    let reading = F.read([
      F.row("A", day: 3, grade: "C3"), F.row("B", day: 3, value: 0, grade: "B2"),
      F.row("C", day: 5, value: 0, grade: "B2"), F.row("D", day: 5, reported: 6, grade: "B2"),
    ])
    #expect(reading.answers == "sssnsyssss")
    #expect(
      reading.ledger == ["A overruled by B", "B counts", "C overruled by D", "D counts"])
  }

  @Test func `a repeat of another day's report leaves its day unsaid, not silent`() {
    let reading = F.read([
      F.row("A", day: 3, grade: "B2", origin: "list"),
      F.row("B", day: 6, grade: "C3", origin: "list"),
      F.row("C", day: 8, grade: "C3", origin: "list"), F.row("D", day: 8, grade: "E5"),
    ])
    #expect(reading.answers == "sssyss.sys")
    #expect(
      reading.ledger == [
        "A counts", "B same origin as A", "C same origin as A", "D counts",
      ])
  }

  @Test func `a yes of what happens once repeats one as well graded, but not a weaker one`() {
    let rows = [
      F.row("A", day: 2, grade: "C3"), F.row("B", day: 4, grade: "B2"),
      F.row("C", day: 6, grade: "C3"), F.row("D", day: 7, grade: "B2"),
      F.row("E", day: 8, grade: "C3"), F.row("N", day: 8, value: 0, grade: "E5"),
      F.row("G", day: 9, grade: "A1"),
    ]
    let once = F.read(rows, [F.observable("strike", .event(once: true))])
    #expect(once.answers == "ssysys..ny")
    #expect(
      once.ledger == [
        "A counts", "B counts", "C happened already, says A", "D happened already, says B",
        "E happened already, says A", "N counts", "G counts",
      ])
    #expect(F.read(rows).answers == "ssysysyyyy")
  }

  @Test func `a yes that a better no overruled does not make a later one a repeat`() {
    let reading = F.read(
      [
        F.row("A", day: 2, grade: "C3"), F.row("B", day: 2, value: 0, grade: "B2"),
        F.row("C", day: 4, grade: "C3"),
      ],
      [F.observable("strike", .event(once: true))])
    #expect(reading.answers == "ssnsysssss")
  }

  @Test func `as-of dates hide later reports and bring replaced rows back`() {
    let rows = [
      F.row("A", day: 3, reported: 4), F.row("B", day: 3, reported: 7, value: 0, supersedes: "A"),
    ]
    #expect(F.read(rows, asOf: 3).answers == "ssss")
    #expect(F.read(rows, asOf: 6).answers == "sssysss")
    #expect(F.read(rows, asOf: 7).answers == "sssnssss")
  }

  @Test func `a first report after the lag is named, a late repeat is not`() {
    let rows = [
      F.row("A", day: 1, reported: 4), F.row("B", day: 3, reported: 4),
      F.row("C", day: 3, reported: 8, grade: ""), F.row("D", day: 5, reported: 9, value: 0),
    ]
    let late = F.read(rows, [F.observable(lag: 2)]).lateReports
    #expect(late.map(\.row) == ["A"])
    #expect(
      late[0].diagnostic(in: "evidence.csv").rendered == """
        evidence.csv:7:1: warning: row A came later than the lag of `strike` promises \
        [row-late-report]
          found: 3 days after it occurred
          expected: 2 days or less for 90 % of its reports
          hint: if this is no exception, give `strike` a longer `lag`: silence is read as if most \
        reports were in by then
        """)
    #expect(F.read(rows, [F.observable(lag: 3)]).lateReports == [])
  }

  @Test func `rows that nobody asks for are said to be unread`() {
    let rows = [F.row("A", "other", day: 2), F.row("B", day: 1)]
    let reading = F.read(rows, [F.observable(watched: 2...9)])
    #expect(reading.ledger == ["B not read", "A not read"])
    #expect(reading.answers == "..ssssssss")
  }
}
