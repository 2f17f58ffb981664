import RashomonEngine
import RashomonInference
package import RashomonModel

/// Actors of one model that anticipate each other, and whether that leaves their chances open.
package struct AnticipationFinding: Sendable {
  package let model: String
  package let actors: [String]
  /// The share of histories in which more than one equilibrium was found on the first day.
  package let several: Double

  package init(model: String, actors: [String], several: Double) {
    self.model = model
    self.actors = actors
    self.several = several
  }
}

extension AnticipationFinding {
  /// What each group of a model's actors is found to be, over histories without evidence.
  ///
  /// *Errors*: `RunFailure` where a formula leaves its range.
  package static func all(
    in model: Model, histories: Int = 100, seed: UInt64 = 20_200_809
  ) throws -> [AnticipationFinding] {
    let anticipations = model.steps.compactMap { step -> Anticipation? in
      if case .equilibrium(let anticipation) = step { return anticipation }
      return nil
    }
    return try anticipations.map { anticipation in
      let known = Set(anticipation.formulas.flatMap(\.variables))
        .subtracting(anticipation.targets)
      let values = try firstDay(of: model, known, histories: histories, seed: seed)
      let several = (0..<histories).count { history in
        anticipation.equilibria(today: 0) { values[$0]?[history] ?? .nan }.count > 1
      }
      let names = anticipation.responses.compactMap { response in
        response.shares.first.map {
          String(model.variables[$0.index].name.split(separator: ".")[0])
        }
      }
      return AnticipationFinding(
        model: model.id, actors: names, several: Double(several) / Double(histories))
    }
  }

  /// Each variable's values on the first day, one for each history.
  private static func firstDay(
    of model: Model, _ variables: Set<VariableID>, histories: Int, seed: UInt64
  ) throws -> [VariableID: [Double]] {
    let engine = Engine(model: model, observing: [], needing: variables)
    let population = engine.makePopulation(count: histories)
    let draws = Draws(seed: seed, stream: 0)
    var values: [VariableID: [Double]] = [:]
    try explainingFailures(of: model) {
      try engine.start(population, draws: draws)
      let lasting = Set(model.facts.map(\.variable) + model.states.map(\.variable))
      for variable in variables where lasting.contains(variable) {
        values[variable] = Array(population.values(of: variable))
      }
      var weights = [Double](repeating: 0, count: histories)
      try engine.advance(population, day: 0, draws: draws, logWeights: &weights)
      for variable in variables where !lasting.contains(variable) {
        values[variable] = Array(population.values(of: variable))
      }
    }
    return values
  }
}
