import RashomonEvidence
import RashomonModel
import RashomonNumerics

// Discrete draws that readings hang on, drawn from their posterior.

extension ScalarInterpreter {
  /// Draws all members of a group and notes the group's weight.
  func resolve(_ index: Int, at moment: inout Moment) {
    let group = moment.plan.groups[index]
    moment.isResolved[index] = true
    if group.core.isEmpty {
      for leaf in group.edge { moment.weights.append(draw(leaf, at: &moment)) }
      return
    }
    var combinations = combinations(of: group, at: &moment)
    moment.weights.append(combinations.reduce(0) { $0 + $1.weight })
    for (place, member) in group.core.enumerated() {
      var marginals = [Double](repeating: 0, count: optionCount(of: member))
      for combination in combinations {
        marginals[combination.values[place]] += combination.weight
      }
      let value = draw(member, marginals, at: &moment)
      combinations.removeAll { $0.values[place] != value }
    }
    for leaf in group.edge { _ = draw(leaf, at: &moment) }
  }

  /// Draws one member given its own readings; the result is their weight.
  private func draw(
    _ leaf: (draw: VariableID, factors: [DayPlan.Factor]), at moment: inout Moment
  ) -> Double {
    let weights = weights(of: leaf, at: &moment)
    _ = draw(leaf.draw, weights, at: &moment)
    return weights.reduce(0, +)
  }

  /// Settles a member by weights of its values, with the number at its own address.
  private func draw(
    _ member: VariableID, _ weights: [Double], at moment: inout Moment
  ) -> Int {
    let total = weights.reduce(0, +)
    let shares = weights.map { $0 / total }
    let uniform = uniform(name(of: member), at: moment)
    // A chance says yes to low numbers, a pick counts from its first value.
    let value =
      isChance(member)
      ? 1 - choose([shares[1], shares[0]], by: uniform, at: &moment)
      : choose(shares, by: uniform, at: &moment)
    moment.values[member.index] = Double(value)
    return value
  }

  /// Chance times likelihood of each value of an edge draw.
  private func weights(
    of leaf: (draw: VariableID, factors: [DayPlan.Factor]), at moment: inout Moment
  ) -> [Double] {
    chances(of: leaf.draw, at: &moment).enumerated().map { value, chance in
      guard chance != 0 else { return 0 }
      var trial = moment
      trial.values[leaf.draw.index] = Double(value)
      let likelihood = likelihood(of: leaf.factors, at: &trial)
      moment.margin = min(moment.margin, trial.margin)
      return chance * likelihood
    }
  }

  private struct Combination {
    var values: [Int]
    var weight: Double
  }

  /// Every combination of the core's values with its weight: prior times likelihood, the edge
  /// summed out.
  private func combinations(
    of group: DayPlan.Group, at moment: inout Moment
  ) -> [Combination] {
    var partial: [(values: [Int], prior: Double, moment: Moment)] = [([], 1, moment)]
    for member in group.core {
      var longer: [(values: [Int], prior: Double, moment: Moment)] = []
      for (values, prior, before) in partial {
        var trial = before
        for (value, chance) in chances(of: member, at: &trial).enumerated() where chance != 0 {
          var after = trial
          after.values[member.index] = Double(value)
          longer.append((values + [value], prior * chance, after))
        }
      }
      partial = longer
    }
    return partial.map { values, prior, after in
      var trial = after
      var weight = prior * likelihood(of: group.factors, at: &trial)
      for leaf in group.edge { weight *= weights(of: leaf, at: &trial).reduce(0, +) }
      moment.margin = min(moment.margin, trial.margin)
      return Combination(values: values, weight: weight)
    }
  }

  private func isChance(_ member: VariableID) -> Bool {
    if case .assigned(.chance) = definitions[member] { true } else { false }
  }

  /// The chance of each value of a discrete draw, by value.
  func chances(of member: VariableID, at moment: inout Moment) -> [Double] {
    switch definitions[member] {
    case .assigned(.chance(let chance)):
      let yes = evaluate(chance, at: &moment)
      return [1 - yes, yes]
    case .assigned(.pick(let chances)): return chances.map { evaluate($0, at: &moment) }
    case .assigned(.formula), .assigned(.drawn), .share, .anticipated, nil:
      preconditionFailure("only chances and picks are members of a group")
    }
  }

  private func optionCount(of member: VariableID) -> Int {
    if case .assigned(.pick(let chances)) = definitions[member] { chances.count } else { 2 }
  }

  private func likelihood(of factors: [DayPlan.Factor], at moment: inout Moment) -> Double {
    factors.reduce(1) { $0 * likelihood(of: $1, at: &moment) }
  }

  /// What the reading weighs at the truth as it stands: P(reading | truth), biased if the record is.
  func likelihood(of factor: DayPlan.Factor, at moment: inout Moment) -> Double {
    if case .sighting(let sighting) = factor.reading {
      return self.factor(of: sighting, at: &moment)
    }
    return biased(unbiasedLikelihood(of: factor, at: &moment), factor, at: &moment)
  }

  /// P(reading | truth), the truth as it stands.
  func unbiasedLikelihood(of factor: DayPlan.Factor, at moment: inout Moment) -> Double {
    let truth = value(of: factor.observable.truth, at: &moment)
    switch factor.reading {
    case .event(let reading):
      let usual = reading.reliability < 1 ? usualChance(of: factor.observable, at: &moment) : 0
      let r = reading.reliability
      let told = truth != 0 ? r * reading.coverage : 0
      let invented = truth != 0 ? 0 : reading.falseRate
      let yes = told + max((1 - r) * usual, invented)
      return reading.answer == .yes ? yes : 1 - yes
    case .status(let reading):
      let usual = reading.reliability < 1 ? usualChance(of: factor.observable, at: &moment) : 0
      let r = reading.reliability
      let agrees = (truth != 0) == reading.isTrue ? 1.0 : 0.0
      return r * agrees + (1 - r) * (reading.isTrue ? usual : 1 - usual)
    case .row(let row):
      return likelihood(of: row, being: truth, factor.observable, at: &moment)
    case .silence(let silence):
      let zero = NumberRow(
        value: .point(0), reliability: silence.reliability, stance: .independent, row: "")
      let said = likelihood(of: zero, being: truth, factor.observable, at: &moment)
      return 1 - silence.coverage + silence.coverage * said
    case .sighting(let sighting): return self.factor(of: sighting, at: &moment)
    }
  }

  private func usualChance(of observable: Observable, at moment: inout Moment) -> Double {
    guard case .chance(let chance) = observable.usual else {
      preconditionFailure("what is usual of an event or status is a chance")
    }
    return evaluate(chance, at: &moment)
  }
}
