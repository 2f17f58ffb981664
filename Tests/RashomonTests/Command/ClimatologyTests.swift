import Foundation
import Rashomon
import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonTestSupport
import RashomonText
import Testing

@testable import RashomonAnalysis

/// The second baseline on a record of three days, worked by hand.
struct ClimatologyTests {
  /// The log probability that climatology gives to rows of one observable; A is the third day.
  private func logEvidence(_ observable: String, rows: [String]) throws -> Double {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rashomon-climatology-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, _ name: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(
      """
      crisis "Three days"
      period 2001-01-01 to 2001-01-03
      observable thing: \(observable)

      """, "three.crisis")
    try write("id,name,stance,reliability\nw,Wire,independent,B\n", "sources.csv")
    let lines = rows.enumerated().map { "R\($0),\($1)" }
    try write(
      "id,occurred,reported,observable,value,low,high,unit,grade,source,origin,supersedes,url,note\n"
        + lines.joined(separator: "\n") + "\n", "evidence.csv")
    let data = try Case.open(folder.path).data
    let reading = RecordReading(
      of: data.record.visible(asOf: data.period.end), observables: data.commonGround.observables,
      period: data.period, grades: data.grades)
    return Climatology(model: data.commonGround).logEvidence(of: reading.days)
  }

  private func row(_ day: Int, _ value: Double, unit: String = "") -> String {
    "2001-01-0\(day),2001-01-0\(day),thing,\(value),,,\(unit),,w,,,,"
  }

  /// No, yes, no, all certain. Half an event a period is expected before the first day, so that the
  /// chances are ½/3 and ½/4, and 0 once it has happened; the yes of the day before the last had to
  /// be noticed (.95) and to arrive within two days (1 − .1^(2/2)).
  @Test func `an event that happens once`() throws {
    let found = try logEvidence(
      "event, once \"It\"\n  usual 0.5 by 2001-01-03  because \"made up\"",
      rows: [row(1, 0), row(2, 1), row(3, 0)])
    expectClose(found, log(5.0 / 6 * (1.0 / 8) * 0.95 * 0.9), tolerance: 1e-12)
  }

  /// Once more on the third day, at the learned (1 + ½) in 5 days; that yes arrives with 1 − .1^(1/2).
  @Test func `an event that happens again`() throws {
    let found = try logEvidence(
      "event \"It\"\n  usual 0.5 by 2001-01-03  because \"made up\"",
      rows: [row(1, 0), row(2, 1), row(3, 1)])
    let arrived = 1 - pow(0.1, 0.5)
    // Seen for certain, each yes had happened.
    let expected = 5.0 / 6 * (1.0 / 8) * 0.95 * 0.9 * (1.5 / 5) * 0.95 * arrived
    expectClose(found, log(expected), tolerance: 1e-12)
  }

  /// Half, then a share of what was said: ½ · 1.5/2 · (1 − 2.5/3) = 1/16.
  @Test func `a status`() throws {
    let found = try logEvidence(
      "status \"It\"\n  usual 0.3  because \"made up\"", rows: [row(1, 1), row(2, 1), row(3, 0)])
    expectClose(found, log(1.0 / 16), tolerance: 1e-12)
  }

  /// Negative binomial with mean ½ and dispersion ½: P(0) = √½. Then mean ¼: P(1) = ½ · ⅓ · √⅔.
  @Test func `a count`() throws {
    let found = try logEvidence(
      "number of things \"It\"\n  usual poisson(3)  because \"made up\"",
      rows: [row(1, 0, unit: "things"), row(2, 1, unit: "things")])
    expectClose(found, log(0.5.squareRoot() * (0.5 / 3) * (2.0 / 3).squareRoot()), tolerance: 1e-12)
  }

  /// 9 at 1/100; then 19, one step of log 2 further, which is one scale of a t with two degrees:
  /// 1 / (2√2 · 1.5^1.5), over log 2 and over 1 + 19.
  @Test func `a number walks from its last report`() throws {
    let found = try logEvidence(
      "number of things \"It\"\n  usual uniform(low: 0, high: 100)  because \"made up\"",
      rows: [row(1, 9, unit: "things"), row(2, 19, unit: "things")])
    let t = 1 / (2 * 2.0.squareRoot() * pow(1.5, 1.5))
    expectClose(found, log(0.01) + log(t / log(2.0) / 20), tolerance: 1e-9)
  }
}
