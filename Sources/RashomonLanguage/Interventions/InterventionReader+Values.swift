import RashomonModel

// What an intervention sets a name to, in each model that knows the name.
extension InterventionReader {
  private typealias Values = [String: [(VariableID, Expression)]]

  /// nil where something is wrong, which has then been said.
  mutating func reading(of node: InterventionSyntax, _ knowers: [Knower]) -> Reading? {
    if node.change == .missing { return nil }
    // Two accounts may use one name of their own for different things; the richer kind decides, and
    // the others have no such value.
    let actors = knowers.filter { $0.name.kind == .actor }
    if let option = node.option { return inForce(option, node, actors, knowers) }
    if !actors.isEmpty { return choice(node, actors) }
    let categories = knowers.filter { !$0.name.values.isEmpty }
    if !categories.isEmpty { return label(node, categories) }
    let truths = knowers.filter { $0.name.type == .truth }
    if !truths.isEmpty { return truth(node, truths) }
    return number(node, knowers)
  }

  // MARK: Choices

  /// `Kremlin.mediate = yes`.
  private mutating func inForce(
    _ option: NameSyntax, _ node: InterventionSyntax, _ actors: [Knower], _ knowers: [Knower]
  ) -> Reading? {
    let actor = node.target.text
    guard !actors.isEmpty else {
      report(
        InterventionProblem.optionOfNoActor(
          actor, kind: knowers.first?.name.kind.spoken ?? "no actor"),
        at: node.target.range)
      return nil
    }
    guard case .equals(let value) = node.change, let isInForce = truth(value) else {
      report(
        InterventionProblem.truthExpected(
          "\(actor).\(option.text)", kind: "an option", found: found(node)), at: node.range)
      return nil
    }
    guard isInForce else {
      report(
        InterventionProblem.noSingleOption(
          option.text, actor: actor, options: values(actors).map(\.name)), at: value.range)
      return nil
    }
    return chooses(option, node, actors)
  }

  /// `Kremlin = mediate`.
  private mutating func choice(_ node: InterventionSyntax, _ actors: [Knower]) -> Reading? {
    switch node.change {
    case .equals(.name(let option)): return chooses(option, node, actors)
    case .equals(.option(let qualified)) where qualified.owner.text == node.target.text:
      return chooses(qualified.member, node, actors)
    case .equals(.missing), .missing: return nil
    case .equals, .happens:
      report(
        InterventionProblem.optionExpected(
          actor: node.target.text, found: found(node), options: values(actors).map(\.name)),
        at: node.range)
      return nil
    }
  }

  private mutating func chooses(
    _ option: NameSyntax, _ node: InterventionSyntax, _ actors: [Knower]
  ) -> Reading? {
    guard !option.isMissing else { return nil }
    var found: Values = [:]
    for actor in actors {
      guard let index = actor.name.values.firstIndex(of: option.text) else { continue }
      // Whoever anticipates the actor anticipates what it is made to do.
      let shares = actor.name.shares.enumerated().map { place, share in
        (share, Expression.constant(place == index ? 1 : 0))
      }
      found[actor.model] = [(actor.name.variable, .whole(index))] + shares
    }
    guard !found.isEmpty else {
      report(
        InterventionProblem.unknownOption(
          option.text, actor: node.target.text, options: values(actors)), at: option.range)
      return nil
    }
    return Reading(values: found, spoken: "\(node.target.text) chooses \(option.text)")
  }

  // MARK: Categories

  /// `author = ukraine`.
  private mutating func label(_ node: InterventionSyntax, _ knowers: [Knower]) -> Reading? {
    guard case .equals(.name(let label)) = node.change else {
      report(
        InterventionProblem.valueExpected(
          node.target.text, found: found(node), values: values(knowers).map(\.name)),
        at: node.range)
      return nil
    }
    guard !label.isMissing else { return nil }
    var found: Values = [:]
    for knower in knowers {
      guard let index = knower.name.values.firstIndex(of: label.text) else { continue }
      found[knower.model] = [(knower.name.variable, .whole(index))]
    }
    guard !found.isEmpty else {
      report(
        InterventionProblem.unknownValue(
          label.text, name: node.target.text, values: values(knowers)), at: label.range)
      return nil
    }
    return Reading(values: found, spoken: "\(node.target.text) is \(label.text)")
  }

  // MARK: True or false

  private func truth(_ value: ExpressionSyntax) -> Bool? {
    guard case .name(let name) = value.withoutParentheses else { return nil }
    switch name.text {
    case "yes", "true": return true
    case "no", "false": return false
    default: return nil
    }
  }

  private mutating func truth(_ node: InterventionSyntax, _ knowers: [Knower]) -> Reading? {
    let name = node.target.text
    guard let first = knowers.first else { return nil }
    let isTrue: Bool
    switch node.change {
    case .missing, .equals(.missing): return nil
    case .happens(let range):
      guard first.name.isEvent else {
        report(InterventionProblem.noEvent(name, kind: first.name.kind.spoken), at: range)
        return nil
      }
      isTrue = true
    case .equals(let value):
      guard let found = truth(value) else {
        report(
          InterventionProblem.truthExpected(
            name, kind: first.name.isEvent ? "an event" : first.name.kind.spoken,
            found: found(node)), at: value.range)
        return nil
      }
      isTrue = found
    }
    var found: Values = [:]
    for knower in knowers {
      // What happens at most once does not happen again where it has happened.
      let value =
        isTrue ? knower.name.happened.map { .not($0) } ?? .yes : Expression.no
      found[knower.model] = [(knower.name.variable, value)]
    }
    let spoken =
      first.name.isEvent
      ? isTrue ? "\(name) happens" : "\(name) does not happen"
      : "\(name) is \(isTrue ? "true" : "false")"
    return Reading(values: found, spoken: spoken)
  }

  // MARK: Numbers

  private mutating func number(_ node: InterventionSyntax, _ knowers: [Knower]) -> Reading? {
    let name = node.target.text
    switch node.change {
    case .missing, .equals(.missing): return nil
    case .happens(let range):
      report(
        InterventionProblem.noEvent(name, kind: knowers.first?.name.kind.spoken ?? "a number"),
        at: range)
      return nil
    case .equals(let value):
      if truth(value) != nil, let found = knowers.first?.name.type {
        report(
          TypeProblem.mismatch(what: "the value of `\(name)`", found: .truth, expected: found),
          at: value.range)
        return nil
      }
      guard let number = number(value, node) else { return nil }
      var found: Values = [:]
      var misfit: KnownName?
      for knower in knowers {
        let known = knower.name
        if number < known.low ?? number || number > known.high ?? number {
          misfit = misfit ?? known
        } else {
          found[knower.model] = [(known.variable, .constant(number))]
        }
      }
      if let misfit {
        report(
          InterventionProblem.outOfBounds(
            name, value: number, low: misfit.low, high: misfit.high), at: value.range)
        return nil
      }
      return Reading(
        values: found, spoken: "\(name) is \(statement(node).text(value.range))")
    }
  }

  /// The value as written.
  private func found(_ node: InterventionSyntax) -> String {
    switch node.change {
    case .equals(let value): "`\(statement(node).text(value.range))`"
    case .happens: "`happens`"
    case .missing: "nothing"
    }
  }
}
