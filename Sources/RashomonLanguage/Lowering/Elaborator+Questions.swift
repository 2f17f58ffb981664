import OrderedCollections
import RashomonModel
import RashomonNumerics
import RashomonText

extension Elaborator {
  mutating func lowerQuestions() -> [Question] {
    frame.questions.values.compactMap { question($0) }
  }

  private mutating func question(_ source: Sourced<QuestionSyntax>) -> Question? {
    let node = source.node
    let context = Context(source.statement, .observables)
    var asked = Asked()
    let found = answer(node.value, context, &asked)
    let condition = node.given.map { given -> Expression in
      let found = answer(given, context, &asked)
      if !found.type.fits(.truth) {
        report(
          TypeProblem.mismatch(what: "`given`", found: found.type, expected: .truth),
          at: given.range, context)
      }
      return found.expression
    }
    let kind: QuestionKind
    switch found.type {
    case .truth: kind = .yesNo
    case .number: kind = .number
    case .unknown: return nil
    case .category, .date, .weekday:
      report(
        TypeProblem.mismatch(what: "a question", found: found.type, expected: .truth),
        at: node.value.range, context)
      return nil
    }
    guard let last = asked.last else {
      report(
        QuestionProblem.withoutTime(source.statement.text(node.value.range)),
        at: node.value.range, context)
      return nil
    }
    guard let opening = node.opens else {
      report(QuestionProblem.opensMissing(node.name.text), at: node.name.range, context)
      return nil
    }
    let date = value(opening, context.within(.constants))
    guard date.type == .date, let opens = date.expression.constantValue else {
      if date.type != .unknown {
        report(FrameProblem.dateExpected(found: date.type.spoken), at: opening.range, context)
      }
      return nil
    }
    if Int(opens) > last {
      report(
        QuestionProblem.opensTooLate(
          opens: frame.period.date(at: Int(opens)).iso, resolves: frame.period.date(at: last).iso),
        at: opening.range, context)
    }
    return Question(
      id: node.name.text, text: node.sentence?.text ?? node.name.text,
      opens: frame.period.date(at: Int(opens)), resolves: frame.period.date(at: last), kind: kind,
      value: found.expression, condition: condition, observables: asked.observables)
  }

  /// What a question speaks of.
  private struct Asked {
    var last: Int?
    var observables: [String] = []

    mutating func until(_ day: Int) { last = max(last ?? day, day) }

    mutating func of(_ name: String) {
      if !observables.contains(name) { observables.append(name) }
    }
  }

  // MARK: Formulas over answers

  private mutating func answer(
    _ expression: ExpressionSyntax, _ context: Context, _ asked: inout Asked
  ) -> TypedExpression {
    switch expression {
    case .during(let node): return during(node, context, &asked)
    case .parenthesized(let inner, _): return answer(inner, context, &asked)
    case .number(let node): return TypedExpression(.constant(node.value), .plain)
    case .unary(let node):
      let operand = answer(node.operand, context, &asked)
      let wanted: ValueType = node.operation == .not ? .truth : .plain
      guard operand.type.fits(wanted) else {
        report(
          TypeProblem.mismatch(
            what: "`\(node.operation.rawValue)`", found: operand.type, expected: wanted),
          at: node.operand.range, context)
        return .unknown
      }
      return node.operation == .not
        ? TypedExpression(.not(operand.expression), .truth)
        : TypedExpression(UnaryOperator.negate.folding(operand.expression), operand.type)
    case .binary(let node): return combination(node, context, &asked)
    case .missing: return .unknown
    case .name(let node):
      if draft.names[node.text]?.kind == .observable {
        report(
          QuestionProblem.withoutTime(context.statement.text(node.range)), at: node.range, context)
        return .unknown
      }
      return value(expression, context)
    case .date, .words, .option, .today, .weekday, .weekdayName, .call, .chanceOf, .yesterday,
      .isValue, .choice, .interval, .happens, .hasHappened, .daysSince, .oneOf:
      report(
        QuestionProblem.withoutTime(context.statement.text(expression.range)),
        at: expression.range, context)
      return .unknown
    }
  }

  private mutating func combination(
    _ node: BinarySyntax, _ context: Context, _ asked: inout Asked
  ) -> TypedExpression {
    let left = answer(node.left, context, &asked)
    let right = answer(node.right, context, &asked)
    let lowered = node.operation.lowered
    let isLogic = node.operation == .and || node.operation == .or
    let wanted: ValueType = isLogic ? .truth : .plain
    guard left.type.fits(wanted), right.type.fits(wanted) else {
      report(
        TypeProblem.cannotCombine(
          node.operation.rawValue, left: left.type, right: right.type), at: node.operatorRange,
        context)
      return .unknown
    }
    if left.type == .unknown || right.type == .unknown { return .unknown }
    if isLogic {
      return TypedExpression(
        node.operation == .and
          ? .both(left.expression, right.expression)
          : .either(left.expression, right.expression), .truth)
    }
    let result = Expression.binary(folding: lowered, left.expression, right.expression)
    switch node.operation {
    case .multiply, .divide, .power: return TypedExpression(result, .plain)
    case .add, .subtract, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and,
      .or:
      let type = joined(
        left.type, right.type, what: "`\(node.operation.rawValue)`", at: node.operatorRange,
        context)
      let isSum = node.operation == .add || node.operation == .subtract
      return type.map { TypedExpression(result, isSum ? $0 : .truth) } ?? .unknown
    }
  }

  // MARK: Truths at a time

  private mutating func during(
    _ node: DuringSyntax, _ context: Context, _ asked: inout Asked
  ) -> TypedExpression {
    let days: ClosedRange<Int>
    switch node.time {
    case .by(let date):
      guard let last = day(date, context.statement) else { return .unknown }
      days = 0...last
    case .fromTo(let from, let to):
      guard let first = day(from, context.statement), let last = day(to, context.statement) else {
        return .unknown
      }
      guard first <= last else {
        report(
          FrameProblem.periodReversed(
            start: frame.period.date(at: first).iso, end: frame.period.date(at: last).iso),
          at: from.range.lowerBound..<to.range.upperBound, context)
        return .unknown
      }
      days = first...last
    case .on(let date):
      guard let day = day(date, context.statement) else { return .unknown }
      days = day...day
    }
    asked.until(days.upperBound)
    var isOn = false
    if case .on = node.time { isOn = true }
    switch node.subject.withoutParentheses {
    case .name(let name): return truth(of: name, in: days, isOn: isOn, context, &asked)
    case .call(let call) where !isOn: return series(call, in: days, context, &asked)
    case .missing: return .unknown
    default:
      report(
        QuestionProblem.withoutTime(context.statement.text(node.range)), at: node.range, context)
      return .unknown
    }
  }

  private mutating func truth(
    of node: NameSyntax, in days: ClosedRange<Int>, isOn: Bool, _ context: Context,
    _ asked: inout Asked
  ) -> TypedExpression {
    let found = value(.name(node), context)
    guard found.type != .unknown, let info = observables[node.text] else { return .unknown }
    asked.of(node.text)
    let dates = isOn ? "on-\(days.lowerBound)" : "\(days.lowerBound)-\(days.upperBound)"
    let inside = Expression.isToday(in: days, of: dayCount)
    if isOn {
      let memory = remember("\(node.text)'asked-\(dates)", first: .no, by: info.statement) {
        .when(inside, found.expression, else: $0)
      }
      return TypedExpression(memory, found.type)
    }
    guard info.isEvent else {
      report(
        QuestionProblem.withoutTime(
          "\(node.text) over several days, which is \(info.spokenKind)"), at: node.range, context)
      return .unknown
    }
    if inside == .yes { return TypedExpression(happenedBefore(node.text), .truth) }
    let memory = remember("\(node.text)'asked-\(dates)", first: .no, by: info.statement) {
      .either($0, .both(inside, found.expression))
    }
    return TypedExpression(memory, .truth)
  }

  /// `max(x)`, `min(x)`, `sum(x)`, `mean(x)` and `count(condition)` over days.
  private mutating func series(
    _ call: CallSyntax, in days: ClosedRange<Int>, _ context: Context, _ asked: inout Asked
  ) -> TypedExpression {
    let name = call.function.text
    let names = ["max", "min", "sum", "mean", "count"]
    guard names.contains(name) else {
      report(
        CallProblem.unknownFunction(name, candidates: names), at: call.function.range, context)
      return .unknown
    }
    guard call.arguments.count == 1, call.arguments[0].label == nil else {
      report(
        CallProblem.tooManyArguments(
          of: name, found: call.arguments.count, expected: [name == "count" ? "condition" : "x"]),
        at: call.range, context)
      return .unknown
    }
    let subject = call.arguments[0].value
    for id in observableNames(in: subject) { asked.of(id) }
    let wanted: ValueType = name == "count" ? .truth : .plain
    let found = value(subject, context)
    guard found.type.fits(wanted) else {
      report(
        TypeProblem.mismatch(what: "`\(name)`", found: found.type, expected: wanted),
        at: subject.range, context)
      return .unknown
    }
    let inside = Expression.isToday(in: days, of: dayCount)
    let first: Expression
    switch name {
    case "max": first = .constant(-Double.infinity)
    case "min": first = .constant(Double.infinity)
    default: first = .no
    }
    let title =
      "\(name)(\(context.statement.text(subject.range)))'asked-"
      + "\(days.lowerBound)-\(days.upperBound)"
    let today = found.expression
    let memory = remember(title, first: first, by: context.statement) { soFar in
      let joined: Expression =
        switch name {
        case "max": .binary(.maximum, soFar, today)
        case "min": .binary(.minimum, soFar, today)
        default: soFar + today
        }
      return .when(inside, joined, else: soFar)
    }
    let type: ValueType = name == "count" ? .plain : found.type
    return TypedExpression(name == "mean" ? memory / .whole(days.count) : memory, type)
  }

  private func observableNames(in expression: ExpressionSyntax) -> [String] {
    switch expression {
    case .name(let node), .happens(let node, _), .hasHappened(let node, _),
      .daysSince(let node, _):
      return observables[node.text] == nil ? [] : [node.text]
    case .parenthesized(let inner, _): return observableNames(in: inner)
    case .unary(let node): return observableNames(in: node.operand)
    case .binary(let node): return observableNames(in: node.left) + observableNames(in: node.right)
    case .call(let node): return node.arguments.flatMap { observableNames(in: $0.value) }
    case .choice(let node):
      return [node.condition, node.yes, node.no].flatMap { observableNames(in: $0) }
    case .number, .date, .words, .option, .today, .weekday, .weekdayName, .chanceOf, .yesterday,
      .isValue, .interval, .oneOf, .during, .missing:
      return []
    }
  }
}
