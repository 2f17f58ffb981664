/// A word with a fixed meaning, which is therefore no name.
///
/// `out`, `nothing`, `option`, `odds`, `many`, `much` and `first` have a meaning only right behind
/// another keyword, or before a colon, and may be names.
enum Keyword: String, CaseIterable, Sendable {
  // What starts a statement.
  case crisis, account, period, day, source, observable, question, prior
  case param, hidden, state, each
  case next, event, status, report, actor
  case expects, rules, thesis, verdict, leaves, says
  case override, add, remove, adjust
  // What stands inside one.
  case by, to, from, on, of, one, `is`, per, `in`, with, when, within, `for`, given, opens, because
  case numberWord = "number"
  case once
  case selfEvident = "self-evident"
  case complete, watched, noticed, lag, graded
  case falseReports = "false"
  case usual
  case chance, daily, weekly, monthly, yearly, shared
  case decides, every, rationality, steady, worth, only
  case half, twice, times, `as`
  case `if`, then, `else`, otherwise, and, or, not
  case today, weekday, yesterday, happens, has, happened, since
  case days, week, weeks, month, months, year, years
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// The statement that it starts; `override` starts none, but stands before one.
  var statement: StatementKeyword? { Self.statements[self] }

  private static let statements: [Keyword: StatementKeyword] = Dictionary(
    uniqueKeysWithValues: StatementKeyword.allCases.compactMap { statement in
      Keyword(rawValue: statement.rawValue).map { ($0, statement) }
    })
  private static let byText = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  init?(word: String) {
    guard let keyword = Self.byText[word] else { return nil }
    self = keyword
  }

  /// 0 for monday to 6 for sunday.
  var weekdayIndex: Int? { Self.weekdays.firstIndex(of: self) }

  var timeUnit: TimeUnitSyntax? { Self.timeUnits[self] }

  /// The unit of `daily chance` to `yearly chance`.
  var chanceUnit: TimeUnitSyntax? { Self.chanceUnits[self] }

  private static let weekdays: [Keyword] = [
    .monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday,
  ]
  private static let timeUnits: [Keyword: TimeUnitSyntax] = [
    .day: .day, .days: .day, .week: .week, .weeks: .week, .month: .month, .months: .month,
    .year: .year, .years: .year,
  ]
  private static let chanceUnits: [Keyword: TimeUnitSyntax] = [
    .daily: .day, .weekly: .week, .monthly: .month, .yearly: .year,
  ]
}
