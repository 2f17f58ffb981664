import OrderedCollections
import RashomonEvidence
import RashomonModel
import RashomonText

extension Elaborator {
  // MARK: Hidden happenings

  mutating func defineHiddenEvent(_ name: String) {
    guard let source = draft.events[name] else { return }
    let id = builder.declare(
      name, sentence: source.node.sentence?.text, by: source.statement)
    builder.touch(id, by: source.statement)
    symbols[name] = Symbol(kind: .event, type: .truth, value: .variable(id))
    switch source.node.occurrence {
    case .chance(let unit, let conditional):
      let base = dailyChance(conditional, per: unit, source.statement)
      let chance = adjustedOdds(of: name, base, id)
      builder.steps.append(.assign(Assignment(id, .chance(chance))))
    case .when(let condition):
      refuseOdds(of: name, formula: source.statement)
      let happens = onset(of: name, condition, source.statement)
      builder.steps.append(.assign(Assignment(id, .formula(happens))))
    case .missing:
      builder.steps.append(.assign(Assignment(id, .formula(.no))))
    }
  }

  private mutating func dailyChance(
    _ conditional: ConditionalSyntax, per unit: TimeUnitSyntax, _ statement: Statement
  ) -> Expression {
    let branches = probabilities(conditional, Context(statement, .day), conditions: .day)
    let days = Double(unit.days)
    return branches.joined(rest: .no) { .daily($0, over: days) }
  }

  /// True on the day the condition becomes true; true on the first day counts.
  private mutating func onset(
    of name: String, _ condition: ExpressionSyntax, _ statement: Statement
  ) -> Expression {
    let holds = named(
      "\(name)'condition", truth(condition, Context(statement, .day)), statement)
    let held = remember("\(name)'condition-held", first: .no, by: statement) { _ in holds }
    return .both(holds, .not(held))
  }

  /// A formula under a name of its own, unless it is one already.
  mutating func named(
    _ name: String, _ formula: Expression, _ statement: Statement
  ) -> Expression {
    switch formula {
    case .variable, .constant: return formula
    case .today, .unary, .binary, .choose, .call:
      let id = builder.declare(name, by: statement)
      builder.steps.append(.assign(Assignment(id, .formula(formula))))
      return .variable(id)
    }
  }

  // MARK: Odds

  private func oddsAdjustments(of name: String) -> [Sourced<AdjustSyntax>] {
    (said.adjustments[name] ?? []).filter {
      if case .odds = $0.node.change { return true }
      return false
    }
  }

  private mutating func adjustedOdds(
    of name: String, _ base: Expression, _ id: VariableID
  ) -> Expression {
    var chance = base
    for source in oddsAdjustments(of: name) {
      guard case .odds(_, let times) = source.node.change else { continue }
      let context = Context(source.statement, .day)
      let factor = number(times, context, what: "a factor").expression
      if let value = factor.constantValue, !value.isNaN, value <= 0 {
        report(CallProblem.factor(value), at: times.range, context)
      }
      let condition = source.node.when.map { truth($0, context) } ?? .yes
      if condition != .yes { chance = named("\(name)'chance", chance, source.statement) }
      chance = .when(condition, .odds(of: chance, times: factor), else: chance)
      builder.touch(id, by: source.statement)
    }
    return chance
  }

  private mutating func refuseOdds(of name: String, formula: Statement) {
    for source in oddsAdjustments(of: name) {
      log.report(
        ClaimProblem.noChanceToChange(name, mechanism: formula.location),
        at: source.statement.start)
    }
  }

  // MARK: Observables

  mutating func defineObservable(_ name: String) {
    guard let info = observables[name] else { return }
    let truth = draft.truths[name]
    let statement = truth?.statement ?? info.statement
    let id = builder.declare(name, sentence: info.sentence, by: statement)
    let type: ValueType =
      switch info.kind {
      case .event, .status: .truth
      case .number(let unit, _): .number(unit: unit?.text)
      case .missing: .unknown
      }
    symbols[name] = Symbol(kind: .observable, type: type, value: .variable(id))
    // A number's claims come with its truth, which another variable may then hold.
    switch info.kind {
    case .event: defineObservableEvent(info, id, truth)
    case .status: defineStatus(info, id, truth)
    case .number: defineNumber(info, id, truth)
    case .missing: builder.steps.append(.assign(Assignment(id, .formula(.no))))
    }
  }

  /// Whose model the truth is, and which statements made it.
  private mutating func settle(
    _ info: ObservableInfo, _ id: VariableID, _ truth: Sourced<TruthSyntax>?, _ claims: [Claim]
  ) {
    var isAccounts = false
    if let truth {
      builder.touch(id, by: truth.statement)
      isAccounts = truth.statement.account != nil
    }
    for claim in claims { builder.touch(id, by: claim.window.statement) }
    isAccounts = isAccounts || !claims.isEmpty || !oddsAdjustments(of: info.name).isEmpty
    origins[info.name] = isAccounts ? .account : truth == nil ? .usual : .commonGround
  }

  /// Refuses what cannot be claimed beside a mechanism.
  private mutating func refuse(
    _ claims: [Claim], beside truth: Sourced<TruthSyntax>, _ info: ObservableInfo,
    isFormula: Bool
  ) {
    for claim in claims {
      let place = claim.window.statement.start
      switch claim.form {
      case .probability:
        let question = frame.questions.first { _, source in
          source.statement.text(source.node.value.range).split(separator: " ").contains {
            $0 == info.name
          }
        }
        log.report(
          ClaimProblem.absoluteOverMechanism(
            info.name, mechanism: truth.statement.location, question: question?.key), at: place)
      case .odds where isFormula:
        log.report(
          ClaimProblem.noChanceToChange(info.name, mechanism: truth.statement.location), at: place)
      case .odds, .amount, .never: break
      }
    }
    if isFormula { refuseOdds(of: info.name, formula: truth.statement) }
  }

  private mutating func defineObservableEvent(
    _ info: ObservableInfo, _ id: VariableID, _ truth: Sourced<TruthSyntax>?
  ) {
    let claims = claims(on: info)
    settle(info, id, truth, claims)
    let usual = usual(of: info.name)
    var base = Expression.no
    if case .chance(let chance) = usual { base = chance }
    if let truth, case .event(let node) = truth.node {
      switch node.occurrence {
      case .chance(let unit, let conditional):
        refuse(claims, beside: truth, info, isFormula: false)
        base = dailyChance(conditional, per: unit, truth.statement)
      case .when(let condition):
        refuse(claims, beside: truth, info, isFormula: true)
        var happens = onset(of: info.name, condition, truth.statement)
        for claim in claims {
          if case .never = claim.form { happens = .both(happens, .not(claim.window.isOpen)) }
        }
        if info.isOnce { happens = .both(happens, .not(happenedBefore(info.name))) }
        builder.steps.append(.assign(Assignment(id, .formula(happens))))
        return
      case .missing: break
      }
    }
    var chance = self.chance(adjustedOdds(of: info.name, base, id), under: claims, info)
    if info.isOnce { chance = .when(happenedBefore(info.name), .no, else: chance) }
    builder.steps.append(.assign(Assignment(id, .chance(chance))))
  }

  private mutating func defineStatus(
    _ info: ObservableInfo, _ id: VariableID, _ truth: Sourced<TruthSyntax>?
  ) {
    let claims = claims(on: info)
    settle(info, id, truth, claims)
    var base = Expression.constant(0.5)
    if case .chance(let chance) = usual(of: info.name) { base = chance }
    switch truth?.node {
    case .daily(let node)?:
      guard let truth else { return }
      refuse(claims, beside: truth, info, isFormula: true)
      var holds = Expression.no
      switch node.definition {
      case .equals(let formula):
        holds = self.truth(formula, Context(truth.statement, .day), what: "a status")
      case .drawn(let drawn):
        log.report(
          OverlayProblem.truthMisfit(
            info.name, kind: "a status", found: "`~ \(truth.statement.text(drawn.range))`",
            expected: "`\(info.name) = …` or `status \(info.name) with chance …`"),
          at: truth.statement.place(drawn.range))
      case .missing: break
      }
      for claim in claims {
        if case .never = claim.form { holds = .both(holds, .not(claim.window.isOpen)) }
      }
      builder.steps.append(.assign(Assignment(id, .formula(holds))))
      return
    case .status(let node)?:
      if let truth {
        refuse(claims, beside: truth, info, isFormula: false)
        base = probabilities(node.chance, Context(truth.statement, .day), conditions: .day)
          .joined(rest: .no)
      }
    case .event?, nil: break
    }
    let chance = self.chance(adjustedOdds(of: info.name, base, id), under: claims, info)
    builder.steps.append(.assign(Assignment(id, .chance(chance))))
  }

  private mutating func defineNumber(
    _ info: ObservableInfo, _ id: VariableID, _ truth: Sourced<TruthSyntax>?
  ) {
    let claims = claims(on: info)
    settle(info, id, truth, claims)
    var factor = Expression.constant(1)
    for claim in claims {
      if case .amount(let times) = claim.form {
        factor = factor * .when(claim.window.isOpen, times, else: .constant(1))
      }
    }
    if factor != .constant(1) {
      // The draw keeps the name, and with it its random numbers; who reads it reads the product.
      let scaled = builder.declare(
        "\(info.name)'scaled", sentence: info.sentence, by: truth?.statement ?? info.statement)
      for claim in claims { builder.touch(scaled, by: claim.window.statement) }
      symbols[info.name] = Symbol(
        kind: .observable, type: .number(unit: info.unit), value: .variable(scaled))
      builder.steps.append(
        .assign(Assignment(scaled, .formula(.variable(id) * factor))))
    }
    guard let truth, case .daily(let node) = truth.node else {
      if case .law(let law) = usual(of: info.name) {
        builder.steps.append(.assign(Assignment(id, .drawn(law))))
      }
      return
    }
    _ = usual(of: info.name)
    let context = Context(truth.statement, .day)
    let (definition, found) = definition(
      node.definition, of: id, labels: [], stage: .day, context)
    let wanted = ValueType.number(unit: info.unit)
    if !found.fits(wanted) {
      report(
        TypeProblem.mismatch(
          what: "the truth of `\(info.name)`", found: found, expected: wanted),
        at: node.definition.range, context)
    } else {
      _ = joined(
        wanted, found, what: "the truth of `\(info.name)`", at: node.definition.range, context)
    }
    builder.steps.append(.assign(Assignment(id, definition)))
  }

  // MARK: Reports

  mutating func finishObservables() -> [Observable] {
    frame.observables.keys.compactMap { name in
      guard let info = observables[name], case .variable(let truth)? = symbols[name]?.value else {
        return nil
      }
      var general: ReportLaw?
      var byStance: [Stance: ReportLaw] = [:]
      for (stance, source) in draft.reports[name] ?? [:] {
        guard let law = reportLaw(source, of: info) else { continue }
        builder.touch(truth, by: source.statement)
        if stance.isEmpty {
          general = law
        } else if let stance = Stance(rawValue: stance) {
          byStance[stance] = law
        } else if let node = source.node.stance, !node.isMissing {
          log.report(
            NameProblem.unknownStance(
              node.text, candidates: Stance.allCases.map(\.rawValue)),
            at: source.statement.place(node.range))
        }
      }
      return Observable(
        id: name, sentence: info.sentence, kind: info.lowered, truth: truth,
        truthFrom: origins[name] ?? .usual, usual: usual(of: name), report: general,
        reportByStance: byStance, recording: info.recording)
    }
  }

  private mutating func reportLaw(
    _ source: Sourced<ReportSyntax>, of info: ObservableInfo
  ) -> ReportLaw? {
    let context = Context(source.statement, .day)
    guard let (law, type) = law(source.node.law, context) else { return nil }
    _ = joined(
      .number(unit: info.unit), type, what: "the report of `\(info.name)`",
      at: source.node.law.range, context)
    guard let node = source.node.shared else { return ReportLaw(law: law, shared: nil) }
    let shared = number(node, context, what: "`shared`").expression
    guard ["lognormal", "normal", "student_t"].contains(law.distribution) else {
      report(CallProblem.sharedMisfit(law.distribution), at: node.range, context)
      return nil
    }
    return ReportLaw(law: law, shared: shared)
  }
}
