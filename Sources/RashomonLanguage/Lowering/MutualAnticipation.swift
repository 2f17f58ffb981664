import RashomonModel

/// Finds the actors of a day whose worths go by each other's chances, and makes one step of them.
///
/// Steps that need each other, directly or through others, belong together. They can be solved
/// together where they are shares, and formulas on the way from share to worth; a draw in between (a
/// choice, an event) would have to be known before it is made, and an `only if` that goes by a chance
/// may leave no solution. Such groups stay as they are, for the ordering to report.
struct MutualAnticipation {
  /// The steps, each group in the place of its first.
  private(set) var joined: [Step]

  init(_ steps: [Step]) {
    joined = steps
    var places: [Int: Int] = [:]
    var groups: [Anticipation] = []
    for group in Self.groups(of: steps) {
      guard let anticipation = Self.anticipation(of: group.map { steps[$0] }) else { continue }
      for index in group { places[index] = groups.count }
      groups.append(anticipation)
    }
    guard !groups.isEmpty else { return }
    var isPlaced = [Bool](repeating: false, count: groups.count)
    joined = steps.enumerated().compactMap { index, step in
      guard let group = places[index] else { return step }
      if isPlaced[group] { return nil }
      isPlaced[group] = true
      return .equilibrium(groups[group])
    }
  }

  /// The group as an anticipation, if it is one; in the order written.
  private static func anticipation(of steps: [Step]) -> Anticipation? {
    let targets = Set(steps.flatMap(\.targets))
    var responses: [Anticipation.Response] = []
    var formulas: [Assignment] = []
    for step in steps {
      switch step {
      case .shares(let shares, let utilities, let allowed):
        let conditions = allowed.compactMap(\.self).flatMap(\.variables)
        guard targets.isDisjoint(with: conditions) else { return nil }
        responses.append(.init(shares: shares, utilities: utilities, allowed: allowed))
      case .assign(let assignment):
        guard case .formula = assignment.definition else { return nil }
        formulas.append(assignment)
      case .equilibrium: return nil
      }
    }
    let order = Ordering(
      targets: formulas.map { [$0.variable] }, reads: formulas.map { $0.definition.variables })
    guard !responses.isEmpty, order.cycles.isEmpty else { return nil }
    // In the order declared, whichever was defined first by being read.
    responses.sort { ($0.shares.first?.index ?? 0) < ($1.shares.first?.index ?? 0) }
    return Anticipation(responses: responses, between: order.order.map { formulas[$0] })
  }

  // MARK: Groups

  /// Sets of steps of which each needs each, ascending; a step that needs itself is one.
  ///
  /// *Reference*: [Tarjan1972].
  private static func groups(of steps: [Step]) -> [[Int]] {
    var makers: [VariableID: Int] = [:]
    for (index, step) in steps.enumerated() {
      for target in step.targets { makers[target] = index }
    }
    var search = Search(needs: steps.map { step in step.variables.compactMap { makers[$0] } })
    return search.run()
  }

  private struct Search {
    let needs: [[Int]]
    private var number: [Int]
    private var low: [Int]
    private var isOpen: [Bool]
    private var stack: [Int] = []
    private var next = 0
    private var groups: [[Int]] = []

    init(needs: [[Int]]) {
      self.needs = needs
      number = Array(repeating: -1, count: needs.count)
      low = number
      isOpen = Array(repeating: false, count: needs.count)
    }

    mutating func run() -> [[Int]] {
      for index in needs.indices where number[index] < 0 { visit(index) }
      return groups
    }

    private mutating func visit(_ index: Int) {
      number[index] = next
      low[index] = next
      next += 1
      stack.append(index)
      isOpen[index] = true
      for need in needs[index] {
        if number[need] < 0 {
          visit(need)
          low[index] = min(low[index], low[need])
        } else if isOpen[need] {
          low[index] = min(low[index], number[need])
        }
      }
      guard low[index] == number[index] else { return }
      var group: [Int] = []
      while let member = stack.popLast() {
        isOpen[member] = false
        group.append(member)
        if member == index { break }
      }
      if group.count > 1 || needs[index].contains(index) { groups.append(group.sorted()) }
    }
  }
}
