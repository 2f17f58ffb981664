import OrderedCollections
import RashomonModel

extension Elaborator {
  /// A state's name and first value; how it moves comes when all names are known.
  mutating func defineState(_ name: String) {
    guard let source = draft.states[name] else { return }
    let labels = categories(of: source.node.definition)
    let id = builder.declare(
      name, sentence: source.node.sentence?.text, labels: labels, by: source.statement)
    builder.touch(id, by: source.statement)
    symbols[name] = Symbol(
      kind: .state, type: labels.isEmpty ? .unknown : .category(of: name, labels: labels),
      value: .variable(id))
    let context = Context(source.statement, .facts)
    let (initial, type) = definition(
      source.node.definition, of: id, labels: labels, stage: .first, context)
    if labels.isEmpty { symbols[name]?.type = type }
    let low = source.node.low.map { number($0, context, what: "a bound").expression }
    let high = source.node.high.map { number($0, context, what: "a bound").expression }
    if let from = low?.constantValue, let to = high?.constantValue, from > to,
      let first = source.node.low, let last = source.node.high
    {
      report(
        CallProblem.intervalReversed(low: from, high: to),
        at: first.range.lowerBound..<last.range.upperBound, context)
    }
    // Held back until `next` is known.
    builder.states.append(
      StateVariable(id, initial: initial, next: nil, low: low, high: high))
  }

  /// Gives every state its `next`.
  mutating func finishStates() {
    for (name, source) in draft.nexts.sorted(by: { $0.value.statement.key < $1.value.statement.key }
    )
    where draft.states[name] == nil {
      log.report(
        NameProblem.unknownState(
          name, kind: draft.names[name]?.kind.spoken, candidates: draft.names(.state)),
        at: source.statement.place(source.node.name.range))
      if draft.names[name] == nil {
        let stray = builder.declare(name, by: source.statement)
        _ = definition(
          source.node.definition, of: stray, labels: [], stage: .tomorrow,
          Context(source.statement, .day))
      }
    }
    // Whatever is remembered meanwhile comes after them.
    let places = builder.statePlaces
    for name in draft.names(.state) {
      guard case .variable(let id)? = symbols[name]?.value, let index = places[id] else {
        continue
      }
      let next = next(of: name, id)
      let state = builder.states[index]
      builder.states[index] = StateVariable(
        id, initial: state.initial, next: next, low: state.low, high: state.high)
    }
  }

  private mutating func next(of name: String, _ id: VariableID) -> Definition? {
    var definition: Definition?
    if let source = draft.nexts[name] {
      let type = symbols[name]?.type ?? .unknown
      var labels: [String] = []
      if case .category(_, let found) = type { labels = found }
      let found: ValueType
      (definition, found) = self.definition(
        source.node.definition, of: id, labels: labels, stage: .tomorrow,
        Context(source.statement, .day))
      checkNext(found, of: name, type, source)
      builder.touch(id, by: source.statement)
    }
    var change = Expression.no
    for source in said.adjustments[name] ?? [] {
      guard case .state(_, let by) = source.node.change else { continue }
      let context = Context(source.statement, .day)
      let found = number(by, context, what: "what a state is adjusted by")
      _ = joined(
        symbols[name]?.type ?? .unknown, found.type, what: "`adjust`", at: by.range, context)
      let condition = source.node.when.map { truth($0, context) } ?? .yes
      change = change + .when(condition, found.expression, else: .no)
      builder.touch(id, by: source.statement)
    }
    if change == .no { return definition }
    switch definition {
    case nil: return .formula(.variable(id) + change)
    case .formula(let formula)?: return .formula(formula + change)
    case .drawn?, .chance?, .pick?:
      // What is drawn gets a name of its own, so that the change can be added to it.
      guard let definition, let source = draft.nexts[name] else { return definition }
      let drawn = builder.declare("\(name)'next", by: source.statement)
      builder.steps.append(.assign(Assignment(drawn, definition)))
      return .formula(.variable(drawn) + change)
    }
  }

  private mutating func checkNext(
    _ found: ValueType, of name: String, _ type: ValueType, _ source: Sourced<NextSyntax>
  ) {
    let place = source.statement.place(source.node.definition.range)
    if case .category(_, let labels) = type {
      if case .category(_, let next) = found, next == labels { return }
      if found == .unknown { return }
    } else if found.fits(type) {
      _ = joined(
        type, found, what: "`next \(name)`", at: source.node.definition.range,
        Context(source.statement, .day))
      return
    }
    log.report(
      TypeProblem.mismatch(what: "tomorrow's `\(name)`", found: found, expected: type), at: place)
  }

  /// Whether every `adjust` of the account names something that can be adjusted.
  mutating func checkAdjustments() {
    for source in draft.adjustments {
      let context = Context(source.statement, .day)
      switch source.node.change {
      case .state(let name, _):
        if !name.isMissing, draft.names[name.text]?.kind != .state {
          report(unadjustable(name.text), at: name.range, context)
        }
      case .odds(let name, _):
        let isStatus = observables[name.text]?.isStatus == true
        if !isStatus { _ = event(name, context) }
      case .worth(let option, _):
        _ = value(.option(option), context)
      case .missing: break
      }
    }
  }

  /// Says what changes a name that is no state.
  private func unadjustable(_ name: String) -> NameProblem {
    let instead: String?
    switch draft.names[name]?.kind {
    case .observable?:
      if case .number? = observables[name]?.kind {
        instead = "expects \(name): half as many"
      } else {
        instead = "adjust \(name) odds times …"
      }
    case .event?: instead = "adjust \(name) odds times …"
    case .parameter?: instead = "override param \(name) ~ …"
    case .fact?: instead = "override hidden \(name) is …"
    case .daily?: instead = "override \(name) = …"
    case .actor?:
      instead = "adjust \(name).\(draft.actors[name]?.optionNames.last ?? "option") worth by …"
    case .state?, .day?, nil: instead = nil
    }
    guard let instead, let kind = draft.names[name]?.kind else {
      return .unknownState(
        name, kind: draft.names[name]?.kind.spoken, candidates: draft.names(.state))
    }
    return .cannotAdjust(name, kind: kind.spoken, instead: instead)
  }

  // MARK: Memory

  /// A hidden state with a first value, and tomorrow's made from its own today; one for each name.
  mutating func remember(
    _ name: String, first: Expression, by statement: Statement,
    next: (Expression) -> Expression
  ) -> Expression {
    if let memory = memories[name] { return memory }
    let id = builder.declare(name, by: statement)
    let memory = Expression.variable(id)
    memories[name] = memory
    builder.states.append(
      StateVariable(id, initial: .formula(first), next: .formula(next(memory))))
    return memory
  }

  /// The variable of an event that has a symbol, with the statement that declares it.
  private func eventVariable(_ name: String) -> (Expression, Statement)? {
    guard let symbol = symbols[name], let declaration = draft.names[name] else { return nil }
    return (symbol.value, declaration.statement)
  }

  /// Whether the event happened before today.
  mutating func happenedBefore(_ name: String) -> Expression {
    guard let (event, statement) = eventVariable(name) else { return .no }
    return remember("\(name)'happened", first: .no, by: statement) { .either($0, event) }
  }

  /// On how many days before today the event happened.
  mutating func timesSoFar(_ name: String) -> Expression {
    if observables[name]?.isOnce == true { return happenedBefore(name) }
    guard let (event, statement) = eventVariable(name) else { return .no }
    return remember("\(name)'times", first: .no, by: statement) { $0 + event }
  }

  /// 0 on a day on which the event happens, else the days since it last did; infinite before. What
  /// decides whether the event itself happens today reads the days since it last did before.
  mutating func daysSince(_ name: String, _ context: Context) -> Expression {
    guard let (event, statement) = eventVariable(name) else { return .no }
    let before = remember(
      "\(name)'days-since", first: .constant(Double.infinity), by: statement
    ) { .when(event, .constant(1), else: $0 + .constant(1)) }
    return makes(name, context.statement) ? before : .when(event, .no, else: before)
  }

  /// Whether a statement says when an event happens.
  private func makes(_ name: String, _ statement: Statement) -> Bool {
    switch statement.syntax.form {
    case .event(let node): return node.name.text == name
    case .adjust(let node):
      if case .odds(let target, _) = node.change { return target.text == name }
      return false
    default: return false
    }
  }
}
