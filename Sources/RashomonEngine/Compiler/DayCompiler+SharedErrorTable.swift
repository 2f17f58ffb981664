import RashomonModel
import RashomonNumerics

extension DayCompiler {
  /// The rows' term as a table over the one truth that they follow; nil where they do not (a row
  /// under another law, a median that is no fixed multiple of the truth, a spread that differs
  /// between histories) and for a single point, whose closed form is cheaper.
  mutating func tabulated(
    _ rows: [ReportedRow], _ observable: Observable
  ) -> NodeID? {
    guard rows.count > 1 || rows.contains(where: { !$0.row.isPoint }),
      rows.allSatisfy({ $0.report.law.distribution == LogNormal.name })
    else { return nil }
    var truth: NodeID?
    var fixed: [Double] = []
    var sites: [SharedErrorSite.Row] = []
    for reported in rows {
      let (row, report) = (reported.row, reported.report)
      let arguments = report.law.arguments.map { node($0) }
      let (base, factor) = multiple(arguments[0])
      let usual = row.reliability < 1 ? misledLog(reported, observable) : graph.number(-.infinity)
      // Made before it is looked up, since making it changes the graph.
      let shared = sharedDeviation(report, observable)
      guard base == truth ?? base, factor > 0, let spread = graph.constant(arguments[1]),
        spread > 1, let deviation = graph.constant(shared), let usualLog = graph.constant(usual)
      else { return nil }
      truth = base
      fixed += [factor, spread, deviation, usualLog]
      sites.append(sharedErrorRow(row, report, argumentCount: arguments.count))
    }
    guard let truth, graph.constant(truth) == nil,
      let table = SharedErrorTable(rows: sites, fixed: fixed)
    else { return nil }
    let median = graph.accepted(
      truth, LogNormal.name, [truth, graph.number(fixed[1])], owner(of: observable))
    return graph.sharedError(
      SharedErrorSite(rows: sites, table: table), operands: [graph.unary(.logarithm, median)])
  }

  /// A value as a fixed multiple of another.
  private func multiple(_ id: NodeID) -> (base: NodeID, factor: Double) {
    var (base, factor) = (id, 1.0)
    while true {
      let node = graph.nodes[Int(base)]
      guard node.operation == .multiply else { return (base, factor) }
      if let left = graph.constant(node.a) {
        (base, factor) = (node.b, factor * left)
      } else if let right = graph.constant(node.b) {
        (base, factor) = (node.a, factor * right)
      } else {
        return (base, factor)
      }
    }
  }
}
