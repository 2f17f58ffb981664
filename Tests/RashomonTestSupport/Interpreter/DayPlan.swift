import RashomonEvidence
import RashomonModel

/// Which discrete draws of a day are made together, in what order, and by which readings.
///
/// A reading reaches every draw that its truth depends on within the day through formulas, shares
/// and the chances of other draws (openly), but not those behind a continuous draw. Draws that one
/// reading reaches form a group, and groups that share a draw, or that need each other's values
/// behind continuous draws, are one. A group's draws are made from their posterior given its
/// readings: first those that something else hangs on, in order, then those at the edge, on
/// which only readings hang of which they are the last draw. A group in which too many combinations
/// come before the edge is made in order, each draw given the readings that it completes.
struct DayPlan: Sendable {
  struct Group: Sendable {
    /// Draws whose combinations are added up, in order.
    let core: [VariableID]
    /// Draws that are summed out one by one, with the readings that each completes.
    let edge: [(draw: VariableID, factors: [Factor])]
    /// Readings of core draws only.
    let factors: [Factor]
    var members: [VariableID] { core + edge.map(\.draw) }
  }

  /// One thing that the record says of a truth, as a probability given the truth.
  struct Factor: Sendable {
    enum Reading: Sendable {
      case event(EventReading)
      case status(StatusReading)
      /// A row that is the truth itself, of a truth that is computed.
      case row(NumberRow)
      /// A silent day of such a number.
      case silence(NumberReading.Silence)
      /// Rows that see a draw of the day, whose law discrete draws of the day decide.
      case sighting(Sighting)
    }

    let observable: Observable
    let reading: Reading
    /// The last of the day's discrete draws that it reaches openly, which a bias averages out.
    var lastDraw: VariableID?
  }

  /// A number's rows, weighed at the truth that was drawn.
  struct Measurement: Sendable {
    let observable: Observable
    let reading: NumberReading
    /// Whether the rows were weighed with a draw that they see, so that only their bias is left.
    var isSeen = false
  }

  var groups: [Group] = []
  var groupOf: [VariableID: Int] = [:]
  /// Readings that no discrete draw of the day is part of.
  var freeFactors: [Factor] = []
  var measurements: [Measurement] = []
  /// Measurements whose truth is drawn from the rows.
  var measurementOfTruth: [VariableID: Measurement] = [:]
  /// Draws that reports see.
  var sightings: [VariableID: Sighting] = [:]
  /// The discrete draws that are not settled beforehand.
  var draws: Set<VariableID> = []

  static let empty = DayPlan()

  private init() {}

  init(of interpreter: ScalarInterpreter, on day: Int) {
    guard let record = interpreter.records[day] else { return }
    let observables = Dictionary(
      uniqueKeysWithValues: interpreter.model.observables.map { ($0.id, $0) })
    var factors: [Factor] = []
    for reading in record.events {
      guard let observable = observables[reading.observable] else { continue }
      factors.append(Factor(observable: observable, reading: .event(reading)))
    }
    for reading in record.statuses {
      guard let observable = observables[reading.observable] else { continue }
      factors.append(Factor(observable: observable, reading: .status(reading)))
    }
    let analysis = ReachAnalysis(of: interpreter.model, on: day)
    if interpreter.settling == .posterior {
      for sighting in Sighting.all(of: interpreter, in: record, analysis) {
        sightings[sighting.draw] = sighting
      }
    }
    let seen = sightings.values.reduce(into: Set<String>()) { $0.formUnion($1.observables) }
    for reading in record.numbers {
      guard let observable = observables[reading.observable] else { continue }
      guard !seen.contains(reading.observable) else {
        measurements.append(
          Measurement(observable: observable, reading: reading, isSeen: true))
        continue
      }
      if interpreter.drawsTruthFromRows(of: observable) {
        measurementOfTruth[observable.truth] = Measurement(
          observable: observable, reading: reading)
        continue
      }
      factors += Self.factors(of: reading, observable)
      measurements.append(Measurement(observable: observable, reading: reading))
    }
    var builder = GroupBuilder(analysis: analysis, limit: interpreter.combinationLimit)
    draws = Set(analysis.draws)
    // In the order of the steps, which decides nothing but the order of a sum.
    for case .assign(let assignment) in interpreter.model.steps {
      guard let sighting = sightings[assignment.variable] else { continue }
      let factor = Factor(observable: sighting.rows[0].observable, reading: .sighting(sighting))
      if !builder.reach(of: factor).draws.isEmpty { factors.append(factor) }
    }
    for index in factors.indices {
      let reached = builder.reach(of: factors[index]).draws
      factors[index].lastDraw = analysis.draws.last { reached.contains($0) }
    }
    guard interpreter.settling == .posterior else {
      freeFactors = factors
      return
    }
    freeFactors = builder.cluster(factors)
    for group in builder.groups() {
      for member in group.members { groupOf[member] = groups.count }
      groups.append(group)
    }
  }

  /// Whether a draw's rows are a reading of discrete draws.
  func isFactor(_ sighting: Sighting) -> Bool {
    groups.contains { group in
      (group.factors + group.edge.flatMap(\.factors)).contains { factor in
        if case .sighting(let other) = factor.reading { other.draw == sighting.draw } else { false }
      }
    }
  }

  /// Rows (or silence) of a computed number that has no law of reports for them.
  private static func factors(of reading: NumberReading, _ observable: Observable) -> [Factor] {
    if let silence = reading.silence {
      guard observable.lawOfSilence == nil else { return [] }
      return [Factor(observable: observable, reading: .silence(silence))]
    }
    return reading.rows.filter { observable.lawOfRow($0) == nil }
      .map { Factor(observable: observable, reading: .row($0)) }
  }
}

extension Observable {
  func lawOfRow(_ row: NumberRow) -> ReportLaw? { reportByStance[row.stance] ?? report }

  /// Silence speaks as an independent source would.
  var lawOfSilence: ReportLaw? { reportByStance[.independent] ?? report }
}
