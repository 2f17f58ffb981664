import RashomonModel
import RashomonText

extension Elaborator {
  /// An actor: shares by logit response, the option in force, and when it may change.
  ///
  /// ```
  /// decides = cadence today and not committed
  /// choice ~ share where it decides, else what was in force
  /// in force tomorrow = choice
  /// committed tomorrow = duration − 1 where it decides, else what is left less 1
  /// ```
  mutating func defineActor(_ name: String) {
    guard let actor = draft.actors[name] else { return }
    let names = actor.optionNames
    let choice = builder.declare(
      name, sentence: actor.sentence?.text, labels: names, by: actor.statement)
    let shares = actor.options.map {
      builder.declare("\(name).\($0.name)'share", by: actor.statement, at: $0.place)
    }
    actors[name] = ActorSymbol(choice: choice, options: names, shares: shares)
    symbols[name] = Symbol(kind: .actor, type: .unknown, value: .variable(choice))
    builder.touch(choice, by: actor.statement)
    for change in actor.changes { builder.touch(choice, by: change) }
    for (index, option) in actor.options.enumerated() {
      options.append(
        OptionNote(
          model: draft.id, actor: name, option: option.name, variable: choice, index: index))
    }
    guard !names.isEmpty else {
      log.report(
        ActorProblem.noUnconditionalOption(name, hasOptions: false), at: actor.statement.start)
      builder.steps.append(.assign(Assignment(choice, .formula(.no))))
      return
    }
    let (utilities, allowed) = preferences(of: actor, choice)
    builder.steps.append(.shares(shares, utilities: utilities, allowed: allowed))
    let decides = named(
      "\(name)'decides", .both(cadence(of: actor), isFree(actor, choice)), actor.statement)
    finishCommitment(of: actor, choice, decides)
    let inForce = remember("\(name)'in-force", first: .no, by: actor.statement) { _ in
      .variable(choice)
    }
    let definition: Definition
    if actor.isSteady {
      let wanted = steadyChoice(of: actor, utilities, allowed)
      definition = .formula(.when(decides, wanted, else: inForce))
    } else {
      definition = .pick(
        shares.enumerated().map { index, share in
          .when(
            decides, .variable(share), else: .compare(inForce, .equal, .whole(index)))
        })
    }
    builder.steps.append(.assign(Assignment(choice, definition)))
  }

  // MARK: Worths

  private mutating func preferences(
    of actor: ActorDraft, _ choice: VariableID
  ) -> (utilities: [Expression], allowed: [Expression?]) {
    let rationality = rationality(of: actor)
    var utilities: [Expression] = []
    var allowed: [Expression?] = []
    for option in actor.options {
      utilities.append(rationality * worth(of: option, actor.name.text, choice))
      allowed.append(
        option.onlyIf.map { truth($0.node, Context($0.statement, .day), what: "`only if`") })
    }
    if !allowed.contains(where: { $0 == nil || $0 == .yes }) {
      // The account that closed the last one is told, not common ground.
      let culprit = actor.options.last { $0.onlyIf?.statement.account != nil }?.onlyIf
      log.report(
        ActorProblem.noUnconditionalOption(actor.name.text, hasOptions: true),
        at: culprit?.statement.start ?? actor.statement.place(actor.name.range))
    }
    return (utilities, allowed)
  }

  private mutating func rationality(of actor: ActorDraft) -> Expression {
    guard let source = actor.rationality else {
      log.report(
        ActorProblem.rationalityMissing(actor.name.text),
        at: actor.statement.place(actor.name.range))
      return .constant(1)
    }
    let found = number(
      source.node, Context(source.statement, .day), what: "rationality"
    ).expression
    if let value = found.constantValue, value < 0 {
      log.report(ActorProblem.rationality(value), at: source.statement.place(source.node.range))
    }
    return found
  }

  private mutating func worth(
    of option: OptionDraft, _ actor: String, _ choice: VariableID
  ) -> Expression {
    let name = "\(actor).\(option.name)"
    guard let source = option.worth else {
      log.report(ActorProblem.worthMissing(name), at: option.place)
      return .no
    }
    var worth = numbers(
      source.node, Context(source.statement, .day), what: "a worth"
    ).joined(rest: .no)
    for source in said.adjustments[name] ?? [] {
      guard case .worth(_, let by) = source.node.change else { continue }
      let context = Context(source.statement, .day)
      let change = number(by, context, what: "what a worth is adjusted by").expression
      let condition = source.node.when.map { truth($0, context) } ?? .yes
      worth = worth + .when(condition, change, else: .no)
      builder.touch(choice, by: source.statement)
    }
    return worth
  }

  // MARK: When it decides

  private mutating func cadence(of actor: ActorDraft) -> Expression {
    guard let source = actor.cadence else {
      log.report(
        ActorProblem.cadenceMissing(actor.name.text),
        at: actor.statement.place(actor.name.range))
      return .no
    }
    let statement = source.statement
    var first = 0
    if let from = actor.from, let day = day(from.node, from.statement) { first = day }
    let begun: Expression =
      first == 0 ? .yes : .compare(.today, .greaterOrEqual, .whole(first))
    switch source.node {
    case .every(let duration):
      guard let days = days(duration, statement) else { return .no }
      if days == 1 { return begun }
      return .both(
        begun,
        .compare(
          .binary(.modulo, .today - .whole(first), .whole(days)), .equal, .no))
    case .when(let condition):
      let holds = named(
        "\(actor.name.text)'condition", truth(condition, Context(statement, .day)), statement)
      let held = remember(
        "\(actor.name.text)'condition-held", first: .no, by: statement
      ) { _ in holds }
      return .both(begun, .both(holds, .not(held)))
    }
  }

  private func commitments(of actor: ActorDraft) -> Bool {
    actor.options.contains { $0.lasting != nil }
  }

  /// Whether no earlier choice still binds it. The state holds the days left, not the day on which
  /// they end, so that histories in which nothing binds are one.
  private mutating func isFree(_ actor: ActorDraft, _ choice: VariableID) -> Expression {
    guard commitments(of: actor) else { return .yes }
    let left = builder.declare("\(actor.name.text)'committed", by: actor.statement)
    memories["\(actor.name.text)'committed"] = .variable(left)
    return .compare(.variable(left), .equal, .no)
  }

  private mutating func finishCommitment(
    of actor: ActorDraft, _ choice: VariableID, _ decides: Expression
  ) {
    guard case .variable(let left)? = memories["\(actor.name.text)'committed"] else { return }
    var chosen = Expression.no
    for (index, option) in actor.options.enumerated() {
      guard let lasting = option.lasting, let days = days(lasting.node, lasting.statement) else {
        continue
      }
      chosen = .when(
        .compare(.variable(choice), .equal, .whole(index)), .whole(days - 1), else: chosen)
    }
    let waning = Expression.binary(
      .maximum, .variable(left) - .constant(1), .constant(0))
    builder.states.append(
      StateVariable(
        left, initial: .formula(.no), next: .formula(.when(decides, chosen, else: waning))))
  }

  // MARK: Steady tastes

  /// The option of greatest utility, where each has a Gumbel taste drawn once per history: over
  /// histories it is chosen with the logit share.
  private mutating func steadyChoice(
    of actor: ActorDraft, _ utilities: [Expression], _ allowed: [Expression?]
  ) -> Expression {
    var best: (index: Expression, utility: Expression)?
    for (index, option) in actor.options.enumerated() {
      let name = "\(actor.name.text).\(option.name)"
      let uniform = builder.declare("\(name)'uniform", by: actor.statement)
      builder.facts.append(
        Assignment(uniform, .drawn(Law("uniform", [.constant(0), .constant(1)]))))
      let taste = builder.declare("\(name)'taste", by: actor.statement)
      let logarithm = Expression.call("log", [.variable(uniform)])
      builder.facts.append(
        Assignment(
          taste,
          .formula(.unary(.negate, .call("log", [.unary(.negate, logarithm)])))))
      let total = utilities[index] + .variable(taste)
      let utility = named(
        "\(name)'utility",
        allowed[index].map { .when($0, total, else: .constant(-Double.infinity)) } ?? total,
        actor.statement)
      guard let leader = best else {
        best = (.whole(index), utility)
        continue
      }
      let wins = Expression.compare(utility, .greater, leader.utility)
      best = (
        named(
          "\(name)'leader", .when(wins, .whole(index), else: leader.index), actor.statement),
        named(
          "\(name)'greatest", .binary(.maximum, leader.utility, utility), actor.statement)
      )
    }
    return best?.index ?? .no
  }
}
