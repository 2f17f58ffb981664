import RashomonModel
import RashomonNumerics

// Rows of one day that share an error.
//
// The shared error is one standard normal number z for the day; row i's law is moved by σᵢ·z, where
// σᵢ is its law's `shared` (for a lognormal the logarithm of it, on the log scale). Rows that are
// points under normal or lognormal laws are jointly normal once it is known which of them are
// genuine, so the integral over z is a sum over the subsets of genuine rows:
//
//     dᵢ = (yᵢ − mᵢ)/τᵢ,  aᵢ = σᵢ/τᵢ,  G = 1 + Σ aᵢ²,  Q = Σ dᵢ² − (Σ aᵢ·dᵢ)²/G
//     log N(S) = −Q/2 − log(G)/2 − Σ (log τᵢ + log √2π [+ yᵢ for a lognormal])
//
// with the sums over the subset S. All else is left to quadrature.

extension DayCompiler {
  /// More rows than this that may be wrong have too many subsets.
  private static var subsetLimit: Int { 5 }

  private struct JointRow {
    /// aᵢ, dᵢ and the norm's logarithm.
    let loading: NodeID
    let deviation: NodeID
    let norm: NodeID
    /// log r and log((1 − r)·usual); nil where it is certain.
    let told: NodeID
    let wrong: NodeID?
  }

  /// A row with the law that it scatters by.
  struct ReportedRow {
    let row: NumberRow
    let report: ReportLaw
    /// Log density of what a wrong row says, where that is not what is usual.
    var misled: NodeID?
  }

  mutating func sharedErrorTerm(
    _ rows: [ReportedRow], of observable: Observable
  ) -> NodeID {
    if let tabulated = tabulated(rows, observable) { return tabulated }
    let isJoint = rows.allSatisfy { reported in
      reported.row.isPoint
        && (reported.report.law.distribution == Normal.name
          || isPositive(reported.row, reported.report.law))
    }
    let doubtful = rows.count { $0.row.reliability < 1 }
    guard isJoint, doubtful <= Self.subsetLimit else { return quadrature(rows, observable) }
    return subsets(rows.map { jointRow($0, observable) })
  }

  /// Log density of what a wrong row says.
  mutating func misledLog(_ reported: ReportedRow, _ observable: Observable) -> NodeID {
    reported.misled ?? usualLog(of: reported.row, observable)
  }

  private func isPositive(_ row: NumberRow, _ law: Law) -> Bool {
    guard case .point(let value) = row.value else { return false }
    return law.distribution == LogNormal.name && value > 0 && value < .infinity
  }

  mutating func sharedDeviation(
    _ report: ReportLaw, _ observable: Observable
  ) -> NodeID {
    guard let shared = report.shared else { return graph.number(0) }
    let owner = owner(of: observable)
    let site = graph.faultSite(
      FaultSite(
        variable: owner.name, place: owner.place, problem: .law(report.law.distribution)))
    let given = graph.checked(.positive, node(shared), site: site)
    return report.law.distribution == LogNormal.name ? graph.unary(.logarithm, given) : given
  }

  private mutating func jointRow(
    _ reported: ReportedRow, _ observable: Observable
  ) -> JointRow {
    let (row, report) = (reported.row, reported.report)
    let arguments = report.law.arguments.map { node($0) }
    let (centre, scale) = graph.locationScale(
      report.law.distribution, arguments, owner(of: observable))
    var target = graph.number(0)
    var norm = graph.binary(.add, graph.unary(.logarithm, scale), graph.number(logRootTwoPi))
    if case .point(let value) = row.value {
      if report.law.distribution == LogNormal.name {
        target = graph.number(logarithm(value))
        norm = graph.binary(.add, norm, target)
      } else {
        target = graph.number(value)
      }
    }
    let r = row.reliability
    let wrong =
      r < 1
      ? graph.binary(.add, graph.number(logarithm(1 - r)), misledLog(reported, observable)) : nil
    return JointRow(
      loading: graph.binary(.divide, sharedDeviation(report, observable), scale),
      deviation: graph.binary(.divide, graph.binary(.subtract, target, centre), scale),
      norm: norm, told: graph.number(logarithm(r)), wrong: wrong)
  }

  private mutating func subsets(_ rows: [JointRow]) -> NodeID {
    let doubtful = rows.indices.filter { rows[$0].wrong != nil }
    var terms: [NodeID] = []
    for pattern in 0..<(1 << doubtful.count) {
      let isWrong = { (index: Int) in
        doubtful.firstIndex(of: index).map { pattern >> $0 & 1 == 1 } ?? false
      }
      let genuine = rows.indices.filter { !isWrong($0) }.map { rows[$0] }
      let wrong = rows.indices.filter(isWrong).compactMap { rows[$0].wrong }
      let joint = jointLog(genuine)
      terms.append(graph.sum(wrong + genuine.map(\.told) + [joint]))
    }
    return graph.logSumExp(terms)
  }

  /// log N(S) of the rows of S.
  private mutating func jointLog(_ rows: [JointRow]) -> NodeID {
    guard !rows.isEmpty else { return graph.number(0) }
    let squares = rows.map { graph.binary(.multiply, $0.deviation, $0.deviation) }
    let loadings = rows.map { graph.binary(.multiply, $0.loading, $0.loading) }
    let products = rows.map { graph.binary(.multiply, $0.loading, $0.deviation) }
    let spread = graph.sum([graph.number(1)] + loadings)
    let product = graph.sum(products)
    let explained = graph.binary(
      .divide, graph.binary(.multiply, product, product), spread)
    let quadratic = graph.binary(.subtract, graph.sum(squares), explained)
    let norm = graph.sum(rows.map(\.norm))
    let determinant = graph.binary(
      .multiply, graph.number(0.5), graph.unary(.logarithm, spread))
    let density = graph.binary(.multiply, graph.number(-0.5), quadratic)
    return graph.binary(.subtract, density, graph.binary(.add, norm, determinant))
  }

  private mutating func quadrature(
    _ rows: [ReportedRow], _ observable: Observable
  ) -> NodeID {
    var operands: [NodeID] = []
    var sites: [SharedErrorSite.Row] = []
    for reported in rows {
      let (row, report) = (reported.row, reported.report)
      var arguments = report.law.arguments.map { node($0) }
      if let first = arguments.first {
        arguments[0] = graph.accepted(
          first, report.law.distribution, arguments, owner(of: observable))
      }
      operands += arguments
      operands.append(sharedDeviation(report, observable))
      operands.append(
        row.reliability < 1 ? misledLog(reported, observable) : graph.number(-.infinity))
      sites.append(sharedErrorRow(row, report, argumentCount: arguments.count))
    }
    return graph.sharedError(SharedErrorSite(rows: sites), operands: operands)
  }

  func sharedErrorRow(
    _ row: NumberRow, _ report: ReportLaw, argumentCount: Int
  ) -> SharedErrorSite.Row {
    let (low, high): (Double, Double) =
      switch row.value {
      case .point(let value): (value, value)
      case .range(let low, let high): (low, high)
      }
    return SharedErrorSite.Row(
      distribution: graph.distributionIndex(report.law.distribution),
      argumentCount: argumentCount, low: low, high: high, isPoint: row.isPoint,
      reliability: row.reliability)
  }
}
