import RashomonModel

// The posterior of a normal number ξ ~ N(m, s²) given rows y ~ N(a + bξ, τ²), of which those of one
// observable share an error of σ standard deviations.
//
// With d = (y − a − b·o)/τ, h = b/τ and l = σ/τ, measured from an origin o, the error of each
// observable is integrated out by G = 1 + Σl²:
//
//     A = Σh² − (Σlh)²/G,   B = Σhd − (Σlh)(Σld)/G,   C = Σd² − (Σld)²/G
//
// (added up over the observables), and with u = m − o
//
//     log evidence = −½[C − B²/A + (u − B/A)²/(1/A + s²)] − ½ log(1 + A·s²) − ½ Σ log G − Σ log(τ√2π)
//     ξ ~ N(m + s²·(B − A·u)/(1 + A·s²), s²/(1 + A·s²))
//
// Where a, b, τ and σ are the same in all histories the origin is what the first row says, so that
// all but u folds; else it is m, so that u is 0 and nothing large cancels.

extension DayCompiler {
  struct Posterior {
    let logEvidence: NodeID
    let mean: NodeID
    let deviation: NodeID
  }

  private struct Sums {
    var a: NodeID
    var b: NodeID
    var c: NodeID
    /// ½ Σ log G + Σ log(τ√2π).
    var norm: NodeID
  }

  mutating func posterior(
    mean: NodeID, deviation: NodeID, given rows: [SightedRow]
  ) -> Posterior {
    guard !rows.isEmpty else {
      return Posterior(logEvidence: graph.number(0), mean: mean, deviation: deviation)
    }
    let origin = fixedOrigin(rows)
    let sums = sums(rows, from: origin.map { graph.number($0) } ?? mean)
    let one = graph.number(1)
    let variance = graph.binary(.multiply, deviation, deviation)
    let growth = graph.binary(.add, one, graph.binary(.multiply, sums.a, variance))
    let share = graph.binary(.divide, variance, growth)
    var quadratic: NodeID
    let step: NodeID
    if let origin, let a = graph.constant(sums.a), let b = graph.constant(sums.b),
      let c = graph.constant(sums.c), a > 0
    {
      let residual = max(0, c - b * b / a)
      let distance = graph.binary(.subtract, mean, graph.number(origin + b / a))
      let width = graph.binary(.add, graph.number(1 / a), variance)
      let weighed = graph.binary(
        .multiply, graph.binary(.multiply, distance, distance),
        graph.binary(.divide, graph.number(-0.5), width))
      quadratic = graph.binary(.add, weighed, graph.number(-0.5 * residual))
      let gain = graph.binary(.multiply, share, sums.a)
      step = graph.unary(.negate, graph.binary(.multiply, gain, distance))
    } else {
      let square = graph.binary(.multiply, sums.b, sums.b)
      let explained = graph.binary(.multiply, square, share)
      quadratic = graph.binary(
        .multiply, graph.number(-0.5), graph.binary(.subtract, sums.c, explained))
      step = graph.binary(.multiply, share, sums.b)
    }
    let determinant = graph.binary(
      .multiply, graph.number(0.5), graph.unary(.logarithm, growth))
    return Posterior(
      logEvidence: graph.binary(
        .subtract, quadratic, graph.binary(.add, determinant, sums.norm)),
      mean: graph.binary(.add, mean, step),
      deviation: graph.binary(
        .divide, deviation, graph.unary(.squareRoot, growth)))
  }

  /// What the first row that sees the draw says of it, if all rows are the same in all histories.
  private func fixedOrigin(_ rows: [SightedRow]) -> Double? {
    var origin: Double?
    for row in rows {
      guard let offset = graph.constant(row.offset), graph.constant(row.deviation) != nil,
        row.shared.map({ graph.constant($0) != nil }) ?? true
      else { return nil }
      guard let node = row.slope else { continue }
      guard let slope = graph.constant(node) else { return nil }
      if origin == nil, slope != 0 { origin = (row.target - offset) / slope }
    }
    return origin.flatMap { $0.isFinite ? $0 : nil }
  }

  private mutating func sums(_ rows: [SightedRow], from origin: NodeID) -> Sums {
    let zero = graph.number(0)
    var result = Sums(a: zero, b: zero, c: zero, norm: zero)
    var done: Set<String> = []
    for row in rows where done.insert(row.observable).inserted {
      add(rows.filter { $0.observable == row.observable }, from: origin, to: &result)
    }
    return result
  }

  /// The rows of one observable.
  private mutating func add(
    _ rows: [SightedRow], from origin: NodeID, to sums: inout Sums
  ) {
    var shared = (gram: graph.number(1), slope: graph.number(0), distance: graph.number(0))
    for row in rows {
      var centre = row.offset
      if let slope = row.slope {
        centre = graph.binary(.add, centre, graph.binary(.multiply, slope, origin))
      }
      let distance = graph.binary(
        .divide, graph.binary(.subtract, graph.number(row.target), centre), row.deviation)
      let slope = row.slope.map { graph.binary(.divide, $0, row.deviation) }
      let loading = row.shared.map { graph.binary(.divide, $0, row.deviation) }
      sums.c = plus(sums.c, distance, distance)
      if let slope {
        sums.a = plus(sums.a, slope, slope)
        sums.b = plus(sums.b, slope, distance)
      }
      if let loading {
        shared.gram = plus(shared.gram, loading, loading)
        shared.distance = plus(shared.distance, loading, distance)
        if let slope { shared.slope = plus(shared.slope, loading, slope) }
      }
      let norm = graph.binary(
        .add, graph.unary(.logarithm, row.deviation), graph.number(logRootTwoPi))
      sums.norm = graph.binary(.add, sums.norm, norm)
    }
    guard rows.contains(where: { $0.shared != nil }) else { return }
    sums.a = minus(sums.a, shared.slope, shared.slope, over: shared.gram)
    sums.b = minus(sums.b, shared.slope, shared.distance, over: shared.gram)
    sums.c = minus(sums.c, shared.distance, shared.distance, over: shared.gram)
    let determinant = graph.binary(
      .multiply, graph.number(0.5), graph.unary(.logarithm, shared.gram))
    sums.norm = graph.binary(.add, sums.norm, determinant)
  }

  private mutating func plus(_ sum: NodeID, _ left: NodeID, _ right: NodeID) -> NodeID {
    graph.binary(.add, sum, graph.binary(.multiply, left, right))
  }

  private mutating func minus(
    _ sum: NodeID, _ left: NodeID, _ right: NodeID, over divisor: NodeID
  ) -> NodeID {
    graph.binary(
      .subtract, sum,
      graph.binary(.divide, graph.binary(.multiply, left, right), divisor))
  }
}
