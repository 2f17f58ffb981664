/// A formula over the variables of a model.
///
/// Every value is a number: truth is 1 or 0, a category is its index, a date is the number of days
/// since the period's first day. Names are resolved; nothing here can fail but arithmetic.
package indirect enum Expression: Hashable, Sendable {
  case constant(Double)
  case variable(VariableID)
  /// Days since the period's first day: 0, 1, 2, …; the same in all histories.
  case today
  case unary(UnaryOperator, Expression)
  case binary(BinaryOperator, Expression, Expression)
  /// The second where the first is not 0, else the third. Both sides are evaluated; the side not
  /// taken may be NaN without harm.
  case choose(Expression, Expression, Expression)
  /// A function of `FunctionCatalog`, by name, with its arguments in the catalogue's order.
  case call(String, [Expression])
}

package enum UnaryOperator: String, Hashable, Sendable {
  case negate
  /// 1 for 0, else 0.
  case not
  case floor
}

/// Comparisons and logic give 1 or 0. `modulo` has the sign of the divisor, as for weekdays.
package enum BinaryOperator: String, Hashable, Sendable {
  case add, subtract, multiply, divide, modulo, power, minimum, maximum
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case and, or
}

extension Expression {
  /// Every variable read, once for each place.
  package var variables: [VariableID] {
    switch self {
    case .constant, .today: []
    case .variable(let id): [id]
    case .unary(_, let operand): operand.variables
    case .binary(_, let left, let right): left.variables + right.variables
    case .choose(let condition, let yes, let no):
      condition.variables + yes.variables + no.variables
    case .call(_, let arguments): arguments.flatMap(\.variables)
    }
  }
}
