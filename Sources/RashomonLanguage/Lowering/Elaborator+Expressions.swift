import OrderedCollections
import RashomonModel
import RashomonNumerics
import RashomonText

extension Elaborator {
  // MARK: What is wanted of an expression

  /// A condition.
  mutating func truth(
    _ expression: ExpressionSyntax, _ context: Context, what: String = "the condition"
  ) -> Expression {
    wanted(.truth, expression, context, what: what).expression
  }

  /// A number, with its unit.
  mutating func number(
    _ expression: ExpressionSyntax, _ context: Context, what: String
  ) -> TypedExpression {
    wanted(.plain, expression, context, what: what)
  }

  private mutating func wanted(
    _ type: ValueType, _ expression: ExpressionSyntax, _ context: Context, what: String
  ) -> TypedExpression {
    let found = value(expression, context)
    if found.type.fits(type) { return found }
    report(
      TypeProblem.mismatch(what: what, found: found.type, expected: type), at: expression.range,
      context)
    return .unknown
  }

  /// A probability: a plain number, between 0 and 1 where it is known now.
  mutating func probability(
    _ expression: ExpressionSyntax, _ context: Context, what: String = "the probability"
  ) -> Expression {
    let found = number(expression, context, what: what)
    if case .number(let unit?) = found.type {
      report(
        TypeProblem.mismatch(what: what, found: .number(unit: unit), expected: .plain),
        at: expression.range, context)
    }
    if let value = found.expression.constantValue, !value.isNaN, !(0...1).contains(value) {
      report(CallProblem.probability(value), at: expression.range, context)
    }
    return found.expression
  }

  /// A number known now.
  mutating func constant(
    _ expression: ExpressionSyntax, _ statement: Statement, what: String
  ) -> Double? {
    let context = Context(statement, .constants)
    let found = number(expression, context, what: what)
    guard found.type != .unknown else { return nil }
    return found.expression.constantValue
  }

  /// A day, as an index; nil (and said) where it is none or lies outside the period.
  mutating func day(_ expression: ExpressionSyntax, _ statement: Statement) -> Int? {
    let found = value(expression, Context(statement, .constants))
    guard found.type == .date, let value = found.expression.constantValue else {
      if found.type != .unknown {
        log.report(
          FrameProblem.dateExpected(found: found.type.spoken),
          at: statement.place(expression.range))
      }
      return nil
    }
    let index = Int(value)
    if frame.periodIsKnown, !(0..<dayCount).contains(index) {
      log.report(
        FrameProblem.dateOutsidePeriod(
          frame.period.date(at: index).iso,
          period: "\(frame.period.start.iso) to \(frame.period.end.iso)"),
        at: statement.place(expression.range))
      return nil
    }
    return index
  }

  /// A whole number of days, at least 1; nil (and said) otherwise.
  mutating func days(_ duration: DurationSyntax, _ statement: Statement) -> Int? {
    guard let count = constant(duration.count, statement, what: "a time") else { return nil }
    guard count >= 1, count == count.rounded(), count < 1e6 else {
      log.report(FrameProblem.time(count), at: statement.place(duration.range))
      return nil
    }
    return Int(count) * duration.unit.days
  }

  // MARK: Expressions

  /// The lowered expression with its type; problems are reported and give `.unknown`.
  mutating func value(_ expression: ExpressionSyntax, _ context: Context) -> TypedExpression {
    switch expression {
    case .number(let node): return TypedExpression(.constant(node.value), .plain)
    case .date(let node):
      guard let date = node.date else { return .unknown }
      return TypedExpression(.whole(frame.period.index(of: date)), .date)
    case .words(let node): return words(node, context)
    case .name(let node): return name(node, context)
    case .option(let node): return option(node, context)
    case .today(let range):
      return ofDay("today", at: range, context, TypedExpression(.today, .date))
    case .weekday(let range):
      let first = Expression.whole(frame.period.start.weekday)
      return ofDay(
        "weekday", at: range, context,
        TypedExpression(.binary(.modulo, .today + first, .constant(7)), .weekday))
    case .weekdayName(let index, _): return TypedExpression(.whole(index), .weekday)
    case .call(let node): return call(node, context)
    case .chanceOf(let node, let range): return chance(of: node, at: range, context)
    case .yesterday(let node): return yesterday(node, context)
    case .unary(let node): return unary(node, context)
    case .binary(let node): return binary(node, context)
    case .isValue(let node): return isValue(node, context)
    case .choice(let node): return choice(node, context)
    case .interval, .oneOf:
      report(
        TypeProblem.distributionAsValue(context.statement.text(expression.range)),
        at: expression.range, context)
      return .unknown
    case .happens(let node, _):
      guard let id = event(node, context) else { return .unknown }
      return TypedExpression(.variable(id), .truth)
    case .hasHappened(let node, _):
      guard event(node, context) != nil else { return .unknown }
      return TypedExpression(happenedBefore(node.text), .truth)
    case .daysSince(let node, _):
      guard event(node, context) != nil else { return .unknown }
      return TypedExpression(daysSince(node.text, context), .plain)
    case .during(let node):
      report(
        TypeProblem.onlyInQuestion(context.statement.text(node.range)), at: node.range, context)
      return .unknown
    case .parenthesized(let inner, _): return value(inner, context)
    case .missing: return .unknown
    }
  }

  /// `found`, unless the scope knows no days.
  private mutating func ofDay(
    _ name: String, at range: Range<Int>, _ context: Context, _ found: TypedExpression
  ) -> TypedExpression {
    switch context.scope {
    case .day, .observables: return found
    case .facts, .constants:
      report(
        TypeProblem.notOncePerHistory(name, what: "it is another on each day"), at: range, context)
    case .hiddenFacts:
      report(
        TypeProblem.hiddenFactExpected(name, found: "which changes from day to day"), at: range,
        context)
    }
    return .unknown
  }

  private mutating func words(_ node: WordsSyntax, _ context: Context) -> TypedExpression {
    guard let term = scale.term(written: node.text) else {
      report(
        NameProblem.unknownWords(node.text, candidates: scale.terms.map(\.term)), at: node.range,
        context)
      return .unknown
    }
    return TypedExpression(chance(of: term, at: node.range, context), .plain)
  }

  private mutating func name(_ node: NameSyntax, _ context: Context) -> TypedExpression {
    guard !node.isMissing else { return .unknown }
    guard let symbol = symbol(named: node.text) else {
      if let term = scale.term(written: node.text) {
        return TypedExpression(chance(of: term, at: node.range, context), .plain)
      }
      report(
        NameProblem.unknown(
          node.text, candidates: Array(draft.names.keys) + scale.terms.map(\.term),
          label: factWithLabel(node.text)),
        at: node.range, context)
      return .unknown
    }
    if symbol.kind == .actor {
      report(
        TypeProblem.actorAsValue(
          node.text, option: draft.actors[node.text]?.optionNames.last), at: node.range, context)
      return .unknown
    }
    guard isKnown(node.text, symbol.kind, at: node.range, context) else { return .unknown }
    return TypedExpression(symbol.value, symbol.type)
  }

  /// Whether the scope may name something of this kind; says so if not.
  private mutating func isKnown(
    _ name: String, _ kind: NameKind, at range: Range<Int>, _ context: Context
  ) -> Bool {
    switch (context.scope, kind) {
    case (.day, _), (_, .day), (.facts, .parameter), (.facts, .fact), (.hiddenFacts, .fact),
      (.observables, .observable):
      return true
    case (.facts, _):
      report(TypeProblem.notOncePerHistory(name, what: kind.spoken), at: range, context)
    case (.hiddenFacts, _):
      report(TypeProblem.hiddenFactExpected(name, found: kind.spoken), at: range, context)
    case (.constants, _):
      report(
        TypeProblem.constantExpected(what: "this", found: "`\(name)`, \(kind.spoken)"), at: range,
        context)
    case (.observables, _):
      report(QuestionProblem.notObservable(name, found: kind.spoken), at: range, context)
    }
    return false
  }

  private func factWithLabel(_ label: String) -> (fact: String, value: String)? {
    for name in draft.names(.fact) {
      let declared: HiddenSyntax?
      switch draft.facts[name]?.node {
      case .hidden(let hidden)?: declared = hidden
      case .thesis(_, let over)?: declared = over
      case nil: declared = nil
      }
      if case .oneOf(let node)? = declared?.definition, categories(of: node).contains(label) {
        return (name, label)
      }
    }
    return nil
  }

  /// The variable that says whether an event happens today.
  mutating func event(_ node: NameSyntax, _ context: Context) -> VariableID? {
    guard !node.isMissing else { return nil }
    let kind = draft.names[node.text]?.kind
    let isEvent = kind == .event || (kind == .observable && observables[node.text]?.isEvent == true)
    guard isEvent, case .variable(let id)? = symbol(named: node.text)?.value else {
      let events = draft.names.keys.filter {
        draft.names[$0]?.kind == .event || observables[$0]?.isEvent == true
      }
      report(
        NameProblem.unknownEvent(node.text, kind: kind?.spoken, candidates: Array(events)),
        at: node.range, context)
      return nil
    }
    let known = kind ?? .event
    return isKnown(node.text, known, at: node.range, context) ? id : nil
  }

  private mutating func actor(_ node: QualifiedNameSyntax, _ context: Context) -> (
    symbol: ActorSymbol, option: Int
  )? {
    guard !node.owner.isMissing, !node.member.isMissing else { return nil }
    guard symbol(named: node.owner.text) != nil, let actor = actors[node.owner.text] else {
      report(
        NameProblem.unknownActor(
          node.owner.text, kind: draft.names[node.owner.text]?.kind.spoken,
          candidates: draft.names(.actor)), at: node.owner.range, context)
      return nil
    }
    guard let index = actor.options.firstIndex(of: node.member.text) else {
      let remover = draft.actors[node.owner.text]?.changes.first {
        guard case .removeOption(let removed) = $0.syntax.form else { return false }
        return removed.option.text == node.text
      }
      report(
        remover.map {
          .removedOption(node.member.text, actor: node.owner.text, by: $0.location)
        }
          ?? NameProblem.unknownOption(
            node.member.text, actor: node.owner.text, candidates: actor.options),
        at: node.member.range, context)
      return nil
    }
    return isKnown(node.text, .actor, at: node.range, context) ? (actor, index) : nil
  }

  private mutating func option(
    _ node: QualifiedNameSyntax, _ context: Context
  ) -> TypedExpression {
    guard let (actor, index) = actor(node, context) else { return .unknown }
    return TypedExpression(
      .compare(.variable(actor.choice), .equal, .whole(index)), .truth)
  }

  private mutating func chance(
    of node: QualifiedNameSyntax, at range: Range<Int>, _ context: Context
  ) -> TypedExpression {
    guard let (actor, index) = actor(node, context) else { return .unknown }
    return TypedExpression(.variable(actor.shares[index]), .plain)
  }

  private mutating func isValue(_ node: IsValueSyntax, _ context: Context) -> TypedExpression {
    if draft.names[node.subject.text]?.kind == .actor {
      return option(QualifiedNameSyntax(owner: node.subject, member: node.value), context)
    }
    let subject = name(node.subject, context)
    guard subject.type != .unknown, !node.value.isMissing else { return .unknown }
    guard case .category(_, let labels) = subject.type else {
      report(
        NameProblem.notACategory(node.subject.text, type: subject.type), at: node.subject.range,
        context)
      return .unknown
    }
    guard let index = labels.firstIndex(of: node.value.text) else {
      report(
        NameProblem.unknownCategory(
          node.value.text, fact: node.subject.text, candidates: labels), at: node.value.range,
        context)
      return .unknown
    }
    return TypedExpression(.compare(subject.expression, .equal, .whole(index)), .truth)
  }

  private mutating func yesterday(
    _ node: YesterdaySyntax, _ context: Context
  ) -> TypedExpression {
    let today = value(node.subject, context)
    guard context.scope == .day else {
      return ofDay("yesterday", at: node.range, context, .unknown)
    }
    let first = value(node.first, context.within(.facts))
    guard today.type.fits(first.type) || first.type == .unknown else {
      report(
        TypeProblem.mismatch(
          what: "the value of the first day", found: first.type, expected: today.type),
        at: node.first.range, context)
      return .unknown
    }
    if let type = joined(today.type, first.type, what: "`yesterday`", at: node.range, context) {
      let memory = remember(
        context.statement.text(node.range), first: first.expression, by: context.statement
      ) { _ in today.expression }
      return TypedExpression(memory, type == .unknown ? first.type : type)
    }
    return .unknown
  }

  private mutating func unary(_ node: UnarySyntax, _ context: Context) -> TypedExpression {
    switch node.operation {
    case .not:
      return TypedExpression(.not(truth(node.operand, context, what: "`not`")), .truth)
    case .negate:
      let operand = number(node.operand, context, what: "`-`")
      return TypedExpression(UnaryOperator.negate.folding(operand.expression), operand.type)
    }
  }

  private mutating func choice(_ node: ChoiceSyntax, _ context: Context) -> TypedExpression {
    let condition = truth(node.condition, context)
    let yes = value(node.yes, context)
    let no = value(node.no, context)
    guard
      let type = joined(yes.type, no.type, what: "`if … then … else …`", at: node.range, context)
    else { return .unknown }
    return TypedExpression(.when(condition, yes.expression, else: no.expression), type)
  }
}

extension VerbalScale {
  /// The term as a text writes it; the other names that ICD 203 gives its terms count too.
  func term(written text: String) -> VerbalProbability? {
    named(text) ?? Self.synonyms[text].flatMap(named)
  }

  /// *Reference*: [ICD203], the second row of the table.
  private static let synonyms = [
    "remote": "almost no chance", "highly improbable": "very unlikely",
    "improbable": "unlikely", "roughly even chance": "roughly even",
    "roughly even odds": "roughly even", "probable": "likely", "highly probable": "very likely",
    "nearly certain": "almost certain",
  ]
}
