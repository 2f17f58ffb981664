import RashomonModel

extension DayCompiler {
  /// Readings whose probabilities are multiplied before one logarithm is taken.
  private static var factorsPerLogarithm: Int { 8 }

  /// The program of everything that matters, with the draws settled.
  mutating func assemble() -> Program {
    var assembler = Assembler(cellCount: blueprint.cells.count + extraCells)
    var effects: [Assembler.Effect] = logWeightTerms().map { .weigh($0) }
    for store in stores {
      let value = resolved(store.value)
      let node = graph.nodes[Int(value)]
      if node.operation == .cell, node.payload == UInt64(store.cell) { continue }
      effects.append(.store(cell: store.cell, value))
    }
    let inputs =
      mode == .given
      ? liveDraws.members.map {
        DiscreteDraw(variable: draws[$0].variable, outcomeCount: draws[$0].outcomeCount)
      } : []
    return assembler.assemble(&graph, effects, day: day, inputs: inputs)
  }

  /// The log weight of the day's record, as one value.
  mutating func logWeight() -> NodeID {
    logWeightTerms().reduce(graph.number(0)) { graph.binary(.add, $0, $1) }
  }

  /// What adds up to the log weight of the day's record.
  private mutating func logWeightTerms() -> [NodeID] {
    var terms: [NodeID] = []
    let weights = factors.filter { !graph.isConstant($0, 1) }
    var start = 0
    while start < weights.count {
      let end = min(start + Self.factorsPerLogarithm, weights.count)
      terms.append(graph.logProduct(Array(weights[start..<end])))
      start = end
    }
    for term in logTerms { terms.append(resolved(term)) }
    return terms
  }
}

/// Schedules a graph and gives its values columns.
struct Assembler {
  enum Effect {
    case weigh(NodeID)
    case store(cell: Int, NodeID)

    var value: NodeID {
      switch self {
      case .weigh(let value), .store(_, let value): value
      }
    }
  }

  private enum Position {
    case node(NodeID)
    case effect(Int)
  }

  let cellCount: Int
  private var order: [NodeID] = []
  private var isPlaced: [Bool] = []
  private var instructions: [Program.Instruction] = []
  private var operands: [Int32] = []
  private var constants: [Double] = []
  private var constantIndex: [UInt64: Int32] = [:]
  private var columns: [Int32] = []
  private var uses: [Int32] = []
  private var freeColumns: [Int32] = []
  private var columnCount = 0
  private var firstScratch = 0
  private var fusion: Fusion?
  /// The shares of options but the first, by that of the first and the option.
  private var otherShares: [SIMD2<NodeID>: NodeID] = [:]
  /// The cell that a node's value is to stand in at the end, where it can be computed there.
  private var cellOf: [NodeID: Int] = [:]
  private var cellNodes: [Int: NodeID] = [:]

  init(cellCount: Int) { self.cellCount = cellCount }

  mutating func assemble(
    _ graph: inout Graph, _ effects: [Effect], day: Int, inputs: [DiscreteDraw]
  ) -> Program {
    firstScratch = cellCount + inputs.count
    fuse(effects, &graph)
    columns = Array(repeating: Program.none, count: graph.nodes.count)
    var stored: Set<Int> = []
    for case .store(let cell, _) in effects { stored.insert(cell) }
    // Weights are added where their value is there, so that it need not be kept; cells change only
    // once nothing reads them any more.
    var ends: [Int] = []
    for effect in effects {
      place(effect.value, graph)
      ends.append(order.count)
    }
    countUses(effects, graph)
    chooseCells(effects, graph)
    var next = 0
    for (position, node) in order.enumerated() {
      while next < effects.count, ends[next] <= position { emitWeight(effects[next], graph, &next) }
      emit(node, graph)
    }
    while next < effects.count { emitWeight(effects[next], graph, &next) }
    emitStores(effects, stored, graph)
    let drawsContinuously = order.contains {
      switch graph.nodes[Int($0)].operation {
      case .uniform, .sample, .conditioned: true
      default: false
      }
    }
    return Program(
      instructions: instructions,
      steps: Steps(
        instructions, operands: operands, constants: constants, lawSites: graph.lawSites),
      operands: operands, constants: constants,
      lawSites: graph.lawSites, faultSites: graph.faultSites,
      sharedErrorSites: graph.sharedErrorSites, equilibriumSites: graph.equilibriumSites,
      cellCount: cellCount, inputCount: inputs.count,
      scratchCount: columnCount, day: day, inputs: inputs, drawsContinuously: drawsContinuously)
  }

  // MARK: Fusing

  private mutating func fuse(_ effects: [Effect], _ graph: inout Graph) {
    isPlaced = Array(repeating: false, count: graph.nodes.count)
    for effect in effects { place(effect.value, graph) }
    countUses(effects, graph)
    fusion = Fusion(&graph, order: order, uses: uses)
    isPlaced = Array(repeating: false, count: graph.nodes.count)
    order = []
  }

  private mutating func countUses(_ effects: [Effect], _ graph: Graph) {
    uses = Array(repeating: 0, count: graph.nodes.count)
    for node in order { for operand in operandIDs(node, graph) { uses[Int(operand)] += 1 } }
    for effect in effects { uses[Int(effect.value)] += 1 }
  }

  /// A value that goes to one cell is computed in it, if by then nothing reads the cell any more.
  private mutating func chooseCells(_ effects: [Effect], _ graph: Graph) {
    for case .store(let cell, let value) in effects where cellOf[value] == nil {
      cellOf[value] = cell
    }
    for node in order {
      for operand in operandIDs(node, graph)
      where graph.nodes[Int(operand)].operation == .cell {
        cellNodes[Int(graph.nodes[Int(operand)].payload)] = operand
      }
    }
    for effect in effects where graph.nodes[Int(effect.value)].operation == .cell {
      cellNodes[Int(graph.nodes[Int(effect.value)].payload)] = effect.value
    }
  }

  /// The cell to compute a node in, or nil.
  private func freeCell(for id: NodeID, _ graph: Graph) -> Int? {
    guard let cell = cellOf[id] else { return nil }
    guard let reader = cellNodes[cell] else { return cell }
    if uses[Int(reader)] == 0 { return cell }
    // This node may be the last to read it, lane by lane before it writes.
    let node = self.node(id, graph)
    let own = operandIDs(id, graph).count { $0 == reader }
    return node.operation.isLaneByLane && Int(uses[Int(reader)]) == own ? cell : nil
  }

  private func node(_ id: NodeID, _ graph: Graph) -> Node {
    fusion?.node(id, graph) ?? graph.nodes[Int(id)]
  }

  // MARK: Order

  private func operandIDs(_ id: NodeID, _ graph: Graph) -> [NodeID] {
    let node = node(id, graph)
    // What the first option's share has computed is not computed again.
    if node.operation == .softmax, node.a >= 0 { return [node.a] }
    return [node.a, node.b, node.c].filter { $0 >= 0 } + graph.arguments(node)
  }

  /// Operands first, depth first, so that values live briefly.
  private mutating func place(_ id: NodeID, _ graph: Graph) {
    guard !isPlaced[Int(id)] else { return }
    isPlaced[Int(id)] = true
    for operand in operandIDs(id, graph) { place(operand, graph) }
    switch graph.nodes[Int(id)].operation {
    case .constant, .cell, .input: break
    default: order.append(id)
    }
    let node = graph.nodes[Int(id)]
    if node.operation == .softmax, node.a >= 0 {
      otherShares[SIMD2(node.a, NodeID(node.payload))] = id
    }
  }

  // MARK: Instructions

  private mutating func operand(_ id: NodeID, _ graph: Graph) -> Int32 {
    guard id >= 0 else { return Program.none }
    let node = graph.nodes[Int(id)]
    switch node.operation {
    case .constant: return constant(node.payload)
    case .cell: return Int32(node.payload)
    case .input: return Int32(cellCount) + Int32(node.payload)
    default: return columns[Int(id)]
    }
  }

  private mutating func constant(_ bits: UInt64) -> Int32 {
    if let known = constantIndex[bits] { return -1 - known }
    let index = Int32(constants.count)
    constants.append(Double(bitPattern: bits))
    constantIndex[bits] = index
    return -1 - index
  }

  private mutating func emit(_ id: NodeID, _ graph: Graph) {
    let node = node(id, graph)
    if node.operation == .softmax { return emitShares(id, node, graph) }
    let list = graph.arguments(node).map { operand($0, graph) }
    let start = operands.count
    operands += list
    let (a, b, c) = (operand(node.a, graph), operand(node.b, graph), operand(node.c, graph))
    // Its own column is taken before those of its operands are free: no operation overwrites what
    // it reads, which lets the loops run on whole vectors.
    // A check whose operand nothing else reads looks at it where it stands.
    let isInPlace =
      (node.operation == .check || node.operation == .accept) && node.b < 0
      && a >= Int32(firstScratch)
      && Int(uses[Int(node.a)]) == operandIDs(id, graph).count { $0 == node.a }
    let cell = freeCell(for: id, graph)
    let target = cell.map { Int32($0) } ?? (isInPlace ? a : takeColumn())
    columns[Int(id)] = target
    if isInPlace, cell == nil { columns[Int(node.a)] = Program.none }
    instructions.append(
      Program.Instruction(
        operation: node.operation, target: target, a: a, b: b, c: c, listStart: Int32(start),
        listCount: Int32(list.count), payload: node.payload))
    for used in operandIDs(id, graph) { release(used) }
    if uses[Int(id)] == 0, cell == nil { freeColumns.append(target) }
  }

  /// The first option's share gives all options their columns.
  private mutating func emitShares(_ id: NodeID, _ node: Node, _ graph: Graph) {
    if node.a < 0 {
      let worths = graph.arguments(node)
      let shares =
        [id] + (1..<max(1, worths.count)).map { otherShares[SIMD2(id, NodeID($0))] ?? -1 }
      let targets = shares.map { _ in takeColumn() }
      let start = operands.count
      operands += worths.map { operand($0, graph) } + targets
      instructions.append(
        Program.Instruction(
          operation: .softmax, target: targets[0], a: Program.none, b: Program.none,
          c: Program.none, listStart: Int32(start), listCount: Int32(2 * worths.count),
          payload: 0))
      for (share, target) in zip(shares, targets) {
        if share >= 0 { columns[Int(share)] = target } else { freeColumns.append(target) }
      }
    }
    for used in operandIDs(id, graph) { release(used) }
  }

  private mutating func emitWeight(_ effect: Effect, _ graph: Graph, _ next: inout Int) {
    next += 1
    guard case .weigh(let value) = effect else { return }
    emit(.weigh, target: Program.none, value, graph)
    release(value)
  }

  /// Stores come last. A cell that is copied to another and itself overwritten is saved first.
  private mutating func emitStores(_ effects: [Effect], _ stored: Set<Int>, _ graph: Graph) {
    var saved: [Int: Int32] = [:]
    for case .store(_, let value) in effects {
      let node = graph.nodes[Int(value)]
      guard node.operation == .cell, stored.contains(Int(node.payload)),
        saved[Int(node.payload)] == nil
      else { continue }
      let column = takeColumn()
      saved[Int(node.payload)] = column
      emit(.store, target: column, value, graph)
    }
    for case .store(let cell, let value) in effects {
      let node = graph.nodes[Int(value)]
      if columns[Int(value)] == Int32(cell) { continue }
      if node.operation == .cell, let column = saved[Int(node.payload)] {
        emit(.store, target: Int32(cell), from: column)
      } else {
        emit(.store, target: Int32(cell), value, graph)
      }
    }
  }

  private mutating func emit(
    _ operation: Operation, target: Int32, _ value: NodeID, _ graph: Graph
  ) {
    emit(operation, target: target, from: operand(value, graph))
  }

  private mutating func emit(_ operation: Operation, target: Int32, from column: Int32) {
    instructions.append(
      Program.Instruction(
        operation: operation, target: target, a: column, b: Program.none, c: Program.none,
        listStart: 0, listCount: 0, payload: 0))
  }

  // MARK: Columns

  private mutating func takeColumn() -> Int32 {
    if let column = freeColumns.popLast() { return column }
    columnCount += 1
    return Int32(firstScratch + columnCount - 1)
  }

  private mutating func release(_ id: NodeID) {
    uses[Int(id)] -= 1
    guard uses[Int(id)] == 0, columns[Int(id)] >= Int32(firstScratch) else { return }
    freeColumns.append(columns[Int(id)])
  }
}
