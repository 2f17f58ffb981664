import RashomonModel
import RashomonNumerics

/// Turns one day (or the start) of a model into a graph of values, then into a program.
///
/// First every definition becomes nodes in which discrete draws stand as placeholders; readings
/// become factors over them. Then the draws are settled: each from its law, or together with the
/// readings that depend on them from their posterior (`DayCompiler+Settling`). What is left depends
/// on columns and random numbers alone.
struct DayCompiler {
  /// A discrete draw: its outcomes with their chances, for a chance yes first.
  struct Draw {
    let variable: VariableID
    let statement: UInt64
    let outcomes: [Outcome]
    let isChance: Bool
    /// Where a chance out of range is noted.
    let site: Int
    /// Where chances that do not add up to 1 are noted.
    let sumSite: Int
    /// How many outcomes the definition has, impossible ones included.
    let outcomeCount: Int
  }

  struct Outcome {
    let value: Double
    let chance: NodeID
  }

  /// Whether draws are made or given, for enumeration.
  enum Mode: Hashable {
    case drawn
    case given
  }

  let blueprint: Blueprint
  /// −1 before the first day.
  let day: Int
  let mode: Mode
  var graph: Graph
  /// For each variable its node, −1 while it has none.
  var values: [NodeID]
  var draws: [Draw] = []
  /// Likelihoods of readings, as probabilities, over draws that are not settled.
  var observations: [NodeID] = []
  /// Log likelihoods of readings that are weighed at drawn values.
  var logTerms: [NodeID] = []
  /// The settled value of each draw, −1 before.
  var bound: [NodeID] = []
  /// Nodes resolved with the settled draws.
  var resolvedNodes: [NodeID: NodeID] = [:]
  /// Draws bound for the moment, and what was resolved under them.
  var frames: [Frame] = []
  /// Probabilities that multiply the weight.
  var factors: [NodeID] = []
  /// What the day leaves behind: a cell and its value.
  var stores: [(cell: Int, value: NodeID)] = []
  /// Readings of drawn numbers whose rows are the truth itself, by truth.
  var truthReadings: [VariableID: TruthReading] = [:]

  /// What the record says of numbers today, by observable.
  var numberReadings: [String: NumberReading] = [:]
  /// Observables whose reports have been weighed with a draw that they see.
  var weighedReports: Set<String> = []

  /// Columns after the population's that a program may store to.
  var extraCells = 0

  struct TruthReading {
    let observable: Observable
    let reading: NumberReading
    /// What the drawn variable is multiplied by to give the observable's truth; nil for 1.
    let scale: Expression?
  }

  struct Frame {
    let draw: Int
    var resolved: [NodeID: NodeID] = [:]
  }

  init(_ blueprint: Blueprint, day: Int, mode: Mode = .drawn) {
    self.blueprint = blueprint
    self.day = day
    self.mode = mode
    let model = blueprint.model
    graph = Graph(drawCapacity: blueprint.discreteCount)
    values = Array(repeating: -1, count: model.variables.count)
  }

  // MARK: Days

  /// Facts and first states; `isKeepingFacts` leaves the facts as the population holds them.
  mutating func compileStart(keepingFacts isKeepingFacts: Bool) -> Program {
    for fact in blueprint.model.facts where isLive(fact.variable) {
      if isKeepingFacts {
        readCell(fact.variable)
      } else {
        define(fact.variable, fact.definition)
        store(fact.variable, values[fact.variable.index])
      }
    }
    for state in blueprint.model.states where isLive(state.variable) {
      let value = value(
        of: state.initial, variable: state.variable,
        statement: blueprint.addresses[state.variable.index])
      store(state.variable, bounded(value, state))
    }
    return finish()
  }

  /// The facts, those held already weighed in place of drawn.
  mutating func compileFacts(keeping held: Set<VariableID>) -> Program {
    for fact in blueprint.model.facts where isLive(fact.variable) {
      if held.contains(fact.variable) {
        readCell(fact.variable)
        weighFact(fact)
      } else {
        define(fact.variable, fact.definition)
        store(fact.variable, values[fact.variable.index])
      }
    }
    return finish()
  }

  /// The log density of the facts that the population holds; facts by formula are computed anew.
  mutating func compileFactDensity() -> Program {
    for fact in blueprint.model.facts where isLive(fact.variable) {
      if case .formula = fact.definition {
        define(fact.variable, fact.definition)
        store(fact.variable, values[fact.variable.index])
      } else {
        readCell(fact.variable)
        weighFact(fact)
      }
    }
    return finish()
  }

  /// A whole day with its record.
  mutating func compileDay(_ record: DayRecord?) -> Program {
    run(record)
    for state in blueprint.model.states where isLive(state.variable) {
      guard let next = state.next else { continue }
      let name = blueprint.model.variables[state.variable.index].name
      let value = value(
        of: next, variable: state.variable, statement: statementAddress(name + "'next"))
      store(state.variable, bounded(value, state))
    }
    for variable in blueprint.cells.dropFirst(blueprint.factCount + blueprint.stateCount) {
      store(variable, values[variable.index])
    }
    return finish()
  }

  /// The weight of a record without anything moving.
  mutating func compileWeight(_ record: DayRecord) -> Program {
    run(record)
    return finish()
  }

  /// The log weight of each record into a cell of its own after the last. The records share the graph,
  /// so that what two of them have in common is computed once.
  mutating func compileWeights(_ records: [DayRecord]) -> Program {
    extraCells = records.count
    var logWeights: [NodeID] = []
    for record in records {
      forgetDay()
      run(record)
      settleAll()
      logWeights.append(logWeight())
    }
    forgetDay()
    stores = logWeights.enumerated().map { (blueprint.cells.count + $0, $1) }
    return assemble()
  }

  /// Back to before anything of the day was defined; the graph keeps its nodes.
  private mutating func forgetDay() {
    values = Array(repeating: -1, count: values.count)
    draws = []
    observations = []
    logTerms = []
    bound = []
    resolvedNodes = [:]
    factors = []
    truthReadings = [:]
    numberReadings = [:]
    weighedReports = []
  }

  /// One formula over the population's columns, into the cell after the last.
  mutating func compile(_ expression: Expression) -> Program {
    for variable in blueprint.cells { readCell(variable) }
    extraCells = 1
    stores.append((blueprint.cells.count, node(expression)))
    return finish()
  }

  private mutating func run(_ record: DayRecord?) {
    for fact in blueprint.model.facts where isLive(fact.variable) { readCell(fact.variable) }
    for state in blueprint.model.states where isLive(state.variable) { readCell(state.variable) }
    if let record {
      noteTruths(record)
      for reading in record.numbers { numberReadings[reading.observable] = reading }
    }
    for step in blueprint.model.steps {
      switch step {
      case .assign(let assignment):
        if isLive(assignment.variable) { define(assignment.variable, assignment.definition) }
      case .shares(let variables, let utilities, let allowed):
        if variables.contains(where: isLive) { share(variables, utilities, allowed) }
      case .equilibrium(let anticipation):
        if anticipation.targets.contains(where: isLive) { anticipate(anticipation) }
      }
    }
    if let record { observe(record) }
  }

  // MARK: Formulas

  mutating func node(_ expression: Expression) -> NodeID {
    switch expression {
    case .constant(let value): return graph.number(value)
    case .variable(let variable):
      let node = values[variable.index]
      precondition(node >= 0, "a formula reads a variable that has no value yet")
      return node
    case .today: return graph.number(Double(day))
    case .unary(let symbol, let operand):
      let operand = node(operand)
      switch symbol {
      case .negate: return graph.unary(.negate, operand)
      case .not: return graph.unary(.not, operand)
      case .floor: return graph.unary(.floor, operand)
      }
    case .binary(let symbol, let left, let right):
      return binary(symbol, node(left), node(right))
    case .choose(let condition, let yes, let no):
      let condition = node(condition)
      // Only the side that is taken on this day is worth building.
      if let value = graph.constant(condition) { return node(value != 0 ? yes : no) }
      return graph.select(condition, node(yes), node(no))
    case .call(let name, let arguments):
      return graph.call(name, arguments.map { node($0) })
    }
  }

  private mutating func binary(
    _ symbol: BinaryOperator, _ left: NodeID, _ right: NodeID
  ) -> NodeID {
    switch symbol {
    case .add: graph.binary(.add, left, right)
    case .subtract: graph.binary(.subtract, left, right)
    case .multiply: graph.binary(.multiply, left, right)
    case .divide: graph.binary(.divide, left, right)
    case .modulo: graph.binary(.modulo, left, right)
    case .power: graph.binary(.power, left, right)
    case .minimum: graph.binary(.minimum, left, right)
    case .maximum: graph.binary(.maximum, left, right)
    case .less: graph.binary(.less, left, right)
    case .lessOrEqual: graph.binary(.lessOrEqual, left, right)
    case .greater: graph.binary(.less, right, left)
    case .greaterOrEqual: graph.binary(.lessOrEqual, right, left)
    case .equal: graph.binary(.equal, left, right)
    case .notEqual: graph.binary(.notEqual, left, right)
    case .and: graph.binary(.and, left, right)
    case .or: graph.binary(.or, left, right)
    }
  }
}
