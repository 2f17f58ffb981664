import RashomonModel
import RashomonNumerics
import RashomonText

/// A run of a model in which nothing is left to chance: what is drawn is given by a script, and the
/// chances that stood there are kept, so that a test can compare them with what was worked out by
/// hand.
struct Replay {
  let model: Model
  /// Values by day (−1 for facts and first values), then by index of the variable.
  private(set) var values: [Int: [Double]] = [:]
  /// The probability of a `.chance`, or the weights of a `.pick`.
  private(set) var chances: [Int: [Int: [Double]]] = [:]
  /// The arguments of a law that was drawn from.
  private(set) var laws: [Int: [Int: (name: String, arguments: [Double])]] = [:]
  private var current: [Double]
  private var day = -1

  /// - Parameter script: the value of a drawn variable on a day (−1 for facts and first values); 0
  ///   where it says nothing.
  init(_ model: Model, _ script: (_ name: String, _ day: Int) -> Double? = { _, _ in nil }) {
    self.model = model
    current = Array(repeating: .nan, count: model.variables.count)
    for fact in model.facts { run(fact, script) }
    for state in model.states {
      let first = value(of: state.initial, for: state.variable, script)
      current[state.variable.index] = bounded(first, state)
    }
    values[-1] = current
    for index in 0..<model.period.dayCount {
      day = index
      for step in model.steps {
        switch step {
        case .assign(let assignment): run(assignment, script)
        case .shares(let variables, let utilities, let allowed):
          let weights = zip(utilities, allowed).map { utility, isAllowed in
            isAllowed.map { evaluate($0) == 0 } == true ? 0 : exponential(evaluate(utility))
          }
          let sum = weights.reduce(0, +)
          for (variable, weight) in zip(variables, weights) {
            current[variable.index] = weight / sum
          }
        case .equilibrium(let anticipation):
          for (share, value) in respond(to: anticipation) { current[share.index] = value }
          for assignment in anticipation.between { run(assignment, script) }
        }
      }
      values[index] = current
      let tomorrow = model.states.map { state in
        bounded(
          state.next.map { value(of: $0, for: state.variable, script) }
            ?? current[state.variable.index], state)
      }
      for (state, value) in zip(model.states, tomorrow) {
        current[state.variable.index] = value
      }
    }
    values[model.period.dayCount] = current
  }

  // MARK: What a test asks

  func value(_ name: String, on day: Int = -1) -> Double {
    guard let index = index(of: name), let values = values[day] else { return .nan }
    return values[index]
  }

  func chance(_ name: String, on day: Int = -1) -> Double {
    chances(name, on: day).first ?? .nan
  }

  func chances(_ name: String, on day: Int = -1) -> [Double] {
    guard let index = index(of: name) else { return [] }
    return chances[day]?[index] ?? []
  }

  func law(_ name: String, on day: Int = -1) -> (name: String, arguments: [Double])? {
    index(of: name).flatMap { laws[day]?[$0] }
  }

  /// A formula over what stood at the end.
  func atEnd(_ formula: Expression) -> Double {
    var copy = self
    copy.current = values[model.period.dayCount] ?? []
    return copy.evaluate(formula)
  }

  /// A formula over a day's values.
  func evaluate(_ formula: Expression, on day: Int) -> Double {
    var copy = self
    copy.current = values[day] ?? []
    copy.day = day
    return copy.evaluate(formula)
  }

  private func index(of name: String) -> Int? {
    model.variables.firstIndex { $0.name == name }
  }

  // MARK: Running

  private mutating func run(_ assignment: Assignment, _ script: (String, Int) -> Double?) {
    current[assignment.variable.index] =
      value(of: assignment.definition, for: assignment.variable, script)
  }

  private mutating func value(
    of definition: Definition, for variable: VariableID, _ script: (String, Int) -> Double?
  ) -> Double {
    let scripted = script(model.variables[variable.index].name, day) ?? 0
    switch definition {
    case .formula(let formula): return evaluate(formula)
    case .chance(let chance):
      chances[day, default: [:]][variable.index] = [evaluate(chance)]
      return scripted
    case .pick(let weights):
      chances[day, default: [:]][variable.index] = weights.map { evaluate($0) }
      return scripted
    case .drawn(let law):
      laws[day, default: [:]][variable.index] = (
        law.distribution, law.arguments.map { evaluate($0) }
      )
      return scripted
    }
  }

  /// Repeated response, half a step at a time: enough where it settles.
  private func respond(to anticipation: Anticipation) -> [(VariableID, Double)] {
    var copy = self
    for response in anticipation.responses {
      for share in response.shares {
        copy.current[share.index] = 1 / Double(response.shares.count)
      }
    }
    for _ in 0..<200 {
      for assignment in anticipation.between {
        if case .formula(let formula) = assignment.definition {
          copy.current[assignment.variable.index] = copy.evaluate(formula)
        }
      }
      let fresh = anticipation.responses.flatMap { response -> [(VariableID, Double)] in
        let weights = zip(response.utilities, response.allowed).map { utility, isAllowed in
          isAllowed.map { copy.evaluate($0) == 0 } == true
            ? 0 : exponential(copy.evaluate(utility))
        }
        let sum = weights.reduce(0, +)
        return zip(response.shares, weights.map { $0 / sum }).map { ($0, $1) }
      }
      for (share, value) in fresh {
        copy.current[share.index] = 0.5 * (copy.current[share.index] + value)
      }
    }
    return anticipation.responses.flatMap(\.shares).map { ($0, copy.current[$0.index]) }
  }

  private func bounded(_ value: Double, _ state: StateVariable) -> Double {
    let low = state.low.map { evaluate($0) } ?? -.infinity
    let high = state.high.map { evaluate($0) } ?? .infinity
    return min(high, max(low, value))
  }

  private func evaluate(_ formula: Expression) -> Double {
    switch formula {
    case .constant(let value): return value
    case .variable(let id): return current[id.index]
    case .today: return Double(day)
    case .unary(let operation, let operand): return operation.apply(evaluate(operand))
    case .binary(let operation, let left, let right):
      return operation.apply(evaluate(left), evaluate(right))
    case .choose(let condition, let yes, let no):
      return evaluate(condition) != 0 ? evaluate(yes) : evaluate(no)
    case .call(let name, let arguments):
      var lanes = SIMD4<Double>(repeating: 0)
      for (index, argument) in arguments.enumerated() { lanes[index] = evaluate(argument) }
      return FunctionCatalog.named(name)?.evaluate(lanes) ?? .nan
    }
  }

  private func exponential(_ value: Double) -> Double {
    FunctionCatalog.named("exp")?.evaluate(SIMD4(value, 0, 0, 0)) ?? .nan
  }
}
