import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// Functions of the catalogue and laws. The commonest are taken apart into plain operations, so that
// their constant parts fold and the loops over lanes stay simple; the rest go through the catalogue.

extension Graph {
  /// A function of `FunctionCatalog` by name.
  mutating func call(_ name: String, _ arguments: [NodeID]) -> NodeID {
    guard let index = FunctionCatalog.all.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("no function is called \(name)")
    }
    let values = arguments.map { constant($0) }
    if values.allSatisfy({ $0 != nil }) {
      return number(FunctionCatalog.all[index].evaluate(lanes(values.compactMap(\.self))))
    }
    return known(name, arguments, values)
      ?? insert(
        Node(operation: .function, list: intern(arguments), payload: UInt64(index)))
  }

  private mutating func known(
    _ name: String, _ arguments: [NodeID], _ values: [Double?]
  ) -> NodeID? {
    switch name {
    case AbsoluteValue.name: return unary(.absolute, arguments[0])
    case ExponentialFunction.name: return unary(.exponential, arguments[0])
    case SquareRoot.name: return unary(.squareRoot, arguments[0])
    case LogisticFunction.name: return unary(.logistic, arguments[0])
    case NaturalLogarithm.name:
      let isPositive = binary(.less, number(0), arguments[0])
      return select(isPositive, unary(.logarithm, arguments[0]), number(.nan))
    case Minimum.name, Maximum.name:
      // The operation returns its right side where either is NaN; a constant goes left.
      let operation = name == Minimum.name ? Operation.minimum : .maximum
      if let value = values[0], !value.isNaN {
        return binary(operation, arguments[0], arguments[1])
      }
      if let value = values[1], !value.isNaN {
        return binary(operation, arguments[1], arguments[0])
      }
      return nil
    case Clamp.name:
      guard let low = values[1], let high = values[2], low <= high else { return nil }
      return binary(.minimum, arguments[2], binary(.maximum, arguments[1], arguments[0]))
    case Rising.name:
      guard let from = values[1], let to = values[2], from != to else { return nil }
      // 2 log 19, as in `Rising`.
      let slope = 5.888_877_958_332_880_5 / (to - from)
      let shifted = binary(.subtract, arguments[0], number(from + 0.5 * (to - from)))
      return unary(.logistic, binary(.multiply, number(slope), shifted))
    default: return nil
    }
  }

  private func lanes(_ values: [Double]) -> SIMD4<Double> {
    var lanes = SIMD4<Double>()
    for (index, value) in values.enumerated() { lanes[index] = value }
    return lanes
  }

  // MARK: Laws

  private func distribution(_ name: String) -> Int {
    guard let index = DistributionCatalog.all.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("no distribution is called \(name)")
    }
    return index
  }

  private mutating func site(
    _ name: String, _ owner: Owner, statement: UInt64 = 0
  ) -> LawSite {
    let fault = faultSite(
      FaultSite(variable: owner.name, place: owner.place, problem: .law(name)))
    return LawSite(distribution: distribution(name), statement: statement, site: fault)
  }

  /// `value` if the law accepts its arguments; a fault where it does not.
  mutating func accepted(
    _ value: NodeID, _ name: String, _ arguments: [NodeID], _ owner: Owner
  ) -> NodeID {
    let values = arguments.compactMap { constant($0) }
    let family = DistributionCatalog.all[distribution(name)]
    if values.count == arguments.count, family.accepts(lanes(values)) { return value }
    if value == arguments[0],
      let check = Check(first: name, second: arguments.dropFirst().first.flatMap { constant($0) })
    {
      return checked(check, value, site: site(name, owner).site)
    }
    let site = lawSite(site(name, owner))
    return insert(Node(operation: .accept, a: value, list: intern(arguments), payload: site))
  }

  /// The arguments of a normal or lognormal law, checked: centre and scale, for a lognormal the
  /// logarithms of its median and spread.
  mutating func locationScale(
    _ name: String, _ arguments: [NodeID], _ owner: Owner
  ) -> (centre: NodeID, scale: NodeID) {
    if name == LogNormal.name {
      let median = accepted(arguments[0], name, arguments, owner)
      return (unary(.logarithm, median), unary(.logarithm, arguments[1]))
    }
    return (accepted(arguments[0], name, arguments, owner), arguments[1])
  }

  /// A draw from a law with the numbers of a statement.
  mutating func sample(
    _ name: String, _ arguments: [NodeID], statement: UInt64, _ owner: Owner
  ) -> NodeID {
    switch name {
    case Normal.name:
      let z = unary(.normalQuantile, uniform(statement))
      let mean = accepted(arguments[0], name, arguments, owner)
      return opaque(binary(.add, mean, binary(.multiply, arguments[1], z)))
    case LogNormal.name:
      let z = unary(.normalQuantile, uniform(statement))
      let median = accepted(arguments[0], name, arguments, owner)
      let factor = unary(.exponential, binary(.multiply, unary(.logarithm, arguments[1]), z))
      return opaque(binary(.multiply, median, factor))
    case Uniform.name:
      let low = accepted(arguments[0], name, arguments, owner)
      let width = binary(.subtract, arguments[1], arguments[0])
      return opaque(binary(.add, low, binary(.multiply, width, uniform(statement))))
    default:
      let site = lawSite(site(name, owner, statement: statement))
      return insert(Node(operation: .sample, list: intern(arguments), payload: site))
    }
  }

  mutating func logDensity(
    _ name: String, at value: NodeID, _ arguments: [NodeID], _ owner: Owner
  ) -> NodeID {
    if name == Normal.name || name == LogNormal.name, let point = constant(value) {
      if name == LogNormal.name, point <= 0 || point == .infinity { return number(-.infinity) }
      let (centre, scale) = locationScale(name, arguments, owner)
      let target = name == LogNormal.name ? unary(.logarithm, value) : value
      let distance = binary(.subtract, target, centre)
      let inverse = constant(scale).map { number(1 / $0) }
      let z = inverse.map { binary(.multiply, distance, $0) } ?? binary(.divide, distance, scale)
      let square = binary(.multiply, number(-0.5), binary(.multiply, z, z))
      var norm = binary(.add, unary(.logarithm, scale), number(logRootTwoPi))
      if name == LogNormal.name { norm = binary(.add, norm, target) }
      return binary(.subtract, square, norm)
    }
    if name == Poisson.name, let count = constant(value), isSmallCount(count) {
      let mean = accepted(arguments[0], name, arguments, owner)
      let term = binary(.multiply, number(count), unary(.logarithm, mean))
      let logDensity = count == 0 ? unary(.negate, mean) : binary(.subtract, term, mean)
      return binary(.subtract, logDensity, number(logGamma(count + 1)))
    }
    let values = arguments.compactMap { constant($0) }
    let family = DistributionCatalog.all[distribution(name)]
    if let value = constant(value), values.count == arguments.count,
      family.accepts(lanes(values))
    {
      return number(family.logDensity(of: value, lanes(values)))
    }
    let site = lawSite(site(name, owner))
    return insert(
      Node(operation: .logDensity, a: value, list: intern(arguments), payload: site))
  }

  /// Whether the terms of a Poisson's log density are small enough to be added up as they are.
  private func isSmallCount(_ value: Double) -> Bool {
    value >= 0 && value <= 1_000 && value == value.rounded(.down)
  }

  /// log P(low ≤ X ≤ high).
  mutating func logProbability(
    _ name: String, from low: NodeID, to high: NodeID, _ arguments: [NodeID], _ owner: Owner
  ) -> NodeID {
    let values = arguments.compactMap { constant($0) }
    let family = DistributionCatalog.all[distribution(name)]
    if let low = constant(low), let high = constant(high), values.count == arguments.count,
      family.accepts(lanes(values))
    {
      return number(family.logProbability(from: low, to: high, lanes(values)))
    }
    let site = lawSite(site(name, owner))
    return insert(
      Node(
        operation: .logProbability, a: low, b: high, list: intern(arguments), payload: site))
  }

  /// A draw from a law given that it lies between two values.
  mutating func conditioned(
    _ name: String, from low: NodeID, to high: NodeID, _ arguments: [NodeID],
    statement: UInt64, _ owner: Owner
  ) -> NodeID {
    let site = lawSite(site(name, owner))
    let uniform = uniform(statement)
    return insert(
      Node(
        operation: .conditioned, a: uniform, b: low, c: high, list: intern(arguments),
        payload: site))
  }

  /// The chance of an option where actors anticipate each other.
  ///
  /// - Parameter operands: as `EquilibriumSite` says.
  mutating func equilibrium(site: Int, option: Int, operands: [NodeID]) -> NodeID {
    let values = operands.compactMap { constant($0) }
    if values.count == operands.count {
      return number(equilibriumSites[site].chances(values)[option])
    }
    let list = intern(operands)
    let solution = insert(Node(operation: .equilibrium, list: list, payload: UInt64(site)))
    guard option > 0 else { return solution }
    return insert(
      Node(
        operation: .equilibrium, a: solution, list: list,
        payload: UInt64(site) | UInt64(option) << 32))
  }

  /// e^u of one worth through the sum over all, against the largest; a worth of −∞ has no share.
  mutating func softmax(_ worths: [NodeID], option: Int) -> NodeID {
    let values = worths.compactMap { constant($0) }
    if values.count == worths.count { return number(RashomonEngine.softmax(values)[option]) }
    let list = intern(worths)
    let first = insert(Node(operation: .softmax, list: list))
    guard option > 0 else { return first }
    return insert(Node(operation: .softmax, a: first, list: list, payload: UInt64(option)))
  }

  /// Log likelihood of rows that share an error, by quadrature.
  mutating func sharedError(_ site: SharedErrorSite, operands: [NodeID]) -> NodeID {
    let payload = sharedErrorSite(site)
    return insert(Node(operation: .sharedError, list: intern(operands), payload: payload))
  }

  func isDiscrete(_ name: String) -> Bool {
    DistributionCatalog.all[distribution(name)].support.isDiscrete
  }

  func distributionIndex(_ name: String) -> Int { distribution(name) }
}

/// Whose value it is, for messages.
struct Owner: Hashable, Sendable {
  let name: String
  let place: String
}

/// e^u of each worth through their sum, none above 1.
func softmax(_ worths: [Double]) -> [Double] {
  guard let largest = worths.max() else { return [] }
  let weights = worths.map { exp($0 - largest) }
  let inverse = 1 / weights.reduce(0, +)
  return weights.map { $0 * inverse }
}

/// log √(2π).
let logRootTwoPi = 0.918_938_533_204_672_741_78
