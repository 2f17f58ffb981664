package import RashomonAnalysis
import RashomonInference
import RashomonText

/// Weighs with the runs of all islands together: as if all had been run in one place, whatever the
/// order of the files.
///
/// Returns the weighing and the warnings of the case that the islands carry.
///
/// *Errors*: `OutsideProblem` with everything that is wrong with the files at once; those of `weigh`.
package func mergeIslands(
  _ paths: [String], threads: Int
) throws -> (weighing: Weighing, warnings: [String]) {
  let gathering = try IslandGathering(paths)
  let (basis, island) = (gathering.basis, gathering.island)
  let opened = try CaseReading(
    folder: CaseFolder(id: basis.case, files: island.files.mapValues { Array($0.utf8) }),
    sources: nil
  ).opened()
  let settings = RunSettings(
    histories: basis.histories, runs: island.runs * island.count, seed: basis.seed,
    threads: threads, method: basis.method, isRough: island.isRough)
  let differences = basis.differences(from: RunBasis("weigh", of: opened.data, settings: settings))
  guard differences.isEmpty else {
    throw OutsideProblem(
      (["these islands cannot be merged here"] + differences.flatMap(\.lines)
        + ["  hint: merge with the version of rashomon that computed them"])
        .joined(separator: "\n"))
  }
  do {
    let weighing = try opened.weigh(
      asOf: island.asOf.flatMap(CalendarDate.init(iso:)),
      since: island.since.flatMap(CalendarDate.init(iso:)), settings: settings,
      ledger: RunLedger(gathering.runs, isComplete: true), progress: { _ in })
    return (weighing, opened.warnings)
  } catch let missing as MissingRun {
    throw OutsideProblem(
      """
      the islands lack a run that the weighing needs
        found: no run \(missing.address.run) of \(missing.address.component) for \(missing.address.account)
        hint: compute the islands again
      """)
  }
}

/// The islands of one weighing, read and found to belong together.
private struct IslandGathering {
  let basis: RunBasis
  /// The first of them.
  let island: Island
  let runs: [RunAddress: RunResult]

  private struct Read {
    let path: String
    let basis: RunBasis
    let island: Island
    let file: LedgerFile

    func differences(from other: Read) -> [RunBasis.Difference] {
      basis.differences(from: other.basis) + island.workDifferences(from: other.island)
    }
  }

  init(_ paths: [String]) throws {
    var problems: [String] = []
    let reads = paths.compactMap { path -> Read? in
      do {
        let file = try LedgerFile(path: path)
        guard let island = file.heading.island else {
          problems.append("\(path) is a checkpoint, not an island")
          return nil
        }
        return Read(path: path, basis: file.heading.basis, island: island, file: file)
      } catch {
        problems.append((error as? OutsideProblem)?.message ?? "\(path): \(error)")
        return nil
      }
    }
    // What most of the files say is what was meant.
    let agreeing = reads.map { read in reads.count { $0.differences(from: read).isEmpty } }
    if let most = agreeing.max(), let place = agreeing.firstIndex(of: most) {
      let common = reads[place]
      var own: [Read] = []
      for read in reads {
        let differences = read.differences(from: common)
        if differences.isEmpty {
          own.append(read)
        } else {
          problems.append(
            (["\(read.path) is an island of another weighing than \(common.path)"]
              + differences.flatMap(\.lines)).joined(separator: "\n"))
        }
      }
      problems += IslandGathering.repeats(among: own)
      problems += IslandGathering.gaps(among: own, count: common.island.count)
    }
    let ordered = reads.sorted { $0.island.number < $1.island.number }
    guard problems.isEmpty, let first = ordered.first else {
      throw OutsideProblem(
        (problems + [
          "\(problems.count) \(problems.count == 1 ? "problem" : "problems"); nothing was merged"
        ]).joined(separator: "\n"))
    }
    basis = first.basis
    island = first.island
    runs = try IslandGathering.union(of: ordered)
  }

  private static func repeats(among reads: [Read]) -> [String] {
    Dictionary(grouping: reads, by: \.island.number).filter { $0.value.count > 1 }
      .sorted { $0.key < $1.key }.map { number, reads in
        """
        island \(number) is there \(reads.count) times: \(reads.map(\.path).joined(separator: ", "))
          hint: its runs would count twice; leave out all but one
        """
      }
  }

  private static func gaps(among reads: [Read], count: Int) -> [String] {
    let there = Set(reads.map(\.island.number))
    let missing = (1...max(1, count)).filter { !there.contains($0) }
    guard !missing.isEmpty else { return [] }
    let named = missing.prefix(20).map(String.init).joined(separator: ", ")
    let rest = missing.count > 20 ? " and \(missing.count - 20) more" : ""
    return [
      """
      of \(count) islands \(missing.count) \(missing.count == 1 ? "is" : "are") missing: \(named)\(rest)
        hint: compute \(missing.count == 1 ? "it" : "them") with --seed \(missing[0])\(missing.count > 1 ? " and so on" : "")
      """
    ]
  }

  /// All runs. An exact part is computed on every island, with one result.
  private static func union(of reads: [Read]) throws -> [RunAddress: RunResult] {
    var runs: [RunAddress: RunResult] = [:]
    for read in reads {
      for (address, result) in read.file.runs {
        if let other = runs[address],
          try LedgerFile.line(address, other) != LedgerFile.line(address, result)
        {
          throw OutsideProblem(
            """
            \(read.path) disagrees with \(reads[0].path)
              found: other results of run \(address.run) of \(address.component) for \(address.account)
              hint: their machines compute differently; compute all islands on machines of one kind
            """)
        }
        runs[address] = result
      }
    }
    return runs
  }
}
