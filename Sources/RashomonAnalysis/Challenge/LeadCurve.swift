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
}

/// A value at which the lead passes through 0.
package struct LeadCrossing: Sendable {
  /// With the Monte Carlo error that the lead's own error makes there.
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
  /// The error is the lead's divided by its slope, taken between points far enough apart that the
  /// jitter of the computation does not matter.
  func crossing(between low: LeadPoint, and high: LeadPoint) throws -> LeadCrossing? {
    guard isLead(low) != isLead(high) else { return nil }
    var failure: (any Error)?
    let (start, end) = (axis.place(of: low.value), axis.place(of: high.value))
    let root = findRoot(
      between: start, and: end, tolerance: tolerance(between: low, and: high)
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
    let value = axis.value(at: root)
    let there = try point(at: value)
    return LeadCrossing(
      value: Measured(value, error: error(at: there, from: start, to: end)),
      isLostAbove: isLead(low), rival: there.rival,
      isReliable: low.isReliable && high.isReliable && there.isReliable)
  }

  /// How finely a root is sought: to all digits where the leads are exact, else to a fifth of the error
  /// that they give it, since nearer by the jitter of the computation decides.
  private func tolerance(between low: LeadPoint, and high: LeadPoint) -> Double {
    let (start, end) = (axis.place(of: low.value), axis.place(of: high.value))
    let error = max(low.lead.error ?? 0, high.lead.error ?? 0)
    guard error > 0 else { return 1e-14 * max(abs(start), abs(end)) }
    let share = 0.2 * error / abs(high.lead.value - low.lead.value)
    return min(0.1, max(1e-3, share.isFinite ? share : 0)) * (end - start)
  }

  private func error(at root: LeadPoint, from start: Double, to end: Double) -> Double? {
    guard let error = root.lead.error else { return nil }
    if error == 0 { return 0 }
    // The nearest points on either side that are a tenth of the interval away or more.
    let place = axis.place(of: root.value)
    let finite = points.filter { $0.lead.value.isFinite }.map {
      (place: axis.place(of: $0.value), lead: $0.lead.value)
    }.filter { $0.place >= start && $0.place <= end }
    let far = 0.1 * (end - start)
    guard
      let below = finite.filter({ $0.place <= place - far }).max(by: { $0.place < $1.place })
        ?? finite.min(by: { $0.place < $1.place }),
      let above = finite.filter({ $0.place >= place + far }).min(by: { $0.place < $1.place })
        ?? finite.max(by: { $0.place < $1.place }),
      above.place > below.place
    else { return nil }
    let slope = (above.lead - below.lead) / (above.place - below.place)
    let width = axis == .linear ? 1 : root.value
    let result = error / abs(slope) * width
    return result.isFinite ? result : nil
  }

  /// Whether the leader leads there.
  private func isLead(_ point: LeadPoint) -> Bool { point.lead.value > 0 }
}
