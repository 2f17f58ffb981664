import RashomonModel
import RashomonNumerics

// How discrete draws get their values.
//
// A draw that an observed truth depends on within the day, openly (through formulas, shares and
// chances of other discrete draws), is drawn from its posterior given the day's readings: draws
// that one reading ties together form a group, whose weight is the sum over its combinations of
// prior times likelihood. Within a group the draws are made in order, each from its posterior given
// the group's readings and the draws before it, by its own uniform number; so a draw that no
// reading reaches is what it would be without a record, however groups fall.
//
// Draws at the edge of a group, on which nothing else depends but readings over earlier draws, are
// summed out one by one within each combination of the others and cost no combinations. A group
// with more combinations than the limit is not summed: its draws are made in order, each given the
// readings that it completes.
//
// A continuous draw whose arguments depend on a draw of the group is computed anew for each
// combination from its one random number. A group that needs another's values (behind a continuous
// draw) comes after it; groups that need each other become one.

extension DayCompiler {
  /// Settles all draws that matter, then everything else.
  mutating func finish() -> Program {
    settleAll()
    return assemble()
  }

  /// Gives every draw that matters its value, and readings their factors.
  mutating func settleAll() {
    let units = mode == .given ? [] : Grouping(self).units
    bound = Array(repeating: -1, count: draws.count)
    if mode == .given {
      bindInputs()
      factors += observations.map { resolved($0) }
    } else {
      for unit in units { settle(unit) }
    }
  }

  /// Nodes that the day's result is made of, before settling.
  var results: [NodeID] { observations + logTerms + stores.map(\.value) }

  /// The draws that the day's result depends on.
  var liveDraws: DrawSet {
    var live = DrawSet(wordCount: graph.words)
    for node in results {
      live.formUnion(graph.openDraws(node))
      live.formUnion(graph.hiddenDraws(node))
    }
    // A draw's chances depend on earlier draws only.
    for index in draws.indices.reversed() where live.contains(index) {
      for outcome in draws[index].outcomes {
        live.formUnion(graph.openDraws(outcome.chance))
        live.formUnion(graph.hiddenDraws(outcome.chance))
      }
    }
    return live
  }

  // MARK: Enumeration from outside

  private mutating func bindInputs() {
    for (input, index) in liveDraws.members.enumerated() {
      bound[index] = graph.insert(Node(operation: .input, payload: UInt64(input)))
    }
    for index in liveDraws.members {
      let draw = draws[index]
      var factor = graph.number(0)
      for outcome in draw.outcomes.reversed() {
        let chance = chance(outcome, of: draw, mask: -1)
        let isThis = graph.binary(.equal, bound[index], graph.number(outcome.value))
        factor = graph.select(isThis, chance, factor)
      }
      factors.append(factor)
    }
  }

  // MARK: Resolving

  /// The node with every settled draw replaced by its value.
  mutating func resolved(_ id: NodeID) -> NodeID {
    guard graph.dependsOnDraws(id) else { return id }
    var level = frames.count - 1
    while level >= 0, !graph.depends(id, on: frames[level].draw) { level -= 1 }
    if let known = level >= 0 ? frames[level].resolved[id] : resolvedNodes[id] { return known }
    let node = graph.nodes[Int(id)]
    let result: NodeID
    if node.operation == .draw {
      result = bound[Int(node.payload)]
      precondition(result >= 0, "a draw is read before it is settled")
    } else {
      let a = node.a < 0 ? -1 : resolved(node.a)
      let b = node.b < 0 ? -1 : resolved(node.b)
      let c = node.c < 0 ? -1 : resolved(node.c)
      let list = graph.arguments(node).map { resolved($0) }
      result = graph.rebuilt(node, a, b, c, list)
    }
    if level >= 0 { frames[level].resolved[id] = result } else { resolvedNodes[id] = result }
    return result
  }

  /// The checked chance of an outcome; where the mask is 0 it is 0 and may be anything.
  private mutating func chance(_ outcome: Outcome, of draw: Draw, mask: NodeID) -> NodeID {
    let value: NodeID
    if draw.isChance, outcome.value == 0 {
      // 1 less the checked chance of yes; where the mask is 0 this is 1 and the mask multiplies it.
      let yes = chance(draw.outcomes[0], of: draw, mask: mask)
      return graph.binary(.subtract, graph.number(1), yes)
    }
    value = resolved(outcome.chance)
    return graph.checked(.probability, value, mask: mask, site: draw.site)
  }

  // MARK: Settling

  private mutating func settle(_ unit: Grouping.Unit) {
    if unit.enumerated.isEmpty {
      for leaf in unit.leaves { settle(leaf, isWeighed: true) }
    } else {
      enumerate(unit)
      for leaf in unit.leaves { settle(leaf, isWeighed: false) }
    }
    for reading in unit.free { factors.append(resolved(observations[reading])) }
  }

  /// Draws one draw given readings over it and settled draws.
  private mutating func settle(_ leaf: Grouping.Leaf, isWeighed: Bool) {
    let draw = draws[leaf.draw]
    let weights = outcomeWeights(leaf, mask: -1)
    let uniform = graph.uniform(draw.statement)
    if leaf.readings.isEmpty {
      // Nothing to weigh: chances as they are, which must add up to 1.
      var cumulative = weights
      if !draw.isChance {
        let sum = graph.checked(.one, graph.sum(weights), site: draw.sumSite)
        if graph.constant(sum) == nil { cumulative = weights + [sum] }
      }
      bound[leaf.draw] = pick(draw.outcomes.map(\.value), cumulative, below: uniform)
      return
    }
    let total = total(leaf, mask: -1)
    if isWeighed { factors.append(total) }
    let target = graph.binary(.multiply, uniform, total)
    bound[leaf.draw] = pick(draw.outcomes.map(\.value), weights, below: target)
  }

  /// Chance times likelihood of each outcome.
  private mutating func outcomeWeights(_ leaf: Grouping.Leaf, mask: NodeID) -> [NodeID] {
    let draw = draws[leaf.draw]
    return draw.outcomes.map { outcome in
      let chance = chance(outcome, of: draw, mask: mask)
      guard !graph.isConstant(chance, 0) else { return chance }
      return graph.binary(.multiply, chance, likelihood(leaf, outcome))
    }
  }

  private mutating func likelihood(_ leaf: Grouping.Leaf, _ outcome: Outcome) -> NodeID {
    guard !leaf.readings.isEmpty else { return graph.number(1) }
    return binding(leaf.draw, to: outcome.value) { compiler in
      compiler.product(leaf.readings.map { compiler.resolved(compiler.observations[$0]) })
    }
  }

  /// The sum of `outcomeWeights`.
  private mutating func total(_ leaf: Grouping.Leaf, mask: NodeID) -> NodeID {
    let draw = draws[leaf.draw]
    guard draw.isChance, draw.outcomes.count == 2 else {
      return graph.sum(outcomeWeights(leaf, mask: mask))
    }
    let chance = chance(draw.outcomes[0], of: draw, mask: mask)
    return graph.mixture(
      chance, likelihood(leaf, draw.outcomes[0]), likelihood(leaf, draw.outcomes[1]))
  }

  mutating func product(_ factors: [NodeID]) -> NodeID {
    factors.reduce(graph.number(1)) { graph.binary(.multiply, $0, $1) }
  }

  private mutating func binding<Result>(
    _ draw: Int, to value: Double, _ body: (inout DayCompiler) -> Result
  ) -> Result {
    frames.append(Frame(draw: draw))
    bound[draw] = graph.number(value)
    let result = body(&self)
    bound[draw] = -1
    frames.removeLast()
    return result
  }

  /// The first value whose cumulative weight exceeds the target, the last if none does.
  private mutating func pick(
    _ values: [Double], _ weights: [NodeID], below target: NodeID
  ) -> NodeID {
    let conditions = conditions(values.count, weights, below: target)
    return choose(values.map { graph.number($0) }, conditions)
  }

  /// Whether the target lies below the weights up to each value but the last. One weight more than
  /// values is the checked sum, which is computed although only its check is wanted.
  private mutating func conditions(
    _ count: Int, _ weights: [NodeID], below target: NodeID
  ) -> [NodeID] {
    var result: [NodeID] = []
    var target = target
    if weights.count > count, let sum = weights.last {
      target = graph.binary(.multiply, target, sum)
    }
    var cumulative = graph.number(0)
    for index in 0..<count - 1 {
      cumulative = graph.binary(.add, cumulative, weights[index])
      result.append(graph.binary(.less, target, cumulative))
    }
    return result
  }

  private mutating func choose(_ values: [NodeID], _ conditions: [NodeID]) -> NodeID {
    var chosen = values[values.count - 1]
    for index in conditions.indices.reversed() {
      chosen = graph.select(conditions[index], values[index], chosen)
    }
    return chosen
  }

  // MARK: Groups

  private mutating func enumerate(_ unit: Grouping.Unit) {
    var weights: [NodeID] = []
    extend(unit, level: 0, prefix: graph.number(1), into: &weights)
    factors.append(graph.sum(weights.filter { !graph.isConstant($0, 0) }))
    for member in unit.enumerated {
      let draw = draws[member]
      let count = draw.outcomes.count
      let stride = weights.count / count
      let marginals = (0..<count).map { outcome in
        let part = weights[outcome * stride..<(outcome + 1) * stride]
        return graph.sum(part.filter { !graph.isConstant($0, 0) })
      }
      let total = graph.sum(marginals)
      let target = graph.binary(.multiply, graph.uniform(draw.statement), total)
      let conditions = conditions(count, marginals, below: target)
      bound[member] = choose(draw.outcomes.map { graph.number($0.value) }, conditions)
      weights = (0..<stride).map { place in
        choose((0..<count).map { weights[$0 * stride + place] }, conditions)
      }
    }
  }

  /// Appends the weight of every combination of the members from `level` on.
  private mutating func extend(
    _ unit: Grouping.Unit, level: Int, prefix: NodeID, into weights: inout [NodeID]
  ) {
    var prefix = prefix
    if !graph.isConstant(prefix, 0) {
      let mask = graph.constant(prefix) == nil ? prefix : -1
      for reading in unit.readings(completedAt: level) {
        prefix = graph.binary(.multiply, prefix, resolved(observations[reading]))
      }
      for leaf in unit.leaves(completedAt: level) where !leaf.readings.isEmpty {
        prefix = graph.binary(.multiply, prefix, total(leaf, mask: mask))
      }
    }
    guard level < unit.enumerated.count else {
      weights.append(prefix)
      return
    }
    let member = unit.enumerated[level]
    let draw = draws[member]
    guard !graph.isConstant(prefix, 0) else {
      let rest = unit.enumerated[level...].reduce(1) { $0 * draws[$1].outcomes.count }
      weights += repeatElement(graph.number(0), count: rest)
      return
    }
    let mask = graph.constant(prefix) == nil ? prefix : -1
    let chances = draw.outcomes.map { chance($0, of: draw, mask: mask) }
    for (outcome, chance) in zip(draw.outcomes, chances) {
      let longer = graph.binary(.multiply, prefix, chance)
      frames.append(Frame(draw: member))
      bound[member] = graph.number(outcome.value)
      extend(unit, level: level + 1, prefix: longer, into: &weights)
      bound[member] = -1
      frames.removeLast()
    }
  }
}
