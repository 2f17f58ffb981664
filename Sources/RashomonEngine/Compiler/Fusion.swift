/// Operations that one kernel does at once: sums of products, choices by a comparison, tables.
///
/// A part goes away where nothing else uses it; an equality is done again in each choice that goes by it,
/// which costs nothing.
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
    case .add, .subtract: return sum(node, &graph, uses)
    case .exponential:
      let difference = graph.nodes[Int(node.a)]
      if difference.operation == .subtract, uses[Int(node.a)] == 1 {
        return Node(operation: .exponentialDifference, a: difference.a, b: difference.b)
      }
    case .select:
      let condition = graph.nodes[Int(node.a)]
      if condition.operation == .less, uses[Int(node.a)] == 1 {
        return below(condition, node, &graph, uses)
      }
      guard condition.operation == .equal else { return nil }
      let isRight = graph.constant(condition.b) != nil
      let (value, key) =
        isRight ? (condition.a, condition.b) : (condition.b, condition.a)
      guard graph.constant(key) != nil else { return nil }
      if let list = lookup(value, key, node, graph, uses) {
        return Node(operation: .lookup, a: value, list: graph.intern(list))
      }
      return Node(
        operation: .selectEqual, a: value, b: node.b, c: node.c,
        payload: graph.nodes[Int(key)].payload)
    default: break
    }
    return nil
  }

  /// A sum of two values that are multiplied and a third, or of a number and values times numbers.
  private static func sum(_ node: Node, _ graph: inout Graph, _ uses: [Int32]) -> Node? {
    // A product of two values is added as it is made.
    let (left, right) = (product(node.a, graph, uses), product(node.b, graph, uses))
    if let left, node.operation == .add {
      return Node(operation: .multiplyAdd, a: left.a, b: left.b, c: node.b)
    }
    if let right, node.operation == .add {
      return Node(operation: .multiplyAdd, a: right.a, b: right.b, c: node.a)
    }
    if let left, let number = graph.constant(node.b) {
      return Node(operation: .multiplyAdd, a: left.a, b: left.b, c: graph.number(-number))
    }
    guard left == nil, right == nil else { return nil }
    var terms = Terms()
    terms.add(node, factor: 1, graph, uses)
    let size = terms.values.count + (terms.number == 0 ? 0 : 1)
    guard size > 2 || terms.values.contains(where: { abs($0.factor) != 1 }),
      1...8 ~= terms.values.count
    else { return nil }
    let list = terms.values.flatMap { [$0.value, graph.number($0.factor)] }
    return Node(operation: .linear, list: graph.intern([graph.number(terms.number)] + list))
  }

  /// The terms of a sum, as far as nothing else uses its parts.
  private struct Terms {
    var number = 0.0
    var values: [(value: NodeID, factor: Double)] = []

    mutating func add(_ node: Node, factor: Double, _ graph: Graph, _ uses: [Int32]) {
      for (id, sign) in [(node.a, 1.0), (node.b, node.operation == .subtract ? -1 : 1)] {
        let factor = factor * sign
        let part = graph.nodes[Int(id)]
        if let number = graph.constant(id) {
          self.number += factor * number
        } else if uses[Int(id)] == 1, part.operation == .add || part.operation == .subtract {
          add(part, factor: factor, graph, uses)
        } else if uses[Int(id)] == 1, part.operation == .multiply,
          let number = graph.constant(part.a) ?? graph.constant(part.b)
        {
          values.append((graph.constant(part.a) == nil ? part.a : part.b, factor * number))
        } else {
          values.append((id, factor))
        }
      }
    }
  }

  /// A choice by which of two values is less.
  private static func below(
    _ less: Node, _ choice: Node, _ graph: inout Graph, _ uses: [Int32]
  ) -> Node? {
    let yes = graph.nodes[Int(choice.b)]
    // log x, which is no number from 0 down.
    if graph.isConstant(less.a, 0), yes.operation == .logarithm, yes.a == less.b,
      uses[Int(choice.b)] == 1, graph.constant(choice.c)?.isNaN == true
    {
      return Node(operation: .positiveLogarithm, a: less.b)
    }
    guard yes.operation == .constant, graph.constant(less.a) == nil, graph.constant(less.b) == nil
    else { return nil }
    return Node(
      operation: .selectLess, a: less.a, b: less.b, c: choice.c, payload: yes.payload)
  }

  /// Choices among numbers that go by one value alone, as a list of keys and numbers; nil for a single one.
  private static func lookup(
    _ value: NodeID, _ key: NodeID, _ choice: Node, _ graph: Graph, _ uses: [Int32]
  ) -> [NodeID]? {
    var pairs = [key, choice.b]
    var rest = choice.c
    while true {
      let next = graph.nodes[Int(rest)]
      guard next.operation == .select, uses[Int(rest)] == 1 else { break }
      let condition = graph.nodes[Int(next.a)]
      guard condition.operation == .equal, condition.a == value || condition.b == value,
        let other = [condition.a, condition.b].first(where: { graph.constant($0) != nil })
      else { break }
      pairs = [other, next.b] + pairs
      rest = next.c
    }
    let list = [rest] + pairs
    guard pairs.count > 2, list.count <= 64, list.allSatisfy({ graph.constant($0) != nil }) else {
      return nil
    }
    return list
  }

  /// A product that nothing else uses, of two values.
  private static func product(_ id: NodeID, _ graph: Graph, _ uses: [Int32]) -> Node? {
    let node = graph.nodes[Int(id)]
    let isProduct = node.operation == .multiply && uses[Int(id)] == 1
    return isProduct && graph.constant(node.a) == nil && graph.constant(node.b) == nil ? node : nil
  }
}
