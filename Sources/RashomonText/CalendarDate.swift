/// A day of the Gregorian calendar, counted from 1970-01-01.
///
/// *Unit*: days. *Range*: years 1 to 9999. Time of day does not exist in Rashomon.
///
/// *Reference*: the conversion between days and (year, month, day) is the era arithmetic of
/// [Hinnant2013].
package struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package let daysSinceEpoch: Int

  package init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// The day of that year, month (1–12) and day (1–31), or nil where the calendar has none.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(of: month, in: year)
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day written as `YYYY-MM-DD`, or nil for any other spelling.
  package init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    self.init(iso: bytes, in: 0..<bytes.count)
  }

  /// The day that some of the bytes of a text write as `YYYY-MM-DD`.
  package init?(iso bytes: [UInt8], in range: Range<Int>) {
    let start = range.lowerBound
    guard range.count == 10, bytes[start + 4] == UInt8(ascii: "-"),
      bytes[start + 7] == UInt8(ascii: "-")
    else { return nil }
    func number(_ places: Range<Int>) -> Int? {
      var number = 0
      for place in places {
        guard case 48...57 = bytes[start + place] else { return nil }
        number = 10 * number + Int(bytes[start + place] - 48)
      }
      return number
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day of the month.
  package var components: (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// Monday is 0, Sunday is 6.
  package var weekday: Int {
    let shifted = (daysSinceEpoch + 3) % 7
    return shifted >= 0 ? shifted : shifted + 7
  }

  /// `YYYY-MM-DD`.
  package var iso: String {
    let (year, month, day) = components
    // A date that is written has such a year; a sum of days may have another.
    guard (0...9999).contains(year) else { return paddedISO }
    return String(unsafeUninitializedCapacity: 10) { bytes in
      func write(_ number: Int, _ place: Int) {
        bytes[place] = 48 + UInt8(number / 10)
        bytes[place + 1] = 48 + UInt8(number % 10)
      }
      write(year / 100, 0)
      write(year % 100, 2)
      write(month, 5)
      write(day, 8)
      bytes[4] = UInt8(ascii: "-")
      bytes[7] = UInt8(ascii: "-")
      return 10
    }
  }

  private var paddedISO: String {
    func padded(_ number: Int, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (year, month, day) = components
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }

  /// The date `days` later (earlier if negative).
  package func advanced(by days: Int) -> CalendarDate {
    CalendarDate(daysSinceEpoch: daysSinceEpoch + days)
  }

  /// Days from `start` to this date, negative before it.
  package func days(since start: CalendarDate) -> Int {
    daysSinceEpoch - start.daysSinceEpoch
  }
}

extension CalendarDate: CustomStringConvertible {
  package var description: String { iso }
}
