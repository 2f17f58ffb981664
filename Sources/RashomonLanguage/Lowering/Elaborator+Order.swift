import RashomonModel
import RashomonText

extension Elaborator {
  /// Facts in an order in which each reads only earlier ones; a cycle is reported.
  mutating func orderFacts() -> [Assignment] {
    let facts = builder.facts
    let order = Ordering(
      targets: facts.map { [$0.variable] }, reads: facts.map { $0.definition.variables })
    for cycle in order.cycles {
      let cycle = fromTheFirst(cycle) { builder.places[facts[$0].variable.index] }
      let names = cycle.map { builder.name(facts[$0].variable) }
      log.report(
        CycleProblem.facts(names + [names[0]]),
        at: builder.places[facts[cycle[0]].variable.index])
    }
    return order.order.map { facts[$0] }
  }

  /// The steps of a day in the order that they need. Worths that go by each other's chances become one
  /// step, any other cycle is reported.
  mutating func orderSteps() -> [Step] {
    var steps = builder.steps
    var order = Ordering(targets: steps.map(\.targets), reads: steps.map(\.variables))
    if !order.cycles.isEmpty {
      steps = MutualAnticipation(steps).joined
      order = Ordering(targets: steps.map(\.targets), reads: steps.map(\.variables))
    }
    for cycle in order.cycles { report(cycle, of: steps) }
    return order.order.map { steps[$0] }
  }

  /// The same cycle, told from what is written first.
  private func fromTheFirst(_ cycle: [Int], place: (Int) -> Place) -> [Int] {
    let keys = cycle.map { index -> StatementKey in
      let place = place(index)
      return StatementKey(file: place.file.name, offset: place.range.lowerBound)
    }
    let first = keys.indices.min { keys[$0] < keys[$1] } ?? 0
    return Array(cycle[first...] + cycle[..<first])
  }

  /// Where a step is written; that of an actor's shares is the actor.
  private func place(of step: Step) -> Place {
    let target = step.targets[0]
    let actor = actors.values.first { $0.shares.contains(target) }
    return builder.places[(actor?.choice ?? target).index]
  }

  private mutating func report(_ cycle: [Int], of steps: [Step]) {
    let cycle = fromTheFirst(cycle) { place(of: steps[$0]) }
    // An actor's share that someone else reads is an anticipation.
    let choices = Set(actors.values.map(\.choice))
    let shares = Set(actors.values.flatMap(\.shares))
    var isAnticipation = false
    for (position, index) in cycle.enumerated() {
      let next = steps[cycle[(position + 1) % cycle.count]]
      let readsShare = steps[index].variables.contains {
        shares.contains($0) && next.targets.contains($0)
      }
      if readsShare, !choices.contains(where: { steps[index].targets.contains($0) }) {
        isAnticipation = true
      }
    }
    var names: [String] = []
    for index in cycle {
      let name = Self.spoken(
        builder.name(steps[index].targets[0]),
        isShares: {
          if case .shares = steps[index] { return true }
          return false
        }())
      if names.last != name { names.append(name) }
    }
    if names.count > 1, names.first == names.last { names.removeLast() }
    let chain = names + [names[0]]
    log.report(
      isAnticipation ? CycleProblem.anticipation(chain) : CycleProblem.day(chain),
      at: place(of: steps[cycle[0]]))
  }

  /// The name as written, for a helper that the lowering named after it.
  private static func spoken(_ name: String, isShares: Bool) -> String {
    let written = name.split(separator: "'").first.map(String.init) ?? name
    guard isShares else { return written }
    return written.split(separator: ".").first.map(String.init) ?? written
  }
}

/// An order of things that read each other, depth first from the first thing on, so that what is
/// written in order stays in order.
struct Ordering {
  private(set) var order: [Int] = []
  /// Each a chain in which every thing reads the next and the last the first.
  private(set) var cycles: [[Int]] = []

  private enum Mark { case new, open, done }

  private let reads: [[VariableID]]
  /// Of each variable, by its index, the thing that gives it its value.
  private let makers: [Int?]
  private var marks: [Mark]
  private var path: [Int] = []

  init(targets: [[VariableID]], reads: [[VariableID]]) {
    self.reads = reads
    let variableCount =
      1
      + (targets + reads).reduce(-1) { last, variables in
        variables.reduce(last) { max($0, $1.index) }
      }
    var makers = [Int?](repeating: nil, count: variableCount)
    for (index, variables) in targets.enumerated() {
      for variable in variables { makers[variable.index] = index }
    }
    self.makers = makers
    marks = Array(repeating: .new, count: targets.count)
    for index in targets.indices { visit(index) }
  }

  private mutating func visit(_ index: Int) {
    switch marks[index] {
    case .done: return
    case .open:
      if let start = path.firstIndex(of: index) {
        cycles.append(Array(path[start...]))
      }
      return
    case .new: break
    }
    marks[index] = .open
    path.append(index)
    for variable in reads[index] {
      if let maker = makers[variable.index] { visit(maker) }
    }
    path.removeLast()
    marks[index] = .done
    order.append(index)
  }
}
