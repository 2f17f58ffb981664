import RashomonModel

/// When a definition is computed, which decides where its helpers go.
enum Stage {
  /// Once per history.
  case fact
  /// Each day.
  case day
  /// A state's first value.
  case first
  /// A state's next value.
  case tomorrow
}

extension Elaborator {
  /// `= formula` or `~ distribution`, with the type of its value.
  mutating func definition(
    _ syntax: DefinitionSyntax, of variable: VariableID, labels: [String], stage: Stage,
    _ context: Context
  ) -> (Definition, ValueType) {
    switch syntax {
    case .equals(let formula):
      let found = value(formula, context)
      return (.formula(found.expression), found.type)
    case .drawn(.oneOf(let node)):
      return oneOf(node, of: variable, labels: labels, stage: stage, context)
    case .drawn(let drawn):
      guard let (law, type) = law(drawn, context) else {
        return (.formula(.constant(Double.nan)), .unknown)
      }
      return (.drawn(law), type)
    case .missing: return (.formula(.constant(Double.nan)), .unknown)
    }
  }

  /// The names of the values where a definition draws one of several names; else empty.
  func categories(of syntax: DefinitionSyntax) -> [String] {
    guard case .drawn(.oneOf(let node)) = syntax else { return [] }
    return categories(of: node)
  }

  func categories(of node: OneOfSyntax) -> [String] {
    let names = node.items.compactMap { item -> String? in
      guard case .name(let name) = item.value else { return nil }
      return name.text
    }
    return names.count == node.items.count ? names : []
  }

  /// `one of { a: 0.5, b: 0.5 }`.
  mutating func oneOf(
    _ node: OneOfSyntax, of variable: VariableID, labels: [String], stage: Stage,
    _ context: Context
  ) -> (Definition, ValueType) {
    let pick = Definition.pick(weights(of: node, context))
    for (index, item) in node.items.enumerated() {
      if case .name(let name) = item.value, labels.firstIndex(of: name.text) != index,
        !labels.isEmpty
      {
        report(
          NameProblem.definedTwice(
            name.text, kind: "a value", first: context.statement.location, firstKind: "a value"),
          at: name.range, context)
      }
    }
    let name = builder.name(variable)
    if !labels.isEmpty {
      let type = ValueType.category(of: name, labels: labels)
      // A pick may stand anywhere but in `next`.
      guard stage == .tomorrow else { return (pick, type) }
      let helper = helper("\(name)'next", pick, stage, context)
      return (.formula(.variable(helper)), type)
    }
    let helper = helper("\(name)'pick", pick, stage, context)
    var result = Expression.constant(Double.nan)
    var type = ValueType.plain
    for (index, item) in node.items.enumerated().reversed() {
      let found = number(item.value, context.within(.constants), what: "a value of `one of`")
      type = joined(type, found.type, what: "`one of`", at: node.range, context) ?? .unknown
      result =
        index == node.items.count - 1
        ? found.expression
        : .when(
          .compare(.variable(helper), .equal, .whole(index)), found.expression, else: result)
    }
    return (.formula(result), type)
  }

  private mutating func helper(
    _ name: String, _ definition: Definition, _ stage: Stage, _ context: Context
  ) -> VariableID {
    let id = builder.declare(name, by: context.statement)
    switch stage {
    case .fact, .first: builder.facts.append(Assignment(id, definition))
    case .day, .tomorrow: builder.steps.append(.assign(Assignment(id, definition)))
    }
    return id
  }

  private mutating func weights(of node: OneOfSyntax, _ context: Context) -> [Expression] {
    let weights = node.items.map { probability($0.weight, context) }
    let constants = weights.compactMap(\.constantValue)
    if constants.count == weights.count, !weights.isEmpty {
      let sum = constants.reduce(0, +)
      if abs(sum - 1) > 1e-6 { report(CallProblem.sharesNotOne(sum), at: node.range, context) }
    }
    return weights
  }

  // MARK: Conditional probabilities

  /// `p if c, p2 if c2, p3 otherwise`, as conditions and values.
  struct Branches {
    let branches: [(condition: Expression, value: Expression)]
    let otherwise: Expression?

    /// The value of the first whose condition holds; `rest` where none does and no `otherwise`
    /// stands.
    func joined(
      rest: Expression, _ change: (Expression) -> Expression = { $0 }
    ) -> Expression {
      branches.reversed().reduce(otherwise.map(change) ?? rest) {
        .when($1.condition, change($1.value), else: $0)
      }
    }
  }

  /// Probabilities under conditions.
  mutating func probabilities(
    _ syntax: ConditionalSyntax, _ context: Context, conditions: Context.Scope
  ) -> Branches {
    var branches: [(condition: Expression, value: Expression)] = []
    for branch in syntax.branches {
      branches.append(
        (
          truth(branch.condition, context.within(conditions)),
          probability(branch.value, context)
        ))
    }
    return Branches(
      branches: branches, otherwise: syntax.otherwise.map { probability($0, context) })
  }

  /// Numbers under conditions.
  mutating func numbers(
    _ syntax: ConditionalSyntax, _ context: Context, what: String
  ) -> Branches {
    var branches: [(condition: Expression, value: Expression)] = []
    for branch in syntax.branches {
      branches.append(
        (
          truth(branch.condition, context),
          number(branch.value, context, what: what).expression
        ))
    }
    let otherwise = syntax.otherwise.map { number($0, context, what: what).expression }
    return Branches(branches: branches, otherwise: otherwise)
  }

  // MARK: Hidden facts

  mutating func defineFact(_ name: String) {
    guard let source = draft.facts[name] else { return }
    switch source.node {
    case .hidden(let node): defineHidden(node, source.statement)
    case .thesis(let node, let declared): defineThesis(node, over: declared, source.statement)
    }
  }

  private mutating func defineHidden(_ node: HiddenSyntax, _ statement: Statement) {
    let context = Context(statement, .facts)
    let name = node.name.text
    var labels: [String] = []
    if case .oneOf(let choices) = node.definition { labels = categories(of: choices) }
    let id = builder.declare(
      name, sentence: node.sentence?.text, labels: labels, by: statement)
    builder.touch(id, by: statement)
    symbols[name] = Symbol(
      kind: .fact, type: labels.isEmpty ? .truth : .category(of: name, labels: labels),
      value: .variable(id))
    let definition: Definition
    switch node.definition {
    case .probability(let conditional):
      let chance = probabilities(conditional, context, conditions: .facts)
      definition = .chance(chance.joined(rest: .no))
    case .oneOf(let choices):
      (definition, _) = oneOf(choices, of: id, labels: labels, stage: .fact, context)
      if labels.isEmpty { symbols[name]?.type = .plain }
    case .equals(let formula):
      definition = .formula(truth(formula, context, what: "a hidden fact"))
    case .missing: definition = .formula(.constant(Double.nan))
    }
    builder.facts.append(Assignment(id, definition))
  }

  private mutating func defineThesis(
    _ node: ThesisSyntax, over declared: HiddenSyntax?, _ statement: Statement
  ) {
    let name = node.name.text
    var labels: [String] = []
    if case .oneOf(let choices)? = declared?.definition { labels = categories(of: choices) }
    let id = builder.declare(
      name, sentence: node.sentence?.text ?? declared?.sentence?.text, labels: labels,
      by: statement)
    builder.touch(id, by: statement)
    symbols[name] = Symbol(
      kind: .fact, type: labels.isEmpty ? .truth : .category(of: name, labels: labels),
      value: .variable(id))
    if case .oneOf? = declared?.definition, labels.isEmpty {
      log.report(ClaimProblem.thesisOfNumbers(name), at: statement.place(node.name.range))
      symbols[name]?.type = .unknown
      return
    }
    builder.facts.append(
      Assignment(id, .formula(.constant(asserted(node, labels: labels, statement)))))
  }

  private mutating func asserted(
    _ node: ThesisSyntax, labels: [String], _ statement: Statement
  ) -> Double {
    let name = node.name.text
    guard let value = node.value else {
      if !labels.isEmpty {
        log.report(
          ClaimProblem.thesisNeedsValue(name, labels: labels),
          at: statement.place(node.name.range))
      }
      return 1
    }
    guard !labels.isEmpty else {
      log.report(
        NameProblem.notACategory(name, type: .truth), at: statement.place(value.range))
      return 1
    }
    guard let index = labels.firstIndex(of: value.text) else {
      if !value.isMissing {
        log.report(
          NameProblem.unknownCategory(value.text, fact: name, candidates: labels),
          at: statement.place(value.range))
      }
      return 0
    }
    return Double(index)
  }
}

extension DefinitionSyntax {
  var range: Range<Int> {
    switch self {
    case .equals(let expression), .drawn(let expression): expression.range
    case .missing(let range): range
    }
  }
}
