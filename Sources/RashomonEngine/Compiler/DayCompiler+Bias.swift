import RashomonModel
import RashomonNumerics

// Readings of a biased record (`RashomonModel/RecordingBias.swift`). An unbiased one takes none of
// these paths and compiles to the same bytes as if they were not there.

extension DayCompiler {
  /// The probability of an answer under odds on it, given its unbiased probability over the day's
  /// draws:
  ///
  ///     odds·P/(1 + (odds − 1)·E[P]),   for odds below 1 written P/(1 + (1/odds − 1)·(1 − E[P])),
  ///
  /// which loses no digits, with E over the last draw on which P hangs.
  mutating func biased(_ answer: NodeID, odds: Double) -> NodeID {
    guard odds != 1 else { return answer }
    let expected = averagedOverLastDraw(answer)
    return graph.binary(.divide, odds > 1 ? scaled(answer, by: odds) : answer, norm(expected, odds))
  }

  /// Log of the same for an answer that is weighed at drawn values, from its unbiased log
  /// probability.
  mutating func biasedLog(_ answer: NodeID, odds: Double) -> NodeID {
    guard odds != 1 else { return answer }
    let norm = graph.unary(.logarithm, norm(graph.unary(.exponential, answer), odds))
    let told = odds > 1 ? graph.binary(.add, answer, graph.number(logarithm(odds))) : answer
    return graph.binary(.subtract, told, norm)
  }

  private mutating func scaled(_ node: NodeID, by factor: Double) -> NodeID {
    graph.binary(.multiply, graph.number(factor), node)
  }

  private mutating func norm(_ expected: NodeID, _ odds: Double) -> NodeID {
    let one = graph.number(1)
    let preferred = odds > 1 ? expected : graph.binary(.subtract, one, expected)
    return graph.binary(.add, one, scaled(preferred, by: max(odds, 1 / odds) - 1))
  }

  // MARK: Numbers

  /// What a bias makes of rows that are independent of each other, row by row, as a factor;
  /// `likelihood` gives the unbiased probability that a row lies in an interval.
  mutating func biased(
    _ row: NumberRow, _ told: NodeID, _ likelihood: (inout DayCompiler, NumberRow) -> NodeID
  ) -> NodeID {
    guard let tilt = row.tilt, let isPreferred = row.isPreferred else { return told }
    let side = likelihood(&self, row.said(tilt.preferred))
    let expected = averagedOverLastDraw(side)
    return graph.binary(
      .divide, isPreferred ? scaled(told, by: tilt.strength) : told, norm(expected, tilt.strength))
  }

  /// The same as a logarithm, at drawn values.
  mutating func biasedLog(
    _ row: NumberRow, _ told: NodeID, _ logLikelihood: (inout DayCompiler, NumberRow) -> NodeID
  ) -> NodeID {
    guard let tilt = row.tilt, let isPreferred = row.isPreferred else { return told }
    let side = graph.unary(.exponential, logLikelihood(&self, row.said(tilt.preferred)))
    let norm = graph.unary(.logarithm, norm(side, tilt.strength))
    let gain = isPreferred ? logarithm(tilt.strength) : 0
    return graph.binary(.add, told, graph.binary(.subtract, graph.number(gain), norm))
  }

  /// What a bias adds to the log likelihood of rows of one drawn truth X:
  ///
  ///     Σ log ω (rows on their side) − log E Π [1 + (ωᵢ − 1)(rᵢ·(X on i's side) + (1 − rᵢ)·usualᵢ)]
  ///
  /// where the expectation is a sum over the intervals between the thresholds; `probability` gives
  /// the law's probability of an interval.
  mutating func noteBias(
    of rows: [NumberRow], _ observable: Observable,
    probability: (inout DayCompiler, _ low: Double, _ high: Double) -> NodeID
  ) {
    let tilted = rows.filter { $0.isPreferred != nil }
    let tilts = tilted.compactMap(\.tilt)
    guard !tilts.isEmpty else { return }
    let usual = tilted.map { row -> NodeID in
      guard row.reliability < 1, let tilt = row.tilt else { return graph.number(0) }
      let side = usualLog(of: row.said(tilt.preferred), observable)
      return graph.unary(.exponential, side)
    }
    let bounds = [-Double.infinity] + Set(tilts.map(\.threshold)).sorted() + [.infinity]
    var terms: [NodeID] = []
    for (low, high) in zip(bounds, bounds.dropFirst()) {
      var term = probability(&self, low == -.infinity ? low : low.nextUp, high)
      for (index, row) in tilted.enumerated() {
        let tilt = tilts[index]
        let isInside = (low >= tilt.threshold) == (tilt.odds > 1)
        let misled = graph.binary(
          .multiply, graph.number(1 - row.reliability), usual[index])
        let side = graph.binary(.add, graph.number(isInside ? row.reliability : 0), misled)
        term = graph.binary(.multiply, term, norm(side, tilt.strength))
      }
      terms.append(term)
    }
    let gain = tilted.filter { $0.isPreferred == true }.reduce(0) {
      $0 + logarithm($1.tilt?.strength ?? 1)
    }
    let expected = graph.unary(.logarithm, graph.sum(terms))
    logTerms.append(graph.binary(.subtract, graph.number(gain), expected))
  }

  /// The log likelihood of rows that share an error z: their unbiased one, and
  ///
  ///     Σ log ω (rows on their side) − log ∫ φ(z) Π [1 + (ωᵢ − 1)·Pᵢ(side | z)] dz.
  ///
  /// A factor of the integral is ω·(r′·p(side | z) + (1 − r′)·u) with r′ = (ω − 1)·r/ω, which is what a
  /// row of reliability r′ that names the side contributes: the rows' own integral once more.
  mutating func biasedSharedErrorTerm(
    _ rows: [ReportedRow], of observable: Observable
  ) -> NodeID {
    let told = sharedErrorTerm(rows, of: observable)
    guard let bias = sharedErrorBias(rows, of: observable) else { return told }
    return graph.binary(.subtract, told, bias)
  }

  /// What the bias takes from the log likelihood of rows that share an error; nil for no bias.
  private mutating func sharedErrorBias(
    _ rows: [ReportedRow], of observable: Observable
  ) -> NodeID? {
    var lost = 0.0
    var sides: [ReportedRow] = []
    for reported in rows {
      let row = reported.row
      guard let tilt = row.tilt, let isPreferred = row.isPreferred else { continue }
      if !isPreferred { lost += logarithm(tilt.strength) }
      sides.append(side(of: reported, tilt, observable))
    }
    guard !sides.isEmpty else { return nil }
    return graph.binary(.add, graph.number(lost), sharedErrorTerm(sides, of: observable))
  }

  /// The bias of rows that were weighed with a draw that they see, at the drawn value.
  mutating func weighBias(of reading: NumberReading, _ observable: Observable) {
    let rows = reading.rows.compactMap { row in
      (observable.reportByStance[row.stance] ?? observable.report)
        .map { ReportedRow(row: row, report: $0) }
    }
    if rows.contains(where: { $0.report.shared != nil }) {
      guard let bias = sharedErrorBias(rows, of: observable) else { return }
      logTerms.append(graph.unary(.negate, bias))
      return
    }
    for reported in rows where reported.row.isPreferred != nil {
      logTerms.append(
        biasedLog(reported.row, graph.number(0)) { compiler, side in
          compiler.logMixture(side, reported.report.law, observable)
        })
    }
  }

  private mutating func side(
    of reported: ReportedRow, _ tilt: NumberTilt, _ observable: Observable
  ) -> ReportedRow {
    let (r, gain) = (reported.row.reliability, tilt.strength - 1)
    let row = NumberRow(
      value: tilt.preferred, reliability: gain * r / tilt.strength, stance: reported.row.stance,
      row: reported.row.row)
    var misled = graph.number(1)
    if r < 1 {
      let usual = graph.unary(.exponential, usualLog(of: row, observable))
      misled = graph.binary(.add, misled, scaled(usual, by: gain * (1 - r)))
    }
    return ReportedRow(
      row: row, report: reported.report,
      misled: graph.binary(
        .subtract, graph.unary(.logarithm, misled),
        graph.number(logarithm(tilt.strength - gain * r))))
  }

  // MARK: What is expected

  /// The node averaged over the last discrete draw that it depends on openly; earlier draws stay as
  /// they are. The node itself where it depends on none.
  private mutating func averagedOverLastDraw(_ node: NodeID) -> NodeID {
    guard let last = graph.openDraws(node).members.last else { return node }
    let outcomes = draws[last].outcomes
    let values = outcomes.map { outcome in
      var known: [NodeID: NodeID] = [:]
      return substituted(node, last, outcome.value, &known)
    }
    // A chance may be anything in combinations that have no weight; there it must only not be NaN.
    let chances = outcomes.map { outcome in
      graph.binary(
        .minimum, graph.binary(.maximum, outcome.chance, graph.number(0)), graph.number(1))
    }
    if draws[last].isChance { return graph.mixture(chances[0], values[0], values[1]) }
    return graph.sum(zip(chances, values).map { graph.binary(.multiply, $0, $1) })
  }

  /// The node with one draw replaced by an outcome and all others left open.
  private mutating func substituted(
    _ id: NodeID, _ draw: Int, _ value: Double, _ known: inout [NodeID: NodeID]
  ) -> NodeID {
    guard graph.depends(id, on: draw) else { return id }
    if let done = known[id] { return done }
    let node = graph.nodes[Int(id)]
    let result: NodeID
    if node.operation == .draw {
      result = graph.number(value)
    } else {
      let a = node.a < 0 ? -1 : substituted(node.a, draw, value, &known)
      let b = node.b < 0 ? -1 : substituted(node.b, draw, value, &known)
      let c = node.c < 0 ? -1 : substituted(node.c, draw, value, &known)
      let list = graph.arguments(node).map { substituted($0, draw, value, &known) }
      let rebuilt = graph.rebuilt(node, a, b, c, list)
      // What other draws it hides behind a continuous draw stays hidden.
      result = node.operation == .opaque ? graph.opaque(rebuilt) : rebuilt
    }
    known[id] = result
    return result
  }
}

extension NumberRow {
  /// A row of the same source and grade that says something else, without a bias.
  func said(_ value: Value) -> NumberRow {
    NumberRow(value: value, reliability: reliability, stance: stance, row: row)
  }
}
