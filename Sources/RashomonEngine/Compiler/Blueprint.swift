import RashomonModel
import RashomonNumerics

/// What every program of an engine is compiled from.
struct Blueprint: Sendable {
  let model: Model
  let isLive: [Bool]
  /// Live facts, live states, then variables of a day that were asked for.
  let cells: [VariableID]
  /// For each variable its cell, −1 for none.
  let cellOf: [Int]
  let factCount: Int
  let stateCount: Int
  /// Address of each variable's random numbers.
  let addresses: [UInt64]
  let observables: [String: Observable]
  /// At least the number of discrete draws of any day.
  let discreteCount: Int
  /// Names of a day that are formulas.
  let formulas: [VariableID: Expression]
  /// Draws that reports of numbers may see.
  let seenDraws: [VariableID: SeenDraw]
  /// The most combinations of dependent draws that are summed over.
  let enumerationLimit: Int

  init(
    model: Model, records: [DayRecord], needing: Set<VariableID>, enumerationLimit: Int
  ) {
    let model = model.drawingSeenStates(records, keeping: needing)
    self.model = model
    self.enumerationLimit = enumerationLimit
    let isLive = Liveness(model: model, records: records, needing: needing).isLive
    self.isLive = isLive
    let facts = model.facts.map(\.variable).filter { isLive[$0.index] }
    let states = model.states.map(\.variable).filter { isLive[$0.index] }
    let daily = model.steps.flatMap(\.targets).filter { needing.contains($0) }
    cells = facts + states + daily
    factCount = facts.count
    stateCount = states.count
    var cellOf = Array(repeating: -1, count: model.variables.count)
    for (cell, variable) in cells.enumerated() { cellOf[variable.index] = cell }
    self.cellOf = cellOf
    addresses = model.variables.map { statementAddress($0.name) }
    discreteCount = Self.discreteCount(model, isLive)
    formulas = model.formulas
    seenDraws = SeenDraw.all(of: model, formulas: formulas)
    observables = Dictionary(
      model.observables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func discreteCount(_ model: Model, _ isLive: [Bool]) -> Int {
    func isDiscrete(_ definition: Definition) -> Bool {
      switch definition {
      case .formula: false
      case .chance, .pick: true
      case .drawn(let law): law.distribution == Bernoulli.name
      }
    }
    var count = 0
    for fact in model.facts where isLive[fact.variable.index] && isDiscrete(fact.definition) {
      count += 1
    }
    for state in model.states where isLive[state.variable.index] {
      if let next = state.next, isDiscrete(next) { count += 1 }
      if isDiscrete(state.initial) { count += 1 }
    }
    for case .assign(let assignment) in model.steps
    where isLive[assignment.variable.index] && isDiscrete(assignment.definition) {
      count += 1
    }
    return count
  }

  func owner(_ variable: VariableID) -> Owner {
    let variable = model.variables[variable.index]
    return Owner(name: variable.name, place: variable.place)
  }
}
