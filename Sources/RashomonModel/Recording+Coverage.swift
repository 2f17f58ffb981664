#if canImport(Glibc)
  import Glibc
#endif

extension Recording {
  /// c, the chance that something which happened is on record `days` days later:
  ///
  /// ```
  /// c = noticed · F(days),    F(n) = 1 − 0.1^((n + 1)/(lag + 1))
  /// ```
  ///
  /// so that 90 % of the reports that ever come have come after `lag` days.
  ///
  /// *Range*: `days` at least 0.
  package func coverage(afterDays days: Int) -> Double {
    noticed * (1 - pow(0.1, Double(days + 1) / (lag + 1)))
  }
}
