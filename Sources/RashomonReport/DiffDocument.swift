package import RashomonAnalysis
import RashomonText

/// A comparison of two weighings as data; keys become snake_case.
package struct DiffDocument: Encodable {
  let schemaVersion = 1
  let command = "diff"
  let `case`: String
  let title: String
  let seed: UInt64
  @OrNull var histories: Int?
  let runs: Int
  let method: String
  let rough: Bool
  let old: Side
  let new: Side
  let settingsChanged: [Setting]
  let steps: [Step]
  let totals: [Total]
  let notes: [String]

  struct Side: Encodable {
    let file: String
    let asOf: String
    let rows: Int
    let accounts: [Account]
  }

  struct Account: Encodable {
    let id: String
    @OrNull var weightDb: Double?
    @OrNull var weightSeDb: Double?
    @OrNull var posterior: Double?
  }

  struct Setting: Encodable {
    let what: String
    let old: String
    let new: String
  }

  struct Step: Encodable {
    /// Several where one cannot stand without the others.
    let changes: [Change]
    let moved: [Move]
  }

  struct Change: Encodable {
    let kind: String
    let place: String
    let what: String
    @OrNull var old: String?
    @OrNull var new: String?
  }

  struct Move: Encodable {
    let account: String
    @OrNull var db: Double?
    @OrNull var seDb: Double?
  }

  struct Total: Encodable {
    let account: String
    @OrNull var db: Double?
    @OrNull var seDb: Double?
    @OrNull var printedDb: Double?
    @OrNull var remainderDb: Double?
  }

  package init(_ found: RunComparison) {
    `case` = found.caseID
    title = found.title
    seed = found.settings.seed
    _histories = OrNull(wrappedValue: found.settings.histories)
    runs = found.settings.runs
    method = found.settings.method ?? "auto"
    rough = found.settings.isRough
    old = Side(found.old)
    new = Side(found.new)
    settingsChanged = found.settingsChanged.map {
      Setting(what: $0.what, old: $0.old, new: $0.new)
    }
    steps = found.steps.map { Step($0, accounts: found.totals.map(\.account)) }
    totals = found.totals.map {
      Total(
        account: $0.account, db: finite($0.moved.value), seDb: finite($0.moved.error),
        printedDb: $0.printed, remainderDb: finite($0.remainder))
    }
    notes = found.notes
  }
}

extension DiffDocument.Side {
  init(_ run: RunSummary) {
    self.init(
      file: run.file, asOf: run.asOf.iso, rows: run.visibleRows,
      accounts: run.accounts.map {
        DiffDocument.Account(
          id: $0.id, weightDb: $0.weight, weightSeDb: $0.weightError, posterior: $0.posterior)
      })
  }
}

extension DiffDocument.Step {
  init(_ step: RunStep, accounts: [String]) {
    self.init(
      changes: step.changes.map {
        DiffDocument.Change(
          kind: $0.kind.rawValue, place: $0.place, what: $0.what, old: $0.old, new: $0.new)
      },
      moved: accounts.map { id in
        DiffDocument.Move(
          account: id, db: finite(step.moved[id]?.value), seDb: finite(step.moved[id]?.error))
      })
  }
}
