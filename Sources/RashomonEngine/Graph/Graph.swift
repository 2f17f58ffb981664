import RashomonModel
import RashomonNumerics

/// The values of one day as an expression graph: hash-consed, with constants folded as they arise.
///
/// A node's operands stand before it. Of each node it is known which discrete draws it depends on,
/// openly (through formulas) or behind a continuous draw.
struct Graph {
  private(set) var nodes: [Node] = []
  private var index: [Node: NodeID] = [:]
  private(set) var lists: [[NodeID]] = []
  private var listIndex: [[NodeID]: Int32] = [:]
  private(set) var faultSites: [FaultSite] = []
  private var faultSiteIndex: [FaultSite: Int] = [:]
  private(set) var lawSites: [LawSite] = []
  private var lawSiteIndex: [LawSite: Int] = [:]
  private(set) var sharedErrorSites: [SharedErrorSite] = []
  private(set) var equilibriumSites: [EquilibriumSite] = []
  /// Whether a node is always 0 or 1.
  private var booleans: [Bool] = []
  /// `words` words for each node: open dependence on draws.
  private var open: [UInt64] = []
  /// The same, behind a continuous draw.
  private var hidden: [UInt64] = []
  /// Words of a set of draws.
  let words: Int

  init(drawCapacity: Int) {
    words = max(1, (drawCapacity + 63) / 64)
    nodes.reserveCapacity(1024)
    index.reserveCapacity(1024)
  }

  // MARK: Reading

  func constant(_ id: NodeID) -> Double? {
    let node = nodes[Int(id)]
    return node.operation == .constant ? Double(bitPattern: node.payload) : nil
  }

  func isConstant(_ id: NodeID, _ value: Double) -> Bool { constant(id) == value }

  func isBoolean(_ id: NodeID) -> Bool { booleans[Int(id)] }

  func arguments(_ node: Node) -> [NodeID] { node.list < 0 ? [] : lists[Int(node.list)] }

  func openDraws(_ id: NodeID) -> DrawSet {
    DrawSet(words: Array(open[Int(id) * words..<(Int(id) + 1) * words]))
  }

  func hiddenDraws(_ id: NodeID) -> DrawSet {
    DrawSet(words: Array(hidden[Int(id) * words..<(Int(id) + 1) * words]))
  }

  func dependsOnDraws(_ id: NodeID) -> Bool {
    for word in Int(id) * words..<(Int(id) + 1) * words where open[word] | hidden[word] != 0 {
      return true
    }
    return false
  }

  func depends(_ id: NodeID, on draw: Int) -> Bool {
    let word = Int(id) * words + draw / 64
    return (open[word] | hidden[word]) & (1 << UInt64(draw % 64)) != 0
  }

  // MARK: Building without folding

  mutating func insert(_ node: Node) -> NodeID {
    if let known = index[node] { return known }
    let id = NodeID(nodes.count)
    nodes.append(node)
    index[node] = id
    booleans.append(isBoolean(node))
    noteDraws(of: node)
    return id
  }

  private mutating func noteDraws(of node: Node) {
    let base = open.count
    open.append(contentsOf: repeatElement(0, count: words))
    hidden.append(contentsOf: repeatElement(0, count: words))
    if node.operation == .draw {
      open[base + Int(node.payload) / 64] |= 1 << (node.payload % 64)
      return
    }
    for operand in [node.a, node.b, node.c] where operand >= 0 { inherit(operand, at: base) }
    for operand in arguments(node) { inherit(operand, at: base) }
    switch node.operation {
    case .sample, .conditioned, .opaque: break
    default: return
    }
    for word in base..<base + words {
      hidden[word] |= open[word]
      open[word] = 0
    }
  }

  private mutating func inherit(_ operand: NodeID, at base: Int) {
    for word in 0..<words {
      open[base + word] |= open[Int(operand) * words + word]
      hidden[base + word] |= hidden[Int(operand) * words + word]
    }
  }

  private func isBoolean(_ node: Node) -> Bool {
    switch node.operation {
    case .constant:
      let value = Double(bitPattern: node.payload)
      return value == 0 || value == 1
    case .not, .less, .lessOrEqual, .equal, .notEqual, .and, .or: return true
    case .select: return booleans[Int(node.b)] && booleans[Int(node.c)]
    case .minimum, .maximum, .multiply: return booleans[Int(node.a)] && booleans[Int(node.b)]
    default: return false
    }
  }

  mutating func intern(_ list: [NodeID]) -> Int32 {
    if let known = listIndex[list] { return known }
    let id = Int32(lists.count)
    lists.append(list)
    listIndex[list] = id
    return id
  }

  mutating func faultSite(_ site: FaultSite) -> Int {
    if let known = faultSiteIndex[site] { return known }
    faultSites.append(site)
    faultSiteIndex[site] = faultSites.count - 1
    return faultSites.count - 1
  }

  mutating func lawSite(_ site: LawSite) -> UInt64 {
    if let known = lawSiteIndex[site] { return UInt64(known) }
    lawSites.append(site)
    lawSiteIndex[site] = lawSites.count - 1
    return UInt64(lawSites.count - 1)
  }

  mutating func equilibriumSite(_ site: EquilibriumSite) -> Int {
    equilibriumSites.append(site)
    return equilibriumSites.count - 1
  }

  mutating func sharedErrorSite(_ site: SharedErrorSite) -> UInt64 {
    sharedErrorSites.append(site)
    return UInt64(sharedErrorSites.count - 1)
  }
}

/// A set of a day's discrete draws.
struct DrawSet: Hashable {
  var words: [UInt64]

  init(words: [UInt64]) { self.words = words }

  init(wordCount: Int) { words = Array(repeating: 0, count: wordCount) }

  func contains(_ draw: Int) -> Bool { words[draw / 64] & (1 << UInt64(draw % 64)) != 0 }

  mutating func insert(_ draw: Int) { words[draw / 64] |= 1 << UInt64(draw % 64) }

  mutating func formUnion(_ other: DrawSet) {
    for word in words.indices { words[word] |= other.words[word] }
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Ascending.
  var members: [Int] {
    var result: [Int] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(index * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }
}
