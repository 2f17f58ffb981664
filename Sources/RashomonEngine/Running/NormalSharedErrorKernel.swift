import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The same integral as `SharedErrorKernel` for rows under normal and lognormal laws, which are most:
/// sums of products of plain numbers in place of sums of logarithms, some ten times faster.
///
/// The integrand at z is exp(−z²/2) Π (tᵢ·pᵢ(z) + uᵢ), with, in units of each row's own deviation, a
/// point at d − a·z: p = exp(−(d − a·z)²/2), and a range from l − a·z to h − a·z: p = erfc(·) − erfc(·). Rows so
/// far off that the sum underflows are left to the slower kernel.
struct NormalSharedErrorKernel {
  private let site: SharedErrorSite
  private let operands: [Operand]
  private let isLogarithmic: [Bool]
  private let general: SharedErrorKernel

  private struct Row {
    var isPoint: Bool
    /// A point's (or a range's lower) distance from the law's centre, in its deviations.
    var low: Double
    var high: Double
    /// The shared deviation in the law's deviations.
    var slope: Double
    /// What the probability of a genuine row is multiplied by, and what a wrong one adds.
    var told: Double
    var wrong: Double
  }

  private static let reach = 8.5

  /// nil where a row's law is neither normal nor lognormal.
  init?(site: SharedErrorSite, operands: [Operand]) {
    let families = site.rows.map { DistributionCatalog.all[$0.distribution] }
    guard families.allSatisfy({ $0 == Normal.self || $0 == LogNormal.self }) else { return nil }
    self.site = site
    self.operands = operands
    isLogarithmic = families.map { $0 == LogNormal.self }
    general = SharedErrorKernel(site: site, operands: operands)
  }

  func run(_ target: Kernels.Column, _ count: Int) {
    withUnsafeTemporaryAllocation(of: Row.self, capacity: site.rows.count) { rows in
      for lane in 0..<count {
        fill(rows, lane)
        let sum = integral(UnsafeBufferPointer(rows))
        target[lane] =
          sum > 1e-290 && sum < 1e290
          ? log(sum) - logRootTwoPi : general.value(lane)
      }
    }
  }

  private func fill(_ rows: UnsafeMutableBufferPointer<Row>, _ lane: Int) {
    for (index, row) in site.rows.enumerated() {
      let start = index * 4
      var centre = operands[start][lane]
      var scale = operands[start + 1][lane]
      var (low, high) = (row.low, row.high)
      var jacobian = 1.0
      if isLogarithmic[index] {
        centre = log(centre)
        scale = log(scale)
        if row.isPoint { jacobian = row.low }
        low = log(max(low, 0))
        high = log(max(high, 0))
      }
      let usual = row.reliability < 1 ? exp(operands[start + 3][lane]) : 0
      rows.initializeElement(
        at: index,
        to: Row(
          isPoint: row.isPoint, low: (low - centre) / scale, high: (high - centre) / scale,
          slope: operands[start + 2][lane] / scale,
          told: row.reliability
            * (row.isPoint ? exp(-logRootTwoPi) / (scale * jacobian) : 0.5),
          wrong: (1 - row.reliability) * usual))
    }
  }

  private func integral(_ rows: UnsafeBufferPointer<Row>) -> Double {
    var precision = 1.0
    var pull = 0.0
    for row in rows {
      precision += row.slope * row.slope
      pull += row.slope * min(row.high, max(row.low, 0))
    }
    let centre = min(40, max(-40, pull / precision))
    let low = min(0, centre) - Self.reach
    let span = abs(centre) + 2 * Self.reach
    // A step of 0.7 deviations of the integrand leaves an error of exp(−2π²/0.49), about 3e-18.
    let wanted = (span * precision.squareRoot() / 0.7).rounded(.up)
    guard wanted < 20_000 else { return .nan }
    let width = span / wanted
    var sum = 0.0
    for index in 0...Int(wanted) {
      let z = low + Double(index) * width
      var term = exp(-0.5 * z * z)
      for row in rows {
        let shift = row.slope * z
        if row.isPoint {
          let distance = row.low - shift
          term *= row.told * exp(-0.5 * distance * distance) + row.wrong
        } else {
          term *= row.told * between(row.low - shift, row.high - shift) + row.wrong
        }
      }
      sum += term
    }
    return sum * width
  }

  /// Twice the standard normal probability of an interval, from the tail that keeps its digits.
  private func between(_ low: Double, _ high: Double) -> Double {
    let root = 0.5.squareRoot()
    return low + high > 0
      ? erfc(low * root) - erfc(high * root) : erfc(-high * root) - erfc(-low * root)
  }
}
