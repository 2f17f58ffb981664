import RashomonModel
import RashomonText

/// A stretch of days of which an account claims something.
struct ClaimWindow {
  /// nil where another event opens it.
  let days: ClosedRange<Int>?
  /// Whether today lies in it.
  let isOpen: Expression
  /// Today's day of the window, from 0; only read while it is open.
  let index: Expression
  /// How many days it has.
  let length: Int
  let statement: Statement
  /// What opens it, if no date does.
  let trigger: String?

  func overlaps(_ other: ClaimWindow) -> Bool {
    guard let days, let others = other.days else {
      return trigger != nil && trigger == other.trigger
    }
    return days.overlaps(others)
  }
}

/// One claim of an account about one observable.
struct Claim {
  enum Form {
    /// Happens in the window with a probability.
    case probability(Elaborator.Branches)
    /// The odds of each day's chance.
    case odds(Expression)
    /// A factor on a number.
    case amount(Expression)
    case never
  }

  let form: Form
  let window: ClaimWindow
}

extension Elaborator {
  /// What the account claims of an observable, in its order; each with its window.
  mutating func claims(on info: ObservableInfo) -> [Claim] {
    var claims: [Claim] = []
    for source in said.expectations[info.name] ?? [] {
      guard let form = form(of: source, on: info),
        let window = window(of: source, on: info, isAbsolute: form.isAbsolute)
      else { continue }
      add(Claim(form: form, window: window), of: info, to: &claims)
    }
    for source in said.ruledOut[info.name] ?? [] {
      if case .number = info.kind {
        log.report(
          ClaimProblem.claimMisfit(
            info.name, kind: "a number", expected: "`expects \(info.name) from …: half as many`"),
          at: source.statement.place(source.node.observable.range))
        continue
      }
      log.report(
        ClaimProblem.rulesOut(info.name, instead: doubt(of: info)), at: source.statement.start)
      guard let window = window(source.node.window, source.statement) else { continue }
      add(Claim(form: .never, window: window), of: info, to: &claims)
    }
    return claims
  }

  /// How to say that something is all but impossible.
  private func doubt(of info: ObservableInfo) -> String {
    switch (draft.truths[info.name]?.node, info.kind) {
    case (nil, .event): "expects \(info.name) by …: almost no chance"
    case (.daily?, _): "override \(info.name) = …"
    case (.event(let node)?, _):
      if case .when = node.occurrence {
        "override event \(info.name) …"
      } else {
        "expects \(info.name): 0.1 times as likely"
      }
    case (.status?, _), (nil, _): "expects \(info.name): 0.1 times as likely"
    }
  }

  private mutating func add(_ claim: Claim, of info: ObservableInfo, to claims: inout [Claim]) {
    if let first = claims.first(where: { $0.window.overlaps(claim.window) }) {
      log.report(
        ClaimProblem.overlap(info.name, first: first.window.statement.location),
        at: claim.window.statement.start)
      return
    }
    claims.append(claim)
    let note =
      ExpectationNote(
        account: draft.id,
        statement: claim.window.statement.text(claim.window.statement.syntax.range)
          .withoutProvenance,
        place: claim.window.statement.location, observable: info.name, window: claim.window.days)
    expectations.append((claim.window.statement.key, note))
  }

  // MARK: Forms

  private mutating func form(
    of source: Sourced<ExpectsSyntax>, on info: ObservableInfo
  ) -> Claim.Form? {
    let context = Context(source.statement, .facts)
    let place = source.statement.place(source.node.observable.range)
    switch (source.node.claim, info.kind) {
    case (.missing, _), (_, .missing): return nil
    case (.probability(let syntax), .event):
      return .probability(probabilities(syntax, context, conditions: .hiddenFacts))
    case (.asLikely(let factor, _), .event), (.asLikely(let factor, _), .status):
      return .odds(self.factor(factor, of: info, source.statement))
    case (.asMany(let factor, _), .number):
      return .amount(self.factor(factor, of: info, source.statement))
    case (.probability, .status):
      log.report(
        ClaimProblem.claimMisfit(
          info.name, kind: "a chance to happen, of a status",
          expected: "`expects \(info.name) from …: twice as likely`, or "
            + "`status \(info.name) with chance …`"), at: place)
    case (.probability, .number), (.asLikely, .number):
      log.report(
        ClaimProblem.claimMisfit(
          info.name, kind: "a chance, of a number",
          expected: "`expects \(info.name) from …: half as many`"), at: place)
    case (.asMany, .event), (.asMany, .status):
      log.report(
        ClaimProblem.claimMisfit(
          info.name, kind: "an amount, of \(info.spokenKind)",
          expected: "`expects \(info.name) …: half as likely`"), at: place)
    }
    return nil
  }

  /// A factor above 0; an interval is drawn once per history from its lognormal.
  private mutating func factor(
    _ syntax: ExpressionSyntax, of info: ObservableInfo, _ statement: Statement
  ) -> Expression {
    let context = Context(statement, .facts)
    if case .interval(let node) = syntax.withoutParentheses {
      guard let law = interval(node, context) else { return .constant(1) }
      guard law.distribution == "lognormal" else {
        let low = constant(node.low, statement, what: "the end of an interval") ?? 0
        report(CallProblem.factor(low), at: syntax.range, context)
        return .constant(1)
      }
      let id = builder.declare(
        "\(info.name)'factor", sentence: statement.text(statement.syntax.range).withoutProvenance,
        by: statement)
      builder.facts.append(Assignment(id, .drawn(law)))
      return .variable(id)
    }
    let found = number(syntax, context, what: "a factor").expression
    if let value = found.constantValue, !value.isNaN, value <= 0 {
      report(CallProblem.factor(value), at: syntax.range, context)
    }
    return found
  }

  // MARK: Windows

  private mutating func window(
    of source: Sourced<ExpectsSyntax>, on info: ObservableInfo, isAbsolute: Bool
  ) -> ClaimWindow? {
    switch source.node.time {
    case .window(let syntax):
      if isAbsolute, syntax.by == nil {
        log.report(
          ClaimProblem.claimMisfit(
            info.name, kind: "a chance without a last day",
            expected: "`expects \(info.name) by 2020-12-31: …`"),
          at: source.statement.place(source.node.observable.range))
        return nil
      }
      return window(syntax, source.statement)
    case .within(let duration, let event):
      return window(within: duration, of: event, on: info, source.statement)
    }
  }

  /// From the day after the account's date if no first day is said, to the period's end if no last.
  private mutating func window(
    _ syntax: WindowSyntax, _ statement: Statement
  ) -> ClaimWindow? {
    let opens = draft.date.map { frame.period.index(of: $0) + 1 } ?? 0
    var first = max(0, opens)
    var last = dayCount - 1
    if let from = syntax.from {
      guard let day = day(from, statement) else { return nil }
      first = day
    }
    if let by = syntax.by {
      guard let day = day(by, statement) else { return nil }
      last = day
    }
    guard first <= last else {
      let range = syntax.range.isEmpty ? statement.syntax.keywordRange : syntax.range
      log.report(
        FrameProblem.emptyWindow(
          from: frame.period.date(at: first).iso, by: frame.period.date(at: last).iso),
        at: statement.place(range))
      return nil
    }
    return ClaimWindow(
      days: first...last, isOpen: .isToday(in: first...last, of: dayCount),
      index: .today - .whole(first), length: last - first + 1, statement: statement,
      trigger: nil)
  }

  /// A window over the days 1 to n after `event` happens. Its state counts those days: 0 while it is
  /// closed; it closes when what was expected has happened, or its days are over, and opens again
  /// when `event` happens again.
  private mutating func window(
    within duration: DurationSyntax, of event: NameSyntax, on info: ObservableInfo,
    _ statement: Statement
  ) -> ClaimWindow? {
    guard let length = days(duration, statement),
      let trigger = self.event(event, Context(statement, .day)),
      case .variable(let expected)? = symbols[info.name]?.value
    else { return nil }
    let opened = Expression.variable(trigger)
    let day = remember(
      "\(info.name)'days-after-\(event.text)", first: .no, by: statement
    ) { day in
      let goesOn = Expression.both(
        .both(
          .compare(day, .greater, .no), .compare(day, .less, .whole(length))),
        .not(.variable(expected)))
      return .when(goesOn, day + .constant(1), else: .when(opened, .yes, else: .no))
    }
    return ClaimWindow(
      days: nil, isOpen: .compare(day, .greater, .no), index: day - .constant(1), length: length,
      statement: statement, trigger: event.text)
  }

  // MARK: What claims make of a chance

  /// Whether what is expected has already happened in a window; for an event that is `once` the
  /// chance is 0 then in any case.
  private mutating func hasHappened(
    in window: ClaimWindow, _ info: ObservableInfo
  ) -> Expression {
    guard !info.isOnce, let days = window.days, let symbol = symbols[info.name] else {
      return .no
    }
    // Forgotten when the window is over, so that histories that differ in nothing else are one.
    let goesOn = Expression.both(
      .compare(.today, .greaterOrEqual, .whole(days.lowerBound)),
      .compare(.today, .less, .whole(days.upperBound)))
    let name = "\(info.name)'happened-\(days.lowerBound)-\(days.upperBound)"
    return remember(name, first: .no, by: window.statement) {
      .both(goesOn, .either($0, symbol.value))
    }
  }

  /// Today's chance of an event, or the probability of a status, under the account's claims.
  mutating func chance(
    _ base: Expression, under claims: [Claim], _ info: ObservableInfo
  ) -> Expression {
    var chance = base
    for claim in claims {
      if case .odds(let factor) = claim.form {
        if claim.window.isOpen != .yes {
          chance = named("\(info.name)'chance", chance, claim.window.statement)
        }
        chance = .when(
          claim.window.isOpen, .odds(of: chance, times: factor), else: chance)
      }
    }
    for claim in claims {
      if case .probability(let branches) = claim.form {
        let window = claim.window
        // Read twice where the account leaves a case to common ground.
        if branches.otherwise == nil {
          chance = named("\(info.name)'chance", chance, window.statement)
        }
        let isOpen = Expression.both(window.isOpen, .not(hasHappened(in: window, info)))
        let inside = branches.joined(rest: chance) {
          .uniformHazard($0, length: .whole(window.length), index: window.index)
        }
        chance = .when(isOpen, inside, else: chance)
      }
    }
    for claim in claims {
      if case .never = claim.form {
        chance = .when(claim.window.isOpen, .no, else: chance)
      }
    }
    return chance
  }
}

extension Claim.Form {
  var isAbsolute: Bool {
    if case .probability = self { return true }
    return false
  }
}

extension ExpressionSyntax {
  var withoutParentheses: ExpressionSyntax {
    if case .parenthesized(let inner, _) = self { return inner.withoutParentheses }
    return self
  }
}

extension String {
  /// A statement's text up to its first citation or gloss.
  var withoutProvenance: String {
    let words = split(separator: " ")
    return words.prefix { !$0.hasPrefix("@") && $0 != "because" }.joined(separator: " ")
  }
}
