package import RashomonAnalysis
import RashomonModel
import RashomonText

/// What an account expects before any evidence, as a page of text.
package func page(of simulation: Simulation, palette: Palette) -> String {
  let months = simulation.observables.first?.months.map(\.name) ?? []
  var events = TextTable(
    [
      .init("event", .left), .init("from", .left), .init("ever"), .init("median first", .left),
      .init("times if any"),
    ]
      + months.map { TextTable.Column($0) })
  var others = TextTable(
    [.init("status or number", .left), .init("from", .left), .init("mean"), .init("5–95 %")]
      + months.map { TextTable.Column($0) })
  for observable in simulation.observables {
    switch observable.kind {
    case .event:
      events.add(
        [
          observable.sentence, name(observable.truthFrom),
          withError(
            sampledPercent(observable.overall.value), observable.overall.error.map { $0 * 100 }),
          observable.medianFirst?.iso ?? "", observable.timesIfAny.map(quantity) ?? "",
        ] + observable.months.map { sampledPercent($0.value.value) })
    case .status:
      others.add(
        [
          observable.sentence, name(observable.truthFrom),
          withError(
            sampledPercent(observable.overall.value), observable.overall.error.map { $0 * 100 }),
          "",
        ] + observable.months.map { sampledPercent($0.value.value) })
    case .number:
      let spread = observable.spread.map {
        "\(quantity($0.lowerBound))–\(quantity($0.upperBound))"
      }
      others.add(
        [
          observable.sentence, name(observable.truthFrom),
          withError(quantity(observable.overall.value), observable.overall.error, as: quantity),
          spread ?? "",
        ] + observable.months.map { quantity($0.value.value) })
    }
  }
  let heading = [
    palette.paint("\(simulation.title): what it expects before any evidence", .strong),
    palette.paint(
      "\(simulation.histories) histories · seed \(simulation.seed) · a month's column: an event's chance in it,"
        + " a status' share of days, a number's mean"
        + " · ±: one standard error, from the number of histories; a month's is no larger for a chance"
        + " than ±\(decimal(50 / Double(simulation.histories).squareRoot(), 1)) %", .faint),
  ]
  let tables = [events, others].filter { !$0.isEmpty }
  return tables.reduce(heading) { $0 + [""] + $1.lines(palette: palette) }.joined(separator: "\n")
}

/// The simulation as data; keys become snake_case.
package struct SimulateDocument: Encodable {
  let schemaVersion = 1
  let command = "simulate"
  let `case`: String
  let account: String
  let histories: Int
  let seed: UInt64
  let provenance: ProvenanceStamp
  let observables: [Observable]

  struct Observable: Encodable {
    let id: String
    let speaks: String
    let overall: Double
    @OrNull var overallSe: Double?
    @OrNull var timesIfAny: Double?
    @OrNull var medianFirst: String?
    @OrNull var q05: Double?
    @OrNull var q95: Double?
    let months: [String: Double]
    let monthsSe: [String: Double?]
  }

  package init(_ simulation: Simulation) {
    `case` = simulation.caseID
    account = simulation.account
    histories = simulation.histories
    seed = simulation.seed
    provenance = ProvenanceStamp(simulation.provenance)
    observables = simulation.observables.map { observable in
      Observable(
        id: observable.id, speaks: name(observable.truthFrom), overall: observable.overall.value,
        overallSe: finite(observable.overall.error), timesIfAny: observable.timesIfAny,
        medianFirst: observable.medianFirst?.iso,
        q05: observable.spread?.lowerBound, q95: observable.spread?.upperBound,
        months: Dictionary(observable.months.map { ($0.name, $0.value.value) }) { first, _ in first
        },
        monthsSe: Dictionary(observable.months.map { ($0.name, finite($0.value.error)) }) {
          first, _ in first
        })
    }
  }
}
