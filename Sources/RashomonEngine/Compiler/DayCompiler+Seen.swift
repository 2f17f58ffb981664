import RashomonEvidence
import RashomonModel
import RashomonNumerics

// Normal and lognormal draws that reports see on the same day.
//
// Such a draw is not made and then weighed: on the scale ξ on which it is normal, ξ ~ N(m, s²), the
// rows are jointly normal with it once it is known which of them are genuine. Each set S of genuine
// rows has a weight, its rows' predictive density times what the wrong ones are worth; the day's
// weight is the sum over the sets, one set is picked by its share, and ξ is drawn from its posterior
// given that set by the number at its own address. Without rows this is the draw as always.
//
// Where discrete draws of the day openly decide the weight (what a choice does to the median), the
// weight joins the readings that these draws are settled by, so that a choice which only counts
// reveal is summed over its options.

extension DayCompiler {
  /// More rows than this that may be wrong have too many subsets.
  private static var doubtfulLimit: Int { 4 }
  /// A weight that joins other readings does so as a probability, of which there is no less than
  /// exp of this; what is less is made up for at the drawn values.
  private static var leastLogFactor: Double { -600 }

  /// The draw's value from its posterior given the rows that see it, whose weight is noted; nil where
  /// none does.
  mutating func seenValue(of draw: SeenDraw, _ law: Law) -> NodeID? {
    var rows: [SightedRow] = []
    var settled: [String] = []
    for observable in draw.observables {
      guard let reading = numberReadings[observable.id], !weighedReports.contains(observable.id),
        let more = sightedRows(reading, observable, draw),
        (rows + more).count(where: { $0.wrong != nil }) <= Self.doubtfulLimit
      else { continue }
      rows += more
      settled.append(observable.id)
    }
    guard rows.contains(where: { $0.slope != nil }) else { return nil }
    weighedReports.formUnion(settled)
    let owner = blueprint.owner(draw.variable)
    let arguments = law.arguments.map { node($0) }
    let mean = draw.isLogarithmic ? graph.unary(.logarithm, arguments[0]) : arguments[0]
    let deviation = draw.isLogarithmic ? graph.unary(.logarithm, arguments[1]) : arguments[1]
    let posteriors = subsets(of: rows).map { chosen -> (weight: NodeID, posterior: Posterior) in
      let posterior = posterior(mean: mean, deviation: deviation, given: chosen.genuine)
      let parts = chosen.genuine.map(\.told) + chosen.wrong + [posterior.logEvidence]
      return (graph.sum(parts), posterior)
    }
    let total = graph.logSumExp(posteriors.map(\.weight))
    var checks = rows.map { ($0.law, $0.arguments, $0.owner) }
    checks.append((law.distribution, arguments, owner))
    noteSeen(total, checks)
    let (centre, spread) = picked(posteriors, total, owner)
    let z = graph.unary(.normalQuantile, graph.uniform(blueprint.addresses[draw.variable.index]))
    let value = graph.binary(.add, centre, graph.binary(.multiply, spread, z))
    return graph.opaque(draw.isLogarithmic ? graph.unary(.exponential, value) : value)
  }

  /// Which rows are genuine, all of them first.
  private func subsets(
    of rows: [SightedRow]
  ) -> [(genuine: [SightedRow], wrong: [NodeID])] {
    let doubtful = rows.indices.filter { rows[$0].wrong != nil }
    return (0..<(1 << doubtful.count)).map { pattern in
      var genuine: [SightedRow] = []
      var wrong: [NodeID] = []
      for (index, row) in rows.enumerated() {
        if let place = doubtful.firstIndex(of: index), pattern >> place & 1 == 1 {
          if let value = row.wrong { wrong.append(value) }
        } else {
          genuine.append(row)
        }
      }
      return (genuine, wrong)
    }
  }

  /// Weighs the day by a log weight, with the checks of the laws behind it at the drawn values.
  private mutating func noteSeen(
    _ logWeight: NodeID, _ checks: [(name: String, arguments: [NodeID], owner: Owner)]
  ) {
    var term = logWeight
    if !graph.openDraws(logWeight).isEmpty {
      // A combination without weight may be anything; a NaN on the left gives way to the number.
      let least = graph.number(Self.leastLogFactor)
      let kept = graph.binary(.maximum, logWeight, least)
      note(graph.unary(.exponential, kept))
      term = graph.binary(.subtract, logWeight, kept)
    }
    for check in checks {
      term = graph.accepted(term, check.name, check.arguments, check.owner)
    }
    logTerms.append(term)
  }

  /// Mean and deviation of the set of genuine rows that is picked.
  private mutating func picked(
    _ sets: [(weight: NodeID, posterior: Posterior)], _ total: NodeID, _ owner: Owner
  ) -> (centre: NodeID, spread: NodeID) {
    var (centre, spread) = (
      sets[sets.count - 1].posterior.mean, sets[sets.count - 1].posterior.deviation
    )
    guard sets.count > 1 else { return (centre, spread) }
    let target = graph.uniform(statementAddress(owner.name + "'genuine"))
    var cumulative = graph.number(0)
    var conditions: [NodeID] = []
    for set in sets.dropLast() {
      let share = graph.unary(.exponential, graph.binary(.subtract, set.weight, total))
      cumulative = graph.binary(.add, cumulative, share)
      conditions.append(graph.binary(.less, target, cumulative))
    }
    for (set, condition) in zip(sets, conditions).reversed() {
      centre = graph.select(condition, set.posterior.mean, centre)
      spread = graph.select(condition, set.posterior.deviation, spread)
    }
    return (centre, spread)
  }

  // MARK: Rows

  /// A row on its own normal scale: y ~ N(offset + slope·ξ, deviation²), given the day's shared error
  /// of that observable, which moves it by `shared` standard deviations.
  struct SightedRow {
    let observable: String
    let target: Double
    let offset: NodeID
    /// Nil where the row does not see the draw.
    let slope: NodeID?
    let deviation: NodeID
    let shared: NodeID?
    /// log r less what the change of scale costs.
    let told: NodeID
    /// log((1 − r)·usual); nil where it is certain.
    let wrong: NodeID?
    let law: String
    let arguments: [NodeID]
    let owner: Owner
  }

  /// The rows of a reading if each is a point under a normal or lognormal law that is a line over the
  /// draw; else nil.
  private mutating func sightedRows(
    _ reading: NumberReading, _ observable: Observable, _ draw: SeenDraw
  ) -> [SightedRow]? {
    guard reading.silence == nil else { return nil }
    var result: [SightedRow] = []
    for row in reading.rows {
      guard row.reliability > 0,
        let report = observable.reportByStance[row.stance] ?? observable.report,
        let sighted = sightedRow(row, report, observable, draw)
      else { return nil }
      result.append(sighted)
    }
    return result
  }

  private mutating func sightedRow(
    _ row: NumberRow, _ report: ReportLaw, _ observable: Observable, _ draw: SeenDraw
  ) -> SightedRow? {
    let name = report.law.distribution
    let arguments = report.law.arguments
    guard case .point(let value) = row.value, value.isFinite, arguments.count == 2,
      !draw.isRead(by: arguments[1]), let spread = known(arguments[1])
    else { return nil }
    var wrong: NodeID?
    if row.reliability < 1 {
      guard let usual = knownUsual(of: row, observable, draw) else { return nil }
      wrong = graph.binary(.add, graph.number(logarithm(1 - row.reliability)), usual)
    }
    var shared: NodeID?
    if let expression = report.shared {
      guard !draw.isRead(by: expression), known(expression) != nil else { return nil }
      let deviation = sharedDeviation(report, observable)
      guard graph.openDraws(deviation).isEmpty else { return nil }
      shared = deviation
    }
    let reliability = logarithm(row.reliability)
    switch name {
    case Normal.name:
      guard let line = line(arguments[0], over: draw) else { return nil }
      return SightedRow(
        observable: observable.id, target: value, offset: line.offset, slope: line.slope,
        deviation: spread, shared: shared, told: graph.number(reliability), wrong: wrong,
        law: name, arguments: [line.offset, spread], owner: owner(of: observable))
    case LogNormal.name:
      guard value > 0, let line = logLine(arguments[0], over: draw) else { return nil }
      let scale = line.scale ?? graph.number(1)
      let offset = graph.binary(
        .add, graph.unary(.logarithm, scale), line.offset ?? graph.number(0))
      let target = logarithm(value)
      return SightedRow(
        observable: observable.id, target: target, offset: offset, slope: line.slope,
        deviation: graph.unary(.logarithm, spread), shared: shared,
        told: graph.number(reliability - target), wrong: wrong, law: name,
        arguments: [scale, spread], owner: owner(of: observable))
    default: return nil
    }
  }

  /// Log density of what is usual, where it is known and no discrete draw of the day decides it.
  private mutating func knownUsual(
    of row: NumberRow, _ observable: Observable, _ draw: SeenDraw
  ) -> NodeID? {
    guard case .law(let law) = observable.usual,
      law.arguments.allSatisfy({ !draw.isRead(by: $0) })
    else { return nil }
    for argument in law.arguments where known(argument) == nil { return nil }
    let usual = usualLog(of: row, observable)
    return graph.openDraws(usual).isEmpty ? usual : nil
  }
}
