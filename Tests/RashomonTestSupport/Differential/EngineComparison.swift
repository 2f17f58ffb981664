// The engine against the scalar interpreter: every value and every day's log weight of every
// history, from the same random numbers.

import RashomonEngine
package import RashomonModel

/// Runs a model through both and says where they part.
package struct EngineComparison: Sendable {
  package let seed: UInt64
  package let stream: Int
  package let histories: Int
  package let blockSize: Int
  package let combinationLimit: Int

  /// Rounding differs between a sum taken by columns and one taken term by term.
  static let tolerance = 1e-9
  /// Shared errors that have no closed form are integrated to 1e-6.
  static let quadratureTolerance = 4e-6
  /// The logarithm of the smallest number.
  static let leastLogWeight = -744.0
  /// A decision closer than this to its threshold may go either way.
  static let nearMiss = 1e-9

  /// - Parameter blockSize: small and not a divisor of `histories`, so that several blocks and a
  ///   short last one take part.
  package init(
    seed: UInt64, stream: Int = 0, histories: Int = 20, blockSize: Int = 8,
    combinationLimit: Int = 64
  ) {
    self.seed = seed
    self.stream = stream
    self.histories = histories
    self.blockSize = blockSize
    self.combinationLimit = combinationLimit
  }

  package struct Report: Sendable {
    /// Values and log weights that were compared.
    package internal(set) var compared = 0
    /// Histories left at a decision too close to call.
    package internal(set) var closeCalls = 0
    /// Histories left because the record made them impossible, in both.
    package internal(set) var impossible = 0
    /// The first few, in words; empty where both agree.
    package internal(set) var differences: [String] = []
    package var agrees: Bool { differences.isEmpty }
  }

  /// Compares the engine with the interpreter on one model and record.
  package func compare(model: Model, records: [DayRecord]) -> Report {
    let given = GeneratedCase(model: model, records: records)
    return compare(given, told: given)
  }

  /// Compares the engine on one case with the interpreter on another that has the same variables,
  /// for tests that want to see a difference found.
  package func compare(_ given: GeneratedCase, told: GeneratedCase) -> Report {
    var report = Report()
    do throws(RangeFault) {
      try run(model: given.model, records: given.records, told: told, into: &report)
    } catch {
      report.differences.append("the engine stopped: \(error)")
    }
    return report
  }

  private func run(
    model: Model, records: [DayRecord], told: GeneratedCase, into report: inout Report
  ) throws(RangeFault) {
    let interpreter = ScalarInterpreter(
      model: told.model, records: told.records, seed: seed, stream: stream, blockSize: blockSize,
      combinationLimit: combinationLimit)
    let expected = (0..<histories).map { interpreter.history($0) }
    let everything = Set(model.variables.indices.map { VariableID($0) })
    let engine = Engine(
      model: model, observing: records, needing: everything, blockSize: blockSize,
      enumerationLimit: combinationLimit)
    let draws = Draws(seed: seed, stream: stream)
    let population = engine.makePopulation(count: histories)
    try engine.start(population, draws: draws)
    let daily = model.steps.flatMap(\.targets)
    let states = model.states.map(\.variable)
    let settled = model.facts.map(\.variable) + states
    var isLive = [Bool](repeating: true, count: histories)
    for variable in settled {
      let found = population.values(of: variable)
      for history in 0..<histories where isLive[history] {
        check(
          found[history], expected[history].days[0].values[variable.index],
          margin: expected[history].firstMargin, is: model.variables[variable.index].name,
          history, day: -1, &isLive, &report)
      }
    }
    for day in 0..<model.period.dayCount {
      var logWeights = [Double](repeating: 0, count: histories)
      try engine.advance(population, day: day, draws: draws, logWeights: &logWeights)
      let isIntegrated = Self.integrates(records.first { $0.day == day }, in: model)
      for history in 0..<histories where isLive[history] {
        let told = expected[history].days[day]
        // The interpreter multiplies chances and densities, which are 0 below this.
        if told.logWeight == -.infinity, logWeights[history] < Self.leastLogWeight {
          isLive[history] = false
          report.impossible += 1
          continue
        }
        check(
          logWeights[history], told.logWeight, margin: told.margin, is: "log weight", history,
          day: day, tolerance: isIntegrated ? Self.quadratureTolerance : Self.tolerance, &isLive,
          &report)
      }
      for variable in daily {
        let found = population.values(of: variable)
        for history in 0..<histories where isLive[history] {
          let told = expected[history].days[day]
          check(
            found[history], told.values[variable.index], margin: told.margin,
            is: model.variables[variable.index].name, history, day: day, &isLive, &report)
        }
      }
      for variable in states {
        let found = population.values(of: variable)
        for history in 0..<histories where isLive[history] {
          let course = expected[history]
          let tomorrow =
            day + 1 < course.days.count ? course.days[day + 1].values : course.end
          check(
            found[history], tomorrow[variable.index], margin: course.days[day].marginOfNext,
            is: "\(model.variables[variable.index].name)'next", history, day: day, &isLive, &report)
        }
      }
    }
  }

  private func check(
    _ found: Double, _ expected: Double, margin: Double, is name: String, _ history: Int,
    day: Int, tolerance: Double = EngineComparison.tolerance, _ isLive: inout [Bool],
    _ report: inout Report
  ) {
    report.compared += 1
    guard !isClose(found, expected, tolerance: tolerance) else { return }
    isLive[history] = false
    if margin < Self.nearMiss {
      report.closeCalls += 1
    } else if report.differences.count < 5 {
      report.differences.append(
        "\(name), history \(history), day \(day): engine \(found), interpreter \(expected)")
    }
  }

  /// Whether a day's record has an error that its rows share, which may have no closed form.
  private static func integrates(_ record: DayRecord?, in model: Model) -> Bool {
    guard let record else { return false }
    return record.numbers.contains { reading in
      guard let observable = model.observables.first(where: { $0.id == reading.observable })
      else { return false }
      return observable.report?.shared != nil
        || observable.reportByStance.values.contains { $0.shared != nil }
    }
  }
}
