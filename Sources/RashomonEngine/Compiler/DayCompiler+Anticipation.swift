package import RashomonModel

extension DayCompiler {
  /// Shares of actors that anticipate each other. What does not depend on a share is computed for
  /// all histories at once and handed in; the rest goes onto the game's tape.
  mutating func anticipate(_ anticipation: Anticipation) {
    var writer = TapeWriter(anticipation)
    var inputs: [NodeID] = []
    writer.write(anticipation, day: day) { expression in
      let node = node(expression)
      if let value = graph.constant(node) { return .constant(value) }
      if let known = inputs.firstIndex(of: node) { return .input(known) }
      inputs.append(node)
      return .input(inputs.count - 1)
    }
    let allowed = anticipation.responses.flatMap(\.allowed).map { allowed in
      allowed.map { graph.truth(node($0)) } ?? graph.number(1)
    }
    let site = graph.equilibriumSite(
      EquilibriumSite(actors: anticipation.actors, tape: writer.tape))
    for (option, share) in anticipation.responses.flatMap(\.shares).enumerated() {
      let chance = graph.equilibrium(site: site, option: option, operands: allowed + inputs)
      let fault = graph.faultSite(fault(share, .notANumber))
      values[share.index] = graph.checked(.number, chance, site: fault)
    }
    for assignment in anticipation.between { define(assignment.variable, assignment.definition) }
  }
}

extension Anticipation {
  /// The options of each actor by their places.
  var actors: [[Int]] {
    var actors: [[Int]] = []
    var next = 0
    for response in responses {
      actors.append(Array(next..<next + response.shares.count))
      next += response.shares.count
    }
    return actors
  }

  /// The equilibria that are found on a day, the one that is taken first; of each the chances of all
  /// options in order.
  ///
  /// - Parameter value: of a variable that is known before the anticipation.
  package func equilibria(today day: Int, _ value: (VariableID) -> Double) -> [[Double]] {
    var writer = TapeWriter(self)
    writer.write(self, day: day) { expression in
      expression.value(today: day, reading: value).map { .constant($0) }
    }
    let allowed = responses.flatMap(\.allowed).map { condition in
      condition.map { $0.value(today: day, reading: value) != 0 } ?? true
    }
    return LogitGame(actors: actors, tape: writer.tape, inputs: [], allowed: allowed).equilibria()
  }
}
