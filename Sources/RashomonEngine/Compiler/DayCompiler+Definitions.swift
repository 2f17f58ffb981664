import RashomonModel
import RashomonNumerics

// How variables get their nodes: columns, formulas, draws, shares and bounds.

extension DayCompiler {
  func isLive(_ variable: VariableID) -> Bool { blueprint.isLive[variable.index] }

  mutating func readCell(_ variable: VariableID) {
    let cell = blueprint.cellOf[variable.index]
    values[variable.index] = graph.insert(Node(operation: .cell, payload: UInt64(cell)))
  }

  mutating func store(_ variable: VariableID, _ value: NodeID) {
    stores.append((blueprint.cellOf[variable.index], value))
  }

  mutating func define(_ variable: VariableID, _ definition: Definition) {
    if case .drawn(let law) = definition, let day = truthReadings[variable] {
      values[variable.index] = observedTruth(variable, law, day)
      return
    }
    if case .drawn(let law) = definition, let draw = blueprint.seenDraws[variable],
      let value = seenValue(of: draw, law)
    {
      values[variable.index] = value
      return
    }
    values[variable.index] = value(
      of: definition, variable: variable, statement: blueprint.addresses[variable.index])
  }

  mutating func value(
    of definition: Definition, variable: VariableID, statement: UInt64
  ) -> NodeID {
    switch definition {
    case .formula(let expression): return node(expression)
    case .drawn(let law):
      let arguments = law.arguments.map { node($0) }
      if law.distribution == Bernoulli.name {
        return chance(arguments[0], variable: variable, statement: statement)
      }
      return graph.sample(
        law.distribution, arguments, statement: statement, blueprint.owner(variable))
    case .chance(let expression):
      return chance(node(expression), variable: variable, statement: statement)
    case .pick(let chances):
      return pick(chances.map { node($0) }, variable: variable, statement: statement)
    }
  }

  private mutating func chance(
    _ chance: NodeID, variable: VariableID, statement: UInt64
  ) -> NodeID {
    let site = graph.faultSite(fault(variable, .probability))
    let checked = graph.checked(.probability, chance, site: site)
    // A chance of 0 or 1 in every history draws nothing.
    if graph.isBoolean(checked) { return checked }
    let no = graph.binary(.subtract, graph.number(1), chance)
    return draw(
      Draw(
        variable: variable, statement: statement,
        outcomes: [Outcome(value: 1, chance: chance), Outcome(value: 0, chance: no)],
        isChance: true, site: site, sumSite: site, outcomeCount: 2))
  }

  private mutating func pick(
    _ chances: [NodeID], variable: VariableID, statement: UInt64
  ) -> NodeID {
    let site = graph.faultSite(fault(variable, .probability))
    let sumSite = graph.faultSite(fault(variable, .probabilitySum))
    let outcomes = chances.enumerated().filter { !graph.isConstant($1, 0) }
    // Chances of 0 or 1 in every history choose without a draw.
    if chances.allSatisfy({ graph.isBoolean($0) }), let last = outcomes.last {
      return outcomes.dropLast().reversed().reduce(graph.number(Double(last.offset))) {
        graph.select($1.element, graph.number(Double($1.offset)), $0)
      }
    }
    return draw(
      Draw(
        variable: variable, statement: statement,
        outcomes: outcomes.map { Outcome(value: Double($0.offset), chance: $0.element) },
        isChance: false, site: site, sumSite: sumSite, outcomeCount: chances.count))
  }

  private mutating func draw(_ draw: Draw) -> NodeID {
    draws.append(draw)
    return graph.insert(Node(operation: .draw, payload: UInt64(draws.count - 1)))
  }

  /// exp(u_i) / Σ exp(u_j) over the options allowed.
  mutating func share(
    _ variables: [VariableID], _ utilities: [Expression], _ allowed: [Expression?]
  ) {
    let isAllowed = allowed.map { allowed in
      allowed.map { graph.truth(node($0)) } ?? graph.number(1)
    }
    let open = variables.indices.filter { !graph.isConstant(isAllowed[$0], 0) }
    for variable in variables { values[variable.index] = graph.number(0) }
    if open.count == 1, graph.isConstant(isAllowed[open[0]], 1) {
      values[variables[open[0]].index] = graph.number(1)
      return
    }
    let worths = open.map { index in
      graph.select(isAllowed[index], node(utilities[index]), graph.number(-.infinity))
    }
    for (option, index) in open.enumerated() {
      values[variables[index].index] = graph.softmax(worths, option: option)
    }
  }

  mutating func bounded(_ value: NodeID, _ state: StateVariable) -> NodeID {
    let site = graph.faultSite(fault(state.variable, .notANumber))
    var value = graph.checked(.number, value, site: site)
    if let low = state.low { value = graph.binary(.maximum, node(low), value) }
    if let high = state.high { value = graph.binary(.minimum, node(high), value) }
    return value
  }

  func fault(_ variable: VariableID, _ problem: RangeFault.Problem) -> FaultSite {
    let variable = blueprint.model.variables[variable.index]
    return FaultSite(variable: variable.name, place: variable.place, problem: problem)
  }

  mutating func weighFact(_ fact: Assignment) {
    let value = values[fact.variable.index]
    switch fact.definition {
    case .formula: break
    case .drawn(let law):
      logTerms.append(
        graph.logDensity(
          law.distribution, at: value, law.arguments.map { node($0) },
          blueprint.owner(fact.variable)))
    case .chance(let expression):
      let site = graph.faultSite(fault(fact.variable, .probability))
      let chance = graph.checked(.probability, node(expression), site: site)
      let no = graph.binary(.subtract, graph.number(1), chance)
      observations.append(graph.select(value, chance, no))
    case .pick(let expressions):
      var factor = graph.number(0)
      for (index, expression) in expressions.enumerated() {
        let isThis = graph.binary(.equal, value, graph.number(Double(index)))
        factor = graph.select(isThis, node(expression), factor)
      }
      observations.append(factor)
    }
  }
}
