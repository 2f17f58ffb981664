import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// log ∫ φ(z) Π [r·p(row | z) + (1 − r)·usual] dz by the trapezoid rule.
///
/// The rule converges geometrically for a smooth integrand that vanishes at both ends. With a step
/// of h and rows whose laws are wᵢ shared deviations wide, the error is about exp(−2π²w²/h²) with
/// 1/w² = 1 + Σ 1/wᵢ² for bell curves, and exp(−2πw√ν/h) for Student's t with ν degrees of freedom;
/// the steps below keep both under 1e-8.
struct SharedErrorKernel {
  let site: SharedErrorSite
  let operands: [Operand]

  private static let reach = 8.5
  private static let largestCount = 20_000

  private struct Row {
    let parameters: SIMD4<Double>
    let deviation: Double
    let usual: Double
  }

  func run(_ target: Kernels.Column, _ count: Int) {
    if let normal = NormalSharedErrorKernel(site: site, operands: operands) {
      return normal.run(target, count)
    }
    for lane in 0..<count { target[lane] = value(lane) }
  }

  /// The integral in one lane.
  func value(_ lane: Int) -> Double {
    let families = site.rows.map { DistributionCatalog.all[$0.distribution] }
    var rows: [Row] = []
    var next = 0
    for row in site.rows {
      var parameters = SIMD4<Double>()
      for index in 0..<row.argumentCount { parameters[index] = operands[next + index][lane] }
      next += row.argumentCount + 2
      rows.append(
        Row(
          parameters: parameters, deviation: operands[next - 2][lane],
          usual: operands[next - 1][lane]))
    }
    let (centre, step) = scale(families, rows)
    guard step > 0 else { return .nan }
    let low = min(0, centre) - Self.reach
    let high = max(0, centre) + Self.reach
    let intervals = min(Self.largestCount, max(64, Int(((high - low) / step).rounded(.up))))
    let width = (high - low) / Double(intervals)
    var logTerms: [Double] = []
    logTerms.reserveCapacity(intervals + 1)
    for index in 0...intervals {
      let z = low + Double(index) * width
      var logTerm = standardNormalLogDensity(z)
      for (index, row) in rows.enumerated() {
        logTerm += logLikelihood(site.rows[index], families[index], row, z)
      }
      logTerms.append(logTerm)
    }
    return logSumExp(logTerms) + log(width)
  }

  private func logLikelihood(
    _ site: SharedErrorSite.Row, _ family: any Distribution.Type, _ row: Row, _ z: Double
  ) -> Double {
    var parameters = row.parameters
    if family == LogNormal.self {
      parameters[0] *= exp(row.deviation * z)
    } else {
      parameters[0] += row.deviation * z
    }
    let told =
      site.isPoint
      ? family.logDensity(of: site.low, parameters)
      : family.logProbability(from: site.low, to: site.high, parameters)
    guard site.reliability < 1 else { return told }
    return logSumExp(
      logarithm(site.reliability) + told, logarithm(1 - site.reliability) + row.usual)
  }

  /// About where the integrand peaks if all rows are genuine, and a step that resolves it.
  private func scale(
    _ families: [any Distribution.Type], _ rows: [Row]
  ) -> (centre: Double, step: Double) {
    var precision = 1.0
    var pull = 0.0
    var widest = Double.infinity
    for (index, row) in rows.enumerated() where row.deviation != 0 {
      let isLogarithmic = families[index] == LogNormal.self
      let scale = isLogarithmic ? log(row.parameters[1]) : row.parameters[1]
      let location = isLogarithmic ? log(row.parameters[0]) : row.parameters[0]
      let width = scale / abs(row.deviation)
      precision += 1 / (width * width)
      let bounds = site.rows[index]
      let nearest =
        isLogarithmic
        ? min(log(max(bounds.high, 0)), max(log(max(bounds.low, 0)), location))
        : min(bounds.high, max(bounds.low, location))
      pull += (nearest - location) / row.deviation / (width * width)
      if families[index] == StudentT.self {
        widest = min(widest, 0.31 * width * row.parameters[2].squareRoot())
      }
    }
    let centre = min(40, max(-40, pull / precision))
    return (centre.isNaN ? 0 : centre, min(widest, 0.8 / precision.squareRoot()))
  }
}
