import RashomonModel
import RashomonNumerics
import RashomonTestSupport
import Testing

@testable import RashomonInference

/// The evidence of several independent parts.
struct EvidenceProductTests {
  /// Two signs, each with a chance of its own that is drawn once.
  private func result(runs: Int = 6, histories: Int = 40) throws -> AccountResult {
    var builder = ModelBuilder(days: 8)
    for name in ["left", "right"] {
      let chance = builder.fact(
        "\(name)'chance", .drawn(Law("beta", [number(1), number(1)])), isReported: false)
      let sign = builder.daily(name, .chance(read(chance)))
      builder.observe(name, .status, truth: sign, usual: .chance(number(0.5)))
    }
    let records = (0..<8).map {
      day($0, statuses: $0 % 2 == 0 ? [("left", true)] : [("right", $0 > 3)])
    }
    return try evaluate(
      .weighing(builder.model, records: records),
      effort: Effort(runs: runs, histories: histories))
  }

  @Test func `is the product of the means over runs`() throws {
    let result = try result()
    #expect(result.components.count == 2 && !result.isExact)
    let byHand = result.components.map { part in
      (part.runs.map { $0.logEvidence.exponential }.reduce(0, +) / 6).logarithm
    }
    expectClose(result.logEvidence.value, byHand[0] + byHand[1])
    // The mean of the products is another number.
    #expect(abs(result.logEvidence.value - logMeanExp(result.runLogEvidence)) > 1e-6)
  }

  @Test func `the jackknife leaves a run out of all parts at once`() throws {
    let result = try result()
    let leftOut = (0..<6).map { left in
      result.components.reduce(0.0) { total, part in
        let kept = part.runs.indices.filter { $0 != left }.map { part.runs[$0].logEvidence }
        return total + logMeanExp(kept)
      }
    }
    let mean = leftOut.reduce(0, +) / 6
    let squares = leftOut.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    expectClose(result.logEvidence.standardError, (5.0 / 6 * squares).squareRoot())
  }

  /// 1200 pairs of runs of 8 histories: the mean of the product over its exact value is 1 within 5
  /// standard errors (false alarms 1 in a million; an error of about 8 % is caught, such as that of
  /// the geometric mean over runs, which must be).
  @Test func `is unbiased, where the mean of the logarithms is not`() throws {
    // Beta(1, 1): four times yes 1/5; no, no, yes, yes: 2!·2!/5! = 1/30.
    let exact = (1.0 / 5 / 30).logarithm
    let result = try result(runs: 2400, histories: 8)
    let pairs = stride(from: 0, to: 2400, by: 2).map { [$0, $0 + 1] }
    let products = pairs.map { (result.logEvidence(kept: $0) - exact).exponential }
    let geometric = pairs.map { pair in
      (pair.map { result.runLogEvidence[$0] }.reduce(0, +) / 2 - exact).exponential
    }
    #expect(distance(products) < 5)
    #expect(distance(geometric) > 5)
  }

  /// How many standard errors the mean is from 1.
  private func distance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return abs(mean - 1) / (standardDeviation(of: values) / Double(values.count).squareRoot())
  }
}
