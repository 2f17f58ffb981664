package import RashomonAnalysis

extension Case {
  /// Ranks the accounts and makes their forecasts as of each of some dates, and marks them.
  package func backtest(
    dates: BacktestDates, settings: RunSettings, progress: @escaping @Sendable (Double) -> Void
  ) throws -> Backtest {
    try RashomonAnalysis.backtest(data, dates: dates, settings: settings, progress: progress)
  }
}
