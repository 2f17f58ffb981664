import RashomonEvidence
import RashomonModel
import RashomonNumerics

// Readings of numbers.
//
// Where rows scatter by a law of reports, the truth is drawn as always and the rows are weighed at
// it. Where a row is the truth itself and the truth is drawn from a law, the truth is settled from
// its posterior: every value that rows name is a candidate, and what is left is a draw from the
// law, within the best graded range with the probability that this range is genuine.

extension DayCompiler {
  /// Notes the drawn truths whose rows are the truth itself, or a multiple of it by a factor that
  /// reads facts and states ("half as many").
  mutating func noteTruths(_ record: DayRecord) {
    for reading in record.numbers {
      guard let observable = blueprint.observables[reading.observable],
        observable.report == nil, observable.reportByStance.isEmpty,
        let (truth, scale) = drawnTruth(of: observable.truth), truthReadings[truth] == nil
      else { continue }
      truthReadings[truth] = TruthReading(observable: observable, reading: reading, scale: scale)
    }
  }

  /// The drawn variable that a truth is, or is a multiple of.
  private func drawnTruth(of truth: VariableID) -> (VariableID, scale: Expression?)? {
    func definition(_ variable: VariableID) -> Definition? {
      for case .assign(let assignment) in blueprint.model.steps
      where assignment.variable == variable {
        return assignment.definition
      }
      return nil
    }
    switch definition(truth) {
    case .drawn?: return (truth, nil)
    case .formula(.binary(.multiply, .variable(let drawn), let scale))?:
      guard case .drawn? = definition(drawn),
        scale.variables.allSatisfy({ values[$0.index] >= 0 })
      else { return nil }
      return (drawn, scale)
    case .formula?, .chance?, .pick?, nil: return nil
    }
  }

  // MARK: A truth that rows name

  mutating func observedTruth(
    _ variable: VariableID, _ law: Law, _ day: TruthReading
  ) -> NodeID {
    let (observable, reading) = (day.observable, day.reading)
    let truth = TruthLaw(
      name: law.distribution, arguments: law.arguments.map { node($0) },
      owner: blueprint.owner(variable), statement: blueprint.addresses[variable.index],
      scale: day.scale.map { node($0) } ?? graph.number(1))
    if let silence = reading.silence { return silentTruth(truth, observable, silence) }
    noteBias(of: reading.rows, observable) { compiler, low, high in
      let (from, to) = (compiler.unscaled(low, truth), compiler.unscaled(high, truth))
      return compiler.graph.unary(
        .exponential,
        compiler.graph.logProbability(truth.name, from: from, to: to, truth.arguments, truth.owner))
    }
    let points = reading.rows.filter(\.isPoint)
    let ranges = reading.rows.filter { !$0.isPoint }
    if let row = points.first, points.count == 1, ranges.isEmpty {
      return pointTruth(truth, observable, row)
    }
    return mixedTruth(truth, observable, points, ranges)
  }

  private struct TruthLaw {
    let name: String
    let arguments: [NodeID]
    let owner: Owner
    let statement: UInt64
    /// What the draw is multiplied by to give what rows speak of.
    let scale: NodeID

    /// The address of the choice between rows and law.
    var choice: UInt64 { statementAddress(owner.name + "'row") }
    /// The address of the choice whether a range is genuine.
    var rangeChoice: UInt64 { statementAddress(owner.name + "'range") }
  }

  /// One row: it is the truth, or (if it may be wrong) its posterior decides.
  private mutating func pointTruth(
    _ truth: TruthLaw, _ observable: Observable, _ row: NumberRow
  ) -> NodeID {
    guard case .point(let value) = row.value else { return graph.number(.nan) }
    let genuine = logDensity(truth, at: value)
    let r = row.reliability
    guard r < 1 else {
      logTerms.append(genuine)
      return unscaled(value, truth)
    }
    let isTrue = graph.binary(.add, graph.number(logarithm(r)), genuine)
    let isFalse = graph.binary(
      .add, graph.number(logarithm(1 - r)), usualLog(of: row, observable))
    let total = graph.logSumExp([isTrue, isFalse])
    logTerms.append(total)
    let share = graph.unary(.exponential, graph.binary(.subtract, isTrue, total))
    let isGenuine = graph.binary(.less, graph.uniform(truth.choice), share)
    return graph.opaque(graph.select(isGenuine, unscaled(value, truth), fresh(truth)))
  }

  /// A silent day: 0 with the posterior probability that silence says so, else a draw.
  private mutating func silentTruth(
    _ truth: TruthLaw, _ observable: Observable, _ silence: NumberReading.Silence
  ) -> NodeID {
    let zero = graph.number(0)
    let (r, c) = (silence.reliability, silence.coverage)
    let genuine = graph.unary(.exponential, logDensity(truth, at: 0))
    let isTrue = graph.binary(.multiply, graph.number(c * r), genuine)
    var untrue = graph.number(1 - c)
    if r < 1 {
      let row = NumberRow(value: .point(0), reliability: r, stance: .independent, row: "")
      let usual = graph.unary(.exponential, usualLog(of: row, observable))
      untrue = graph.binary(
        .add, untrue, graph.binary(.multiply, graph.number(c * (1 - r)), usual))
    }
    if r * c == 1 {
      logTerms.append(biasedLog(graph.unary(.logarithm, isTrue), odds: 1 / silence.odds))
      return zero
    }
    let total = graph.binary(.add, isTrue, untrue)
    logTerms.append(biasedLog(graph.unary(.logarithm, total), odds: 1 / silence.odds))
    let target = graph.binary(.multiply, graph.uniform(truth.choice), total)
    let isGenuine = graph.binary(.less, target, isTrue)
    return graph.opaque(graph.select(isGenuine, zero, fresh(truth)))
  }

  /// The draw behind a value that a row names.
  private mutating func unscaled(_ value: Double, _ truth: TruthLaw) -> NodeID {
    graph.binary(.divide, graph.number(value), truth.scale)
  }

  /// Log density of what a row names, as a multiple of the draw.
  private mutating func logDensity(_ truth: TruthLaw, at value: Double) -> NodeID {
    let density = graph.logDensity(
      truth.name, at: unscaled(value, truth), truth.arguments, truth.owner)
    guard !graph.isDiscrete(truth.name), graph.constant(truth.scale) != 1 else { return density }
    return graph.binary(.subtract, density, graph.unary(.logarithm, truth.scale))
  }

  private mutating func fresh(_ truth: TruthLaw) -> NodeID {
    graph.sample(truth.name, truth.arguments, statement: truth.statement, truth.owner)
  }

  /// Several rows, points and ranges. With all named values v and a draw x from the law (within the
  /// best range R with the posterior probability that R is genuine), the weight is
  ///
  ///     Σ_v p(v)·(Π_{rows at v}(r + w) − Π w)·Π_{other points} w·ranges(v)
  ///       + Π_{points} w·(r_R·P(R) + (1 − r_R)·usual(R))·ranges except R(x)
  ///
  /// where w = (1 − r)·usual(row) is what a wrong row is worth.
  private mutating func mixedTruth(
    _ truth: TruthLaw, _ observable: Observable, _ points: [NumberRow], _ ranges: [NumberRow]
  ) -> NodeID {
    var rest = graph.number(1)
    var drawn = graph.number(0)
    // The first of the most reliable.
    if let index = ranges.indices.min(by: { ranges[$0].reliability > ranges[$1].reliability }) {
      (drawn, rest) = rangeTruth(truth, observable, ranges[index])
      for (other, row) in ranges.enumerated() where other != index {
        let said = graph.binary(.multiply, drawn, truth.scale)
        rest = graph.binary(.multiply, rest, rangeLikelihood(row, at: said, observable))
      }
    } else {
      drawn = fresh(truth)
    }
    let wrong = points.map { wrongness(of: $0, observable) }
    for factor in wrong { rest = graph.binary(.multiply, rest, factor) }
    var candidates: [(value: Double, weight: NodeID)] = []
    for point in points {
      guard case .point(let value) = point.value,
        !candidates.contains(where: { $0.value == value })
      else { continue }
      candidates.append(
        (value, candidateWeight(value, truth, observable, points, wrong, ranges)))
    }
    let total = graph.sum(candidates.map(\.weight) + [rest])
    logTerms.append(graph.unary(.logarithm, total))
    let target = graph.binary(.multiply, graph.uniform(truth.choice), total)
    var cumulative = graph.number(0)
    var conditions: [NodeID] = []
    for candidate in candidates {
      cumulative = graph.binary(.add, cumulative, candidate.weight)
      conditions.append(graph.binary(.less, target, cumulative))
    }
    var value = drawn
    for (candidate, condition) in zip(candidates, conditions).reversed() {
      value = graph.select(condition, unscaled(candidate.value, truth), value)
    }
    return graph.opaque(value)
  }

  private mutating func candidateWeight(
    _ value: Double, _ truth: TruthLaw, _ observable: Observable, _ points: [NumberRow],
    _ wrong: [NodeID], _ ranges: [NumberRow]
  ) -> NodeID {
    var weight = graph.unary(.exponential, logDensity(truth, at: value))
    var right = graph.number(1)
    var mistaken = graph.number(1)
    for (point, wrong) in zip(points, wrong) {
      if point.value == .point(value) {
        let told = graph.binary(.add, graph.number(point.reliability), wrong)
        right = graph.binary(.multiply, right, told)
        mistaken = graph.binary(.multiply, mistaken, wrong)
      } else {
        weight = graph.binary(.multiply, weight, wrong)
      }
    }
    weight = graph.binary(.multiply, weight, graph.binary(.subtract, right, mistaken))
    for row in ranges {
      let said = rangeLikelihood(row, at: graph.number(value), observable)
      weight = graph.binary(.multiply, weight, said)
    }
    return weight
  }

  /// A draw given one range, and the range's weight.
  private mutating func rangeTruth(
    _ truth: TruthLaw, _ observable: Observable, _ row: NumberRow
  ) -> (value: NodeID, weight: NodeID) {
    guard case .range(let low, let high) = row.value else {
      return (fresh(truth), graph.number(1))
    }
    let (from, to) = (unscaled(low, truth), unscaled(high, truth))
    let inside = graph.unary(
      .exponential,
      graph.logProbability(truth.name, from: from, to: to, truth.arguments, truth.owner))
    let genuine = graph.binary(.multiply, graph.number(row.reliability), inside)
    let conditioned = graph.conditioned(
      truth.name, from: from, to: to, truth.arguments, statement: truth.statement, truth.owner)
    guard row.reliability < 1 else { return (conditioned, genuine) }
    let weight = graph.binary(.add, genuine, wrongness(of: row, observable))
    let target = graph.binary(.multiply, graph.uniform(truth.rangeChoice), weight)
    let isGenuine = graph.binary(.less, target, genuine)
    return (graph.select(isGenuine, conditioned, fresh(truth)), weight)
  }

  // MARK: Rows at a truth that is known

  mutating func observe(_ reading: NumberReading, of observable: Observable) {
    if let silence = reading.silence {
      observe(silence, of: observable)
      return
    }
    let rows = reading.rows.map { row in
      (row: row, report: observable.reportByStance[row.stance] ?? observable.report)
    }
    for (row, report) in rows where report == nil {
      let said = rangeLikelihood(row, at: values[observable.truth.index], observable)
      note(
        biased(row, said) { compiler, side in
          compiler.rangeLikelihood(
            side, at: compiler.values[observable.truth.index], observable)
        })
    }
    let reported = rows.compactMap { row, report in
      report.map { ReportedRow(row: row, report: $0) }
    }
    if reported.contains(where: { $0.report.shared != nil }) {
      logTerms.append(biasedSharedErrorTerm(reported, of: observable))
    } else {
      for reported in reported {
        let (row, law) = (reported.row, reported.report.law)
        logTerms.append(
          biasedLog(row, logMixture(row, law, observable)) { compiler, side in
            compiler.logMixture(side, law, observable)
          })
      }
    }
  }

  private mutating func observe(
    _ silence: NumberReading.Silence, of observable: Observable
  ) {
    let row = NumberRow(
      value: .point(0), reliability: silence.reliability, stance: .independent, row: "")
    let report = observable.reportByStance[row.stance] ?? observable.report
    let match: NodeID
    if let report {
      match = graph.unary(.exponential, reportLog(row, report.law, observable))
    } else {
      match = self.match(row, at: values[observable.truth.index])
    }
    let said = likelihood(row, match, observable)
    let silent = graph.binary(
      .add, graph.number(1 - silence.coverage),
      graph.binary(.multiply, graph.number(silence.coverage), said))
    if report == nil {
      note(biased(silent, odds: 1 / silence.odds))
    } else {
      logTerms.append(biasedLog(graph.unary(.logarithm, silent), odds: 1 / silence.odds))
    }
  }

  private mutating func match(_ row: NumberRow, at truth: NodeID) -> NodeID {
    switch row.value {
    case .point(let value): return graph.binary(.equal, truth, graph.number(value))
    case .range(let low, let high):
      return graph.binary(
        .and, graph.binary(.lessOrEqual, graph.number(low), truth),
        graph.binary(.lessOrEqual, truth, graph.number(high)))
    }
  }

  private mutating func rangeLikelihood(
    _ row: NumberRow, at truth: NodeID, _ observable: Observable
  ) -> NodeID {
    likelihood(row, match(row, at: truth), observable)
  }

  /// r·match + (1 − r)·usual.
  private mutating func likelihood(
    _ row: NumberRow, _ match: NodeID, _ observable: Observable
  ) -> NodeID {
    let told = graph.binary(.multiply, graph.number(row.reliability), match)
    guard row.reliability < 1 else { return told }
    return graph.binary(.add, told, wrongness(of: row, observable))
  }

  /// (1 − r)·usual.
  private mutating func wrongness(of row: NumberRow, _ observable: Observable) -> NodeID {
    guard row.reliability < 1 else { return graph.number(0) }
    let usual = graph.unary(.exponential, usualLog(of: row, observable))
    return graph.binary(.multiply, graph.number(1 - row.reliability), usual)
  }

  /// log(r·p(row) + (1 − r)·usual).
  mutating func logMixture(
    _ row: NumberRow, _ law: Law, _ observable: Observable
  ) -> NodeID {
    let told = reportLog(row, law, observable)
    let r = row.reliability
    let isTrue = graph.binary(.add, graph.number(logarithm(r)), told)
    guard r < 1 else { return isTrue }
    let isFalse = graph.binary(
      .add, graph.number(logarithm(1 - r)), usualLog(of: row, observable))
    return graph.logSumExp([isTrue, isFalse])
  }

  mutating func usualLog(of row: NumberRow, _ observable: Observable) -> NodeID {
    guard case .law(let law) = observable.usual else {
      preconditionFailure("what is usual of a number is a law")
    }
    return reportLog(row, law, observable)
  }

  /// Log density or probability of what a row says under a law.
  mutating func reportLog(
    _ row: NumberRow, _ law: Law, _ observable: Observable
  ) -> NodeID {
    let arguments = law.arguments.map { node($0) }
    let owner = owner(of: observable)
    switch row.value {
    case .point(let value):
      return graph.logDensity(law.distribution, at: graph.number(value), arguments, owner)
    case .range(let low, let high):
      return graph.logProbability(
        law.distribution, from: graph.number(low), to: graph.number(high), arguments, owner)
    }
  }
}

extension NumberRow {
  var isPoint: Bool {
    if case .point = value { true } else { false }
  }
}
