import RashomonEngine
import RashomonEvidence
import RashomonModel

/// Histories of a model without any record, day by day, with what a report of each observable
/// would be drawn from.
///
/// Everything that a report depends on (what is usual, the arguments of laws) is added to the model
/// as a value of the day, so that the engine computes it in its place among the day's steps.
struct ObservedHistories {
  let model: Model
  let observables: [Observable]
  private let engine: Engine
  private let population: Population
  private let draws: Draws
  private let laws: [String: Laws]
  private var unused: [Double]

  /// The added values of one observable.
  private struct Laws {
    let usual: [VariableID]
    let report: ReportValues?
    let byStance: [Stance: ReportValues]
  }

  private struct ReportValues {
    let distribution: String
    let arguments: [VariableID]
    let shared: VariableID?
  }

  /// - Parameter needing: variables whose values are asked for besides.
  init(
    _ model: Model, observables ids: Set<String>, needing asked: Set<VariableID> = [], count: Int,
    seed: UInt64
  ) throws {
    self.model = model
    observables = model.observables.filter { ids.contains($0.id) }
    var extended = ModelExtension(model)
    var laws: [String: Laws] = [:]
    for observable in observables {
      func values(of report: ReportLaw) -> ReportValues {
        ReportValues(
          distribution: report.law.distribution,
          arguments: report.law.arguments.map { extended.add($0) },
          shared: report.shared.map { extended.add($0) })
      }
      let usual =
        switch observable.usual {
        case .chance(let probability): [extended.add(probability)]
        case .law(let law): law.arguments.map { extended.add($0) }
        }
      laws[observable.id] = Laws(
        usual: usual, report: observable.report.map(values),
        byStance: observable.reportByStance.mapValues(values))
    }
    self.laws = laws
    let needed = asked.union(extended.added + observables.map(\.truth))
    engine = Engine(model: extended.model, observing: [], needing: needed)
    population = engine.makePopulation(count: count)
    // A stream of its own: a filter that met the very draws behind a simulated record would find its
    // truth among its histories.
    draws = Draws(seed: seed, stream: -2)
    unused = [Double](repeating: 0, count: count)
    try engine.start(population, draws: draws)
  }

  /// Runs one day; days are run in order from 0.
  mutating func advance(day: Int) throws {
    try engine.advance(population, day: day, draws: draws, logWeights: &unused)
  }

  /// A variable's value after the day just run, one for each history.
  func values(of variable: VariableID) -> [Double] { population.values(of: variable) }

  /// A formula over facts and states at the end, when the whole period has been run.
  func finalValues(of formula: Expression) -> [Double] {
    engine.values(of: formula, in: population, day: model.period.dayCount)
  }

  /// The truth of the day just run, one for each history.
  func truths(of observable: Observable) -> [Double] {
    population.values(of: observable.truth)
  }

  /// The arguments of what is usual, `[argument][history]`; of an event or status its chance.
  func usual(of observable: Observable) -> [[Double]] {
    laws[observable.id]?.usual.map { population.values(of: $0) } ?? []
  }

  /// The law by which a source of that stance reports; nil where a row is the truth itself.
  func report(of observable: Observable, by stance: Stance) -> ReportColumns? {
    guard let laws = laws[observable.id], let values = laws.byStance[stance] ?? laws.report else {
      return nil
    }
    return ReportColumns(
      distribution: values.distribution,
      arguments: values.arguments.map { population.values(of: $0) },
      shared: values.shared.map { population.values(of: $0) })
  }
}

/// A law of reports with its arguments' values in every history.
struct ReportColumns {
  let distribution: String
  /// `[argument][history]`.
  let arguments: [[Double]]
  let shared: [Double]?
}

/// A model with daily values added at the end of the day.
private struct ModelExtension {
  private let base: Model
  private(set) var added: [VariableID] = []
  private var formulas: [Expression] = []

  init(_ base: Model) {
    self.base = base
  }

  mutating func add(_ formula: Expression) -> VariableID {
    let variable = VariableID(base.variables.count + added.count)
    added.append(variable)
    formulas.append(formula)
    return variable
  }

  var model: Model {
    Model(
      id: base.id, title: base.title, source: base.source, date: base.date, prior: base.prior,
      period: base.period,
      variables: base.variables
        + added.map { Variable(name: "'report \($0.index)", place: "what a report depends on") },
      facts: base.facts, states: base.states,
      steps: base.steps
        + zip(added, formulas).map { .assign(Assignment($0, .formula($1))) },
      observables: base.observables, questions: base.questions, reported: base.reported,
      verdicts: base.verdicts)
  }
}
