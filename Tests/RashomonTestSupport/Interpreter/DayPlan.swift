import RashomonModel

/// Which draws of a day hang together, and through which readings.
///
/// An observed event or status reaches every discrete draw that its truth depends on within the
/// day: through formulas, shares and the chances of other discrete draws, but not through
/// continuous draws. What two observed truths both reach ties them into one group. A group with
/// too many combinations falls apart: its hidden draws are made in order, and each observed
/// truth is weighed and drawn by itself.
struct DayPlan: Sendable {
  struct Group: Sendable {
    /// In the order of the steps.
    let members: [VariableID]
    let factors: [Factor]
  }

  /// What the record says of one truth.
  struct Factor: Sendable {
    enum Reading: Sendable {
      case event(EventReading)
      case status(StatusReading)
    }

    let observable: Observable
    let reading: Reading
  }

  var groups: [Group] = []
  var groupOf: [VariableID: Int] = [:]
  /// Factors whose truth hangs on no discrete draw of the day.
  var freeFactors: [Factor] = []
  var numbers: [(observable: Observable, reading: NumberReading)] = []
  /// The readings of numbers whose truth is drawn and that have no law of reports.
  var readingOfTruth: [VariableID: (observable: Observable, reading: NumberReading)] = [:]

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
    for reading in record.numbers {
      guard let observable = observables[reading.observable] else { continue }
      if interpreter.drawsTruthFromRows(of: observable) {
        readingOfTruth[observable.truth] = (observable, reading)
      } else {
        numbers.append((observable, reading))
      }
    }
    group(factors, in: interpreter, on: day)
  }

  private mutating func group(
    _ factors: [Factor], in interpreter: ScalarInterpreter, on day: Int
  ) {
    let analysis = ReachAnalysis(of: interpreter.model, on: day)
    var clusters: [(members: Set<VariableID>, factors: [Factor])] = []
    for factor in factors {
      var members = analysis.reaches[factor.observable.truth]?.draws ?? []
      guard !members.isEmpty else {
        freeFactors.append(factor)
        continue
      }
      var joined = [factor]
      clusters.removeAll { cluster in
        guard !cluster.members.isDisjoint(with: members) else { return false }
        members.formUnion(cluster.members)
        joined = cluster.factors + joined
        return true
      }
      clusters.append((members, joined))
    }
    for cluster in clusters {
      let members = analysis.draws.filter { cluster.members.contains($0) }
      let combinations = members.reduce(1.0) { $0 * Double(interpreter.optionCount(of: $1)) }
      if members.count == 1 || combinations <= Double(interpreter.combinationLimit) {
        add(Group(members: members, factors: cluster.factors))
      } else {
        for member in members {
          let own = cluster.factors.filter { $0.observable.truth == member }
          if !own.isEmpty { add(Group(members: [member], factors: own)) }
        }
        freeFactors += cluster.factors.filter { factor in
          !members.contains(factor.observable.truth)
        }
      }
    }
  }

  private mutating func add(_ group: Group) {
    for member in group.members { groupOf[member] = groups.count }
    groups.append(group)
  }
}

extension ScalarInterpreter {
  /// How many values a discrete draw can have; 0 for any other variable.
  func optionCount(of variable: VariableID) -> Int {
    switch definitions[variable] {
    case .assigned(.chance): 2
    case .assigned(.pick(let chances)): chances.count
    case .assigned(.formula), .assigned(.drawn), .share, nil: 0
    }
  }
}
