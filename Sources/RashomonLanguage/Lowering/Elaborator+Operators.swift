import RashomonModel
import RashomonText

// Arithmetic, comparisons and logic, with the types and units that they join.
extension Elaborator {
  mutating func binary(_ node: BinarySyntax, _ context: Context) -> TypedExpression {
    switch node.operation {
    case .and:
      return TypedExpression(
        .both(
          truth(node.left, context, what: "the left of `and`"),
          truth(node.right, context, what: "the right of `and`")), .truth)
    case .or:
      return TypedExpression(
        .either(
          truth(node.left, context, what: "the left of `or`"),
          truth(node.right, context, what: "the right of `or`")), .truth)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      return comparison(node, context)
    case .add, .subtract, .multiply, .divide, .power:
      return arithmetic(node, context)
    }
  }

  private mutating func comparison(
    _ node: BinarySyntax, _ context: Context
  ) -> TypedExpression {
    let left = value(node.left, context)
    let right = value(node.right, context)
    let ordered = node.operation != .equal && node.operation != .notEqual
    let hasOrder = [left.type, right.type].allSatisfy { $0.isNumber || $0 == .date }
    if left.type == right.type, ordered, !hasOrder {
      report(
        TypeProblem.notOrdered(node.operation.rawValue, left.type), at: node.operatorRange, context)
      return TypedExpression(.constant(Double.nan), .truth)
    }
    guard left.type.fits(right.type) else {
      report(
        TypeProblem.cannotCombine(
          node.operation.rawValue, left: left.type, right: right.type), at: node.operatorRange,
        context)
      return TypedExpression(.constant(Double.nan), .truth)
    }
    _ = joined(
      left.type, right.type, what: "`\(node.operation.rawValue)`", at: node.operatorRange, context)
    return TypedExpression(
      .compare(left.expression, node.operation.lowered, right.expression), .truth)
  }

  private mutating func arithmetic(
    _ node: BinarySyntax, _ context: Context
  ) -> TypedExpression {
    let left = value(node.left, context)
    let right = value(node.right, context)
    let result = Expression.binary(
      folding: node.operation.lowered, left.expression, right.expression)
    switch (node.operation, left.type, right.type) {
    case (_, .unknown, _), (_, _, .unknown): return TypedExpression(result, .unknown)
    case (.add, .date, .number), (.add, .number, .date), (.subtract, .date, .number):
      return TypedExpression(result, .date)
    case (.subtract, .date, .date): return TypedExpression(result, .plain)
    case (.add, .number, .number), (.subtract, .number, .number):
      let type = joined(
        left.type, right.type, what: "`\(node.operation.rawValue)`", at: node.operatorRange,
        context)
      return TypedExpression(result, type ?? .unknown)
    case (.multiply, .number(let first), .number(let second)):
      return TypedExpression(
        result, .number(unit: first == nil ? second : second == nil ? first : nil))
    case (.divide, .number(let first), .number(let second)):
      return TypedExpression(result, .number(unit: second == nil ? first : nil))
    case (.power, .number, .number): return TypedExpression(result, .plain)
    default:
      report(
        TypeProblem.cannotCombine(
          node.operation.rawValue, left: left.type, right: right.type), at: node.operatorRange,
        context)
      return .unknown
    }
  }

  /// The type of either of two values; nil (and said) where they do not fit each other.
  mutating func joined(
    _ left: ValueType, _ right: ValueType, what: String, at range: Range<Int>, _ context: Context
  ) -> ValueType? {
    switch (left, right) {
    case (.number(let first?), .number(let second?)) where first != second:
      report(TypeProblem.units(what: what, left: first, right: second), at: range, context)
      return nil
    case (.number(let first), .number(let second)): return .number(unit: first ?? second)
    case (.unknown, let other), (let other, .unknown): return other
    default:
      if left == right { return left }
      report(TypeProblem.cannotCombine(what, left: left, right: right), at: range, context)
      return nil
    }
  }
}

extension BinarySyntax.Operator {
  var lowered: BinaryOperator {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    case .and: .and
    case .or: .or
    }
  }
}
