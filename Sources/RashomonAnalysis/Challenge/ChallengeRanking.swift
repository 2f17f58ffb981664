import RashomonEvidence
import RashomonModel
package import RashomonText

/// What to try besides what is always tried.
package struct ChallengeChoices: Hashable, Sendable {
  /// Random settings to draw; 0 for none.
  package let randomSettings: Int
  /// Rows moved each by itself: those of the sources that move the lead most, up to this number.
  package let singleRows: Int
  /// Parameters and hidden facts to find the flip value of.
  package let parameters: [String]
  package let bias: Bias
  package let grades: Grades

  /// Which grades to move.
  package enum Grades: Hashable, Sendable {
    /// Those of the table, for all rows that have them.
    case ofTable
    /// Also those of each source's rows.
    case ofSources
  }

  /// What to ask of a record biased towards the leader.
  package enum Bias: Hashable, Sendable {
    case skip
    case overall
    case bySource
  }

  package init(
    randomSettings: Int = 200, singleRows: Int = 20, parameters: [String] = [],
    bias: Bias = .bySource, grades: Grades = .ofSources
  ) {
    self.randomSettings = randomSettings
    self.singleRows = singleRows
    self.parameters = parameters
    self.bias = bias
    self.grades = grades
  }
}

/// How robust the ranking of a case is.
///
/// Every variant is ranked as `standing` does it, with the random numbers of the case as written, so
/// that parts that a change leaves alone cancel exactly.
///
/// *Errors*: `RunFailure`, also where there are not two accounts to compare.
///
/// - Parameters:
///   - variants: the case under other assumptions.
///   - asOf: sees only rows reported by then; nil takes the last reported.
///   - since: the lead counts what became known after it; nil takes the latest date of the
///     accounts that exist.
package func challenge(
  _ data: CaseData, variants: CaseVariants, asOf: CalendarDate?, since: CalendarDate?,
  settings: RunSettings, choices: ChallengeChoices = ChallengeChoices(),
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Challenge {
  // Settled before the work is known: the case as written takes about as long as a few variants.
  let challenger = try Challenger(
    data, variants: variants, asOf: asOf, since: since, settings: settings,
    progress: { progress(0.02 * $0) })
  // A mistake in a name is said before hours of work and not after.
  try challenger.check(choices.parameters)
  let changes =
    textChanges(variants.assumptions) + tableChanges(data, asOf: challenger.base.asOf)
    + (choices.grades == .ofTable ? [] : sourceChanges(data, asOf: challenger.base.asOf))
  let parts = ProgressParts(
    [
      24 * Double(choices.parameters.count), choices.bias == .skip ? 0 : 60,
      Double(changes.count), Double(2 * choices.singleRows),
      4 * Double(choices.randomSettings), Double(variants.gradings.count),
    ], from: 0.02, report: progress)
  let parameters = try challenger.parameterFlips(
    choices.parameters, progress: parts.progress(of: 0))
  let bias = try challenger.bias(choices.bias, progress: parts.progress(of: 1))
  func tested(_ changes: [AssumptionChange], part: Int) throws -> [TestedChange] {
    zip(
      changes,
      try challenger.leads(
        under: changes.map(\.setting), memory: .ofBase, progress: parts.progress(of: part))
    ).map { TestedChange(change: $0, outcome: $1) }
  }
  var found = try tested(changes, part: 2)
  let single = singleRows(of: data, found, asOf: challenger.base.asOf, limit: choices.singleRows)
  found += try tested(single.changes, part: 3)
  let rows = data.gradedRows(asOf: challenger.base.asOf)
  // A share of settings needs less of each than the difference that one change makes.
  let random = try challenger.with(histories: settings.histories.map { max(1, $0 / 2) }).leads(
    under: (0..<choices.randomSettings).map {
      randomSetting($0, assumptions: variants.assumptions, rows: rows, seed: settings.seed)
    }, memory: .none, progress: parts.progress(of: 4))
  let analysts = try challenger.analystComparison(progress: parts.progress(of: 5))
  let base = challenger.base
  let visible = data.record.visible(asOf: base.asOf)
  return Challenge(
    caseID: data.id, title: data.title, asOf: base.asOf, since: base.since, settings: settings,
    provenance: data.provenance, recordHash: visible.hash, visibleRows: visible.rows.count,
    accounts: base.ranking.map { id in
      ChallengedAccount(
        id: id, title: base.models.first { $0.id == id }?.title ?? id,
        headlineWeight: base.headlineWeight(of: id))
    },
    lead: base.comparison(of: challenger.leader, with: challenger.second),
    outOfReach: base.ranking.filter { !challenger.contenders.contains($0) },
    changes: found.sorted { $0.isWorse(than: $1) }, groupedSources: single.groupedSources,
    random: random.isEmpty ? nil : RandomSettings(random),
    priorFlips: priorFlips(of: base, leader: challenger.leader), bias: bias,
    power: powerCurve(of: base, leader: challenger.leader), parameters: parameters,
    analysts: analysts)
}

/// Rows to be moved by themselves: those of the sources whose rows, moved together, move the lead
/// most, until there are enough.
private func singleRows(
  of data: CaseData, _ tested: [TestedChange], asOf date: CalendarDate, limit: Int
) -> (changes: [AssumptionChange], groupedSources: Int) {
  var moved: [String: Double] = [:]
  for change in tested {
    guard case .source = change.change.kind, let lead = change.lead else { continue }
    moved[change.change.id] = max(moved[change.change.id] ?? 0, abs(lead.lost.value))
  }
  let bySource = Dictionary(grouping: data.gradedRows(asOf: date), by: \.0.source)
  let heaviest = moved.filter { $0.value > 0 }
    .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  var rows: [AssumptionChange] = []
  var count = 0
  var opened = 0
  for (source, _) in heaviest {
    let own = bySource[source] ?? []
    guard count + own.count <= limit else { break }
    rows += own.flatMap { rowChanges($0.0, $0.1, data.grades) }
    count += own.count
    opened += 1
  }
  return (rows, moved.count - opened)
}

extension Challenger {
  /// *Errors*: `RunFailure` with what is wrong with each name that cannot be varied.
  fileprivate func check(_ parameters: [String]) throws {
    var messages: [String] = []
    for name in parameters {
      do {
        _ = try VariedParameter(named: name, in: base.models)
      } catch let failure as RunFailure {
        messages.append(failure.message)
      }
    }
    if !messages.isEmpty { throw RunFailure(messages.joined(separator: "\n")) }
  }

  fileprivate func parameterFlips(
    _ names: [String], progress: @escaping @Sendable (Double) -> Void
  ) throws -> [ParameterFlip] {
    try names.enumerated().map { index, name in
      try parameterFlip(
        of: data, base: base, leader: leader, named: name, settings: settings, memory: memory,
        progress: { progress((Double(index) + $0) / Double(names.count)) })
    }
  }

  fileprivate func bias(
    _ choice: ChallengeChoices.Bias, progress: @escaping @Sendable (Double) -> Void
  ) throws -> ObservationBias? {
    switch choice {
    case .skip: nil
    case .overall, .bySource:
      try observationBias(
        of: data, base: base, leader: leader, rival: second, settings: settings, memory: memory,
        bySource: choice == .bySource, progress: progress)
    }
  }
}

extension TestedChange {
  /// Those that could not be computed come last.
  fileprivate func isWorse(than other: TestedChange) -> Bool {
    let (mine, theirs) = (lead?.lost.value ?? -.infinity, other.lead?.lost.value ?? -.infinity)
    return mine != theirs ? mine > theirs : change.id < other.change.id
  }
}

/// A progress bar over parts of known sizes.
struct ProgressParts: Sendable {
  private let sizes: [Double]
  private let start: Double
  private let report: @Sendable (Double) -> Void

  init(_ sizes: [Double], from start: Double, report: @escaping @Sendable (Double) -> Void) {
    self.sizes = sizes
    self.start = start
    self.report = report
  }

  /// What one part reports its own share to.
  func progress(of part: Int) -> @Sendable (Double) -> Void {
    let total = max(1, sizes.reduce(0, +))
    let before = sizes.prefix(part).reduce(0, +) / total
    let share = sizes[part] / total
    return { report(min(1, start + (1 - start) * (before + share * $0))) }
  }
}
