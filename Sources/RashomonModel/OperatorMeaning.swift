#if canImport(Glibc)
  import Glibc
#endif

extension UnaryOperator {
  /// What the operator does to a number.
  package func apply(_ operand: Double) -> Double {
    switch self {
    case .negate: -operand
    case .not: operand == 0 ? 1 : 0
    case .floor: operand.rounded(.down)
    }
  }
}

extension BinaryOperator {
  /// What the operator makes of two numbers; truth is 1 or 0, any other number but 0 is true.
  package func apply(_ left: Double, _ right: Double) -> Double {
    func truth(_ holds: Bool) -> Double { holds ? 1 : 0 }
    switch self {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide: return left / right
    case .modulo: return left - right * (left / right).rounded(.down)
    case .power: return pow(left, right)
    case .minimum: return left < right ? left : right
    case .maximum: return left > right ? left : right
    case .less: return truth(left < right)
    case .lessOrEqual: return truth(left <= right)
    case .greater: return truth(left > right)
    case .greaterOrEqual: return truth(left >= right)
    case .equal: return truth(left == right)
    case .notEqual: return truth(left != right)
    case .and: return truth(left != 0 && right != 0)
    case .or: return truth(left != 0 || right != 0)
    }
  }
}
