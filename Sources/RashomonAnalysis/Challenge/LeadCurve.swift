import RashomonInference
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A leader's lead at one value of something that is varied.
package struct LeadPoint: Sendable {
  package let value: Double
  /// How far the leader of the case as written is ahead, in dB; below 0 where it no longer leads.
  package let lead: Measured
  /// Whether the error can be believed.
  package let isReliable: Bool
  /// Id of the account that is the best of the others there.
  package let rival: String
  /// The lead without each run; empty where it is exact.
  let leftOut: [Double]

  /// Whether the lead is two errors away from 0; always where it is exact.
  package var isTold: Bool { lead.error.map { abs(lead.value) >= 2 * $0 } ?? false }
}

/// A value at which the lead passes through 0.
package struct LeadCrossing: Sendable {
  /// With its Monte Carlo error, by jackknife over the runs.
  package let value: Measured
  /// Whether the leader leads below it and not above.
  package let isLostAbove: Bool
  /// Id of the account that is level with the leader there.
  package let rival: String
  /// Whether the error can be believed.
  package let isReliable: Bool
}

/// A lead as a function of something that is varied, each value computed once.
///
/// A class because values are remembered while a root is sought.
final class LeadCurve {
  /// How values lie on the axis along which is searched.
  enum Axis: Hashable, Sendable {
    case linear, logarithmic

    func place(of value: Double) -> Double { self == .linear ? value : log(value) }

    func value(at place: Double) -> Double { self == .linear ? place : exp(place) }
  }

  let axis: Axis
  private(set) var points: [LeadPoint] = []
  private let lead: (Double) throws -> LeadPoint

  /// - Parameter lead: the lead at a value; with common random numbers, so that values near each
  ///   other have leads near each other.
  init(_ axis: Axis, lead: @escaping (Double) throws -> LeadPoint) {
    self.axis = axis
    self.lead = lead
  }

  /// The lead at a value.
  func point(at value: Double) throws -> LeadPoint {
    if let known = points.first(where: { $0.value == value }) { return known }
    let point = try lead(value)
    points.append(point)
    return point
  }

  /// Where the lead passes through 0 between two points whose signs differ; nil where they do not.
  ///
  /// An exact lead has its root found to all digits. A sampled one is noisy, since at each value the
  /// filters resample anew, and its root would be where the noise has it: a line is laid through the
  /// leads at values spread over the interval, and the root is that line's.
  func crossing(between low: LeadPoint, and high: LeadPoint) throws -> LeadCrossing? {
    guard low.isLead != high.isLead else { return nil }
    if low.lead.error == 0, high.lead.error == 0 { return try root(between: low, and: high) }
    let (start, end) = (axis.place(of: low.value), axis.place(of: high.value))
    for step in 1...4 {
      _ = try point(at: axis.value(at: start + (end - start) * Double(step) / 5))
    }
    let inside = points.filter {
      $0.value >= low.value && $0.value <= high.value && $0.lead.value.isFinite
    }
    let places = inside.map { axis.place(of: $0.value) }
    let isLostAbove = low.isLead
    func crossing(of leads: [Double]) -> Double {
      let place = lineRoot(places, leads, isFalling: isLostAbove) ?? 0.5 * (start + end)
      return axis.value(at: min(end, max(start, place)))
    }
    let runs = inside.map(\.leftOut.count).min() ?? 0
    let leftOut = (0..<runs).map { run in crossing(of: inside.map { $0.leftOut[run] }) }
    let error = runs > 1 ? jackknifeError(leftOut: leftOut) : nil
    let value = crossing(of: inside.map(\.lead.value))
    let nearest = inside.min { abs($0.value - value) < abs($1.value - value) } ?? low
    return LeadCrossing(
      value: Measured(value, error: error.flatMap { $0.isFinite ? $0 : nil }),
      isLostAbove: isLostAbove, rival: nearest.rival,
      isReliable: inside.count > 2 && inside.allSatisfy(\.isReliable))
  }

  private func root(between low: LeadPoint, and high: LeadPoint) throws -> LeadCrossing? {
    var failure: (any Error)?
    let (start, end) = (axis.place(of: low.value), axis.place(of: high.value))
    let root = findRoot(
      between: start, and: end, tolerance: 1e-14 * max(abs(start), abs(end))
    ) { place in
      do {
        if place == start { return low.lead.value }
        if place == end { return high.lead.value }
        return try point(at: axis.value(at: place)).lead.value
      } catch {
        failure = failure ?? error
        return .nan
      }
    }
    if let failure { throw failure }
    guard let root else { return nil }
    let value = root == start ? low.value : root == end ? high.value : axis.value(at: root)
    return LeadCrossing(
      value: .exact(value), isLostAbove: low.isLead, rival: try point(at: value).rival,
      isReliable: true)
  }
}

/// Where the line of least squares passes through 0; nil where it runs the other way.
private func lineRoot(_ places: [Double], _ values: [Double], isFalling: Bool) -> Double? {
  let count = Double(places.count)
  let middle = places.reduce(0, +) / count
  let mean = values.reduce(0, +) / count
  let width = places.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
  let product = zip(places, values).reduce(0) { $0 + ($1.0 - middle) * ($1.1 - mean) }
  let slope = product / width
  guard slope.isFinite, slope != 0, (slope < 0) == isFalling else { return nil }
  return middle - mean / slope
}

extension LeadPoint {
  /// Whether the leader leads there.
  var isLead: Bool { lead.value > 0 }
}

extension [LeadPoint] {
  /// Neighbours between which the lead turns, as far as the computation tells: each lies two errors
  /// from 0 or more, and what lies between them is not told.
  var turns: [(low: LeadPoint, high: LeadPoint)] {
    let told = filter(\.isTold)
    return zip(told, told.dropFirst()).filter { $0.isLead != $1.isLead }
      .map { (low: $0, high: $1) }
  }
}
