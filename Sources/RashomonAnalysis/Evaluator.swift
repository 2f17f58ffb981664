import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

/// Evaluates models as of dates, each pair once, and knows how much of the work is done.
///
/// A class because results are kept between the parts of one analysis, which ask for the same
/// evaluation (the whole record, the record at an account's date) for different reasons.
final class Evaluator {
  /// Which answers are wanted besides the evidence.
  enum Wanted: String {
    case evidence
    case questions
  }

  private struct Key: Hashable {
    let model: String
    let asOf: CalendarDate
    let wanted: Wanted
  }

  private let data: CaseData
  private let settings: RunSettings
  private let drawing: CalendarDate?
  private let ledger: RunLedger
  private let memory: ComponentMemory?
  private let report: @Sendable (Double) -> Void
  private let planned: Int
  private var done = 0
  private var results: [Key: AccountResult] = [:]
  private var readings: [CalendarDate: RecordReading] = [:]

  /// - Parameters:
  ///   - drawing: the date as of which the settings' draws are kept; nil keeps none.
  ///   - ledger: the runs that need not be run, and where those that end are noted.
  ///   - memory: what runs of other variants of the case found; nil remembers nothing.
  ///   - planned: how many evaluations will be asked for, for the progress bar.
  init(
    _ data: CaseData, settings: RunSettings, drawing: CalendarDate?, ledger: RunLedger,
    memory: ComponentMemory? = nil, planned: Int, progress: @escaping @Sendable (Double) -> Void
  ) {
    self.data = data
    self.settings = settings
    self.drawing = drawing
    self.ledger = ledger
    self.memory = memory
    self.planned = max(1, planned)
    self.report = progress
  }

  /// The reading of the record as of a date.
  func reading(asOf date: CalendarDate) -> RecordReading {
    if let reading = readings[date] { return reading }
    let reading = data.reading(asOf: date)
    readings[date] = reading
    return reading
  }

  /// One account as of a date.
  ///
  /// An account that no history of which can produce the record has a `collapse`, and evidence 0.
  ///
  /// *Errors*: `RunFailure` where a formula leaves its range, or where the method asked for cannot
  /// compute the account.
  func evaluate(
    _ model: Model, asOf date: CalendarDate, wanted: Wanted = .evidence
  ) throws -> AccountResult {
    let key = Key(model: model.id, asOf: date, wanted: wanted)
    if let result = results[key] { return result }
    let records = reading(asOf: date).days
    let name = "\(date) \(wanted.rawValue)"
    let problem =
      switch wanted {
      case .evidence: AccountProblem.weighing(model, name: name, records: records)
      case .questions: AccountProblem.forecasting(model, name: name, records: records)
      }
    let result = try run(
      problem, of: model, effort: settings.effort(draws: date == drawing ? settings.draws : 0))
    results[key] = result
    return result
  }

  /// The same with the evidence of probes (`AccountProblem.probes`).
  func evaluate(
    _ model: Model, asOf date: CalendarDate, probing probes: [DayRecord]
  ) throws -> AccountResult {
    let problem = AccountProblem.weighing(
      model, name: "\(date) evidence followed", records: reading(asOf: date).days, probes: probes)
    return try run(problem, of: model, effort: settings.effort(draws: 0))
  }

  private func run(
    _ problem: AccountProblem, of model: Model, effort: Effort
  ) throws -> AccountResult {
    let before = Double(done) / Double(planned)
    let share = 1 / Double(planned)
    let report = report
    let result = try explainingFailures(of: model) {
      try RashomonInference.evaluate(
        problem, effort: effort, ledger: ledger, memory: memory,
        monitor: Monitor(progress: { report(min(1, before + share * $0)) }))
    }
    done += 1
    return result
  }

  /// How many evaluations' worth of the progress bar one `fit` takes.
  static let fitShare = 4

  /// The share of simulated records less probable than the real one, by small runs on both sides;
  /// nil where it is not asked for.
  ///
  /// *Errors*: `RunFailure` where a formula leaves its range.
  func fit(of model: Model, asOf date: CalendarDate) throws -> Double? {
    guard case .simulate(let count) = settings.fit else { return nil }
    let before = Double(done) / Double(planned)
    let share = Double(Self.fitShare) / Double(planned)
    let report = report
    let fit = try explainingFailures(of: model) {
      try RashomonInference.fit(
        of: model, to: reading(asOf: date).days, count: count,
        effort: Effort(
          seed: settings.seed, runs: 1, histories: min(settings.histories ?? 1_000, 1_000),
          threads: settings.threads),
        monitor: Monitor(progress: { report(min(1, before + share * $0)) }))
    }
    done += Self.fitShare
    return fit
  }
}
