/// A network of yes/no facts, answered by adding up every combination of them.
///
/// *Complexity*: O(2^nodes).
package struct BayesianNetwork: Sendable {
  package struct Node: Sendable {
    package let name: String
    /// Indices of earlier nodes.
    package let parents: [Int]
    /// The chance of yes given the parents' answers, in the order of `parents`.
    package let chance: @Sendable ([Bool]) -> Double

    package init(
      _ name: String, given parents: [Int] = [], chance: @escaping @Sendable ([Bool]) -> Double
    ) {
      self.name = name
      self.parents = parents
      self.chance = chance
    }
  }

  package let nodes: [Node]

  package init(_ nodes: [Node]) { self.nodes = nodes }

  /// P(evidence) and, for every node, P(yes | evidence).
  package func posterior(
    given evidence: [String: Bool]
  ) -> (evidence: Double, yes: [String: Double]) {
    var total = 0.0
    var yes = [Double](repeating: 0, count: nodes.count)
    for combination in 0..<(1 << nodes.count) {
      let answers = nodes.indices.map { combination >> $0 & 1 == 1 }
      guard
        nodes.indices.allSatisfy({ evidence[nodes[$0].name, default: answers[$0]] == answers[$0] })
      else { continue }
      var probability = 1.0
      for (index, node) in nodes.enumerated() {
        let chance = node.chance(node.parents.map { answers[$0] })
        probability *= answers[index] ? chance : 1 - chance
      }
      total += probability
      for index in nodes.indices where answers[index] { yes[index] += probability }
    }
    let posterior = zip(nodes, yes).map { ($0.name, $1 / total) }
    return (total, Dictionary(uniqueKeysWithValues: posterior))
  }
}

extension BayesianNetwork {
  /// The chest clinic of [LauritzenSpiegelhalter1988].
  package static let asia = BayesianNetwork([
    Node("a") { _ in 0.01 },
    Node("s") { _ in 0.5 },
    Node("t", given: [0]) { $0[0] ? 0.05 : 0.01 },
    Node("l", given: [1]) { $0[0] ? 0.1 : 0.01 },
    Node("b", given: [1]) { $0[0] ? 0.6 : 0.3 },
    Node("e", given: [2, 3]) { $0[0] || $0[1] ? 1 : 0 },
    Node("x", given: [5]) { $0[0] ? 0.98 : 0.05 },
    Node("d", given: [5, 4]) {
      switch ($0[0], $0[1]) {
      case (true, true): 0.9
      case (true, false): 0.7
      case (false, true): 0.8
      case (false, false): 0.1
      }
    },
  ])
}
