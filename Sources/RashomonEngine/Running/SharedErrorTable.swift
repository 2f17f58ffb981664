#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The log likelihood of a day's rows as a function of one number, tabulated.
///
/// Where all rows of a day follow one truth up to fixed factors, and nothing else of their laws differs
/// between histories, the integral over their shared error depends on x = log truth alone. It is
/// computed on a grid once, when the day is compiled, and interpolated through six neighbours for
/// every history: hundreds of times less work. With a step of a sixteenth of the narrowest row's
/// deviation the error is below 1e-7; a truth beyond the grid is computed afresh.
struct SharedErrorTable: Sendable {
  private let rows: [SharedErrorSite.Row]
  /// For each row factor, spread, deviation and usual log density.
  private let fixed: [Double]
  private let start: Double
  private let step: Double
  private let values: [Double]

  private static let reach = 6.0
  private static let largestCount = 4_000

  /// - Parameters:
  ///   - rows: under lognormal laws.
  ///   - fixed: for each row the factor from the truth to its median, its spread, its shared
  ///     deviation on the log scale and the log density of its usual law.
  ///
  /// nil where the grid would be larger than it is worth.
  init?(rows: [SharedErrorSite.Row], fixed: [Double]) {
    var ends: [Double] = []
    for (index, row) in rows.enumerated() {
      for end in [row.low, row.high] where end > 0 && end < .infinity {
        ends.append(logarithm(end / fixed[index * 4]))
      }
    }
    let narrowest = rows.indices.map { logarithm(fixed[$0 * 4 + 1]) }.min() ?? 0
    guard let low = ends.min(), let high = ends.max(), low.isFinite, high.isFinite, narrowest > 0
    else { return nil }
    let step = narrowest / 16
    let count = (high - low + 2 * Self.reach) / step
    guard count < Double(Self.largestCount) else { return nil }
    self.rows = rows
    self.fixed = fixed
    self.start = low - Self.reach
    self.step = step
    var grid: [Double] = []
    for index in 0...(Int(count) + 1) { grid.append(low - Self.reach + Double(index) * step) }
    values = Self.logLikelihoods(rows, fixed, at: grid)
  }

  /// The log likelihood at the log truths of `count` lanes.
  func run(_ target: Kernels.Column, _ logTruth: Operand, _ count: Int) {
    for lane in 0..<count {
      let place = (logTruth[lane] - start) / step
      guard place >= 2, place < Double(values.count - 4) else {
        target[lane] = Self.logLikelihoods(rows, fixed, at: [logTruth[lane]])[0]
        continue
      }
      let index = Int(place)
      target[lane] = interpolated(index, place - Double(index))
    }
  }

  /// Lagrange's polynomial through the points at −2, −1, 0, 1, 2, 3 of `index`, at t in 0…1.
  private func interpolated(_ index: Int, _ t: Double) -> Double {
    let (a, b, c, d, e, f) = (t + 2, t + 1, t, t - 1, t - 2, t - 3)
    var sum = -b * c * d * e * f / 120 * values[index - 2]
    sum += a * c * d * e * f / 24 * values[index - 1]
    sum -= a * b * d * e * f / 12 * values[index]
    sum += a * b * c * e * f / 12 * values[index + 1]
    sum -= a * b * c * d * f / 24 * values[index + 2]
    sum += a * b * c * d * e / 120 * values[index + 3]
    return sum
  }

  private static func logLikelihoods(
    _ rows: [SharedErrorSite.Row], _ fixed: [Double], at logTruths: [Double]
  ) -> [Double] {
    let medians = rows.indices.map { row in
      logTruths.map { fixed[row * 4] * naturalExponential($0) }
    }
    var values = [Double](repeating: 0, count: logTruths.count)
    fixed.withUnsafeBufferPointer { fixed in
      withColumns(of: medians) { columns in
        guard let scalars = fixed.baseAddress else { return }
        let operands = rows.indices.flatMap { row in
          [Operand(pointer: columns[row], isScalar: false)]
            + (1...3).map { Operand(pointer: scalars + row * 4 + $0, isScalar: true) }
        }
        values.withUnsafeMutableBufferPointer { target in
          guard let target = target.baseAddress else { return }
          SharedErrorKernel(site: SharedErrorSite(rows: rows), operands: operands)
            .run(target, logTruths.count)
        }
      }
    }
    return values
  }

  /// Pointers to all columns at once, valid within `body`.
  private static func withColumns(
    of columns: [[Double]], _ body: ([UnsafePointer<Double>]) -> Void
  ) {
    func open(_ index: Int, _ pointers: [UnsafePointer<Double>]) {
      guard index < columns.count else { return body(pointers) }
      columns[index].withUnsafeBufferPointer { column in
        guard let address = column.baseAddress else { return }
        open(index + 1, pointers + [address])
      }
    }
    open(0, [])
  }
}
