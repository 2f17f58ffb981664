import RashomonNumerics

extension Expression {
  /// The value on a day if the formula reads no variable, else nil.
  package func constantValue(today day: Int) -> Double? {
    value(today: day) { _ in nil }
  }

  /// The value on a day, with variables looked up; nil where one has no value.
  package func value(today day: Int, reading: (VariableID) -> Double?) -> Double? {
    switch self {
    case .constant(let number): return number
    case .variable(let id): return reading(id)
    case .today: return Double(day)
    case .unary(let unary, let operand):
      return operand.value(today: day, reading: reading).map(unary.apply)
    case .binary(let binary, let left, let right):
      guard let left = left.value(today: day, reading: reading),
        let right = right.value(today: day, reading: reading)
      else { return nil }
      return binary.apply(left, right)
    case .choose(let condition, let yes, let no):
      guard let condition = condition.value(today: day, reading: reading) else { return nil }
      return (condition != 0 ? yes : no).value(today: day, reading: reading)
    case .call(let name, let arguments):
      guard let function = FunctionCatalog.named(name) else { return nil }
      var values = SIMD4<Double>()
      for (lane, argument) in arguments.prefix(4).enumerated() {
        guard let value = argument.value(today: day, reading: reading) else { return nil }
        values[lane] = value
      }
      return function.evaluate(values)
    }
  }
}
