import RashomonModel
import RashomonNumerics

/// What is known of a value before the day is drawn: the value itself where the date settles it,
/// else the discrete draws of the day that it depends on.
///
/// `if today == election then outrage else 0` depends on nothing on any other day, and a draw that
/// cannot turn out otherwise is no draw.
struct Reach: Sendable {
  var known: Double?
  /// Always 0 or 1, so that nothing times it is nothing.
  var isTruth = false
  var draws: Set<VariableID> = []

  static func known(_ value: Double) -> Reach {
    Reach(known: value, isTruth: value == 0 || value == 1)
  }

  static func joined(_ parts: [Reach], isTruth: Bool = false) -> Reach {
    Reach(
      known: nil, isTruth: isTruth,
      draws: parts.reduce(into: []) { $0.formUnion($1.draws) })
  }
}

/// Works out the reach of every variable of a day.
struct ReachAnalysis {
  let day: Int
  private(set) var reaches: [VariableID: Reach] = [:]
  /// The discrete draws that are not settled beforehand, in order.
  private(set) var draws: [VariableID] = []

  init(of model: Model, on day: Int) {
    self.day = day
    for fact in model.facts {
      guard case .formula(let expression) = fact.definition else { continue }
      let reach = reach(of: expression)
      if reach.known != nil, !expression.readsToday { reaches[fact.variable] = reach }
    }
    for step in model.steps {
      switch step {
      case .assign(let assignment): note(assignment)
      case .shares(let variables, let utilities, let allowed):
        let parts = (utilities + allowed.compactMap(\.self)).map { reach(of: $0) }
        for variable in variables { reaches[variable] = .joined(parts) }
      }
    }
  }

  private mutating func note(_ assignment: Assignment) {
    let variable = assignment.variable
    switch assignment.definition {
    case .formula(let expression): reaches[variable] = reach(of: expression)
    case .drawn: reaches[variable] = Reach()
    case .chance(let chance):
      let chance = reach(of: chance)
      if let known = chance.known, known == 0 || known == 1 {
        reaches[variable] = .known(known)
      } else {
        reaches[variable] = Reach(isTruth: true, draws: chance.draws.union([variable]))
        draws.append(variable)
      }
    case .pick(let chances):
      let parts = chances.map { reach(of: $0) }
      if let certain = parts.firstIndex(where: { $0.known == 1 }) {
        reaches[variable] = .known(Double(certain))
      } else {
        reaches[variable] = Reach(draws: Reach.joined(parts).draws.union([variable]))
        draws.append(variable)
      }
    }
  }

  private func reach(of expression: Expression) -> Reach {
    switch expression {
    case .constant(let value): return .known(value)
    case .today: return .known(Double(day))
    case .variable(let id): return reaches[id] ?? Reach()
    case .unary(let symbol, let operand):
      let inner = reach(of: operand)
      if let value = inner.known { return .known(symbol.apply(value)) }
      return .joined([inner], isTruth: symbol == .not || (symbol == .floor && inner.isTruth))
    case .binary(let symbol, let left, let right):
      return reach(of: symbol, left, right)
    case .choose(let condition, let yes, let no):
      let condition = reach(of: condition)
      if let value = condition.known { return reach(of: value != 0 ? yes : no) }
      if yes == no { return reach(of: yes) }
      let (yes, no) = (reach(of: yes), reach(of: no))
      return .joined([condition, yes, no], isTruth: yes.isTruth && no.isTruth)
    case .call(let name, let arguments):
      let parts = arguments.map { reach(of: $0) }
      let values = parts.compactMap(\.known)
      guard values.count == parts.count, let function = FunctionCatalog.named(name) else {
        return .joined(parts)
      }
      var lanes = SIMD4<Double>()
      for (index, value) in values.enumerated() { lanes[index] = value }
      return .known(function.evaluate(lanes))
    }
  }

  private func reach(
    of symbol: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> Reach {
    let (a, b) = (reach(of: left), reach(of: right))
    if let left = a.known, let right = b.known { return .known(symbol.apply(left, right)) }
    switch symbol {
    case .add, .subtract, .divide, .modulo, .power: return .joined([a, b])
    case .multiply:
      if a.known == 0 && b.isTruth || b.known == 0 && a.isTruth { return .known(0) }
      return .joined([a, b], isTruth: a.isTruth && b.isTruth)
    case .minimum, .maximum: return .joined([a, b], isTruth: a.isTruth && b.isTruth)
    case .less, .greater:
      return left == right ? .known(0) : .joined([a, b], isTruth: true)
    case .lessOrEqual, .greaterOrEqual, .equal, .notEqual:
      return .joined([a, b], isTruth: true)
    case .and:
      if a.known == 0 || b.known == 0 { return .known(0) }
      return .joined([a, b], isTruth: true)
    case .or:
      if let value = a.known ?? b.known, value != 0 { return .known(1) }
      return .joined([a, b], isTruth: true)
    }
  }
}

extension Expression {
  fileprivate var readsToday: Bool {
    switch self {
    case .constant, .variable: false
    case .today: true
    case .unary(_, let operand): operand.readsToday
    case .binary(_, let left, let right): left.readsToday || right.readsToday
    case .choose(let condition, let yes, let no):
      condition.readsToday || yes.readsToday || no.readsToday
    case .call(_, let arguments): arguments.contains(where: \.readsToday)
    }
  }
}
