package import RashomonModel

/// Runs one model for many histories at once.
///
/// A day is compiled to a straight-line program over columns of doubles, one lane for each history
/// of a block, with the date folded in; the program draws what happens, weighs the day's record and
/// moves the states. An engine is immutable and may be shared by several runs at once.
package struct Engine: Sendable {
  package let model: Model
  /// How many histories are computed together.
  package let blockSize: Int
  /// The variables that keep a column in a population: live facts, live states, and variables of a
  /// day that were asked for.
  package let cells: [VariableID]

  /// - Parameters:
  ///   - observing: the readings to weigh, at most one record a day. Observables without a reading
  ///     are not weighed, and what only they depend on is not computed.
  ///   - needing: variables to keep besides: those of questions, reported facts. A variable of a
  ///     day (an observable's truth) gets a column that holds its value of the last day advanced.
  ///   - enumerationLimit: the most combinations of one day's dependent draws that are summed over.
  package init(
    model: Model, observing records: [DayRecord], needing: Set<VariableID>, blockSize: Int = 512,
    enumerationLimit: Int = 64
  ) {
    self.model = model
    self.blockSize = blockSize
    cells = []
  }

  package func makePopulation(count: Int) -> Population {
    Population(count: count, blockSize: blockSize, cells: cells)
  }

  /// Draws the facts and the first day's states of every history.
  package func start(
    _ population: Population, draws: Draws, threads: Int = 1
  ) throws(RangeFault) {
  }

  /// Draws the first day's states given the facts that the population holds.
  package func startStates(
    _ population: Population, draws: Draws, threads: Int = 1
  ) throws(RangeFault) {
  }

  /// Adds to `logDensities` the log density of the facts that the population holds under their
  /// own laws (−∞ where a fact that is a formula has another value).
  package func weighFacts(
    _ population: Population, logDensities: inout [Double], threads: Int = 1
  ) throws(RangeFault) {
  }

  /// Runs one day: draws it given its record, adds the log likelihood of the record to
  /// `logWeights` (one for each history), and moves the states to tomorrow.
  package func advance(
    _ population: Population, day: Int, draws: Draws, logWeights: inout [Double], threads: Int = 1
  ) throws(RangeFault) {
  }

  /// Adds the log likelihood of another record of that day (a part of it, or rows with other
  /// grades) without moving the population. It makes the same draws as `advance`.
  ///
  /// The record may speak only of observables that have readings in the engine's records.
  package func weigh(
    _ population: Population, record: DayRecord, draws: Draws, logWeights: inout [Double],
    threads: Int = 1
  ) throws(RangeFault) {
  }

  /// The value of a formula over the population's columns, one for each history.
  ///
  /// - Parameter day: what `today` stands for.
  package func values(
    of expression: Expression, in population: Population, day: Int, threads: Int = 1
  ) -> [Double] {
    []
  }

  // MARK: Exact enumeration

  /// The discrete draws of a day (nil for the facts and first states), in the order in which
  /// `outcomes` are given; nil where something continuous is drawn, so that nothing can be
  /// enumerated. Draws that are certain on that day are not listed.
  package func discreteDraws(day: Int?) -> [DiscreteDraw]? { nil }

  /// As `start`, with given outcomes: `outcomes[draw][history]`, draws as `discreteDraws(day: nil)`
  /// lists them. Adds the log probability of the outcomes to `logWeights`.
  package func startForced(
    _ population: Population, outcomes: [[Double]], logWeights: inout [Double], threads: Int = 1
  ) throws(RangeFault) {
  }

  /// As `advance`, with given outcomes: `outcomes[draw][history]`, draws as `discreteDraws(day:)`
  /// lists them. Adds the log probability of the outcomes and of the record given them.
  package func advanceForced(
    _ population: Population, day: Int, outcomes: [[Double]], logWeights: inout [Double],
    threads: Int = 1
  ) throws(RangeFault) {
  }
}
