import RashomonEvidence
import RashomonModel
package import RashomonText

/// The dates that a backtest looks from.
package enum BacktestDates: Sendable {
  case listed([CalendarDate])
  /// Every so many days from a first date to a last; nil is the first account's date, or the day
  /// before the last report.
  case every(days: Int, from: CalendarDate?, to: CalendarDate?)

  /// The dates in order, each once.
  ///
  /// *Errors*: `RunFailure` with every date that cannot be looked from.
  func resolved(in data: CaseData) throws -> [CalendarDate] {
    let period = data.period
    switch self {
    case .listed(let dates):
      let bad = dates.filter { $0 < period.start || $0 > period.end }
      guard bad.isEmpty else { throw Self.outside(bad, of: data) }
      guard !dates.isEmpty else {
        throw RunFailure(
          """
          no date to look from
            expected: --as-of with dates of the period, --weekly or --monthly
          """)
      }
      return Set(dates).sorted()
    case .every(let step, let from, let to):
      let bad = [from, to].compactMap(\.self).filter { $0 < period.start || $0 > period.end }
      guard bad.isEmpty else { throw Self.outside(bad, of: data) }
      let firstAccount = data.accounts.compactMap(\.date).min() ?? period.start
      let first = from ?? min(max(firstAccount, period.start), period.end)
      let lastReport = data.record.lastReported ?? period.end
      let last = to ?? max(first, min(lastReport.advanced(by: -1), period.end))
      guard first <= last else {
        throw RunFailure(
          """
          the dates to look from run backwards
            found: --from \(first), --to \(last)
            expected: a first date that is not after the last
          """)
      }
      return stride(from: 0, through: last.days(since: first), by: step).map {
        first.advanced(by: $0)
      }
    }
  }

  private static func outside(_ dates: [CalendarDate], of data: CaseData) -> RunFailure {
    let named = dates.map(\.iso).joined(separator: ", ")
    return RunFailure(
      """
      \(dates.count == 1 ? "a date to look from lies" : "\(dates.count) dates to look from lie") outside the period
        found: \(named)
        expected: dates from \(data.period.start) to \(data.period.end)
      """)
  }
}
