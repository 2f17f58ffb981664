extension Graph {
  /// The node with other operands, folded anew.
  mutating func rebuilt(
    _ node: Node, _ a: NodeID, _ b: NodeID, _ c: NodeID, _ list: [NodeID]
  ) -> NodeID {
    switch node.operation {
    case .constant, .cell, .input, .uniform, .draw: return insert(node)
    case .negate, .not, .floor, .absolute, .exponential, .logarithm, .squareRoot, .logistic,
      .normalQuantile:
      return unary(node.operation, a)
    case .add, .subtract, .multiply, .divide, .modulo, .power, .minimum, .maximum, .less,
      .lessOrEqual, .equal, .notEqual, .and, .or:
      return binary(node.operation, a, b)
    case .select: return select(a, b, c)
    case .mixture: return mixture(a, b, c)
    case .opaque: return a
    case .check:
      // The payload was packed from a `Check` by `checked`.
      let check = Check(rawValue: UInt8(truncatingIfNeeded: node.payload)) ?? .number
      return checked(check, a, mask: b, site: Int(node.payload >> 8))
    case .logSumExp: return logSumExp(list)
    case .equilibrium:
      return equilibrium(
        site: Int(node.payload & 0xFFFF_FFFF), option: Int(node.payload >> 32), operands: list)
    case .softmax: return softmax(list, option: Int(node.payload))
    case .function, .sample, .logDensity, .logProbability, .conditioned, .accept, .logProduct,
      .sharedError:
      var copy = node
      (copy.a, copy.b, copy.c) = (a, b, c)
      copy.list = intern(list)
      return insert(copy)
    case .weigh, .store, .multiplyAdd, .exponentialDifference, .selectEqual, .selectLess,
      .positiveLogarithm, .lookup, .linear:
      preconditionFailure("an effect is no value")
    }
  }
}
