package import RashomonInference
import RashomonModel
import RashomonText

/// The lead as a function of one parameter, or of a hidden fact's probability.
///
/// In every account that has it (and in common ground) the parameter is that value and no longer
/// uncertain; an account that asserts a hidden fact goes on asserting it. All else stays as it is.
package struct ParameterFlip: Sendable {
  package enum Kind: Hashable, Sendable {
    /// A parameter with a prior; values are looked for between its 1 % and 99 % quantiles (its ends,
    /// if it has ends), of all accounts that have one of their own together.
    case prior
    /// The same of whole numbers.
    case wholePrior
    /// A parameter that is a number; values are looked for from a tenth to ten times of it, from −1
    /// to 1 if it is 0.
    case constant(Double)
    /// A hidden fact; its probability is looked for from 0 to 1.
    case probability

    var isWhole: Bool { self == .wholePrior }
  }

  package let name: String
  package let sentence: String?
  package let kind: Kind
  /// Ids of the models that have it.
  package let models: [String]
  /// Where values were looked for.
  package let range: ClosedRange<Double>
  /// Id of the account that leads the case as it is written, and by how much.
  package let leader: String
  package let lead: Measured
  /// Over the range, ascending; values at which the case cannot be computed are left out.
  package let curve: [LeadPoint]
  /// Those values, each with the first line of why.
  package let failed: [(value: Double, reason: String)]
  /// Where the lead passes through 0, ascending, as far as the computation tells; of whole numbers the
  /// first beyond it.
  package let crossings: [LeadCrossing]
}

/// How the lead depends on a parameter, and the values at which it is lost.
///
/// *Errors*: `RunFailure`: an unknown name, a parameter without a number to vary, or a case that can be
/// computed at none of its values.
///
/// - Parameters:
///   - base: the case as it is written, with `settings` and `memory`.
///   - name: of a parameter or hidden fact, as the texts have it.
package func parameterFlip(
  of data: CaseData, base: Standing, leader: String, named name: String, settings: RunSettings,
  memory: ComponentMemory, progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> ParameterFlip {
  let parameter = try VariedParameter(named: name, in: base.models)
  var failed: [(value: Double, reason: String)] = []
  var done = 0
  let curve = LeadCurve(parameter.axis) { value in
    let standing = try RashomonAnalysis.standing(
      of: data.with(models: parameter.fixed(at: value, in: data.models)), asOf: base.asOf,
      since: base.since, settings: settings, memory: memory)
    done += 1
    progress(min(1, Double(done) / 24))
    return standing.leadPoint(of: leader, at: value)
  }
  var points: [LeadPoint] = []
  for value in parameter.grid {
    do {
      points.append(try curve.point(at: value))
    } catch let failure as RunFailure {
      let reason = failure.message.split(separator: "\n").first.map(String.init) ?? ""
      failed.append((value, reason))
      if failed.count == parameter.grid.count { throw failure }
    }
  }
  var crossings: [LeadCrossing] = []
  for (low, high) in points.turns {
    if parameter.kind.isWhole {
      crossings.append(
        LeadCrossing(
          value: .exact(high.value), isLostAbove: low.isLead, rival: high.rival,
          isReliable: low.isReliable && high.isReliable))
    } else if let crossing = try curve.crossing(between: low, and: high) {
      crossings.append(crossing)
    }
  }
  progress(1)
  let rival = base.ranking.first { $0 != leader } ?? leader
  return ParameterFlip(
    name: name, sentence: parameter.sentence, kind: parameter.kind, models: parameter.models,
    range: parameter.range, leader: leader, lead: base.difference(of: leader, over: rival),
    curve: points, failed: failed, crossings: crossings)
}

extension Standing {
  /// The lead of an account over the best of the others.
  func leadPoint(of leader: String, at value: Double) -> LeadPoint {
    let rival = ranking.first { $0 != leader } ?? models[0].id
    let place = { (id: String) in models.firstIndex { $0.id == id } ?? 0 }
    let results = used(place(leader), place(rival))
    func lead(_ kept: [Int]) -> Double {
      let (mine, theirs) = (gained(place(leader), kept: kept), gained(place(rival), kept: kept))
      return mine == theirs ? 0 : decibels(mine - theirs)
    }
    return LeadPoint(
      value: value, lead: measured(over: results, lead),
      isReliable: results.allSatisfy { $0.collapse != nil || $0.isReliable }, rival: rival,
      leftOut: results.allSatisfy(\.isExact)
        ? []
        : (0..<runCount).map { left in lead((0..<runCount).filter { $0 != left }) })
  }
}
