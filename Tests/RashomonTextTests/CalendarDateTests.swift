import RashomonText
import Testing

struct CalendarDateTests {
  @Test(arguments: [
    (0, "1970-01-01"), (-1, "1969-12-31"), (18_483, "2020-08-09"), (11_016, "2000-02-29"),
    (-719_162, "0001-01-01"), (2_932_896, "9999-12-31"),
  ])
  func `counts days from 1970`(days: Int, iso: String) throws {
    #expect(CalendarDate(daysSinceEpoch: days).iso == iso)
    #expect(try #require(CalendarDate(iso: iso)).daysSinceEpoch == days)
  }

  @Test func `days follow one another over 400 years without a gap`() throws {
    let start = try #require(CalendarDate(year: 1900, month: 1, day: 1))
    var before = start
    for step in 1...146_097 {
      let date = start.advanced(by: step)
      let (year, month, day) = date.components
      #expect(CalendarDate(year: year, month: month, day: day) == date)
      if !(before < date) || date.days(since: start) != step { Issue.record("gap at \(date)") }
      before = date
    }
    #expect(before.iso == "2300-01-01")
  }

  @Test(arguments: [
    "2020-02-30", "2021-02-29", "1900-02-29", "2020-13-01", "2020-00-10", "2020-01-00", "20-01-01",
    "2020-1-1", "2020/01/01", "0000-01-01", "2020-08-09 ", "2020-08-0x", "", "２０２０-08-09",
  ])
  func `takes no other spelling and no day that does not exist`(text: String) {
    #expect(CalendarDate(iso: text) == nil)
  }

  @Test func `knows weekdays on both sides of 1970`() throws {
    #expect(try #require(CalendarDate(iso: "2020-08-09")).weekday == 6)
    #expect(try #require(CalendarDate(iso: "1970-01-01")).weekday == 3)
    #expect(try #require(CalendarDate(iso: "1969-12-29")).weekday == 0)
  }
}
