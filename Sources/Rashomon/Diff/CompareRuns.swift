package import RashomonAnalysis
import RashomonEvidence
import RashomonInference
import RashomonText

/// What changed between two weighings of a case, and how far each change moved each account.
///
/// The way from the old to the new is gone one change at a time: statements (common ground first),
/// tables, rows that the old weighing could see in the order of (reported, id), then day by day those
/// reported after it. A change without which another cannot stand is made together with it, or
/// before it. Every stop is weighed with the same random numbers, and the moves are the
/// differences from stop to stop, so that they add up to the whole.
///
/// - Parameter settings: how to weigh the stops; nil for a seed takes the new weighing's.
///
/// *Errors*: `OutsideProblem` with everything that is wrong with the files at once; `RunFailure`.
package func compareRuns(
  _ oldPath: String, _ newPath: String, settings: (_ newSeed: UInt64) -> RunSettings,
  progress: @escaping @Sendable (Double) -> Void
) throws -> RunComparison {
  let (old, new) = try readRuns(oldPath, newPath)
  let settings = settings(new.run.seed)
  var walk = try RunWalk(old, new, settings: settings, progress: progress)
  let steps = try walk.steps()
  let totals = walk.accounts.map { id in
    let (before, after) = (old.account(id), new.account(id))
    return RunComparison.Total(
      account: id, title: after?.title ?? id,
      moved: AccountWeights.moved(id, over: [(walk.first, walk.last)]),
      printed: before?.weight.flatMap { old in after?.weight.map { $0 - old } })
  }
  return RunComparison(
    caseID: new.run.case, title: new.run.title, old: old.summary, new: new.summary,
    settings: settings, settingsChanged: settingsChanged(old.run, new.run), steps: steps,
    totals: totals, notes: notes(old, new))
}

/// A weighing that was read and whose case was opened.
struct OpenedRun {
  let path: String
  let run: SavedRun
  let opened: Case
  let asOf: CalendarDate

  var summary: RunSummary {
    RunSummary(
      file: path, asOf: asOf, visibleRows: run.visibleRows, accounts: run.accounts)
  }

  func account(_ id: String) -> RunSummary.Account? { run.accounts.first { $0.id == id } }
}

private func readRuns(_ oldPath: String, _ newPath: String) throws -> (OpenedRun, OpenedRun) {
  var problems: [String] = []
  let runs = [oldPath, newPath].compactMap { path -> OpenedRun? in
    do {
      let run = try SavedRun(path: path)
      let folder = try CaseFolder(id: run.case, files: run.files.mapValues { Array($0.utf8) })
      guard let asOf = CalendarDate(iso: run.asOf) else {
        problems.append("\(path): its date \(run.asOf) is none")
        return nil
      }
      return OpenedRun(
        path: path, run: run, opened: try CaseReading(folder: folder, sources: nil).opened(),
        asOf: asOf)
    } catch let found as CaseProblems {
      let errors = found.diagnostics.count { $0.severity == .error }
      problems.append(
        """
        \(path) holds a case that this version of rashomon finds \(errors) errors in
          hint: compare with the version that wrote it (\((try? SavedRun(path: path))?.version ?? "unknown"))
        """)
    } catch {
      problems.append((error as? OutsideProblem)?.message ?? "\(path): \(error)")
    }
    return nil
  }
  if runs.count == 2, runs[0].run.case != runs[1].run.case {
    problems.append(
      """
      \(oldPath) and \(newPath) are weighings of two cases
        found: \(runs[0].run.case) and \(runs[1].run.case)
        expected: two weighings of one case
      """)
  }
  guard problems.isEmpty else {
    throw OutsideProblem(
      (problems + [
        "\(problems.count) \(problems.count == 1 ? "problem" : "problems"); nothing was compared"
      ]).joined(separator: "\n"))
  }
  return (runs[0], runs[1])
}

private func settingsChanged(_ old: SavedRun, _ new: SavedRun) -> [RunComparison.SettingChange] {
  let all: [(String, (SavedRun) -> String)] = [
    ("version of rashomon", { $0.version }), ("--seed", { "\($0.seed)" }),
    ("--method", { $0.method ?? "auto" }),
    ("--histories", { $0.histories.map { "\($0)" } ?? "the method's usual" }),
    ("--runs", { "\($0.runs)" }), ("--quick", { $0.isRough ? "given" : "not given" }),
    ("as of", { $0.asOf }), ("the headline counts what came after", { $0.since ?? "everything" }),
  ]
  return all.filter { $0.1(old) != $0.1(new) }.map {
    .init(what: $0.0, old: $0.1(old), new: $0.1(new))
  }
}

private func notes(_ old: OpenedRun, _ new: OpenedRun) -> [String] {
  let fresh = new.run.accounts.filter { old.account($0.id) == nil }.map { account in
    let weight = account.weight.map { " (\(String(decimal: $0)) dB)" } ?? ""
    return "\(account.title)\(weight) is in the new weighing alone"
  }
  let gone = old.run.accounts.filter { new.account($0.id) == nil }.map {
    "\($0.title) is in the old weighing alone"
  }
  let unweighed = ["outcomes.csv", "set-aside.csv", "gradings.csv"].filter {
    old.run.files[$0] != new.run.files[$0]
  }.map { "\($0) was changed, which weighs nothing" }
  return fresh + gone + unweighed
}

extension String {
  /// With one digit and a sign.
  fileprivate init(decimal number: Double) {
    let tenths = (abs(number) * 10).rounded()
    let sign = tenths == 0 ? "" : number < 0 ? "−" : "+"
    self = "\(sign)\(Int(tenths) / 10).\(Int(tenths) % 10)"
  }
}
