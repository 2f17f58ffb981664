import RashomonAnalysis
import RashomonEvidence
import RashomonInference
import RashomonText

/// The way from one weighing to another, stop by stop.
struct RunWalk {
  /// Ids of the accounts that both weighings have.
  let accounts: [String]
  /// What the two ends weigh.
  let first: AccountWeights
  private(set) var last: AccountWeights

  private let old: OpenedRun
  private let new: OpenedRun
  private let settings: RunSettings
  private let memory = ComponentMemory()
  private let report: @Sendable (Double) -> Void
  private var state: CaseState
  /// Changes that could not be made yet.
  private var waiting: [StateEdit] = []
  private let goal: CaseState
  private var done = 0
  private let planned: Int

  init(
    _ old: OpenedRun, _ new: OpenedRun, settings: RunSettings,
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    self.old = old
    self.new = new
    self.settings = settings
    report = progress
    goal = CaseState(new.run, opened: new.opened, asOf: new.asOf)
    var start = CaseState(old.run, opened: old.opened, asOf: old.asOf)
    // What the old weighing could not see it could as well not have had.
    start.rows = start.rows.filter { $0.value.reported <= old.asOf }
    state = start
    let shared = old.run.accounts.map(\.id).filter { id in
      id != "common-ground" && new.account(id) != nil
    }
    accounts = shared
    let end = goal
    let lateRows = end.rows.values.filter { $0.reported > old.asOf && $0.reported <= new.asOf }
    planned =
      2 + StateEdit.ofModels(from: start, to: end).count
      + Set(start.rows.keys).union(end.rows.keys).count {
        start.rows[$0]?.fields != end.rows[$0]?.fields
      } + Set(lateRows.map(\.reported)).count
    first = try AccountWeights(
      of: old.opened.data, accounts: Set(shared), asOf: old.asOf, settings: settings, memory: memory
    )
    last = first
    done = 1
  }

  private mutating func weigh(_ data: CaseData) throws -> AccountWeights {
    let weights = try AccountWeights(
      of: data, accounts: Set(accounts), asOf: state.asOf, settings: settings, memory: memory)
    done += 1
    report(min(1, Double(done) / Double(max(1, planned))))
    return weights
  }

  // MARK: Steps

  mutating func steps() throws -> [RunStep] {
    var steps = try make(StateEdit.ofModels(from: state, to: goal))
    steps += try make(rowEdits { $0 <= min(old.asOf, new.asOf) })
    var passed: [(from: AccountWeights, to: AccountWeights)] = []
    let days = Set(goal.rows.values.map(\.reported)).filter { $0 > old.asOf && $0 < new.asOf }
    let dates = days.sorted() + (new.asOf == old.asOf ? [] : [new.asOf])
    for date in dates {
      state.asOf = date
      guard let data = state.data else { continue }
      let weights = try weigh(data)
      passed.append((last, weights))
      last = weights
      steps += try make(rowEdits { $0 <= date })
    }
    if !passed.isEmpty {
      steps.append(
        RunStep(
          changes: [
            RunChange(
              kind: .timePassed, place: "\(old.asOf) to \(new.asOf)",
              what: "days without a row, and silence that grew older", old: old.asOf.iso,
              new: new.asOf.iso)
          ], moved: moved(over: passed)))
    }
    // The case as it stands in its files: what could not be made before, and their order, should it
    // have a say.
    let end = try weigh(new.opened.data)
    let rest = moved(over: [(last, end)])
    if !waiting.isEmpty || rest.values.contains(where: { abs($0.value) > 1e-9 }) {
      let order = RunChange(
        kind: .order, place: "", what: "the order of statements in the files")
      steps.append(
        RunStep(changes: waiting.isEmpty ? [order] : waiting.map(\.change), moved: rest))
    }
    last = end
    return steps
  }

  private func moved(over pairs: [(from: AccountWeights, to: AccountWeights)])
    -> [String: Measured]
  {
    Dictionary(
      uniqueKeysWithValues: accounts.map { ($0, AccountWeights.moved($0, over: pairs)) })
  }

  /// Rows that are not as in the end, of those reported on the wanted days.
  private func rowEdits(_ isWanted: (CalendarDate) -> Bool) -> [StateEdit] {
    let ids = Set(state.rows.keys).union(goal.rows.keys)
    return ids.compactMap { id -> (row: EvidenceRow, edit: StateEdit)? in
      let (mine, other) = (state.rows[id], goal.rows[id])
      let hadIt = old.opened.data.record.rows.contains { $0.id == id }
      // One that is to be is made on its day; one that is not to be goes on its own.
      guard let row = other ?? mine,
        isWanted(row.reported) || (mine.map { isWanted($0.reported) } ?? false),
        let edit = StateEdit.ofRow(from: mine, to: other, isNew: !hadIt)
      else { return nil }
      return (row, edit)
    }.sorted { ($0.row.reported, $0.row.id) < ($1.row.reported, $1.row.id) }.map(\.edit)
  }

  /// Makes changes one at a time where the case can stand between them. One that cannot be made yet
  /// is tried again after each that can; where none can, those that need each other are made at
  /// once. What is left waits for later changes.
  private mutating func make(_ edits: [StateEdit]) throws -> [RunStep] {
    waiting += edits
    var steps: [RunStep] = []
    while let (places, state, data) = nextMove() {
      let changes = places.map { waiting[$0].change }
      for place in places.reversed() { waiting.remove(at: place) }
      self.state = state
      let weights = try weigh(data)
      steps.append(RunStep(changes: changes, moved: moved(over: [(last, weights)])))
      last = weights
    }
    return steps
  }

  /// The places of the first change, or the fewest of the first changes, that the case can stand
  /// with.
  private func nextMove() -> (places: [Int], state: CaseState, data: CaseData)? {
    for place in waiting.indices {
      if let (state, data) = made([place]) { return ([place], state, data) }
    }
    guard let count = waiting.indices.dropFirst().first(where: { made(Array(0...$0)) != nil })
    else { return nil }
    var places = Array(0...count)
    for place in places where places.count > 2 {
      let fewer = places.filter { $0 != place }
      if made(fewer) != nil { places = fewer }
    }
    return made(places).map { (places, $0.state, $0.data) }
  }

  private func made(_ places: [Int]) -> (state: CaseState, data: CaseData)? {
    var trial = state
    for place in places { waiting[place].make(&trial) }
    return trial.data.map { (trial, $0) }
  }
}
