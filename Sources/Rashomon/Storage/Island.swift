package import RashomonAnalysis
package import RashomonInference
package import RashomonText

/// A part of a weighing that is computed by itself: some of its runs, each with random numbers of
/// its own, in a file that `mergeIslands` needs no other file to understand.
package struct Island: Codable, Sendable {
  /// 1 … `count`.
  package let number: Int
  /// How many islands the weighing has.
  package let count: Int
  /// The same on every island.
  let runs: Int
  let asOf: String?
  let since: String?
  let isRough: Bool
  /// The case's files by path.
  let files: [String: String]

  /// The first of its runs among those of the weighing.
  package static func firstRun(of number: Int, runs: Int) -> Int { (number - 1) * runs }

  /// Every way in which it is a part of another weighing than one wanted.
  func workDifferences(from wanted: Island) -> [RunBasis.Difference] {
    var differences: [RunBasis.Difference] = []
    func compare(_ what: String, _ found: String, _ expected: String) {
      if found != expected {
        differences.append(.init(what: what, found: found, expected: expected))
      }
    }
    compare("--islands", "\(count)", "\(wanted.count)")
    compare("--runs", "\(runs)", "\(wanted.runs)")
    compare("--as-of", asOf ?? "none", wanted.asOf ?? "none")
    compare("--since", since ?? "none", wanted.since ?? "none")
    compare("--quick", isRough ? "given" : "not given", wanted.isRough ? "given" : "not given")
    return differences
  }
}

extension Case {
  /// Computes one island of a weighing and writes it to a file, whole or not at all.
  ///
  /// - Parameters:
  ///   - number: which, 1 … `count`; its runs are `settings.runs` from `settings.firstRun` on.
  ///   - ledger: where its runs are noted.
  ///
  /// *Errors*: those of `weigh`; `OutsideProblem` where the file cannot be written.
  package func writeIsland(
    _ number: Int, of count: Int, asOf: CalendarDate?, since: CalendarDate?,
    settings: RunSettings, ledger: RunLedger, to path: String,
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    _ = try weigh(
      asOf: asOf, since: since, settings: settings, ledger: ledger, progress: progress)
    let island = Island(
      number: number, count: count, runs: settings.runs, asOf: asOf?.iso, since: since?.iso,
      isRough: settings.isRough,
      files: folder.files.mapValues { String(decoding: $0, as: UTF8.self) })
    let heading = LedgerFile.Heading(
      basis: RunBasis("weigh", of: data, settings: settings), island: island)
    let own = settings.firstRun..<(settings.firstRun + settings.runs)
    let lines = try ledger.runs.filter { address, _ in
      own.contains(address.run) || MethodCatalog.named(address.method)?.isExact == true
    }.map { try LedgerFile.line($0, $1) }
    AtomicFile.removeLeftovers(of: path)
    try AtomicFile.write(try LedgerFile.bytes(heading, lines: lines), to: path)
  }
}
