import OrderedCollections
import RashomonText

// What accounts may do to an actor: replace a part of it, add and remove options.
extension Composer {
  mutating func layActor(
    _ node: ActorSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard declare(node.name, .actor, statement, &log) else { return }
    func sourced<Node>(_ node: Node?) -> Sourced<Node>? {
      node.map { Sourced(node: $0, statement: statement) }
    }
    var actor = ActorDraft(
      name: node.name, sentence: node.sentence, statement: statement,
      cadence: sourced(node.clauses.cadence), from: sourced(node.clauses.from),
      rationality: sourced(node.clauses.rationality), isSteady: node.clauses.steady != nil,
      options: [])
    for option in node.options where !option.name.isMissing {
      let place = statement.place(option.name.range)
      if let first = actor.options.first(where: { $0.name == option.name.text }) {
        log.report(
          NameProblem.definedTwice(
            option.name.text, kind: "an option", first: first.place.text,
            firstKind: "an option"), at: place)
        continue
      }
      actor.options.append(
        OptionDraft(
          name: option.name.text, place: place,
          worth: sourced(option.clauses.worth), onlyIf: sourced(option.clauses.onlyIf),
          lasting: sourced(option.clauses.lasting)))
    }
    draft.actors[node.name.text] = actor
  }

  /// The actor of that name; says so if there is none.
  private func actor(
    _ name: NameSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) -> ActorDraft? {
    if let actor = draft.actors[name.text] { return actor }
    if !name.isMissing {
      log.report(
        NameProblem.unknownActor(
          name.text, kind: draft.names[name.text]?.kind.spoken, candidates: draft.names(.actor)),
        at: statement.place(name.range))
    }
    return nil
  }

  private func optionIndex(
    _ option: NameSyntax, of actor: ActorDraft, _ statement: Statement, _ log: inout ProblemLog
  ) -> Int? {
    if let index = actor.optionNames.firstIndex(of: option.text) { return index }
    if !option.isMissing {
      log.report(
        NameProblem.unknownOption(
          option.text, actor: actor.name.text, candidates: actor.optionNames),
        at: statement.place(option.range))
    }
    return nil
  }

  /// Says so if the account has said a part of an actor before.
  private func refuseSecond(
    _ what: String, _ old: Statement?, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard let old, old.account == statement.account else { return }
    log.report(NameProblem.saidTwice(what, first: old.location), at: statement.start)
  }

  mutating func layOptionPart(
    _ node: OptionPartSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard var actor = actor(node.option.owner, statement, &log),
      let index = optionIndex(node.option.member, of: actor, statement, &log)
    else { return }
    let old = actor.options[index]
    let name = node.option.text
    if let worth = node.clauses.worth {
      refuseSecond("the worth of `\(name)`", old.worth?.statement, statement, &log)
      actor.options[index].worth = Sourced(node: worth, statement: statement)
    }
    if let onlyIf = node.clauses.onlyIf {
      refuseSecond("`only if` of `\(name)`", old.onlyIf?.statement, statement, &log)
      actor.options[index].onlyIf = Sourced(node: onlyIf, statement: statement)
    }
    if let lasting = node.clauses.lasting {
      refuseSecond("how long `\(name)` lasts", old.lasting?.statement, statement, &log)
      actor.options[index].lasting = Sourced(node: lasting, statement: statement)
    }
    actor.changes.append(statement)
    draft.actors[actor.name.text] = actor
  }

  mutating func layActorPart(
    _ node: ActorPartSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard var actor = actor(node.actor, statement, &log) else { return }
    let name = node.actor.text
    if let cadence = node.clauses.cadence {
      refuseSecond("when `\(name)` decides", actor.cadence?.statement, statement, &log)
      actor.cadence = Sourced(node: cadence, statement: statement)
    }
    if let from = node.clauses.from {
      refuseSecond("from when `\(name)` decides", actor.from?.statement, statement, &log)
      actor.from = Sourced(node: from, statement: statement)
    }
    if let rationality = node.clauses.rationality {
      refuseSecond("the rationality of `\(name)`", actor.rationality?.statement, statement, &log)
      actor.rationality = Sourced(node: rationality, statement: statement)
    }
    if node.clauses.steady != nil { actor.isSteady = true }
    actor.changes.append(statement)
    draft.actors[actor.name.text] = actor
  }

  mutating func layAddOption(
    _ node: AddOptionSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard var actor = actor(node.option.owner, statement, &log), !node.option.member.isMissing
    else { return }
    let name = node.option.member
    if let old = actor.options.first(where: { $0.name == name.text }) {
      log.report(
        NameProblem.definedTwice(
          node.option.text, kind: "an option", first: old.place.text, firstKind: "an option"),
        at: statement.place(name.range))
      return
    }
    func sourced<Node>(_ node: Node?) -> Sourced<Node>? {
      node.map { Sourced(node: $0, statement: statement) }
    }
    actor.options.append(
      OptionDraft(
        name: name.text, place: statement.place(name.range),
        worth: sourced(node.clauses.worth), onlyIf: sourced(node.clauses.onlyIf),
        lasting: sourced(node.clauses.lasting)))
    actor.changes.append(statement)
    draft.actors[actor.name.text] = actor
  }

  mutating func layRemoveOption(
    _ node: RemoveOptionSyntax, _ statement: Statement, _ log: inout ProblemLog
  ) {
    guard var actor = actor(node.option.owner, statement, &log),
      let index = optionIndex(node.option.member, of: actor, statement, &log)
    else { return }
    actor.options.remove(at: index)
    actor.changes.append(statement)
    draft.actors[actor.name.text] = actor
  }
}
