import RashomonEvidence
import RashomonModel
import RashomonNumerics

// What readings of events and statuses say, as factors over the day's values.

extension DayCompiler {
  mutating func observe(_ record: DayRecord) {
    for reading in record.events {
      guard let observable = blueprint.observables[reading.observable] else { continue }
      observe(reading, of: observable)
    }
    for reading in record.statuses {
      guard let observable = blueprint.observables[reading.observable] else { continue }
      observe(reading, of: observable)
    }
    for reading in record.numbers {
      guard let observable = blueprint.observables[reading.observable] else { continue }
      guard !weighedReports.contains(observable.id) else {
        weighBias(of: reading, observable)
        continue
      }
      guard
        !truthReadings.values.contains(where: { $0.observable.id == observable.id })
      else { continue }
      observe(reading, of: observable)
    }
  }

  /// P(yes | x) = r·c·x + max((1 − r)·b, f·(1 − x)).
  private mutating func observe(_ reading: EventReading, of observable: Observable) {
    let r = reading.reliability
    var misled = graph.number(0)
    if r < 1 {
      misled = graph.binary(.multiply, graph.number(1 - r), usualChance(of: observable))
    }
    let told = graph.binary(.add, graph.number(r * reading.coverage), misled)
    let invented = graph.binary(.maximum, graph.number(reading.falseRate), misled)
    note(
      observable, ifTrue: told, ifFalse: invented, saysYes: reading.answer == .yes,
      odds: reading.odds)
  }

  /// P = r·[truth agrees] + (1 − r)·usual.
  private mutating func observe(_ reading: StatusReading, of observable: Observable) {
    let r = reading.reliability
    var misled = graph.number(0)
    if r < 1 {
      var usual = usualChance(of: observable)
      if !reading.isTrue { usual = graph.binary(.subtract, graph.number(1), usual) }
      misled = graph.binary(.multiply, graph.number(1 - r), usual)
    }
    let agreeing = graph.binary(.add, graph.number(r), misled)
    let truth = values[observable.truth.index]
    let said =
      reading.isTrue
      ? graph.select(truth, agreeing, misled) : graph.select(truth, misled, agreeing)
    note(biased(said, odds: reading.isTrue ? reading.odds : 1 / reading.odds))
  }

  /// Notes an answer by the chances of a yes if the truth holds and if it does not.
  private mutating func note(
    _ observable: Observable, ifTrue: NodeID, ifFalse: NodeID, saysYes: Bool, odds: Double
  ) {
    let truth = values[observable.truth.index]
    guard !saysYes else { return note(biased(graph.select(truth, ifTrue, ifFalse), odds: odds)) }
    let one = graph.number(1)
    let (noIfTrue, noIfFalse) = (
      graph.binary(.subtract, one, ifTrue), graph.binary(.subtract, one, ifFalse)
    )
    note(biased(graph.select(truth, noIfTrue, noIfFalse), odds: 1 / odds))
  }

  mutating func note(_ likelihood: NodeID) {
    if !graph.isConstant(likelihood, 1) { observations.append(likelihood) }
  }

  private mutating func usualChance(of observable: Observable) -> NodeID {
    guard case .chance(let expression) = observable.usual else {
      preconditionFailure("what is usual of an event or status is a chance")
    }
    let owner = owner(of: observable)
    let site = graph.faultSite(
      FaultSite(variable: owner.name, place: owner.place, problem: .probability))
    return graph.checked(.probability, node(expression), site: site)
  }

  func owner(of observable: Observable) -> Owner {
    Owner(
      name: observable.id, place: blueprint.model.variables[observable.truth.index].place)
  }
}
