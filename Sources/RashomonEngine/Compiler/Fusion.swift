/// Pairs of operations that one kernel does as fast as one of them.
///
/// The first of a pair goes away where nothing else uses it; an equality is done again in each choice that
/// goes by it, which costs nothing.
struct Fusion {
  private var fused: [NodeID: Node] = [:]

  /// - Parameters:
  ///   - order: all nodes that matter, operands first.
  ///   - uses: how often each node is used.
  init(_ graph: inout Graph, order: [NodeID], uses: [Int32]) {
    for id in order {
      if let node = Self.fused(graph.nodes[Int(id)], &graph, uses) { fused[id] = node }
    }
  }

  /// The node as it is to be computed.
  func node(_ id: NodeID, _ graph: Graph) -> Node { fused[id] ?? graph.nodes[Int(id)] }

  private static func fused(
    _ node: Node, _ graph: inout Graph, _ uses: [Int32]
  ) -> Node? {
    switch node.operation {
    case .add:
      if let factors = product(node.a, graph, uses) {
        return Node(operation: .multiplyAdd, a: factors.a, b: factors.b, c: node.b)
      }
      if let factors = product(node.b, graph, uses) {
        return Node(operation: .multiplyAdd, a: factors.a, b: factors.b, c: node.a)
      }
    case .subtract:
      // a·k − c for a number c, c − a·k for a number k: a sum with the opposite number.
      if let factors = product(node.a, graph, uses), let number = graph.constant(node.b) {
        let c = graph.number(-number)
        return Node(operation: .multiplyAdd, a: factors.a, b: factors.b, c: c)
      }
      if let factors = product(node.b, graph, uses), let number = graph.constant(factors.b) {
        let b = graph.number(-number)
        return Node(operation: .multiplyAdd, a: factors.a, b: b, c: node.a)
      }
    case .exponential:
      let difference = graph.nodes[Int(node.a)]
      if difference.operation == .subtract, uses[Int(node.a)] == 1 {
        return Node(operation: .exponentialDifference, a: difference.a, b: difference.b)
      }
    case .select:
      let condition = graph.nodes[Int(node.a)]
      guard condition.operation == .equal else { return nil }
      let (left, right) = (graph.nodes[Int(condition.a)], graph.nodes[Int(condition.b)])
      if right.operation == .constant {
        return Node(
          operation: .selectEqual, a: condition.a, b: node.b, c: node.c, payload: right.payload)
      }
      if left.operation == .constant {
        return Node(
          operation: .selectEqual, a: condition.b, b: node.b, c: node.c, payload: left.payload)
      }
    default: break
    }
    return nil
  }

  /// The factors of a product that nothing else uses, a number on the right.
  private static func product(_ id: NodeID, _ graph: Graph, _ uses: [Int32]) -> Node? {
    let node = graph.nodes[Int(id)]
    guard node.operation == .multiply, uses[Int(id)] == 1 else { return nil }
    return graph.constant(node.a) == nil
      ? node : Node(operation: .multiply, a: node.b, b: node.a)
  }
}
