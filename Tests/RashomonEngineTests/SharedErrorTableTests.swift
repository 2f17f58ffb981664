import RashomonNumerics
import RashomonTestSupport
import Testing

@testable import RashomonEngine

struct SharedErrorTableTests {
  /// A point, a range and an open range under lognormal laws with different factors and spreads.
  private static let rows = [
    row(low: 20_000, high: 20_000, isPoint: true, reliability: 0.9),
    row(low: 10_000, high: 60_000, isPoint: false, reliability: 0.7),
    row(low: 100_000, high: .infinity, isPoint: false, reliability: 1),
  ]
  private static let fixed: [Double] = [
    1.0, 1.4, 0.26, -12, 0.5, 1.8, 0.26, -11, 1.3, 1.6, 0.26, -.infinity,
  ]

  private static func row(
    low: Double, high: Double, isPoint: Bool, reliability: Double
  ) -> SharedErrorSite.Row {
    let family = DistributionCatalog.all.firstIndex { $0 == LogNormal.self } ?? 0
    return SharedErrorSite.Row(
      distribution: family, argumentCount: 2, low: low, high: high, isPoint: isPoint,
      reliability: reliability)
  }

  @Test(arguments: [1e-9, 300, 8_123.4, 31_000.7, 64_321, 250_000, 1e15])
  func `agrees with the integral between its points and beyond its ends`(truth: Double) throws {
    let table = try #require(SharedErrorTable(rows: Self.rows, fixed: Self.fixed))
    var interpolated = 0.0
    withUnsafePointer(to: truth.logarithm) { place in
      table.run(&interpolated, Operand(pointer: place, isScalar: true), 1)
    }
    #expect(abs(interpolated - integral(at: truth)) < 1e-6)
  }

  @Test func `declines a grid that would be larger than it is worth`() {
    var narrow = Self.fixed
    narrow[1] = 1.01
    #expect(SharedErrorTable(rows: Self.rows, fixed: narrow) == nil)
  }

  private func integral(at truth: Double) -> Double {
    var fixed = Self.fixed
    for row in Self.rows.indices { fixed[row * 4] *= truth }
    var value = 0.0
    fixed.withUnsafeBufferPointer { fixed in
      let operands = fixed.indices.compactMap { index in
        fixed.baseAddress.map { Operand(pointer: $0 + index, isScalar: true) }
      }
      SharedErrorKernel(site: SharedErrorSite(rows: Self.rows), operands: operands)
        .run(&value, 1)
    }
    return value
  }
}
