import RashomonEvidence
package import RashomonInference
import RashomonModel
package import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// Answers a case's questions as of a date, account by account and averaged by posterior.
///
/// Without a date the last reported row's is taken, and a question that had closed by then is an
/// error: an answer after the fact is no forecast. With a date closed questions are left out.
///
/// *Errors*: `RunFailure`.
package func forecast(
  _ data: CaseData, asOf: CalendarDate?, settings: RunSettings,
  ledger: RunLedger = RunLedger(),
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Forecast {
  let date = try asOfDate(asOf, of: data)
  guard date <= data.period.end else {
    throw RunFailure("--as-of \(date) is after the period, which ends on \(data.period.end)")
  }
  let questions = data.commonGround.questions
  let closed = questions.filter { $0.resolves < date }
  if asOf == nil, let first = closed.first {
    throw RunFailure(
      """
      the question \(first.id) closed on \(first.resolves), before the last report (\(date))
        expected: a date to forecast from
        hint: --as-of \(first.opens)
      """)
  }
  let existing = [data.commonGround] + data.accounts.filter { ($0.date ?? date) <= date }
  let evaluator = Evaluator(
    data, settings: settings, drawing: date, ledger: ledger, planned: existing.count,
    progress: progress)
  let panel = try Panel(models: existing, asOf: date, evaluator: evaluator)
  try panel.requireSurvivor()
  let visible = data.record.visible(asOf: date)
  return Forecast(
    caseID: data.id, title: data.title, asOf: date, settings: settings, provenance: data.provenance,
    recordHash: visible.hash,
    visibleRows: visible.rows.count, accounts: panel.forecasters,
    questions: questions.filter { $0.resolves >= date }.map { panel.answer($0) },
    closed: closed.map(\.id),
    leftOut: data.accounts.compactMap { model in
      guard let published = model.date, published > date else { return nil }
      return .init(id: model.id, title: model.title, date: published)
    },
    warnings: [], draws: settings.draws > 0 ? panel.draws(data, asOf: date, settings) : nil)
}

/// The accounts that exist on a date, evaluated with their questions, as a panel that answers
/// together.
struct Panel {
  let models: [Model]
  private let results: [AccountResult]
  /// Of a panel that differs from another in some answers only: what that one found, and for each
  /// model the questions that differ.
  private var base: (results: [AccountResult], differing: [Set<String>])?

  init(models: [Model], asOf date: CalendarDate, evaluator: Evaluator) throws {
    self.models = models
    results = try models.map { try evaluator.evaluate($0, asOf: date, wanted: .questions) }
  }

  /// - Parameter results: of each model, with its questions.
  init(models: [Model], results: [AccountResult]) {
    self.models = models
    self.results = results
  }

  /// The same models with the same evidence, which answer some questions otherwise. All else has the
  /// bits of `base`.
  ///
  /// - Parameter differing: for each model the ids of those questions.
  init(results: [AccountResult], differing: [Set<String>], from base: Panel) {
    models = base.models
    self.results = results
    self.base = (base.results, differing)
  }

  /// What is drawn of facts and of questions that are open.
  func draws(_ data: CaseData, asOf date: CalendarDate, _ settings: RunSettings) -> PosteriorDraws {
    PosteriorDraws(data, models: models, results: results, asOf: date, settings: settings)
  }

  /// Makes sure that someone is left to answer.
  ///
  /// *Errors*: `RunFailure` where the record rules out every model.
  func requireSurvivor() throws {
    try RashomonAnalysis.requireSurvivor(of: models, results)
  }

  /// Whether the errors of all can be believed.
  var isReliable: Bool { results.allSatisfy(\.isReliable) }

  var forecasters: [Forecaster] {
    models.indices.map { index in
      Forecaster(
        id: models[index].id, title: models[index].title,
        posterior: measured { posteriors(kept: $0)[index] },
        isReliable: results[index].isReliable, shares: results[index].methodShares,
        histories: results[index].mostHistories,
        isRuledOut: results[index].collapse != nil)
    }
  }

  /// One question, by each and on average.
  func answer(_ question: Question) -> ForecastQuestion {
    ForecastQuestion(
      id: question.id, text: question.text, opens: question.opens, resolves: question.resolves,
      kind: question.kind, answers: models.indices.map { answer(question, by: $0) },
      average: average(question),
      verdicts: Dictionary(
        models.compactMap { model in
          model.verdicts.first { $0.question == question.id }.map { (model.id, $0) }
        }, uniquingKeysWith: { first, _ in first }))
  }

  /// One model's answer.
  func answer(_ question: Question, by index: Int) -> Answer {
    let speaks = speaks(of: question, by: models[index])
    guard let answer = found(question, by: index) else {
      return Answer(
        estimate: Measured(.nan, error: nil), quantiles: nil, speaks: speaks,
        effectiveHistories: 0)
    }
    return Answer(
      estimate: Measured(answer.value),
      quantiles: question.kind == .number
        ? Answer.Quantiles(
          five: Measured(answer.quantile(0.05)), fifty: Measured(answer.quantile(0.5)),
          ninetyFive: Measured(answer.quantile(0.95))) : nil,
      speaks: speaks, effectiveHistories: answer.effectiveHistories)
  }

  /// One model's probability or mean, or (nil) the average's, without each run in turn; empty where it
  /// has no Monte Carlo error or rests on a single run.
  func leftOut(_ question: Question, by index: Int?) -> [Double] {
    let used = index.map { [results[$0]] } ?? results
    let runs = results.first?.runCount ?? 0
    guard runs > 1, !used.allSatisfy(\.isExact) else { return [] }
    return (0..<runs).map { left in
      let kept = (0..<runs).filter { $0 != left }
      guard let index else { return averageValue(question, kept: kept) }
      return found(question, by: index)?.value(kept: kept) ?? .nan
    }
  }

  /// A number's distribution: one model's, or (nil) the average's.
  func sample(_ question: Question, by index: Int?) -> WeightedSample? {
    sample(question, by: index, kept: Array(0..<(results.first?.runCount ?? 0)))
  }

  /// The same from some runs only.
  func sample(_ question: Question, by index: Int?, kept: [Int]) -> WeightedSample? {
    guard let index else { return averageSample(question, kept: kept) }
    return found(question, by: index)?.sample(kept: kept)
  }

  /// One model's probability or mean, or (nil) the average's, from some runs only; NaN where there
  /// is none.
  func value(_ question: Question, by index: Int?, kept: [Int]) -> Double {
    guard let index else { return averageValue(question, kept: kept) }
    return found(question, by: index)?.value(kept: kept) ?? .nan
  }

  /// A number derived from one model's results, or (nil) everyone's, and the same of a panel with the
  /// same runs.
  func measured(by index: Int?, _ other: Panel, _ derived: ([Int]) -> Double) -> Measured {
    let used = (index.map { [results[$0], other.results[$0]] }) ?? results + other.results
    if used.allSatisfy(\.isExact) { return .exact(derived([0])) }
    return .jackknifed(runs: results[0].runCount, derived)
  }

  private func averageQuantiles(_ question: Question) -> Answer.Quantiles? {
    guard sample(question, by: nil) != nil else { return nil }
    func quantile(_ probability: Double) -> Measured {
      measured { averageSample(question, kept: $0)?.quantile(probability) ?? .nan }
    }
    return Answer.Quantiles(
      five: quantile(0.05), fifty: quantile(0.5), ninetyFive: quantile(0.95))
  }

  private func averageSample(_ question: Question, kept: [Int]) -> WeightedSample? {
    let shares = mixture(of: question, kept: kept)
    let parts = models.indices.compactMap { index in
      shares[index] > 0
        ? found(question, by: index)?.sample(kept: kept).map {
          (sample: $0, weight: shares[index])
        } : nil
    }
    return parts.isEmpty ? nil : WeightedSample(pooling: parts)
  }

  /// The average by posterior; given a condition, by the posterior that the condition leaves.
  func average(_ question: Question) -> Answer {
    let estimate = measured { averageValue(question, kept: $0) }
    let shares = mixture(of: question, kept: Array(0..<results[0].runCount))
    let inverse = models.indices.reduce(0.0) { total, index in
      guard shares[index] > 0, let answer = found(question, by: index) else { return total }
      return total + shares[index] * shares[index] / answer.effectiveHistories
    }
    return Answer(
      estimate: estimate,
      quantiles: question.kind == .number ? averageQuantiles(question) : nil,
      speaks: .account, effectiveHistories: inverse > 0 ? 1 / inverse : .infinity)
  }

  private func averageValue(_ question: Question, kept: [Int]) -> Double {
    let shares = mixture(of: question, kept: kept)
    var sum = 0.0
    var total = 0.0
    for index in models.indices where shares[index] > 0 {
      sum += shares[index] * (found(question, by: index)?.value(kept: kept) ?? .nan)
      total += shares[index]
    }
    return sum / total
  }

  /// The weight of each model in the average: its posterior times the probability of the question's
  /// condition, so that the average is the probability given the condition in all histories
  /// together; 0 where the condition never holds.
  private func mixture(of question: Question, kept: [Int]) -> [Double] {
    let joint = zip(models.indices, posteriors(kept: kept)).map { index, posterior in
      guard posterior > 0, let answer = found(question, by: index) else { return 0.0 }
      return posterior * answer.conditionProbability(kept: kept)
    }
    let total = joint.reduce(0, +)
    return total > 0 ? joint.map { $0 / total } : joint
  }

  private func found(_ question: Question, by index: Int) -> QuestionAnswer? {
    // What the record leaves untouched of an account that it rules out says nothing.
    var result = results[index]
    if let base, !base.differing[index].contains(question.id) { result = base.results[index] }
    guard result.collapse == nil else { return nil }
    return result.answers.first { $0.question.id == question.id }
  }

  private func posteriors(kept: [Int]) -> [Double] {
    let total = models.reduce(0) { $0 + $1.prior }
    let results = base?.results ?? results
    return normalizedWeights(
      models.indices.map { log(models[$0].prior / total) + results[$0].logEvidence(kept: kept) })
  }

  private func measured(_ derived: ([Int]) -> Double) -> Measured {
    if results.allSatisfy(\.isExact) { return .exact(derived([0])) }
    return .jackknifed(runs: results[0].runCount, derived)
  }

  /// Whose model answers: the account's if it has one of any observable asked about, else common
  /// ground's, else what is usual.
  private func speaks(of question: Question, by model: Model) -> TruthOrigin {
    let origins = model.observables.filter { question.observables.contains($0.id) }
      .map(\.truthFrom)
    if origins.contains(.account) || model.id == "common-ground" && origins.contains(.commonGround)
    {
      return .account
    }
    return origins.contains(.commonGround) ? .commonGround : .usual
  }
}
