import RashomonModel

// Formulas are put together with constants worked out at once: it keeps models small, and lets the
// checker see that a probability is out of range.
extension Expression {
  var constantValue: Double? {
    if case .constant(let value) = self { return value }
    return nil
  }

  static let no = Expression.constant(0)
  static let yes = Expression.constant(1)

  static func binary(
    folding operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> Expression {
    if let first = left.constantValue, let second = right.constantValue {
      return .constant(operation.apply(first, second))
    }
    switch (operation, left.constantValue, right.constantValue) {
    case (.add, 0?, _), (.multiply, 1?, _): return right
    case (.add, _, 0?), (.subtract, _, 0?), (.multiply, _, 1?), (.divide, _, 1?): return left
    default: return .binary(operation, left, right)
    }
  }

  static func + (left: Expression, right: Expression) -> Expression {
    binary(folding: .add, left, right)
  }

  static func - (left: Expression, right: Expression) -> Expression {
    binary(folding: .subtract, left, right)
  }

  static func * (left: Expression, right: Expression) -> Expression {
    binary(folding: .multiply, left, right)
  }

  static func / (left: Expression, right: Expression) -> Expression {
    binary(folding: .divide, left, right)
  }

  /// Both are truth values.
  static func both(_ left: Expression, _ right: Expression) -> Expression {
    switch (left.constantValue, right.constantValue) {
    case (0?, _), (_, 0?): return .no
    case (_?, _): return right
    case (_, _?): return left
    default: return .binary(.and, left, right)
    }
  }

  /// Both are truth values.
  static func either(_ left: Expression, _ right: Expression) -> Expression {
    switch (left.constantValue, right.constantValue) {
    case (0?, _): return right
    case (_, 0?): return left
    case (_?, _), (_, _?): return .yes
    default: return .binary(.or, left, right)
    }
  }

  static func not(_ operand: Expression) -> Expression {
    switch operand {
    case .constant(let value): .constant(value == 0 ? 1 : 0)
    case .unary(.not, let inner): inner
    default: .unary(.not, operand)
    }
  }

  static func when(
    _ condition: Expression, _ yes: Expression, else no: Expression
  ) -> Expression {
    if let value = condition.constantValue { return value == 0 ? no : yes }
    return yes == no ? yes : .choose(condition, yes, no)
  }

  static func compare(
    _ left: Expression, _ operation: BinaryOperator, _ right: Expression
  ) -> Expression {
    binary(folding: operation, left, right)
  }

  /// Whether today lies in these days of a period of `dayCount` days.
  static func isToday(in days: ClosedRange<Int>, of dayCount: Int) -> Expression {
    let begun: Expression =
      days.lowerBound <= 0 ? .yes : compare(.today, .greaterOrEqual, .whole(days.lowerBound))
    let notOver: Expression =
      days.upperBound >= dayCount - 1
      ? .yes : compare(.today, .lessOrEqual, .whole(days.upperBound))
    return both(begun, notOver)
  }

  /// A whole number.
  static func whole(_ value: Int) -> Expression { .constant(Double(value)) }

  /// `p` with its odds multiplied by `factor`, p read once: 1 / (1 + (1/p − 1)/f). A chance of 0
  /// stays 0 (through 1/∞) and one of 1 stays 1.
  static func odds(of chance: Expression, times factor: Expression) -> Expression {
    if factor.constantValue == 1 { return chance }
    let one = Expression.constant(1)
    return one / (one + (one / chance - one) / factor)
  }

  /// The chance a day that makes `chance` over `days` independent days: 1 − (1 − p)^(1/days).
  static func daily(_ chance: Expression, over days: Double) -> Expression {
    if days == 1 { return chance }
    return .constant(1)
      - binary(folding: .power, .constant(1) - chance, .constant(1 / days))
  }

  /// The chance on day `index` (from 0) of a window of `length` days, if it has not happened yet,
  /// of what happens in the window with probability w, first on a day uniform over it:
  /// (w/n) / (1 − w·j/n) = w / (n − w·j).
  static func uniformHazard(
    _ probability: Expression, length: Expression, index: Expression
  ) -> Expression {
    probability / (length - probability * index)
  }
}

extension UnaryOperator {
  /// The operator on an operand, worked out if constant.
  func folding(_ operand: Expression) -> Expression {
    operand.constantValue.map { .constant(apply($0)) } ?? .unary(self, operand)
  }
}
