import OrderedCollections
import RashomonModel
import RashomonNumerics

extension Elaborator {
  // MARK: Functions

  mutating func call(_ node: CallSyntax, _ context: Context) -> TypedExpression {
    let name = node.function.text
    if DistributionCatalog.named(name) != nil {
      for argument in node.arguments { _ = value(argument.value, context) }
      report(
        TypeProblem.distributionAsValue(context.statement.text(node.range)), at: node.range,
        context)
      return .unknown
    }
    let isSeries = ["count", "sum", "mean"].contains(name) || node.arguments.count == 1
    if ["max", "min", "count", "sum", "mean"].contains(name), isSeries {
      report(
        TypeProblem.onlyInQuestion(context.statement.text(node.range)), at: node.range, context)
      return .unknown
    }
    guard let function = FunctionCatalog.named(name) else {
      for argument in node.arguments { _ = value(argument.value, context) }
      report(
        CallProblem.unknownFunction(name, candidates: FunctionCatalog.all.map { $0.name }),
        at: node.function.range, context)
      return .unknown
    }
    if name == "max" || name == "min" { return extreme(node, context) }
    let parameters = function.arguments.map { DistributionParameter($0, "a number") }
    guard
      let arguments = arguments(
        node, parameters, positional: function.positionalCount, context)
    else { return .unknown }
    var type = ValueType.plain
    for argument in arguments {
      type =
        joined(type, argument.type, what: "`\(name)`", at: node.range, context) ?? .unknown
    }
    let values = arguments.map(\.expression)
    let result = Self.folded(function, values)
    return TypedExpression(result, ["abs", "clamp"].contains(name) ? type : .plain)
  }

  /// The call, worked out if its arguments are known now.
  private static func folded(
    _ function: any MathFunction.Type, _ arguments: [Expression]
  ) -> Expression {
    let constants = arguments.compactMap(\.constantValue)
    guard constants.count == arguments.count, constants.count <= 4 else {
      return .call(function.name, arguments)
    }
    var lanes = SIMD4<Double>(repeating: 0)
    for (index, constant) in constants.enumerated() { lanes[index] = constant }
    return .constant(function.evaluate(lanes))
  }

  /// `max` and `min` of two or more numbers.
  private mutating func extreme(_ node: CallSyntax, _ context: Context) -> TypedExpression {
    let operation: BinaryOperator = node.function.text == "max" ? .maximum : .minimum
    guard let first = node.arguments.first else {
      report(
        CallProblem.missingArgument("x", of: node.function.text, meaning: "two numbers or more"),
        at: node.range, context)
      return .unknown
    }
    var result = number(first.value, context, what: "`\(node.function.text)`")
    for argument in node.arguments.dropFirst() {
      let next = number(argument.value, context, what: "`\(node.function.text)`")
      let type = joined(
        result.type, next.type, what: "`\(node.function.text)`", at: argument.value.range, context)
      result = TypedExpression(
        .binary(folding: operation, result.expression, next.expression), type ?? .unknown)
    }
    return result
  }

  /// The arguments in the order of `parameters`; nil (and said) where one is missing.
  private mutating func arguments(
    _ node: CallSyntax, _ parameters: [DistributionParameter], positional: Int, _ context: Context
  ) -> [TypedExpression]? {
    let owner = node.function.text
    var found = [TypedExpression?](repeating: nil, count: parameters.count)
    var unnamed = 0
    var isComplete = true
    for argument in node.arguments {
      let what = "an argument of `\(owner)`"
      let given = number(argument.value, context, what: what)
      if let label = argument.label {
        guard let index = parameters.firstIndex(where: { $0.name == label.text }) else {
          report(
            CallProblem.unknownArgument(
              label.text, of: owner, candidates: parameters.map(\.name)), at: label.range, context)
          isComplete = false
          continue
        }
        if found[index] != nil { isComplete = tooMany(node, parameters, context) }
        found[index] = given
      } else if unnamed < positional {
        if found[unnamed] != nil { isComplete = tooMany(node, parameters, context) }
        found[unnamed] = given
        unnamed += 1
      } else if node.arguments.count > parameters.count {
        isComplete = tooMany(node, parameters, context)
      } else {
        report(
          CallProblem.unnamedArgument(
            of: owner, names: parameters.dropFirst(positional).map(\.name)),
          at: argument.value.range, context)
        isComplete = false
      }
    }
    if isComplete, let missing = found.firstIndex(where: { $0 == nil }) {
      report(
        CallProblem.missingArgument(
          parameters[missing].name, of: owner, meaning: parameters[missing].meaning),
        at: node.range, context)
      isComplete = false
    }
    return isComplete ? found.compactMap { $0 } : nil
  }

  private mutating func tooMany(
    _ node: CallSyntax, _ parameters: [DistributionParameter], _ context: Context
  ) -> Bool {
    report(
      CallProblem.tooManyArguments(
        of: node.function.text, found: node.arguments.count, expected: parameters.map(\.name)),
      at: node.range, context)
    return false
  }

  // MARK: Laws

  /// A distribution: of the catalogue, `a to b`, or words for a probability.
  mutating func law(
    _ expression: ExpressionSyntax, _ context: Context
  ) -> (law: Law, type: ValueType)? {
    switch expression {
    case .parenthesized(let inner, _): return law(inner, context)
    case .interval(let node): return interval(node, context).map { ($0, .plain) }
    case .call(let node): return distribution(node, context)
    case .words(let node):
      if let term = scale.term(written: node.text) { return (Self.beta(term.beta), .plain) }
      report(
        NameProblem.unknownWords(node.text, candidates: scale.terms.map(\.term)), at: node.range,
        context)
      return nil
    case .name(let node):
      if draft.names[node.text] == nil, let term = scale.term(written: node.text) {
        return (Self.beta(term.beta), .plain)
      }
    case .missing: return nil
    default: break
    }
    report(
      TypeProblem.distributionExpected(
        found: "`\(context.statement.text(expression.range))`"), at: expression.range, context)
    return nil
  }

  private static func beta(_ shape: SIMD2<Double>) -> Law {
    Law("beta", [.constant(shape.x), .constant(shape.y)])
  }

  private mutating func distribution(
    _ node: CallSyntax, _ context: Context
  ) -> (law: Law, type: ValueType)? {
    let name = node.function.text
    guard let distribution = DistributionCatalog.named(name) else {
      report(
        CallProblem.unknownDistribution(
          name, candidates: DistributionCatalog.all.map { $0.name }), at: node.function.range,
        context)
      return nil
    }
    let parameters = distribution.signature
    guard
      let arguments = arguments(
        node, parameters, positional: parameters.count == 1 ? 1 : 0, context)
    else { return nil }
    let constants = arguments.compactMap(\.expression.constantValue)
    if constants.count == arguments.count, constants.allSatisfy({ !$0.isNaN }) {
      var lanes = SIMD4<Double>(repeating: 0)
      for (index, constant) in constants.enumerated() { lanes[index] = constant }
      if !distribution.accepts(lanes) {
        report(
          CallProblem.argumentOutOfRange(
            of: name, found: "`\(context.statement.text(node.range))`",
            meanings: parameters.map { "\($0.name) is \($0.meaning)" }), at: node.range, context)
      }
    }
    let hasUnit = [
      "normal", "lognormal", "gamma", "exponential", "uniform", "student_t", "poisson",
      "negative_binomial",
    ].contains(name)
    return (
      Law(name, arguments.map(\.expression)), hasUnit ? arguments[0].type : .plain
    )
  }

  /// `a to b`: both with % a beta, both above 0 a lognormal, else a normal.
  mutating func interval(_ node: IntervalSyntax, _ context: Context) -> Law? {
    guard let low = constant(node.low, context.statement, what: "the end of an interval"),
      let high = constant(node.high, context.statement, what: "the end of an interval")
    else { return nil }
    guard low < high else {
      report(CallProblem.intervalReversed(low: low, high: high), at: node.range, context)
      return nil
    }
    if node.low.isPercentage, node.high.isPercentage {
      guard let shape = betaShape(low: low, high: high) else {
        report(CallProblem.intervalOutsideUnit(low: low, high: high), at: node.range, context)
        return nil
      }
      return Self.beta(shape)
    }
    if let shape = Interval.lognormal(low: low, high: high) {
      return Law("lognormal", [.constant(shape.x), .constant(shape.y)])
    }
    guard let shape = Interval.normal(low: low, high: high) else { return nil }
    return Law("normal", [.constant(shape.x), .constant(shape.y)])
  }

  /// As of `Interval.beta`, searched for once.
  private mutating func betaShape(low: Double, high: Double) -> SIMD2<Double>? {
    guard low < high else { return nil }
    if let shape = betaShapes[low...high] { return shape }
    let shape = Interval.beta(low: low, high: high)
    betaShapes[low...high] = shape
    return shape
  }
}

extension ExpressionSyntax {
  /// Whether it is a number written with `%`.
  var isPercentage: Bool {
    switch self {
    case .number(let node): node.suffix == .percent
    case .parenthesized(let inner, _): inner.isPercentage
    case .unary(let node): node.operand.isPercentage
    default: false
    }
  }
}
