import RashomonModel
import RashomonNumerics

extension Elaborator {
  /// What someone who knows only base rates expects of an observable today. Its memory follows the
  /// truth, whosever model that is; the observable's variable must be declared.
  mutating func usual(of name: String) -> Usual {
    if let usual = usuals[name] { return usual }
    guard let info = observables[name] else { return .chance(.no) }
    let usual =
      switch info.kind {
      case .event: Usual.chance(usualChance(of: info))
      case .status, .missing: Usual.chance(usualProbability(of: info))
      case .number: Usual.law(usualLaw(of: info))
      }
    usuals[name] = usual
    return usual
  }

  private mutating func usualChance(of info: ObservableInfo) -> Expression {
    let context = Context(info.statement, .constants)
    guard let (syntax, range) = info.usual else {
      reportMissing(info)
      return .no
    }
    let factor = usualFactor(at: range, info.statement)
    switch syntax {
    case .byDate(let chance, let date):
      let w = probability(chance, context, what: "what is usual").repeated(factor)
      guard let last = day(date, info.statement) else { return .no }
      let length = Expression.whole(last + 1)
      return .when(
        .both(.isToday(in: 0...last, of: dayCount), .not(happenedBefore(info.name))),
        .uniformHazard(w, length: length, index: .today), else: w / length)
    case .perDuration(let chance, let duration):
      let p = probability(chance, context, what: "what is usual").repeated(factor)
      guard let days = days(duration, info.statement) else { return .no }
      return .daily(p, over: Double(days))
    case .referenceClass(let cases, let duration):
      guard let count = constant(cases, info.statement, what: "a number of cases"),
        let days = days(duration, info.statement)
      else { return .no }
      // The mean of the rate's gamma posterior under Jeffreys' prior; as a chance at most 1. As many
      // cases in less time are a higher rate that is known as well as before.
      let time = Double(days) / factor
      let rate =
        (.constant(count + 0.5) + timesSoFar(info.name)) / (.constant(time) + .today)
      return count + 1.5 + Double(dayCount) < time
        ? rate : .binary(folding: .minimum, rate, .yes)
    case .value(let value):
      let found = number(value, context, what: "what is usual")
      if found.type != .unknown {
        report(
          FrameProblem.bareUsual(info.statement.text(value.range)), at: range, context)
      }
      return .no
    }
  }

  private mutating func usualProbability(of info: ObservableInfo) -> Expression {
    let context = Context(info.statement, .constants)
    guard let (syntax, range) = info.usual else { return .constant(0.5) }
    guard case .value(let value) = syntax else {
      report(
        FrameProblem.usualMisfit(
          found: "`\(info.statement.text(range))`", kind: "a status",
          expected: "the probability that it is true on any day: `usual 90%`"), at: range, context)
      return .constant(0.5)
    }
    let chance = probability(value, context, what: "what is usual")
    return .odds(of: chance, times: .constant(usualFactor(at: range, info.statement)))
  }

  private mutating func usualLaw(of info: ObservableInfo) -> Law {
    let context = Context(info.statement, .constants)
    let none = Law("normal", [.constant(Double.nan), .constant(Double.nan)])
    guard let (syntax, range) = info.usual else {
      reportMissing(info)
      return none
    }
    guard case .value(let value) = syntax else {
      report(
        FrameProblem.usualMisfit(
          found: "`\(info.statement.text(range))`", kind: "a number",
          expected: "a distribution, or `500 to 200k`"), at: range, context)
      return none
    }
    if case .number = value.withoutParentheses {
      report(
        FrameProblem.usualMisfit(
          found: "`\(info.statement.text(range))`", kind: "a number",
          expected: "a distribution, or `500 to 200k`"), at: range, context)
      return none
    }
    guard let law = law(value, context)?.law else { return none }
    guard law.rescaled(by: 1) != nil else { return law }
    let factor = usualFactor(at: range, info.statement)
    return factor == 1 ? law : law.rescaled(by: factor) ?? law
  }

  private mutating func reportMissing(_ info: ObservableInfo) {
    if case .missing = info.kind { return }
    log.report(
      FrameProblem.usualMissing(info.name, kind: info.spokenKind), at: info.statement.start)
  }
}

extension Expression {
  /// The chance within a time of what has a rate `factor` times as high as `self` implies:
  /// 1 − (1 − p)^factor, which is about factor · p where that is small.
  fileprivate func repeated(_ factor: Double) -> Expression {
    factor == 1 ? self : .daily(self, over: 1 / factor)
  }
}
