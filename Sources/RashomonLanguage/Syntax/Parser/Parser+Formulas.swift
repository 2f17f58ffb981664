// Formulas, from what binds loosest to what binds tightest.
extension Parser {
  /// expression := disjunction ["to" disjunction]
  mutating func expression(_ expected: String = "a value") -> ExpressionSyntax {
    deeper {
      let low = $0.disjunction(expected)
      guard $0.eat(.to) else { return low }
      return .interval(IntervalSyntax(low: low, high: $0.disjunction("the upper end")))
    }
  }

  /// disjunction := conjunction ("or" conjunction)*
  private mutating func disjunction(_ expected: String) -> ExpressionSyntax {
    chain(expected, operators: [(.or, .or)]) { $0.conjunction($1) }
  }

  /// conjunction := negation ("and" negation)*
  private mutating func conjunction(_ expected: String) -> ExpressionSyntax {
    chain(expected, operators: [(.and, .and)]) { $0.negation($1) }
  }

  /// negation := "not" negation | comparison
  private mutating func negation(_ expected: String) -> ExpressionSyntax {
    let start = position
    guard eat(.not) else { return comparison(expected) }
    let operand = deeper { $0.negation("a condition") }
    return .unary(UnarySyntax(operation: .not, operand: operand, range: range(from: start)))
  }

  /// comparison := sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
  private mutating func comparison(_ expected: String) -> ExpressionSyntax {
    let left = sum(expected)
    guard let operation = Self.comparisons[kind()] else { return left }
    let operatorRange = advance()
    let right = sum("a value to compare with")
    if Self.comparisons[kind()] != nil { reportLost(.chainedComparison, at: currentRange) }
    return .binary(
      BinarySyntax(operation: operation, operatorRange: operatorRange, left: left, right: right))
  }

  private static let comparisons: [Token.Kind: BinarySyntax.Operator] = [
    .less: .less, .lessOrEqual: .lessOrEqual, .greater: .greater,
    .greaterOrEqual: .greaterOrEqual, .equal: .equal, .notEqual: .notEqual,
  ]

  /// sum := product (("+" | "-") product)*
  mutating func sum(_ expected: String = "a value") -> ExpressionSyntax {
    chain(expected, operators: [(.plus, .add), (.minus, .subtract)]) { $0.product($1) }
  }

  /// product := factor (("*" | "/") factor)*
  private mutating func product(_ expected: String) -> ExpressionSyntax {
    chain(expected, operators: [(.star, .multiply), (.slash, .divide)]) { $0.factor($1) }
  }

  /// factor := "-" factor | power
  private mutating func factor(_ expected: String) -> ExpressionSyntax {
    let start = position
    guard eat(.minus) else { return power(expected) }
    let operand = deeper { $0.factor("a value") }
    return .unary(UnarySyntax(operation: .negate, operand: operand, range: range(from: start)))
  }

  /// power := value ["^" factor]
  private mutating func power(_ expected: String) -> ExpressionSyntax {
    let base = value(expected)
    guard at(.caret) else { return base }
    let operatorRange = advance()
    let exponent = deeper { $0.factor("an exponent") }
    return .binary(
      BinarySyntax(
        operation: .power, operatorRange: operatorRange, left: base, right: exponent))
  }

  // MARK: Helpers

  private enum OperatorToken {
    case plus, minus, star, slash, and, or
  }

  private func at(_ token: OperatorToken) -> Bool {
    switch token {
    case .plus: at(Token.Kind.plus)
    case .minus: at(Token.Kind.minus)
    case .star: at(Token.Kind.star)
    case .slash: at(Token.Kind.slash)
    case .and: at(Keyword.and)
    case .or: at(Keyword.or)
    }
  }

  /// A chain of operands that groups from the left. Its length counts as depth, because the tree
  /// grows as deep.
  private mutating func chain(
    _ expected: String, operators: [(OperatorToken, BinarySyntax.Operator)],
    operand: (inout Parser, String) -> ExpressionSyntax
  ) -> ExpressionSyntax {
    var left = operand(&self, expected)
    var length = 0
    while let (_, operation) = operators.first(where: { at($0.0) }) {
      length += 1
      guard length < Self.maximalChain else {
        reportLost(.formulaTooDeep(limit: Self.maximalChain), at: currentRange)
        position = limit
        break
      }
      let operatorRange = advance()
      let right = operand(&self, "a value after `\(operation.rawValue)`")
      left = .binary(
        BinarySyntax(
          operation: operation, operatorRange: operatorRange, left: left, right: right))
    }
    return left
  }

  private static let maximalChain = 200

  /// Reads a part of a formula one level down, unless that is too deep.
  mutating func deeper(_ part: (inout Parser) -> ExpressionSyntax) -> ExpressionSyntax {
    guard depth < Self.maximalDepth else {
      let start = position
      reportLost(.formulaTooDeep(limit: Self.maximalDepth), at: currentRange)
      position = limit
      return .missing(range(from: start))
    }
    depth += 1
    defer { depth -= 1 }
    return part(&self)
  }
}
