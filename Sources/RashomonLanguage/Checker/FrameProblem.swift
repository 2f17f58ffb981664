import RashomonText

/// What can be wrong with the frame: period, dates, sources, observables.
enum FrameProblem: Problem {
  case titleMissing(FileKind)
  case periodMissing
  case periodReversed(start: String, end: String)
  case dateOutsidePeriod(String, period: String)
  case dateExpected(found: String)
  case clauseMisfit(String, kind: String, meant: String)
  case usualMissing(String, kind: String)
  case bareUsual(String)
  case usualMisfit(found: String, kind: String, expected: String)
  case unreadableGrade(String)
  case wholeNumber(what: String, found: String, expected: String)
  case negativeLag(Double)
  case accountWithoutDate(source: String?)
  case emptyWindow(from: String, by: String)

  var wording: Wording {
    switch self {
    case .titleMissing(.crisis):
      Wording(
        .titleMissing, title: "the crisis file says no title",
        expected: "`crisis \"…\"` on its first line", hint: "add `crisis \"Name of the crisis\"`")
    case .titleMissing(.account):
      Wording(
        .titleMissing, title: "the account says no title",
        expected: "`account \"…\" by source` on its first line",
        hint: "add `account \"In a few words\" by …`")
    case .periodMissing:
      Wording(
        .periodMissing, title: "the crisis file says no period",
        expected: "`period 2020-07-29 to 2021-03-31`",
        hint: "add the first and the last day that histories run over")
    case .periodReversed(let start, let end):
      Wording(
        .periodReversed, title: "the days run backwards", found: "\(start) to \(end)",
        expected: "the earlier date first", hint: "swap the two dates")
    case .dateOutsidePeriod(let date, let period):
      Wording(
        .dateOutsidePeriod, title: "\(date) is outside the period", found: date,
        expected: "a day of \(period)", hint: "move the date, or widen `period`")
    case .dateExpected(let found):
      Wording(
        .dateExpected, title: "here stands a date", found: found,
        expected: "2020-08-09, or a name declared with `day`")
    case .clauseMisfit(let clause, let kind, let meant):
      Wording(
        .clauseMisfit, title: "`\(clause)` does not fit \(kind)",
        expected: "`\(clause)` on \(meant)", hint: "take it away, or change the kind")
    case .usualMissing(let name, let kind):
      Wording(
        .usualMissing, title: "`\(name)` says nothing of what is usual",
        expected: kind == "a number" ? "`usual 500 to 200k`" : "`usual unlikely by 2020-12-31`",
        hint: "it is what someone who knows only base rates would expect")
    case .bareUsual(let value):
      Wording(
        .bareUsual, title: "\(value) per what?", found: "a chance without a time",
        expected: "`\(value) by 2020-12-31`, `\(value) per month` or `12 in 95 months`",
        hint: "say the date or the time that the chance belongs to")
    case .usualMisfit(let found, let kind, let expected):
      Wording(
        .clauseMisfit, title: "this is not what is usual of \(kind)", found: found,
        expected: expected)
    case .unreadableGrade(let text):
      Wording(
        .unreadableGrade, title: "`\(text)` is no grade",
        expected: "a letter A to F and a digit 1 to 6, such as B2")
    case .wholeNumber(let what, let found, let expected):
      Wording(
        .wholeNumberExpected, title: "\(what) is a whole number", found: found,
        expected: expected)
    case .negativeLag(let days):
      Wording(
        .wholeNumberExpected, title: "no report comes before its day", found: shortest(days),
        expected: "a lag of 0 or more days", hint: "without `lag` it is 1 day")
    case .accountWithoutDate(let source):
      Wording(
        .accountWithoutDate, severity: .warning, title: "the account has no date",
        found: source.map { "`\($0)` without a `date`" } ?? "no source: `by …`",
        expected: "the day on which it was published",
        hint: "without one it counts as known from the first day, and is credited with all that "
          + "came after")
    case .emptyWindow(let from, let by):
      Wording(
        .emptyWindow, title: "the window has no day", found: "from \(from) by \(by)",
        expected: "a last day that is not before the first",
        hint: "without `from` a window opens the day after the account's date")
    }
  }
}

extension FrameProblem {
  static func time(_ count: Double) -> FrameProblem {
    .wholeNumber(
      what: "a time", found: shortest(count), expected: "1 or more days, weeks, months or years")
  }
}
