import RashomonModel
import RashomonText

/// The variables and definitions of a model as they are found, in no order yet.
struct ModelBuilder {
  private(set) var variables: [Variable] = []
  private(set) var places: [Place] = []
  private var ids: [String: VariableID] = [:]
  var facts: [Assignment] = []
  var states: [StateVariable] = []
  var steps: [Step] = []
  /// Which statements define or change which variables.
  private(set) var touches: [(variable: VariableID, statement: Statement)] = []

  /// A new variable; `name` gets a number where it is taken, which only helper names can be.
  mutating func declare(
    _ name: String, sentence: String? = nil, labels: [String] = [], by statement: Statement,
    at place: Place? = nil
  ) -> VariableID {
    var unique = name
    var ordinal = 2
    while ids[unique] != nil {
      unique = "\(name)'\(ordinal)"
      ordinal += 1
    }
    let id = VariableID(variables.count)
    let place = place ?? statement.start
    variables.append(
      Variable(name: unique, sentence: sentence, labels: labels, place: place.text))
    places.append(place)
    ids[unique] = id
    return id
  }

  mutating func touch(_ variable: VariableID, by statement: Statement) {
    touches.append((variable, statement))
  }

  /// Where each state stands in `states`.
  var statePlaces: [VariableID: Int] {
    Dictionary(states.enumerated().map { ($1.variable, $0) }) { first, _ in first }
  }

  func name(_ id: VariableID) -> String { variables[id.index].name }

  /// Every variable that each variable is computed from, states through their `next`.
  func reads() -> [[VariableID]] {
    var reads = [[VariableID]](repeating: [], count: variables.count)
    for fact in facts { reads[fact.variable.index] += fact.definition.variables }
    for step in steps {
      for target in step.targets { reads[target.index] += step.variables }
    }
    for state in states {
      var read = state.initial.variables
      if let next = state.next { read += next.variables }
      if let low = state.low { read += low.variables }
      if let high = state.high { read += high.variables }
      reads[state.variable.index] += read
    }
    return reads
  }
}

extension Definition {
  /// Every variable read.
  var variables: [VariableID] {
    switch self {
    case .formula(let formula), .chance(let formula): formula.variables
    case .drawn(let law): law.arguments.flatMap(\.variables)
    case .pick(let weights): weights.flatMap(\.variables)
    }
  }
}

extension Step {
  /// Every variable read that another step gives its value.
  var variables: [VariableID] {
    switch self {
    case .assign(let assignment): assignment.definition.variables
    case .shares(_, let utilities, let allowed):
      utilities.flatMap(\.variables) + allowed.flatMap { $0?.variables ?? [] }
    case .equilibrium(let anticipation):
      anticipation.formulas.flatMap(\.variables).filter { !anticipation.targets.contains($0) }
    }
  }
}
