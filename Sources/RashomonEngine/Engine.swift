package import RashomonModel

/// Runs one model for many histories at once.
///
/// A day is compiled to a straight-line program over columns of doubles, one lane for each history
/// of a block, with the date folded in; the program draws what happens, weighs the day's record and
/// moves the states. An engine is immutable and may be shared by several runs at once.
package struct Engine: Sendable {
  package let model: Model
  /// The block size of every answer, which records it: another one draws other histories.
  package static let standardBlockSize = 512
  /// How many histories share a block of random numbers; whole vectors.
  package let blockSize: Int
  /// The model's variables that keep a column in a population: live facts, live states, and variables of a
  /// day that were asked for.
  package let cells: [VariableID]

  private let blueprint: Blueprint
  private let records: [Int: DayRecord]
  private let programs = ProgramCache()

  /// - Parameters:
  ///   - observing: the readings to weigh, at most one record a day. Observables without a reading
  ///     are not weighed, and what only they depend on is not computed.
  ///   - needing: variables to keep besides: those of questions, reported facts. A variable of a
  ///     day (an observable's truth) gets a column that holds its value of the last day advanced.
  ///   - enumerationLimit: the most combinations of one day's dependent draws that are summed over.
  package init(
    model: Model, observing records: [DayRecord], needing: Set<VariableID>,
    blockSize: Int = standardBlockSize, enumerationLimit: Int = 16
  ) {
    self.model = model
    self.blockSize = blockSize
    blueprint = Blueprint(
      model: model, records: records, needing: needing, enumerationLimit: enumerationLimit)
    self.records = Dictionary(records.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
    let count = model.variables.count
    cells = blueprint.cells.filter { $0.index < count }
  }

  package func makePopulation(count: Int) -> Population {
    Population(count: count, blockSize: blockSize, cells: blueprint.cells)
  }

  // MARK: Running

  /// Draws the facts and the first day's states of every history.
  package func start(
    _ population: Population, draws: Draws, threads: Int = 1
  ) throws(RangeFault) {
    try program(-1, .drawn)
      .run(population, draws: draws, logWeights: nil, threads: threads)
  }

  /// Draws the first day's states given the facts that the population holds.
  package func startStates(
    _ population: Population, draws: Draws, threads: Int = 1
  ) throws(RangeFault) {
    let program = programs.program(.states) {
      var compiler = DayCompiler(blueprint, day: -1)
      return compiler.compileStart(keepingFacts: true)
    }
    try program.run(population, draws: draws, logWeights: nil, threads: threads)
  }

  /// Draws the facts of every history, except those that the population holds already, and adds to
  /// `logDensities` the log density of these given the facts before them.
  package func startFacts(
    _ population: Population, keeping held: Set<VariableID>, draws: Draws,
    logDensities: inout [Double], threads: Int = 1
  ) throws(RangeFault) {
    let program = programs.program(.facts(held)) {
      var compiler = DayCompiler(blueprint, day: -1)
      return compiler.compileFacts(keeping: held)
    }
    try run(program, population, draws, &logDensities, threads)
  }

  /// Adds to `logDensities` the log density of the facts that the population holds under their
  /// own laws. Facts that are formulas are computed anew from the others.
  package func weighFacts(
    _ population: Population, logDensities: inout [Double], threads: Int = 1
  ) throws(RangeFault) {
    let program = programs.program(.factDensity) {
      var compiler = DayCompiler(blueprint, day: -1)
      return compiler.compileFactDensity()
    }
    try run(program, population, Draws(seed: 0, stream: 0), &logDensities, threads)
  }

  /// Runs one day: draws it given its record, adds the log likelihood of the record to
  /// `logWeights` (one for each history), and moves the states to tomorrow.
  ///
  /// *Errors*: after a fault neither the population nor the weights are of use.
  package func advance(
    _ population: Population, day: Int, draws: Draws, logWeights: inout [Double], threads: Int = 1
  ) throws(RangeFault) {
    try run(program(day, .drawn), population, draws, &logWeights, threads)
  }

  /// Adds the log likelihood of another record of that day (a part of it, or rows with other
  /// grades) without moving the population. It makes the same draws as `advance`.
  ///
  /// The record may speak only of observables that have readings in the engine's records.
  package func weigh(
    _ population: Population, record: DayRecord, draws: Draws, logWeights: inout [Double],
    threads: Int = 1
  ) throws(RangeFault) {
    try weigh(
      population, by: weigher(of: record), draws: draws, logWeights: &logWeights, threads: threads)
  }

  /// A record compiled once, to be weighed by several populations of this engine.
  package func weigher(of record: DayRecord) -> RecordWeigher {
    var compiler = DayCompiler(blueprint, day: record.day)
    return RecordWeigher(program: compiler.compileWeight(record))
  }

  /// As `weigh(_:record:draws:logWeights:threads:)`.
  package func weigh(
    _ population: Population, by weigher: RecordWeigher, draws: Draws, logWeights: inout [Double],
    threads: Int = 1
  ) throws(RangeFault) {
    try run(weigher.program, population, draws, &logWeights, threads)
  }

  /// The log likelihood of each of several records of one day, `[record][history]`, without moving the
  /// population: what `weigh` adds for each, computed together, so that what they have in common is
  /// computed once.
  ///
  /// *Precondition*: the records are of one day.
  package func logLikelihoods(
    _ population: Population, of records: [DayRecord], draws: Draws, threads: Int = 1
  ) throws(RangeFault) -> [[Double]] {
    guard let day = records.first?.day else { return [] }
    precondition(records.allSatisfy { $0.day == day }, "the records are of one day")
    let program = programs.program(.weights(records)) {
      var compiler = DayCompiler(blueprint, day: day)
      return compiler.compileWeights(records)
    }
    let count = population.count
    let columns = records.map { _ in
      let capacity = Population.paddedCount(count)
      let column = UnsafeMutablePointer<Double>.allocate(capacity: capacity)
      column.initialize(repeating: 0, count: capacity)
      return column
    }
    defer { for column in columns { column.deallocate() } }
    try program.run(
      population, draws: draws, logWeights: nil, extra: columns, threads: threads)
    return columns.map { Array(UnsafeBufferPointer(start: $0, count: count)) }
  }

  /// The value of a formula over the population's columns, one for each history.
  ///
  /// - Parameter day: what `today` stands for.
  package func values(
    of expression: Expression, in population: Population, day: Int, threads: Int = 1
  ) -> [Double] {
    var compiler = DayCompiler(blueprint, day: day)
    let program = compiler.compile(expression)
    let capacity = Population.paddedCount(population.count)
    return [Double](unsafeUninitializedCapacity: capacity) { buffer, count in
      // A formula has no checks, so that nothing is thrown.
      if let base = buffer.baseAddress {
        base.initialize(repeating: .nan, count: capacity)
        try? program.run(
          population, draws: Draws(seed: 0, stream: 0), logWeights: nil, extra: [base],
          threads: threads)
      }
      count = population.count
    }
  }

  // MARK: Exact enumeration

  /// The discrete draws of a day (nil for the facts and first states), in the order in which
  /// `outcomes` are given; nil where something continuous is drawn, so that nothing can be
  /// enumerated. Draws that are certain on that day are not listed.
  package func discreteDraws(day: Int?) -> [DiscreteDraw]? {
    let program = program(day ?? -1, .given)
    return program.drawsContinuously ? nil : program.inputs
  }

  /// As `start`, with given outcomes: `outcomes[draw][history]`, draws as `discreteDraws(day: nil)`
  /// lists them. Adds the log probability of the outcomes to `logWeights`.
  package func startForced(
    _ population: Population, outcomes: [[Double]], logWeights: inout [Double], threads: Int = 1
  ) throws(RangeFault) {
    try advanceForced(
      population, day: -1, outcomes: outcomes, logWeights: &logWeights, threads: threads)
  }

  /// As `advance`, with given outcomes: `outcomes[draw][history]`, draws as `discreteDraws(day:)`
  /// lists them. Adds the log probability of the outcomes and of the record given them.
  package func advanceForced(
    _ population: Population, day: Int, outcomes: [[Double]], logWeights: inout [Double],
    threads: Int = 1
  ) throws(RangeFault) {
    let program = program(day, .given)
    precondition(
      outcomes.count == program.inputs.count
        && outcomes.allSatisfy { $0.count == population.count },
      "an outcome for each draw in each history")
    try run(program, population, Draws(seed: 0, stream: 0), &logWeights, threads, outcomes)
  }

  // MARK: Programs

  /// The program of a day, −1 for the start.
  private func program(_ day: Int, _ mode: DayCompiler.Mode) -> Program {
    guard day >= 0 else {
      return programs.program(.start(mode)) {
        var compiler = DayCompiler(blueprint, day: -1, mode: mode)
        return compiler.compileStart(keepingFacts: false)
      }
    }
    return programs.program(.day(day, mode)) {
      var compiler = DayCompiler(blueprint, day: day, mode: mode)
      return compiler.compileDay(records[day])
    }
  }

  private func run(
    _ program: Program, _ population: Population, _ draws: Draws, _ logWeights: inout [Double],
    _ threads: Int, _ inputs: [[Double]] = []
  ) throws(RangeFault) {
    precondition(logWeights.count == population.count, "a weight for each history")
    var fault: RangeFault?
    logWeights.withUnsafeMutableBufferPointer { weights in
      do throws(RangeFault) {
        try program.run(
          population, draws: draws, logWeights: weights.baseAddress, inputs: inputs,
          threads: threads)
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
  }
}

/// A record that an engine can weigh without compiling it again.
package struct RecordWeigher: Sendable {
  let program: Program
}
