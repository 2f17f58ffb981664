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
  /// Through formulas, shares and the chances of other draws.
  var draws: Set<VariableID> = []
  /// Behind a continuous draw.
  var hidden: Set<VariableID> = []

  var everything: Set<VariableID> { draws.union(hidden) }

  static func known(_ value: Double) -> Reach {
    Reach(known: value, isTruth: value == 0 || value == 1)
  }

  static func joined(_ parts: [Reach], isTruth: Bool = false) -> Reach {
    Reach(
      known: nil, isTruth: isTruth,
      draws: parts.reduce(into: []) { $0.formUnion($1.draws) },
      hidden: parts.reduce(into: []) { $0.formUnion($1.hidden) })
  }
}

/// Works out the reach of every variable of a day. Facts and states may have any value.
struct ReachAnalysis {
  let day: Int
  private(set) var reaches: [VariableID: Reach] = [:]
  /// The discrete draws that are not settled beforehand, in order.
  private(set) var draws: [VariableID] = []
  /// For each draw the draws that its chances depend on.
  private(set) var parents: [VariableID: Set<VariableID>] = [:]
  /// For each draw how many values it can have.
  private(set) var outcomeCount: [VariableID: Int] = [:]

  init(of model: Model, on day: Int) {
    self.day = day
    for step in model.steps {
      switch step {
      case .assign(let assignment): note(assignment)
      case .shares(let variables, let utilities, let allowed):
        note(variables, utilities, allowed)
      case .equilibrium(let anticipation): note(anticipation)
      }
    }
  }

  private mutating func note(
    _ shares: [VariableID], _ utilities: [Expression], _ allowed: [Expression?]
  ) {
    let conditions = allowed.map { $0.map { reach(of: $0) } ?? .known(1) }
    let open = shares.indices.filter { conditions[$0].known != 0 }
    for share in shares { reaches[share] = .known(0) }
    if open.count == 1, let known = conditions[open[0]].known, known != 0 {
      reaches[shares[open[0]]] = .known(1)
      return
    }
    let whole = Reach.joined(open.flatMap { [conditions[$0], reach(of: utilities[$0])] })
    for option in open { reaches[shares[option]] = whole }
  }

  /// Each share depends on all that any worth reads.
  private mutating func note(_ anticipation: Anticipation) {
    for target in anticipation.targets { reaches[target] = Reach() }
    let whole = Reach.joined(anticipation.formulas.map { reach(of: $0) })
    for share in anticipation.responses.flatMap(\.shares) { reaches[share] = whole }
    for assignment in anticipation.between { note(assignment) }
  }

  private mutating func note(_ assignment: Assignment) {
    let variable = assignment.variable
    switch assignment.definition {
    case .formula(let expression): reaches[variable] = reach(of: expression)
    case .drawn(let law):
      let arguments = Reach.joined(law.arguments.map { reach(of: $0) })
      reaches[variable] = Reach(hidden: arguments.everything)
    case .chance(let chance):
      let chance = reach(of: chance)
      if chance.isTruth {
        reaches[variable] = chance
      } else {
        note(variable, [chance, chance], isTruth: true)
      }
    case .pick(let chances):
      let parts = chances.map { reach(of: $0) }
      if let certain = parts.firstIndex(where: { $0.known == 1 }) {
        reaches[variable] = .known(Double(certain))
      } else if parts.allSatisfy(\.isTruth) {
        reaches[variable] = .joined(parts)
      } else {
        note(variable, parts.filter { $0.known != 0 }, isTruth: false)
      }
    }
  }

  private mutating func note(_ draw: VariableID, _ chances: [Reach], isTruth: Bool) {
    let whole = Reach.joined(chances)
    draws.append(draw)
    parents[draw] = whole.everything
    outcomeCount[draw] = chances.count
    reaches[draw] = Reach(
      isTruth: isTruth, draws: whole.draws.union([draw]), hidden: whole.hidden)
  }

  func reach(of expression: Expression) -> Reach {
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

  /// What the weight of a draw's rows depends on, the draw integrated out.
  func reach(of sighting: Sighting) -> Reach {
    var expressions = sighting.law.arguments
    for row in sighting.rows { expressions += row.report.law.arguments }
    let parts = expressions.map { reach(of: $0) }
    // Behind the draw there is only what its own law reads.
    return .joined(parts)
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
