import OrderedCollections
import RashomonText

/// Lays statements into a draft: first those of the crisis file, then those of one account over
/// them. What a statement may replace is decided here, and nowhere else.
struct Composer {
  var draft: Draft
  let frame: Frame
  /// By question.
  private var verdicts: [String: Statement] = [:]

  /// Common ground with nothing said yet.
  init(_ frame: Frame) {
    self.frame = frame
    draft = Draft(id: "common-ground")
    draft.title = frame.title
    for (name, observable) in frame.observables {
      draft.names[name] = Draft.Declaration(
        kind: .observable, statement: observable.statement)
    }
  }

  /// An account over `commonGround`.
  init(over commonGround: Draft, id: String, frame: Frame) {
    self.frame = frame
    draft = commonGround
    draft.id = id
    draft.title = id
  }

  mutating func lay(_ statements: [Statement], log: inout ProblemLog) {
    for statement in statements { lay(statement, &log) }
  }

  private mutating func lay(_ statement: Statement, _ log: inout ProblemLog) {
    switch statement.syntax.form {
    case .crisis, .period, .source, .observable, .question, .prior, .eachDay, .leavesOut,
      .malformed:
      break
    case .account(let node): layAccount(node)
    case .day(let node): _ = declare(node.name, .day, statement, &log)
    case .parameter(let node):
      if declare(node.name, .parameter, statement, &log) {
        draft.parameters[node.name.text] = Sourced(node: node, statement: statement)
      }
    case .hidden(let node):
      if declare(node.name, .fact, statement, &log) {
        draft.facts[node.name.text] = Sourced(node: .hidden(node), statement: statement)
      }
    case .state(let node):
      if declare(node.name, .state, statement, &log) {
        draft.states[node.name.text] = Sourced(node: node, statement: statement)
      }
    case .next(let node): layNext(node, statement, &log)
    case .daily(let node): layDaily(node, statement, &log)
    case .event(let node): layEvent(node, statement, &log)
    case .status(let node):
      if let observable = observable(node.name, statement, &log) {
        layTruth(.status(node), of: node.name, observable, statement, &log)
      }
    case .report(let node): layReport(node, statement, &log)
    case .actor(let node): layActor(node, statement, &log)
    case .expects(let node):
      if observable(node.observable, statement, &log) != nil {
        draft.expectations.append(Sourced(node: node, statement: statement))
      }
    case .rulesOut(let node):
      if observable(node.observable, statement, &log) != nil {
        draft.ruledOut.append(Sourced(node: node, statement: statement))
      }
    case .thesis(let node): layThesis(node, statement, &log)
    case .verdict(let node): layVerdict(node, statement, &log)
    case .saysNothing(let node):
      if observable(node.observable, statement, &log) != nil {
        draft.silences.append(Sourced(node: node, statement: statement))
      }
    case .optionPart(let node): layOptionPart(node, statement, &log)
    case .actorPart(let node): layActorPart(node, statement, &log)
    case .addOption(let node): layAddOption(node, statement, &log)
    case .removeOption(let node): layRemoveOption(node, statement, &log)
    case .adjust(let node): draft.adjustments.append(Sourced(node: node, statement: statement))
    }
  }

  // MARK: Names

  /// Whether the statement may define `name`; says why not.
  mutating func declare(
    _ name: NameSyntax, _ kind: NameKind, _ statement: Statement, _ log: inout ProblemLog
  ) -> Bool {
    guard !name.isMissing else { return false }
    let place = statement.place(name.range)
    guard let old = draft.names[name.text] else {
      if statement.syntax.isOverride {
        let near = nearestName(to: name.text, among: draft.names(kind))
        log.report(
          OverlayProblem.overridesNothing(
            "\(kind.word) `\(name.text)`", candidates: near.map { [$0] } ?? []), at: place)
        return false
      }
      if Frame.reservedIDs.contains(name.text) {
        log.report(NameProblem.reservedID(name.text), at: place)
      }
      draft.names[name.text] = Draft.Declaration(kind: kind, statement: statement)
      return true
    }
    if old.statement.account == statement.account {
      log.report(
        NameProblem.definedTwice(
          name.text, kind: kind.spoken, first: old.statement.location,
          firstKind: old.kind.spoken), at: place)
      return false
    }
    if old.kind != kind {
      log.report(
        statement.syntax.isOverride
          ? OverlayProblem.overrideKind(
            name.text, found: kind.spoken, expected: old.kind.spoken)
          : OverlayProblem.overrideMissing(
            "\(old.kind.spoken) `\(name.text)`", first: old.statement.location), at: place)
      return false
    }
    guard statement.syntax.isOverride else {
      log.report(
        OverlayProblem.overrideMissing(
          "\(kind.spoken) `\(name.text)`", first: old.statement.location), at: place)
      return false
    }
    draft.names[name.text] = Draft.Declaration(kind: kind, statement: statement)
    return true
  }

  private func observable(
    _ name: NameSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) -> ObservableSyntax? {
    guard !name.isMissing else { return nil }
    if let observable = frame.observables[name.text] { return observable.node }
    log.report(
      draft.names[name.text].map { NameProblem.notAnObservable(name.text, kind: $0.kind.spoken) }
        ?? NameProblem.unknownObservable(name.text, candidates: Array(frame.observables.keys)),
      at: statement.place(name.range))
    return nil
  }

  // MARK: Forms

  private mutating func layAccount(_ node: AccountSyntax) {
    draft.title = node.title?.text ?? draft.id
    draft.source = node.sources.first?.text
    draft.date = node.sources.compactMap { frame.sources[$0.text]?.date }.max()
  }

  private mutating func layNext(
    _ node: NextSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    let name = node.name.text
    guard !node.name.isMissing else { return }
    // A state may be declared further down: whether it is one is asked when all are known.
    let place = statement.place(node.name.range)
    if let old = draft.nexts[name] {
      if old.statement.account == statement.account {
        log.report(
          NameProblem.saidTwice("`next \(name)`", first: old.statement.location), at: place)
        return
      }
      if !statement.syntax.isOverride {
        log.report(
          OverlayProblem.overrideMissing("`next \(name)`", first: old.statement.location),
          at: place)
        return
      }
    } else if statement.syntax.isOverride, draft.states[name] == nil {
      let near = nearestName(to: name, among: draft.nexts.keys.sorted())
      log.report(
        OverlayProblem.overridesNothing("`next \(name)`", candidates: near.map { [$0] } ?? []),
        at: place)
      return
    }
    draft.nexts[name] = Sourced(node: node, statement: statement)
  }

  private mutating func layDaily(
    _ node: DailySyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    if let observable = frame.observables[node.name.text] {
      layTruth(.daily(node), of: node.name, observable.node, statement, &log)
    } else if declare(node.name, .daily, statement, &log) {
      draft.dailies[node.name.text] = Sourced(node: node, statement: statement)
    }
  }

  private mutating func layEvent(
    _ node: EventSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    if let observable = frame.observables[node.name.text] {
      layTruth(.event(node), of: node.name, observable.node, statement, &log)
    } else if declare(node.name, .event, statement, &log) {
      draft.events[node.name.text] = Sourced(node: node, statement: statement)
    }
  }

  private mutating func layTruth(
    _ truth: TruthSyntax, of name: NameSyntax, _ observable: ObservableSyntax,
    _ statement: Statement, _ log: inout ProblemLog
  ) {
    let place = statement.place(name.range)
    if let misfit = misfit(of: truth, name.text, observable) {
      log.report(misfit, at: place)
      return
    }
    if let old = draft.truths[name.text] {
      if old.statement.account == statement.account {
        log.report(NameProblem.truthTwice(name.text, first: old.statement.location), at: place)
        return
      }
      if !statement.syntax.isOverride {
        log.report(
          OverlayProblem.overrideMissing(
            "a truth of `\(name.text)`", first: old.statement.location), at: place)
        return
      }
    } else if statement.syntax.isOverride {
      log.report(
        OverlayProblem.overridesNothing("truth of `\(name.text)`", candidates: []), at: place)
      return
    }
    draft.truths[name.text] = Sourced(node: truth, statement: statement)
  }

  private func misfit(
    of truth: TruthSyntax, _ name: String, _ observable: ObservableSyntax
  ) -> OverlayProblem? {
    switch (truth, observable.kind) {
    case (.event, .event), (.status, .status), (.daily, .number), (.daily, .status), (_, .missing):
      nil
    case (.event, .status):
      .truthMisfit(
        name, kind: "a status", found: "`event \(name) …`",
        expected: "`\(name) = …` or `status \(name) with chance …`")
    case (.event, .number), (.status, .number):
      .truthMisfit(
        name, kind: "a number", found: "a truth that is yes or no",
        expected: "`\(name) = …` or `\(name) ~ …`")
    case (.status, .event):
      .truthMisfit(
        name, kind: "an event", found: "`status \(name) …`",
        expected: "`event \(name) with daily chance …` or `event \(name) when …`")
    case (.daily, .event):
      .truthMisfit(
        name, kind: "an event", found: "`\(name) = …`",
        expected: "`event \(name) with daily chance …` or `event \(name) when …`")
    }
  }

  private mutating func layReport(
    _ node: ReportSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard let observable = observable(node.name, statement, &log) else { return }
    let name = node.name.text
    guard case .number = observable.kind else {
      log.report(OverlayProblem.nothingToReport(name), at: statement.place(node.name.range))
      return
    }
    let stance = node.stance?.text ?? ""
    if let node = node.stance, statement.account != nil {
      log.report(OverlayProblem.stanceLaw(node.text), at: statement.place(node.range))
      return
    }
    if let old = draft.reports[name]?[stance] {
      let place = statement.place(node.name.range)
      if old.statement.account == statement.account {
        log.report(
          NameProblem.saidTwice("how `\(name)` is reported", first: old.statement.location),
          at: place)
        return
      }
      if !statement.syntax.isOverride {
        log.report(
          OverlayProblem.overrideMissing(
            "`report \(name)`", first: old.statement.location), at: place)
        return
      }
    } else if statement.syntax.isOverride {
      log.report(
        OverlayProblem.overridesNothing("`report \(name)`", candidates: []),
        at: statement.place(node.name.range))
      return
    }
    draft.reports[name, default: [:]][stance] = Sourced(node: node, statement: statement)
  }

  private mutating func layThesis(
    _ node: ThesisSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    let name = node.name.text
    guard !node.name.isMissing else { return }
    let place = statement.place(node.name.range)
    guard let old = draft.names[name] else {
      draft.names[name] = Draft.Declaration(kind: .fact, statement: statement)
      draft.facts[name] = Sourced(node: .thesis(node, over: nil), statement: statement)
      return
    }
    guard let fact = draft.facts[name] else {
      log.report(
        old.kind == .parameter
          ? ClaimProblem.thesisOfNumber(name) : ClaimProblem.thesisOfOther(name, old.kind.spoken),
        at: place)
      return
    }
    if fact.statement.account == statement.account {
      log.report(
        NameProblem.definedTwice(
          name, kind: "a thesis", first: fact.statement.location, firstKind: old.kind.spoken),
        at: place)
      return
    }
    var declared: HiddenSyntax?
    if case .hidden(let hidden) = fact.node { declared = hidden }
    draft.names[name] = Draft.Declaration(kind: .fact, statement: statement)
    draft.facts[name] = Sourced(node: .thesis(node, over: declared), statement: statement)
  }

  private mutating func layVerdict(
    _ node: VerdictSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard !node.question.isMissing else { return }
    guard frame.questions[node.question.text] != nil else {
      log.report(
        NameProblem.unknownQuestion(
          node.question.text, candidates: Array(frame.questions.keys)),
        at: statement.place(node.question.range))
      return
    }
    if let old = verdicts[node.question.text] {
      log.report(
        NameProblem.saidTwice(
          "the verdict of `\(node.question.text)`", first: old.location),
        at: statement.start)
      return
    }
    verdicts[node.question.text] = statement
    draft.verdicts.append(Sourced(node: node, statement: statement))
  }
}

extension NameKind {
  /// The word that declares it.
  var word: String {
    switch self {
    case .day: "day"
    case .parameter: "param"
    case .fact: "hidden fact"
    case .state: "state"
    case .daily: "daily name"
    case .event: "event"
    case .actor: "actor"
    case .observable: "observable"
    }
  }
}
