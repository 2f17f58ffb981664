import RashomonModel
import RashomonNumerics

extension ModelGenerator {
  /// A formula whose value is a moderate number for any values of the variables.
  mutating func number(depth: Int) -> Expression {
    guard depth > 0 else { return leaf() }
    switch whole(0...11) {
    case 0: return .binary(.add, number(depth: depth - 1), number(depth: depth - 1))
    case 1: return .binary(.subtract, number(depth: depth - 1), number(depth: depth - 1))
    case 2:
      return .binary(
        .multiply, clamped(number(depth: depth - 1), -8, 8), number(depth: depth - 1))
    case 3: return .binary(.divide, number(depth: depth - 1), positive(depth: depth - 1))
    case 4: return .binary(.minimum, number(depth: depth - 1), number(depth: depth - 1))
    case 5: return .binary(.maximum, number(depth: depth - 1), number(depth: depth - 1))
    case 6: return .unary(.negate, number(depth: depth - 1))
    case 7:
      return .choose(
        condition(depth: depth - 1), number(depth: depth - 1), number(depth: depth - 1))
    case 8:
      return .binary(
        .power, clamped(positive(depth: depth - 1), 0.05, 8), .constant(one(of: [0.5, 2, -1, 1.5])))
    case 9:
      return .choose(
        .binary(.equal, .today, .constant(Double(whole(0...dayCount - 1)))),
        number(depth: depth - 1), leaf())
    default: return called(depth: depth)
    }
  }

  private mutating func called(depth: Int) -> Expression {
    let argument = number(depth: depth - 1)
    let name = one(of: [
      "abs", "min", "max", "clamp", "exp", "log", "sqrt", "logistic", "normal_cdf", "rising",
    ])
    guard FunctionCatalog.named(name) != nil else { return argument }
    switch name {
    case "min", "max": return .call(name, [argument, number(depth: depth - 1)])
    case "clamp": return .call(name, [argument, .constant(-2), .constant(real(-1...6))])
    case "exp": return .call(name, [clamped(argument, -6, 2)])
    case "log", "sqrt": return .call(name, [positive(depth: depth - 1)])
    case "rising": return .call(name, [argument, .constant(real(-2...0)), .constant(real(1...3))])
    default: return .call(name, [argument])
    }
  }

  private mutating func leaf() -> Expression {
    if flip(0.15) { return .binary(.multiply, .today, .constant(0.25)) }
    if readable.isEmpty || flip(0.3) { return .constant(real(-3...3)) }
    return .binary(
      .maximum, .constant(-20), .binary(.minimum, .constant(20), .variable(one(of: readable))))
  }

  /// Above 0.05 always.
  mutating func positive(depth: Int) -> Expression {
    .binary(
      .add, .constant(real(0.05...1)),
      .binary(
        .maximum, number(depth: depth), .unary(.negate, clamped(number(depth: depth), -6, 0)))
    )
    .atLeast(0.05)
  }

  /// 1 or 0.
  mutating func condition(depth: Int) -> Expression {
    let comparison = Expression.binary(
      one(of: [.less, .lessOrEqual, .greater, .greaterOrEqual]), number(depth: depth),
      number(depth: depth))
    guard depth > 0, flip(0.4) else { return comparison }
    switch whole(0...2) {
    case 0: return .unary(.not, comparison)
    case 1: return .binary(.and, comparison, condition(depth: depth - 1))
    default: return .binary(.or, comparison, condition(depth: depth - 1))
    }
  }

  /// Between 0 and 1, rarely either.
  mutating func probability(depth: Int) -> Expression {
    switch whole(0...3) {
    case 0: return .constant(real(0...1))
    case 1: return clamped(number(depth: depth), 0, 1)
    case 2:
      return .binary(
        .divide, .constant(1),
        .binary(
          .add, .constant(1), .binary(.maximum, .constant(0.01), positive(depth: depth))))
    default:
      return .choose(
        condition(depth: depth), .constant(real(0.02...0.98)), .constant(real(0.02...0.98)))
    }
  }

  func clamped(_ expression: Expression, _ low: Double, _ high: Double) -> Expression {
    .binary(.maximum, .constant(low), .binary(.minimum, .constant(high), expression))
  }

  /// Probabilities that add up to 1.
  mutating func split(_ count: Int, depth: Int) -> [Expression] {
    let weights = (0..<count).map { _ in clamped(positive(depth: depth), 0.05, 9) }
    let total = weights.dropFirst().reduce(weights[0]) { .binary(.add, $0, $1) }
    return weights.map { .binary(.divide, $0, total) }
  }

  /// Laws over the real line, above zero and over counts.
  mutating func law(_ kind: LawKind, depth: Int) -> Law {
    let centre = clamped(number(depth: depth), -8, 8)
    let scale = clamped(positive(depth: depth), 0.2, 5)
    let size = clamped(positive(depth: depth), 0.3, 8)
    let choices: [Law] =
      switch kind {
      case .real:
        [
          Law("normal", [centre, scale]),
          Law("student_t", [centre, scale, .constant(real(2.5...9))]),
          Law("uniform", [centre, .binary(.add, centre, scale)]),
        ]
      case .positive:
        [
          Law("lognormal", [size, .constant(real(1.2...3))]),
          Law("gamma", [size, clamped(scale, 0.3, 3)]), Law("exponential", [size]),
        ]
      case .counts:
        [
          Law("poisson", [size]), Law("negative_binomial", [size, .constant(real(0.5...4))]),
          Law("binomial", [.constant(Double(whole(2...9))), .constant(real(0.1...0.9))]),
        ]
      }
    let known = choices.filter { DistributionCatalog.named($0.distribution) != nil }
    return known.isEmpty ? Law("normal", [centre, scale]) : one(of: known)
  }

  enum LawKind { case real, positive, counts }

  mutating func anyDefinition(depth: Int) -> Definition {
    switch whole(0...4) {
    case 0: .formula(clamped(number(depth: depth), -8, 8))
    case 1: .drawn(law(one(of: [.real, .positive, .counts]), depth: depth - 1))
    case 2, 3: .chance(probability(depth: depth))
    default: .pick(split(whole(2...4), depth: depth - 1))
    }
  }

  /// As any, but no pick, and a formula or a law over the reals most of the time.
  mutating func stateDefinition(depth: Int) -> Definition {
    switch whole(0...5) {
    case 0, 1, 2: .formula(clamped(number(depth: depth), -8, 8))
    case 3, 4: .drawn(law(.real, depth: depth - 1))
    default: .chance(probability(depth: depth))
    }
  }
}

extension Expression {
  fileprivate func atLeast(_ bound: Double) -> Expression {
    .binary(.maximum, .constant(bound), self)
  }
}
