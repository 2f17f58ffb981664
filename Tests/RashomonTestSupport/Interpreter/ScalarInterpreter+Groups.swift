import RashomonModel
import RashomonNumerics

// Events and statuses with rows or silence, and the draws that hang together with them.

extension ScalarInterpreter {
  /// Draws all members of a group from their posterior and notes the group's weight.
  func resolve(_ index: Int, at moment: inout Moment) {
    let group = moment.plan.groups[index]
    moment.isResolved[index] = true
    let combinations = enumerated(group, at: &moment)
    let weights = combinations.map { $0.prior * $0.likelihood }
    let total = weights.reduce(0, +)
    moment.groupWeights[index] = total
    let posterior = weights.map { $0 / total }
    let chosen: Int
    if group.members.count == 1 {
      chosen = choose(alone: group.members[0], posterior, at: &moment)
    } else {
      let address = name(of: group.members[0]) + "'group"
      chosen = choose(posterior, by: uniform(address, at: moment), at: &moment)
    }
    for (member, value) in zip(group.members, combinations[chosen].values) {
      moment.values[member.index] = value
    }
  }

  /// One member by itself draws as it would without a record, only with other chances.
  private func choose(
    alone member: VariableID, _ posterior: [Double], at moment: inout Moment
  ) -> Int {
    let uniform = uniform(name(of: member), at: moment)
    guard case .assigned(.chance) = definitions[member] else {
      return choose(posterior, by: uniform, at: &moment)
    }
    return choose([posterior[1], posterior[0]], by: uniform, at: &moment) == 0 ? 1 : 0
  }

  private struct Combination {
    var values: [Double]
    var prior: Double
    var likelihood: Double
  }

  /// Every combination of the members' values, the first member slowest.
  private func enumerated(_ group: DayPlan.Group, at moment: inout Moment) -> [Combination] {
    var partial: [(values: [Double], prior: Double, moment: Moment)] = [([], 1, moment)]
    for member in group.members {
      var longer: [(values: [Double], prior: Double, moment: Moment)] = []
      for (values, prior, before) in partial {
        var trial = before
        for (option, chance) in chances(of: member, at: &trial).enumerated() {
          var after = trial
          after.values[member.index] = Double(option)
          longer.append((values + [Double(option)], prior * chance, after))
        }
      }
      partial = longer
    }
    return partial.map { values, prior, after in
      var trial = after
      var likelihood = 1.0
      for factor in group.factors { likelihood *= self.likelihood(of: factor, at: &trial) }
      moment.margin = min(moment.margin, trial.margin)
      return Combination(values: values, prior: prior, likelihood: likelihood)
    }
  }

  /// The chance of each value of a discrete draw, by value.
  private func chances(of member: VariableID, at moment: inout Moment) -> [Double] {
    switch definitions[member] {
    case .assigned(.chance(let chance)):
      let yes = evaluate(chance, at: &moment)
      return [1 - yes, yes]
    case .assigned(.pick(let chances)): return chances.map { evaluate($0, at: &moment) }
    case .assigned(.formula), .assigned(.drawn), .share, nil:
      preconditionFailure("only chances and picks are members of a group")
    }
  }

  /// P(reading | truth), the truth as it stands.
  func likelihood(of factor: DayPlan.Factor, at moment: inout Moment) -> Double {
    let happened = value(of: factor.observable.truth, at: &moment) != 0
    guard case .chance(let usualExpression) = factor.observable.usual else {
      preconditionFailure("what is usual of an event or status is a chance")
    }
    let usual = evaluate(usualExpression, at: &moment)
    switch factor.reading {
    case .event(let reading):
      let r = reading.reliability
      let reported = happened ? r * reading.coverage : 0
      let false_ = happened ? 0 : reading.falseRate
      let yes = reported + max((1 - r) * usual, false_)
      return reading.answer == .yes ? yes : 1 - yes
    case .status(let reading):
      let r = reading.reliability
      let agrees = happened == reading.isTrue ? 1.0 : 0.0
      return r * agrees + (1 - r) * (reading.isTrue ? usual : 1 - usual)
    }
  }
}
