import RashomonEngine
import RashomonModel
import RashomonNumerics

/// The combinations of a component's hidden facts that are each followed by themselves, so that none
/// dies out for want of luck, however improbable it is at first.
///
/// The evidence is the sum over combinations of probability times evidence. The probability is not
/// multiplied on but weighed: in a stratum the facts have their values, the rest is drawn given
/// them, and each draw has the weight of the given values under the model's law. So a fact's
/// chance may depend on others, also on continuous ones.
struct Strata {
  /// The most combinations that are followed; with more, hidden facts are drawn like parameters.
  static let limit = 64
  /// Draws by which the probability of a combination is gauged, to share out the work.
  private static let pilotCount = 64

  /// Yes/no facts and categories.
  let facts: [VariableID]
  /// Each fact's value in each stratum; a single empty one where nothing is split.
  let combinations: [[Double]]

  init(_ facts: RandomFacts, of model: Model) {
    let labelled = facts.labelled.map { fact in
      (fact: fact.fact, values: Strata.possibleValues(of: fact, in: model))
    }
    let count = labelled.reduce(1) { min($0, Strata.limit + 1) * $1.values.count }
    guard count <= Strata.limit else {
      self.facts = []
      combinations = [[]]
      return
    }
    self.facts = labelled.map(\.fact)
    combinations = labelled.reduce([[]]) { partial, fact in
      partial.flatMap { values in fact.values.map { values + [$0] } }
    }
  }

  /// The values that the model gives a probability other than 0 throughout.
  private static func possibleValues(
    of fact: RandomFacts.Labelled, in model: Model
  ) -> [Double] {
    let all = (0..<fact.count).map { Double($0) }
    guard let definition = model.facts.first(where: { $0.variable == fact.fact })?.definition
    else { return all }
    switch definition {
    case .chance(let chance):
      guard let chance = chance.constantValue(today: 0) else { return all }
      return all.filter { $0 == 1 ? chance > 0 : chance < 1 }
    case .pick(let chances):
      return zip(all, chances).filter { $0.1.constantValue(today: 0) != 0 }.map(\.0)
    case .drawn, .formula: return all
    }
  }

  /// The given values of so many groups in each stratum.
  func given(_ counts: [Int]) -> [VariableID: [Double]] {
    var given: [VariableID: [Double]] = [:]
    for (index, fact) in facts.enumerated() {
      given[fact] = zip(combinations, counts).flatMap { values, count in
        repeatElement(values[index], count: count)
      }
    }
    return given
  }

  /// About the probability of each stratum.
  func probabilities(_ prior: FactPrior, draws: Draws) throws -> [Double] {
    guard combinations.count > 1 else { return [1] }
    let counts = [Int](repeating: Strata.pilotCount, count: combinations.count)
    let weights = try prior.draw(
      counts.reduce(0, +), given: given(counts), draws: draws
    ).logWeights
    return normalizedWeights(
      combinations.indices.map { stratum in
        logMeanExp(
          Array(weights[stratum * Strata.pilotCount..<(stratum + 1) * Strata.pilotCount]))
      })
  }

  /// How many values each stratum has: the fewest that are allowed, and of what is left over a share
  /// by its probability.
  func counts(of total: Int, atLeast least: Int, probabilities: [Double]) -> [Int] {
    let wanted = probabilities.map { max(0, Double(total) * $0 - Double(least)) }
    let sum = wanted.reduce(0, +)
    let rest = Double(max(0, total - least * probabilities.count))
    return wanted.map { least + (sum > 0 ? Int(rest * $0 / sum) : 0) }
  }
}
