import RashomonEngine
import RashomonModel

/// The once-per-history values of several groups of histories, facts by formula included.
struct FactTable {
  /// The facts that have a column in a population, in the model's order.
  let facts: [VariableID]
  /// `[fact][group]`.
  var columns: [[Double]]
  /// The log density of each group's values under the model, −∞ where it does not allow them.
  var logPriors: [Double]

  var count: Int { logPriors.count }

  /// A fact's value in each group; NaN for a fact that has no column.
  subscript(fact: VariableID) -> [Double] {
    guard let index = facts.firstIndex(of: fact) else {
      return [Double](repeating: .nan, count: count)
    }
    return columns[index]
  }

  /// The values by fact.
  var values: [VariableID: [Double]] {
    Dictionary(zip(facts, columns), uniquingKeysWith: { first, _ in first })
  }

  /// Group i's values being those of group `groups[i]`.
  func picked(_ groups: [Int]) -> FactTable {
    FactTable(
      facts: facts, columns: columns.map { column in groups.map { column[$0] } },
      logPriors: groups.map { logPriors[$0] })
  }

  /// Replaces the values of one group by those of a group of another table.
  mutating func take(_ place: Int, from other: FactTable, group: Int) {
    for index in columns.indices { columns[index][place] = other.columns[index][group] }
    logPriors[place] = other.logPriors[group]
  }

  /// Puts another table's values back in the marked groups.
  mutating func keep(_ other: FactTable, where isMarked: [Bool]) {
    for group in isMarked.indices where isMarked[group] {
      take(group, from: other, group: group)
    }
  }

  /// How many different values the marked groups have.
  func distinctCount(where isMarked: [Bool]) -> Int {
    MergedVectors(columns: columns, logWeights: isMarked.map { $0 ? 0 : -.infinity }).kept.count
  }
}

/// The law of a component's once-per-history values.
struct FactPrior {
  let component: Component
  let threads: Int

  /// The facts that have a column, in the model's order.
  var facts: [VariableID] {
    let live = Set(component.engine.cells)
    return component.model.facts.map(\.variable).filter { live.contains($0) }
  }

  /// Values for so many groups: those given as they are, the others drawn in the model's order given
  /// those before them.
  ///
  /// - Parameter given: values of drawn facts, one for each group.
  /// - Returns: with the values, each group's log density of the given ones given those before
  ///   them, so that a draw with this weight stands for the model's law.
  func draw(
    _ count: Int, given: [VariableID: [Double]] = [:], draws: Draws
  ) throws -> (table: FactTable, logWeights: [Double]) {
    let population = component.engine.makePopulation(count: count)
    for (fact, values) in given { population.setValues(values, of: fact) }
    var logWeights = [Double](repeating: 0, count: count)
    try component.engine.startFacts(
      population, keeping: Set(given.keys), draws: draws, logDensities: &logWeights,
      threads: threads)
    var table = table(of: population)
    table.logPriors = try logDensities(population)
    return (table, logWeights.map { $0.isNaN ? -.infinity : $0 })
  }

  /// The table of proposed values, facts by formula computed anew and densities with them.
  func table(_ values: [VariableID: [Double]], count: Int) throws -> FactTable {
    do {
      return try unguardedTable(values, count: count)
    } catch let fault as RangeFault {
      // Values that put another fact's law out of its range are values that no history has.
      guard count > 1 else {
        var single = table(of: population(values, count: 1))
        guard fault.day < 0 else { throw fault }
        single.logPriors = [-.infinity]
        return single
      }
      let rows = try (0..<count).map { group in
        try table(values.mapValues { [$0[group]] }, count: 1)
      }
      return FactTable(
        facts: rows[0].facts,
        columns: rows[0].facts.indices.map { fact in rows.map { $0.columns[fact][0] } },
        logPriors: rows.map { $0.logPriors[0] })
    }
  }

  private func unguardedTable(_ values: [VariableID: [Double]], count: Int) throws -> FactTable {
    let population = population(values, count: count)
    // Facts by formula are computed on the way.
    let densities = try logDensities(population)
    var table = table(of: population)
    table.logPriors = densities
    return table
  }

  private func population(_ values: [VariableID: [Double]], count: Int) -> Population {
    let population = component.engine.makePopulation(count: count)
    for (fact, column) in values where population.holds(fact) {
      population.setValues(column, of: fact)
    }
    return population
  }

  private func logDensities(_ population: Population) throws -> [Double] {
    var densities = [Double](repeating: 0, count: population.count)
    try component.engine.weighFacts(population, logDensities: &densities, threads: threads)
    return densities.map { $0.isNaN ? -.infinity : $0 }
  }

  private func table(of population: Population) -> FactTable {
    let facts = facts
    return FactTable(
      facts: facts, columns: facts.map { population.values(of: $0) },
      logPriors: [Double](repeating: 0, count: population.count))
  }
}
