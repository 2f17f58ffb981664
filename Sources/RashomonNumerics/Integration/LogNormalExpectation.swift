import RealModule

/// log ∫ φ(s) exp(g(s)) ds over the standard normal density φ, for a log integrand g that may be
/// −∞ in places: the integral over an error that several rows share.
///
/// Adaptive Gauss–Kronrod quadrature (7 and 15 points) on (−39, 39), split around `peaks`. Name as
/// peaks the places where the integrand may be much narrower than φ (a row far more exact than the
/// error it shares): a needle that no point falls on cannot be noticed.
///
/// - Parameters:
///   - peaks: where exp(g) has peaks, and how wide (as a standard deviation).
///   - tolerance: relative error aimed at.
///   - logIntegrand: g; a NaN of it makes the result NaN.
/// *Complexity*: about 300 evaluations for a smooth integrand of width 1.
package func logNormalExpectation(
  peaks: [IntegrandPeak] = [], tolerance: Double = 1e-10, _ logIntegrand: (Double) -> Double
) -> Double {
  func logHeight(_ s: Double) -> Double { standardNormalLogDensity(s) + logIntegrand(s) }
  let splits = peaks.flatMap { peak in
    [-40, -8, -2, 0, 2, 8, 40].map { peak.place + $0 * peak.width }
  }
  let inner = (splits.filter { abs($0) < 39 } + [-8, -4, -2, -1, 0, 1, 2, 4, 8]).sorted()
  let edges = [-39] + inner + [39]
  var panels = zip(edges, edges.dropFirst()).filter { $0 < $1 }
    .map { Panel($0, $1, logHeight) }
  // Split the panel with the largest error until their sum is small; 2,000 is far beyond what a
  // smooth integrand takes.
  for _ in 0..<2_000 {
    let total = logSumExp(panels.map(\.logIntegral))
    if total.isNaN { return .nan }
    let errors = panels.map(\.logError)
    if logSumExp(errors) <= total + Double.log(tolerance) || total == -.infinity { break }
    guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] }) else { break }
    let panel = panels[worst]
    let middle = 0.5 * (panel.low + panel.high)
    guard panel.low < middle, middle < panel.high else { break }
    panels[worst] = Panel(panel.low, middle, logHeight)
    panels.append(Panel(middle, panel.high, logHeight))
  }
  return logSumExp(panels.map(\.logIntegral))
}

/// A place where an integrand may be narrow.
package struct IntegrandPeak: Hashable, Sendable {
  package let place: Double
  /// About its standard deviation; within a factor of ten will do.
  package let width: Double

  package init(at place: Double, width: Double) {
    self.place = place
    self.width = width
  }
}

/// One piece of the range, its integral and the difference between the two rules, in logs.
private struct Panel {
  let low: Double
  let high: Double
  let logIntegral: Double
  let logError: Double

  init(_ low: Double, _ high: Double, _ logHeight: (Double) -> Double) {
    self.low = low
    self.high = high
    let centre = 0.5 * (low + high)
    let half = 0.5 * (high - low)
    let heights =
      kronrodNodes.map { logHeight(centre - half * $0) }
      + kronrodNodes.dropLast().map { logHeight(centre + half * $0) }
    let largest = heights.reduce(-Double.infinity) { $1.isNaN ? $1 : $0.isNaN ? $0 : max($0, $1) }
    guard largest.isFinite else {
      (logIntegral, logError) = (largest, largest)
      return
    }
    var kronrod = 0.0
    var gauss = 0.0
    for (index, height) in heights.enumerated() {
      let node = index % 8
      let value = Double.exp(height - largest)
      kronrod += kronrodWeights[node] * value
      // Every second Kronrod node is a Gauss node.
      if node % 2 == 1 { gauss += gaussWeights[node / 2] * value }
    }
    logIntegral = largest + Double.log(half * kronrod)
    // The difference overstates the error of the better rule by far; QUADPACK's exponent.
    let difference = abs(kronrod - gauss) / kronrod
    let sharpened = min(1, Double.pow(200 * difference, 1.5))
    logError = logIntegral + Double.log(max(sharpened, 1e-16))
  }
}

// Nodes and weights of the 15-point Kronrod rule and its 7-point Gauss rule [Piessens1983].
private let kronrodNodes: [Double] = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
  0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
  0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
]
private let kronrodWeights: [Double] = [
  0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
  0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
  0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
]
private let gaussWeights: [Double] = [
  0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
  0.381830050505118944950369775488975, 0.417959183673469387755102040816327,
]
