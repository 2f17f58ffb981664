import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

/// Ranks the accounts and makes their forecasts as of each of some dates, with what was known and
/// who had written by then, and marks what the later record and `outcomes.csv` can mark.
///
/// Two kinds of questions are marked: the case's own, on every date between their opening and their
/// settlement, and for each observable what the next 7 and 30 days bring (`RecordOutcomes`).
///
/// *Errors*: `RunFailure`.
package func backtest(
  _ data: CaseData, dates: BacktestDates, settings: RunSettings,
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Backtest {
  let dates = try dates.resolved(in: data)
  let runner = BacktestRunner(data, settings: settings, dates: dates, progress: progress)
  let days = try dates.map { try runner.day($0) }
  let stated = try runner.stated()
  let forecasts = days.flatMap(\.forecasts)
  let forecasters =
    data.accounts.map { BacktestForecaster(id: $0.id, title: $0.title) }
    + [
      BacktestForecaster(id: "average", title: "average by posterior"),
      BacktestForecaster(id: "common-ground", title: data.commonGround.title),
      BacktestForecaster(id: "climatology", title: "climatology"),
      BacktestForecaster(id: "base-rate", title: "stated base rates"),
    ]
  return Backtest(
    caseID: data.id, title: data.title, settings: settings, provenance: data.provenance,
    knownUntil: runner.knownUntil, dates: days.map(\.date), forecasters: forecasters,
    forecasts: forecasts, scores: LeadScore.all(forecasts, forecasters: forecasters),
    calibrations: CalibrationBins.all(forecasts, forecasters: forecasters), stated: stated,
    warnings: runner.warnings(days.map(\.date)))
}

/// What is common to all dates of a backtest.
final class BacktestRunner {
  let data: CaseData
  let settings: RunSettings
  /// What outcomes were known by.
  let knownUntil: CalendarDate
  private let outcomes: [String: Outcome]
  private let recordOutcomes: RecordOutcomes
  private let planned: Int
  private var done = 0
  private let report: @Sendable (Double) -> Void

  init(
    _ data: CaseData, settings: RunSettings, dates: [CalendarDate],
    progress: @escaping @Sendable (Double) -> Void
  ) {
    self.data = data
    self.settings = settings
    outcomes = Dictionary(data.outcomes.map { ($0.question, $0) }) { first, _ in first }
    recordOutcomes = RecordOutcomes(data)
    knownUntil = max(
      data.record.lastReported ?? data.period.start,
      data.outcomes.compactMap(\.resolvedOn).max() ?? data.period.start)
    let perDate = dates.reduce(0) { total, date in
      total + 2 + data.accounts.count { ($0.date ?? date) <= date }
    }
    planned = 2 * perDate + 2 * data.accounts.count { !$0.verdicts.isEmpty }
    report = progress
  }

  /// One model with its own questions; counts as one piece of the progress.
  func evaluate(
    _ model: Model, asOf date: CalendarDate, records: [DayRecord], memory: ComponentMemory?
  ) throws -> AccountResult {
    let before = Double(done) / Double(max(1, planned))
    let share = 1 / Double(max(1, planned))
    let report = report
    let result = try explainingFailures(of: model) {
      try RashomonInference.evaluate(
        AccountProblem(
          model: model, name: "\(date)", records: records, questions: model.questions),
        effort: settings.effort(), memory: memory,
        monitor: Monitor(progress: { report(min(1, before + share * $0)) }))
    }
    done += 1
    return result
  }

  // MARK: One date

  func day(_ asOf: CalendarDate) throws -> (date: BacktestDate, forecasts: [BacktestForecast]) {
    let records = data.reading(asOf: asOf).days
    let dayIndex = data.period.index(of: asOf)
    let own = data.commonGround.questions.filter { isOpen($0, on: asOf) }
    let windows = recordOutcomes.questions(from: dayIndex, visible: records)
    func asking(_ model: Model) -> Model {
      let ids = Set(own.map(\.id))
      return model.asking(model.questions.filter { ids.contains($0.id) }, windows, from: asOf)
    }
    let memory = ComponentMemory()
    let frame = try StandingFrame(data, asOf: asOf, since: nil)
    let models = frame.models.map(asking)
    let whole = try models.map {
      try evaluate($0, asOf: asOf, records: records, memory: memory)
    }
    try requireSurvivor(of: models, whole)
    let standing = Standing(
      models: frame.models, asOf: asOf, since: frame.since, whole: whole,
      before: try before(frame, memory: memory))
    let panel = Panel(models: models, results: whole)
    let climatology = asking(
      Climatology(model: data.commonGround).forecaster(asOf: dayIndex, records: records))
    let baseline = Panel(
      models: [climatology],
      results: [try evaluate(climatology, asOf: asOf, records: [], memory: nil)])
    let forecasts = models[0].questions.compactMap { question in
      forecast(question, windows, asOf: asOf, panel: panel, climatology: baseline)
    }
    let visible = data.record.visible(asOf: asOf)
    return (
      BacktestDate(
        asOf: asOf, visibleRows: visible.rows.count, recordHash: visible.hash,
        since: frame.since, ranking: ranking(standing),
        lead: visible.rows.contains { row in frame.since.map { row.reported > $0 } ?? true }
          ? standing.lead : nil, leftOut: frame.leftOut.map(\.id),
        isReliable: whole.allSatisfy(\.isReliable), ownQuestions: own.count,
        recordQuestions: windows.count),
      forecasts
    )
  }

  /// The evidence of what all could know already; nil where nothing is to be taken off.
  private func before(
    _ frame: StandingFrame, memory: ComponentMemory
  ) throws -> [AccountResult]? {
    guard let since = frame.since else {
      done += frame.models.count
      return nil
    }
    let records = data.reading(asOf: since).days
    return try frame.models.map {
      try evaluate(
        $0.asking([], [], from: since), asOf: since, records: records, memory: memory)
    }
  }

  private func ranking(_ standing: Standing) -> [BacktestDate.Ranked] {
    (standing.ranking + ["common-ground"]).compactMap { id in
      standing.models.firstIndex { $0.id == id }.map { index in
        BacktestDate.Ranked(
          id: id, posterior: standing.posterior(index, isWhole: false),
          posteriorWhole: standing.posterior(index, isWhole: true),
          weight: standing.weight(index), isRuledOut: standing.whole[index].collapse != nil)
      }
    }
  }

  /// Whether a question could be asked on a date and is marked.
  private func isOpen(_ question: Question, on date: CalendarDate) -> Bool {
    guard let outcome = outcomes[question.id], outcome.answer != .void else { return false }
    guard question.opens <= date, date < question.resolves else { return false }
    return outcome.resolvedOn.map { date < $0 } ?? true
  }

  private func forecast(
    _ question: Question, _ windows: [WindowQuestion], asOf: CalendarDate, panel: Panel,
    climatology: Panel
  ) -> BacktestForecast? {
    let window = windows.first { $0.id == question.id }
    let outcome: Double
    let lead: Lead
    if let window {
      outcome = window.outcome ? 1 : 0
      lead = .days(window.lead)
    } else {
      guard let answer = outcomes[question.id]?.answer, let value = answer.value else { return nil }
      outcome = value
      lead = .own(daysLeft: question.resolves.days(since: asOf))
    }
    func marked(_ panel: Panel, _ index: Int?) -> Mark? {
      mark(
        index.map { panel.answer(question, by: $0) } ?? panel.average(question),
        panel.sample(question, by: index), leftOut: panel.leftOut(question, by: index),
        outcome: outcome, kind: question.kind, asOf: asOf)
    }
    var marks: [String: Mark] = [:]
    for index in panel.models.indices { marks[panel.models[index].id] = marked(panel, index) }
    marks["average"] = marked(panel, nil)
    marks["climatology"] = marked(climatology, 0)
    if window == nil, let rate = outcomes[question.id]?.baseRate {
      marks["base-rate"] = mark(
        Answer(
          estimate: .exact(rate), quantiles: nil, speaks: .usual, effectiveHistories: .infinity),
        nil, outcome: outcome, kind: question.kind, asOf: asOf)
    }
    return BacktestForecast(
      asOf: asOf, lead: lead,
      question: window?.observable.id ?? question.id, text: question.text,
      resolves: question.resolves, kind: question.kind, outcome: outcome, marks: marks,
      isPastDate: window != nil || question.resolves <= knownUntil)
  }

  func outcome(of question: String) -> Double? { outcomes[question]?.answer.value }

  // MARK: Warnings

  func warnings(_ dates: [BacktestDate]) -> [String] {
    let unscored = data.commonGround.questions.filter { outcomes[$0.id] == nil }.map {
      "the question \($0.id) has no outcome and is not scored"
    }
    let voided = data.commonGround.questions.filter { outcomes[$0.id]?.answer == .void }.map {
      "the question \($0.id) is void and is not scored"
    }
    let shaky = dates.filter { !$0.isReliable }.map(\.asOf.iso)
    let unsure =
      shaky.isEmpty
      ? []
      : [
        "the runs differ too much to tell every account's evidence on \(shaky.count) of \(dates.count) dates"
          + " (\(shaky.joined(separator: ", "))); raise --histories"
      ]
    return unscored + voided + unsure
  }
}

extension Outcome.Answer {
  /// 1 for yes, 0 for no, or the number; nil where void.
  var value: Double? {
    switch self {
    case .yes: 1
    case .no: 0
    case .number(let number): number
    case .void: nil
    }
  }
}
