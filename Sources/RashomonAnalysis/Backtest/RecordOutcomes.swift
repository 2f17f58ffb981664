import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

/// What the whole record says came of things, read as accounts read it, and the questions about
/// the coming days that follow from it.
///
/// A row settles a day where it is the one that counts and is right with more than even odds. For an
/// event a watched day without such a yes is a no. What only a worse row says settles nothing and is
/// not asked.
struct RecordOutcomes {
  private let observables: [RashomonModel.Observable]
  private let period: Period
  /// The last day of which the record can tell, before `lag`.
  private let lastDay: Int
  private let days: [DayRecord]

  /// How far off the day asked for a number's or a status' row may lie, by lead.
  static let leads: [(days: Int, slack: Int)] = [(7, 3), (30, 7)]

  init(_ data: CaseData) {
    observables = data.commonGround.observables
    period = data.period
    let last = data.record.lastReported ?? data.period.start
    lastDay = min(data.period.index(of: last), data.period.dayCount - 1)
    days = data.reading(asOf: last).days
  }

  /// The questions that could have been asked on a day and that the record answers.
  ///
  /// - Parameter visible: the reading as of that day, which knows the last report of a number.
  func questions(from day: Int, visible: [DayRecord]) -> [WindowQuestion] {
    Self.leads.flatMap { lead in
      observables.compactMap { observable in
        switch observable.kind {
        case .event(let once): event(observable, once: once, from: day, lead: lead.days)
        case .status: status(observable, from: day, lead: lead)
        case .number: number(observable, from: day, lead: lead, visible: visible)
        }
      }
    }
  }

  // MARK: Events

  private func event(
    _ observable: RashomonModel.Observable, once: Bool, from day: Int, lead: Int
  ) -> WindowQuestion? {
    let window = (day + 1)...(day + lead)
    let recording = observable.recording
    guard recording.watched.lowerBound <= window.lowerBound,
      recording.watched.upperBound >= window.upperBound,
      window.upperBound + Int(recording.lag.rounded(.up)) <= lastDay
    else { return nil }
    let yes = days.flatMap { record in
      record.events.filter { $0.observable == observable.id && $0.answer == .yes }
        .map { (day: record.day, reliability: $0.reliability) }
    }
    let told = yes.filter { $0.reliability > 0.5 }
    if once, told.contains(where: { $0.day <= day }) { return nil }
    let happened = told.contains { window.contains($0.day) }
    if !happened, yes.contains(where: { window.contains($0.day) }) { return nil }
    return WindowQuestion(
      observable: observable,
      text:
        "\(observable.sentence): from \(date(window.lowerBound)) to \(date(window.upperBound))?",
      days: window, asked: .isTrue, lead: lead, outcome: happened)
  }

  // MARK: Statuses and numbers

  private func status(
    _ observable: RashomonModel.Observable, from day: Int, lead: (days: Int, slack: Int)
  ) -> WindowQuestion? {
    let settled = days.compactMap { record -> (day: Int, value: Bool)? in
      let rows = record.statuses.filter { $0.observable == observable.id }
      guard let best = rows.max(by: { $0.reliability < $1.reliability }), best.reliability > 0.5
      else { return nil }
      return (record.day, best.isTrue)
    }
    guard let found = nearest(settled, to: day, lead) else { return nil }
    return WindowQuestion(
      observable: observable, text: "\(observable.sentence): on \(date(found.day))?",
      days: found.day...found.day, asked: .isTrue, lead: lead.days, outcome: found.value)
  }

  private func number(
    _ observable: RashomonModel.Observable, from day: Int, lead: (days: Int, slack: Int),
    visible: [DayRecord]
  ) -> WindowQuestion? {
    guard let last = visible.reversed().compactMap({ best($0, of: observable) }).first,
      case .point(let level) = last
    else { return nil }
    let settled = days.compactMap { record -> (day: Int, value: Bool)? in
      switch best(record, of: observable) {
      case .point(let value): return (record.day, value > level)
      case .range(let low, _) where low > level: return (record.day, true)
      case .range(_, let high) where high <= level: return (record.day, false)
      case .range, nil: return nil
      }
    }
    guard let found = nearest(settled, to: day, lead) else { return nil }
    return WindowQuestion(
      observable: observable,
      text:
        "\(observable.sentence): above \(count(level)), the last report, on \(date(found.day))?",
      days: found.day...found.day, asked: .isAbove(level), lead: lead.days, outcome: found.value)
  }

  /// What the best row of a day says, if it is good enough.
  private func best(
    _ record: DayRecord, of observable: RashomonModel.Observable
  ) -> NumberRow.Value? {
    let rows = record.numbers.filter { $0.observable == observable.id }.flatMap(\.rows)
    guard let best = rows.max(by: { $0.reliability < $1.reliability }), best.reliability > 0.5
    else { return nil }
    return best.value
  }

  /// The settled day nearest to `lead` days ahead, of two the earlier.
  private func nearest(
    _ settled: [(day: Int, value: Bool)], to day: Int, _ lead: (days: Int, slack: Int)
  ) -> (day: Int, value: Bool)? {
    settled.filter { $0.day > day && abs($0.day - day - lead.days) <= lead.slack }
      .min { (abs($0.day - day - lead.days), $0.day) < (abs($1.day - day - lead.days), $1.day) }
  }

  private func date(_ day: Int) -> CalendarDate { period.date(at: day) }

  private func count(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
