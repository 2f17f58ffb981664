import RashomonModel
import RashomonNumerics

// Which formulas are straight lines over a draw that is not made yet.

extension DayCompiler {
  /// offset + slope·ξ; no slope where the formula does not read the draw.
  struct Line {
    let offset: NodeID
    let slope: NodeID?
  }

  /// scale·exp(offset + slope·ξ), with parts that are 1 or 0 left out.
  struct LogLine {
    var scale: NodeID?
    var offset: NodeID?
    var slope: NodeID
  }

  /// The value of a formula that can be computed before the draw is made: what it reads is there, or
  /// is a formula over what is there, which gets its value early. Nil for any other.
  mutating func known(_ expression: Expression) -> NodeID? {
    for variable in expression.variables where values[variable.index] < 0 {
      guard let formula = blueprint.formulas[variable], let value = known(formula) else {
        return nil
      }
      values[variable.index] = value
    }
    return node(expression)
  }

  /// The formula as a line over the draw; nil where it is none or reads what is not there yet.
  mutating func line(_ expression: Expression, over draw: SeenDraw) -> Line? {
    guard draw.isRead(by: expression) else {
      return known(expression).map { Line(offset: $0, slope: nil) }
    }
    switch expression {
    case .variable(let variable):
      guard variable == draw.variable else {
        return blueprint.formulas[variable].flatMap { line($0, over: draw) }
      }
      return draw.isLogarithmic ? nil : Line(offset: graph.number(0), slope: graph.number(1))
    case .unary(.negate, let operand):
      guard let operand = line(operand, over: draw) else { return nil }
      return Line(
        offset: graph.unary(.negate, operand.offset),
        slope: operand.slope.map { graph.unary(.negate, $0) })
    case .binary(let symbol, let left, let right):
      guard let left = line(left, over: draw), let right = line(right, over: draw) else {
        return nil
      }
      return combined(symbol, left, right)
    case .call(NaturalLogarithm.name, let arguments):
      guard let inner = logLine(arguments[0], over: draw) else { return nil }
      let scale = inner.scale.map { graph.unary(.logarithm, $0) }
      return Line(
        offset: graph.sum([scale, inner.offset].compactMap(\.self)), slope: inner.slope)
    case .choose(let condition, let yes, let no):
      return side(of: condition, yes, no, over: draw).flatMap { line($0, over: draw) }
    case .constant, .today, .unary, .call: return nil
    }
  }

  /// The side that is taken on this day in all histories.
  private mutating func side(
    of condition: Expression, _ yes: Expression, _ no: Expression, over draw: SeenDraw
  ) -> Expression? {
    guard !draw.isRead(by: condition), let condition = known(condition),
      let value = graph.constant(condition)
    else { return nil }
    return value != 0 ? yes : no
  }

  private mutating func combined(
    _ symbol: BinaryOperator, _ left: Line, _ right: Line
  ) -> Line? {
    switch symbol {
    case .add:
      let offset = graph.binary(.add, left.offset, right.offset)
      guard let slope = left.slope, let other = right.slope else {
        return Line(offset: offset, slope: left.slope ?? right.slope)
      }
      return Line(offset: offset, slope: graph.binary(.add, slope, other))
    case .subtract:
      let offset = graph.binary(.subtract, left.offset, right.offset)
      guard let other = right.slope else { return Line(offset: offset, slope: left.slope) }
      let lost = graph.unary(.negate, other)
      return Line(offset: offset, slope: left.slope.map { graph.binary(.add, $0, lost) } ?? lost)
    case .multiply:
      if left.slope == nil { return scaled(right, by: left.offset, .multiply) }
      return right.slope == nil ? scaled(left, by: right.offset, .multiply) : nil
    case .divide:
      return right.slope == nil ? scaled(left, by: right.offset, .divide) : nil
    case .modulo, .power, .minimum, .maximum, .less, .lessOrEqual, .greater, .greaterOrEqual,
      .equal, .notEqual, .and, .or:
      return nil
    }
  }

  private mutating func scaled(
    _ line: Line, by factor: NodeID, _ operation: Operation
  ) -> Line {
    Line(
      offset: graph.binary(operation, line.offset, factor),
      slope: line.slope.map { graph.binary(operation, $0, factor) })
  }

  /// The logarithm of a formula as a line over the draw, which the formula reads.
  mutating func logLine(_ expression: Expression, over draw: SeenDraw) -> LogLine? {
    guard draw.isRead(by: expression) else { return nil }
    switch expression {
    case .variable(let variable):
      guard variable == draw.variable else {
        return blueprint.formulas[variable].flatMap { logLine($0, over: draw) }
      }
      return draw.isLogarithmic
        ? LogLine(scale: nil, offset: nil, slope: graph.number(1)) : nil
    case .binary(.multiply, let left, let right):
      if draw.isRead(by: left) { return logLine(left, over: draw, .multiply, right) }
      return logLine(right, over: draw, .multiply, left)
    case .binary(.divide, let left, let right):
      return logLine(left, over: draw, .divide, right)
    case .call(ExponentialFunction.name, let arguments):
      guard let inner = line(arguments[0], over: draw), let slope = inner.slope else { return nil }
      return LogLine(scale: nil, offset: inner.offset, slope: slope)
    case .choose(let condition, let yes, let no):
      return side(of: condition, yes, no, over: draw).flatMap { logLine($0, over: draw) }
    case .constant, .today, .unary, .binary, .call: return nil
    }
  }

  /// A formula times, or divided by, one that does not read the draw.
  private mutating func logLine(
    _ expression: Expression, over draw: SeenDraw, _ operation: Operation, _ factor: Expression
  ) -> LogLine? {
    guard !draw.isRead(by: factor), let factor = known(factor),
      var result = logLine(expression, over: draw)
    else { return nil }
    result.scale = graph.binary(operation, result.scale ?? graph.number(1), factor)
    return result
  }
}
