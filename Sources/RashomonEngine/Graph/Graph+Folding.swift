import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// Constructors that fold constants and what follows from them. Nothing is folded that could hide a
// NaN where the language says there is one; a side not taken, and what a false `and` guards, may go.

extension Graph {
  mutating func number(_ value: Double) -> NodeID {
    insert(Node(operation: .constant, payload: value.bitPattern))
  }

  mutating func uniform(_ statement: UInt64) -> NodeID {
    insert(Node(operation: .uniform, payload: statement))
  }

  mutating func unary(_ operation: Operation, _ a: NodeID) -> NodeID {
    if let value = constant(a), let folded = foldUnary(operation, value) { return number(folded) }
    let node = nodes[Int(a)]
    switch operation {
    case .not where node.operation == .not && isBoolean(node.a): return node.a
    case .negate where node.operation == .negate: return node.a
    case .floor where isBoolean(a): return a
    default: return insert(Node(operation: operation, a: a))
    }
  }

  private func foldUnary(_ operation: Operation, _ value: Double) -> Double? {
    switch operation {
    case .negate: -value
    case .not: value == 0 ? 1 : 0
    case .floor: value.rounded(.down)
    case .absolute: abs(value)
    case .exponential: exp(value)
    case .logarithm: log(value)
    case .squareRoot: value.squareRoot()
    case .logistic: RashomonNumerics.logistic(value)
    case .normalQuantile: RashomonNumerics.normalQuantile(value)
    default: nil
    }
  }

  mutating func binary(_ operation: Operation, _ a: NodeID, _ b: NodeID) -> NodeID {
    if let left = constant(a), let right = constant(b),
      let folded = foldBinary(operation, left, right)
    {
      return number(folded)
    }
    return simplified(operation, a, b) ?? insert(Node(operation: operation, a: a, b: b))
  }

  private func foldBinary(_ operation: Operation, _ a: Double, _ b: Double) -> Double? {
    let symbol: BinaryOperator? =
      switch operation {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .modulo: .modulo
      case .power: .power
      case .minimum: .minimum
      case .maximum: .maximum
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .equal: .equal
      case .notEqual: .notEqual
      case .and: .and
      case .or: .or
      default: nil
      }
    return symbol?.apply(a, b)
  }

  /// The node in place of an operation of which at most one side is constant, or nil.
  private mutating func simplified(
    _ operation: Operation, _ a: NodeID, _ b: NodeID
  ) -> NodeID? {
    switch operation {
    case .add:
      if isConstant(a, 0) { return b }
      if isConstant(b, 0) { return a }
      if let term = negated(b) { return binary(.subtract, a, term) }
      if let term = negated(a) { return binary(.subtract, b, term) }
    case .subtract:
      if isConstant(b, 0) { return a }
      if let term = negated(b) { return binary(.add, a, term) }
    case .multiply:
      if isConstant(a, 1) { return b }
      if isConstant(b, 1) { return a }
      if isConstant(a, 0), isBounded(b) { return a }
      if isConstant(b, 0), isBounded(a) { return b }
    case .divide:
      if isConstant(b, 1) { return a }
    case .power:
      if isConstant(b, 1) { return a }
      if isConstant(b, 2) { return binary(.multiply, a, a) }
    case .minimum, .maximum:
      if a == b { return a }
    case .and:
      if isConstant(a, 0) || isConstant(b, 0) { return number(0) }
      if let value = constant(a), value != 0 { return truth(b) }
      if let value = constant(b), value != 0 { return truth(a) }
      if a == b { return truth(a) }
    case .or:
      if let value = constant(a) { return value != 0 ? number(1) : truth(b) }
      if let value = constant(b) { return value != 0 ? number(1) : truth(a) }
      if a == b { return truth(a) }
    case .equal, .notEqual:
      if let folded = comparedBoolean(operation, a, b) ?? comparedBoolean(operation, b, a) {
        return folded
      }
    case .less:
      if a == b { return number(0) }
    default: break
    }
    return nil
  }

  /// What a node is the opposite of, or nil.
  private func negated(_ id: NodeID) -> NodeID? {
    nodes[Int(id)].operation == .negate ? nodes[Int(id)].a : nil
  }

  /// `a` equal (or not) to a constant, where `a` is 0 or 1.
  private mutating func comparedBoolean(
    _ operation: Operation, _ a: NodeID, _ b: NodeID
  ) -> NodeID? {
    guard isBoolean(a), let value = constant(b) else { return nil }
    guard value == 0 || value == 1 else { return number(operation == .equal ? 0 : 1) }
    return (value == 1) == (operation == .equal) ? a : unary(.not, a)
  }

  /// Whether a node is certainly a finite number, so that 0 times it is 0.
  private func isBounded(_ id: NodeID) -> Bool {
    if isBoolean(id) { return true }
    let node = nodes[Int(id)]
    switch node.operation {
    case .uniform: return true
    case .constant: return Double(bitPattern: node.payload).isFinite
    case .check: return node.payload & 0xFF == UInt64(Check.probability.rawValue)
    default: return false
    }
  }

  /// 1 where `a` is not 0.
  mutating func truth(_ a: NodeID) -> NodeID {
    if isBoolean(a) { return a }
    return binary(.notEqual, a, number(0))
  }

  mutating func select(_ condition: NodeID, _ yes: NodeID, _ no: NodeID) -> NodeID {
    if let value = constant(condition) { return value != 0 ? yes : no }
    if yes == no { return yes }
    let node = nodes[Int(condition)]
    if node.operation == .not { return select(node.a, no, yes) }
    if isConstant(yes, 1), isConstant(no, 0) { return truth(condition) }
    if isConstant(yes, 0), isConstant(no, 1) { return unary(.not, condition) }
    let id = insert(Node(operation: .select, a: condition, b: yes, c: no))
    return recoded(id, by: node) ?? id
  }

  /// The value by which a choice goes, where the choice only says it again; else nil.
  private func recoded(_ choice: NodeID, by condition: Node) -> NodeID? {
    guard condition.operation == .equal else { return nil }
    let value = constant(condition.b) == nil ? condition.b : condition.a
    guard let numbers = numbers(of: value) else { return nil }
    return numbers.allSatisfy { known(choice, where: value, is: $0) == $0 } ? value : nil
  }

  /// The numbers among which a choice chooses, if it is one; few.
  private func numbers(of id: NodeID) -> Set<Double>? {
    var numbers: Set<Double> = []
    var rest = id
    while nodes[Int(rest)].operation == .select {
      guard let yes = constant(nodes[Int(rest)].b), numbers.count < 16 else { return nil }
      numbers.insert(yes)
      rest = nodes[Int(rest)].c
    }
    guard let last = constant(rest), rest != id else { return nil }
    return numbers.union([last])
  }

  /// What a choice comes to that goes by `value` alone, or nil.
  private func known(_ id: NodeID, where value: NodeID, is number: Double) -> Double? {
    var rest = id
    while nodes[Int(rest)].operation == .select {
      let condition = nodes[Int(nodes[Int(rest)].a)]
      guard condition.operation == .equal else { return nil }
      let other = condition.a == value ? condition.b : condition.b == value ? condition.a : -1
      guard other >= 0, let key = constant(other) else { return nil }
      rest = key == number ? nodes[Int(rest)].b : nodes[Int(rest)].c
    }
    return constant(rest)
  }

  /// `weight`·`yes` + (1 − `weight`)·`no` for a probability `weight`.
  mutating func mixture(_ weight: NodeID, _ yes: NodeID, _ no: NodeID) -> NodeID {
    if isConstant(weight, 1) { return yes }
    if isConstant(weight, 0) { return no }
    if yes == no { return yes }
    if isBoolean(weight) { return select(weight, yes, no) }
    if isConstant(yes, 1), isConstant(no, 0) { return weight }
    if let weight = constant(weight) {
      return binary(
        .add, binary(.multiply, number(weight), yes), binary(.multiply, number(1 - weight), no))
    }
    return insert(Node(operation: .mixture, a: weight, b: yes, c: no))
  }

  /// `value`, drawn from a continuous law by formulas.
  mutating func opaque(_ value: NodeID) -> NodeID {
    dependsOnDraws(value) ? insert(Node(operation: .opaque, a: value)) : value
  }

  mutating func sum(_ terms: [NodeID]) -> NodeID {
    guard let first = terms.first else { return number(0) }
    return terms.dropFirst().reduce(first) { binary(.add, $0, $1) }
  }

  /// The value itself, noted as a fault where it is out of range (and the mask, if any, is not 0).
  mutating func checked(
    _ check: Check, _ value: NodeID, mask: NodeID = -1, site: Int
  ) -> NodeID {
    if isAlwaysIn(check, value) { return value }
    if let known = constant(value), check.accepts(known) {
      return check == .probability ? number(Swift.min(1, Swift.max(0, known))) : value
    }
    let node = nodes[Int(value)]
    let payload = UInt64(check.rawValue) | UInt64(site) << 8
    if node.operation == .check, node.payload == payload, node.b == mask { return value }
    return insert(Node(operation: .check, a: value, b: mask, payload: payload))
  }

  /// Whether a value is in range whatever the histories.
  private func isAlwaysIn(_ check: Check, _ id: NodeID) -> Bool {
    if isBoolean(id) { return check == .probability || check == .number || check == .finite }
    let node = nodes[Int(id)]
    guard node.operation == .select, let yes = constant(node.b) else { return false }
    let isIn = check.accepts(yes) && (check != .probability || (0...1).contains(yes))
    guard isIn else { return false }
    return constant(node.c).map {
      check.accepts($0) && (check != .probability || (0...1).contains($0))
    }
      ?? isAlwaysIn(check, node.c)
  }

  mutating func logSumExp(_ terms: [NodeID]) -> NodeID {
    let kept = terms.filter { !isConstant($0, -.infinity) }
    if kept.isEmpty { return number(-.infinity) }
    if kept.count == 1 { return kept[0] }
    let values = kept.compactMap { constant($0) }
    if values.count == kept.count { return number(RashomonNumerics.logSumExp(values)) }
    return insert(Node(operation: .logSumExp, list: intern(kept)))
  }

  mutating func logProduct(_ factors: [NodeID]) -> NodeID {
    insert(Node(operation: .logProduct, list: intern(factors)))
  }
}

extension Check {
  /// Whether a value is in range.
  func accepts(_ value: Double) -> Bool {
    switch self {
    case .probability: value >= -1e-9 && value <= 1 + 1e-9
    case .one: abs(value - 1) <= 1e-6
    case .finite: value.isFinite
    case .positive: value > 0 && value < .infinity
    case .notNegative: value >= 0 && value < .infinity
    case .number: !value.isNaN
    }
  }
}

/// The natural logarithm, −∞ at 0.
func logarithm(_ value: Double) -> Double { log(value) }
