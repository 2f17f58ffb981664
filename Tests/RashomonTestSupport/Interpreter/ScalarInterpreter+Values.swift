import RashomonModel
import RashomonNumerics

// Values of a day, each computed when it is first asked for.

extension ScalarInterpreter {
  func value(of variable: VariableID, at moment: inout Moment) -> Double {
    if let known = moment.values[variable.index] { return known }
    if let group = moment.plan.groupOf[variable], !moment.isResolved[group] {
      resolve(group, at: &moment)
      if let known = moment.values[variable.index] { return known }
    }
    let result: Double
    switch definitions[variable] {
    case .assigned(let definition):
      if let measurement = moment.plan.measurementOfTruth[variable],
        case .drawn(let law) = definition
      {
        result = drawTruth(of: measurement, from: law, at: &moment)
      } else if let sighting = moment.plan.sightings[variable] {
        result = draw(sighting, at: &moment)
      } else {
        result = draw(definition, address: name(of: variable), at: &moment)
      }
    case .share(let step, let option):
      guard case .shares(_, let utilities, let allowed) = model.steps[step] else {
        preconditionFailure("the definition of a share points at its step")
      }
      result = shares(utilities, allowed, at: &moment)[option]
    case .anticipated(let step):
      guard case .equilibrium(let anticipation) = model.steps[step] else {
        preconditionFailure("the definition of a share points at its step")
      }
      respond(to: anticipation, at: &moment)
      return moment.values[variable.index] ?? .nan
    case nil:
      preconditionFailure("\(name(of: variable)) is read but never defined")
    }
    moment.values[variable.index] = result
    return result
  }

  /// A value by any definition, with the random number that stands at `address`.
  func draw(_ definition: Definition, address: String, at moment: inout Moment) -> Double {
    switch definition {
    case .formula(let expression):
      return evaluate(expression, at: &moment)
    case .drawn(let law):
      let family = family(of: law)
      let parameters = parameters(of: law, at: &moment)
      return family.sample(parameters, at: key(address, at: moment), lane: lane(of: moment))
    case .chance(let probability):
      let chance = evaluate(probability, at: &moment)
      return choose([chance, 1 - chance], by: uniform(address, at: moment), at: &moment) == 0
        ? 1 : 0
    case .pick(let probabilities):
      let chances = probabilities.map { evaluate($0, at: &moment) }
      return Double(choose(chances, by: uniform(address, at: moment), at: &moment))
    }
  }

  /// The first index whose cumulative chance exceeds `uniform`, the last if none does.
  func choose(_ chances: [Double], by uniform: Double, at moment: inout Moment) -> Int {
    var cumulative = 0.0
    var chosen: Int?
    for (index, chance) in chances.dropLast().enumerated() {
      cumulative += chance
      moment.margin = min(moment.margin, abs(uniform - cumulative))
      if chosen == nil, uniform < cumulative { chosen = index }
    }
    return chosen ?? chances.count - 1
  }

  /// Repeated response, half a step at a time, which settles where actors do not mind each other too
  /// much.
  private func respond(to anticipation: Anticipation, at moment: inout Moment) {
    func forgetBetween(_ moment: inout Moment) {
      for assignment in anticipation.between { moment.values[assignment.variable.index] = nil }
    }
    for response in anticipation.responses {
      for share in response.shares {
        moment.values[share.index] = 1 / Double(response.shares.count)
      }
    }
    for _ in 0..<200 {
      forgetBetween(&moment)
      let fresh = anticipation.responses.map {
        shares($0.utilities, $0.allowed, at: &moment)
      }
      for (response, chances) in zip(anticipation.responses, fresh) {
        for (share, chance) in zip(response.shares, chances) {
          let last = moment.values[share.index] ?? chance
          moment.values[share.index] = 0.5 * (last + chance)
        }
      }
    }
    forgetBetween(&moment)
  }

  func shares(
    _ utilities: [Expression], _ allowed: [Expression?], at moment: inout Moment
  ) -> [Double] {
    var worths: [Double?] = []
    for (utility, condition) in zip(utilities, allowed) {
      let worth = evaluate(utility, at: &moment)
      let isAllowed =
        if let condition { evaluate(condition, at: &moment) != 0 } else { true }
      worths.append(isAllowed ? worth : nil)
    }
    let largest = worths.compactMap(\.self).max() ?? 0
    let weights = worths.map { worth in
      if let worth { exponential(worth - largest) } else { 0.0 }
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  func evaluate(_ expression: Expression, at moment: inout Moment) -> Double {
    switch expression {
    case .constant(let value): return value
    case .variable(let id): return value(of: id, at: &moment)
    case .today: return Double(moment.day)
    case .unary(let symbol, let operand):
      let value = evaluate(operand, at: &moment)
      switch symbol {
      case .negate: return -value
      case .not: return value == 0 ? 1 : 0
      case .floor: return value.rounded(.down)
      }
    case .binary(let symbol, let left, let right):
      let left = evaluate(left, at: &moment)
      let right = evaluate(right, at: &moment)
      return apply(symbol, left, right, at: &moment)
    case .choose(let condition, let yes, let no):
      let condition = evaluate(condition, at: &moment)
      let yes = evaluate(yes, at: &moment)
      let no = evaluate(no, at: &moment)
      return condition != 0 ? yes : no
    case .call(let name, let arguments):
      var lanes = SIMD4<Double>()
      for (index, argument) in arguments.enumerated() {
        lanes[index] = evaluate(argument, at: &moment)
      }
      guard let function = FunctionCatalog.named(name) else {
        preconditionFailure("no function is called \(name)")
      }
      return function.evaluate(lanes)
    }
  }

  private func apply(
    _ symbol: BinaryOperator, _ left: Double, _ right: Double, at moment: inout Moment
  ) -> Double {
    func compared(_ result: Bool) -> Double {
      let scale = max(1, max(abs(left), abs(right)))
      if left != right { moment.margin = min(moment.margin, abs(left - right) / scale) }
      return result ? 1 : 0
    }
    switch symbol {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide: return left / right
    case .modulo: return left - right * (left / right).rounded(.down)
    case .power: return power(left, right)
    case .minimum: return min(left, right)
    case .maximum: return max(left, right)
    case .less: return compared(left < right)
    case .lessOrEqual: return compared(left <= right)
    case .greater: return compared(left > right)
    case .greaterOrEqual: return compared(left >= right)
    case .equal: return compared(left == right)
    case .notEqual: return compared(left != right)
    case .and: return left != 0 && right != 0 ? 1 : 0
    case .or: return left != 0 || right != 0 ? 1 : 0
    }
  }

  func family(of law: Law) -> any Distribution.Type {
    guard let family = DistributionCatalog.named(law.distribution) else {
      preconditionFailure("no distribution is called \(law.distribution)")
    }
    return family
  }

  func parameters(of law: Law, at moment: inout Moment) -> SIMD4<Double> {
    var lanes = SIMD4<Double>()
    for (index, argument) in law.arguments.enumerated() {
      lanes[index] = evaluate(argument, at: &moment)
    }
    return lanes
  }
}
