import RashomonModel

/// The evidence of one component as it mounted up in one run; kept where the problem has probes.
package struct EvidenceTrace: Codable, Hashable, Sendable {
  /// log Ẑ after each of the component's records.
  package private(set) var daily: [Double] = []
  /// log Ẑ of all days before each of the component's probes, together with it.
  package private(set) var probes: [Double] = []

  mutating func note(probes found: [Double]) {
    probes += found.map { $0.isNaN ? -.infinity : $0 }
  }

  mutating func note(day found: Double) {
    daily.append(found.isNaN ? -.infinity : found)
  }

  /// What a component without records or probes has.
  static let empty = EvidenceTrace()

  /// The same for so many records and probes: none that comes after a collapse can be given.
  func padded(records: Int, probes count: Int) -> EvidenceTrace {
    var trace = self
    trace.daily += repeatElement(-.infinity, count: max(0, records - daily.count))
    trace.probes += repeatElement(-.infinity, count: max(0, count - probes.count))
    return trace
  }
}

/// The probes of a problem as one component sees them.
///
/// A probe is another record of a day, mostly a part of it; what is asked is the evidence of all days
/// before together with it.
struct Probes: Sendable {
  /// Where the evidence of one of the problem's probes stands.
  enum Place: Hashable, Sendable {
    /// Nothing of it concerns the component: what so many of its records bring.
    case after(records: Int)
    /// Among the component's own.
    case probe(Int)
  }

  /// The component's own, each once, by day.
  let all: [DayRecord]
  /// For each of the problem's.
  let places: [Place]
  private let byDay: [Int: Range<Int>]

  /// - Parameters:
  ///   - records: the component's, ascending.
  ///   - ids: its observables.
  init(_ probes: [DayRecord], records: [DayRecord], observables ids: Set<String>) {
    let own = probes.map { $0.restricted(to: ids) }
    var all: [DayRecord] = []
    var byDay: [Int: Range<Int>] = [:]
    var known: [DayRecord: Place] = [:]
    for (index, record) in records.enumerated() { known[record] = .after(records: index + 1) }
    let dayed = Dictionary(grouping: own.filter { !$0.readings.isEmpty }, by: \.day)
    for day in dayed.keys.sorted() {
      let start = all.count
      for probe in dayed[day, default: []] where known[probe] == nil {
        known[probe] = .probe(all.count)
        all.append(probe)
      }
      byDay[day] = start..<all.count
    }
    self.all = all
    self.byDay = byDay
    places = own.map { probe in
      if let place = known[probe] { return place }
      return .after(records: records.prefix { $0.day < probe.day }.count)
    }
  }

  subscript(day day: Int) -> ArraySlice<DayRecord> { byDay[day].map { all[$0] } ?? [] }
}
