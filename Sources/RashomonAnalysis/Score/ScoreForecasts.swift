import RashomonEvidence
package import RashomonInference
import RashomonModel
import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// Marks each account's forecasts of the questions whose outcome is known.
///
/// An account is marked as of the later of the question's opening and its own date, unless the
/// question was settled or closed by then; the average as of the opening, over the accounts that
/// existed.
///
/// *Errors*: `RunFailure`.
package func score(
  _ data: CaseData, settings: RunSettings,
  ledger: RunLedger = RunLedger(),
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Scores {
  let outcomes = Dictionary(data.outcomes.map { ($0.question, $0) }) { first, _ in first }
  let questions = data.commonGround.questions.filter { outcomes[$0.id] != nil }
  guard !questions.isEmpty else {
    throw RunFailure("no question of this case has an outcome; add rows to outcomes.csv")
  }
  let scorer = Scorer(data: data, outcomes: outcomes)
  let evaluator = Evaluator(
    data, settings: settings, drawing: nil, ledger: ledger,
    planned: scorer.evaluationCount(questions),
    progress: progress)
  let scored = try questions.map { try scorer.score($0, evaluator: evaluator) }
  let unscored = data.commonGround.questions.filter { outcomes[$0.id] == nil }.map {
    "the question \($0.id) has no outcome and is not scored"
  }
  let ruledOut = scored.flatMap { question in
    question.ruledOut.map {
      "\($0) is not scored on \(question.id): the record known by then rules it out"
    }
  }
  return Scores(
    caseID: data.id, title: data.title, settings: settings, provenance: data.provenance,
    records: Set(scored.flatMap(\.marks.values).map(\.asOf)).sorted().map { date in
      let visible = data.record.visible(asOf: date)
      return .init(asOf: date, hash: visible.hash, visibleRows: visible.rows.count)
    },
    forecasters: scorer.totals(over: scored), questions: scored,
    warnings: unscored + ruledOut)
}

private struct Scorer {
  let data: CaseData
  let outcomes: [String: Outcome]

  /// When a forecaster's answer is marked; nil where it comes too late.
  private func date(of model: Model, _ question: Question) -> CalendarDate? {
    let date = max(question.opens, model.date ?? question.opens)
    guard date <= question.resolves else { return nil }
    if let settled = outcomes[question.id]?.resolvedOn, settled <= date { return nil }
    return date
  }

  func evaluationCount(_ questions: [Question]) -> Int {
    data.models.reduce(0) { total, model in
      let own = questions.compactMap { date(of: model, $0) }
      let averaged = questions.filter { ($0.opens) >= (model.date ?? $0.opens) }.map(\.opens)
      return total + Set(own + averaged).count
    }
  }

  func score(_ question: Question, evaluator: Evaluator) throws -> ScoredQuestion {
    let outcome = outcomes[question.id]?.answer.value
    var marks: [String: Mark] = [:]
    var ruledOut: [String] = []
    if let outcome {
      for model in data.models {
        guard let date = date(of: model, question) else { continue }
        let panel = try Panel(models: [model], asOf: date, evaluator: evaluator)
        if panel.forecasters[0].isRuledOut { ruledOut.append(model.id) }
        marks[model.id] = mark(
          panel.answer(question, by: 0), panel.sample(question, by: 0),
          leftOut: panel.leftOut(question, by: 0), isReliable: panel.isReliable, outcome: outcome,
          kind: question.kind,
          asOf: date)
      }
      if date(of: data.commonGround, question) != nil {
        let existing = data.models.filter { ($0.date ?? question.opens) <= question.opens }
        let panel = try Panel(models: existing, asOf: question.opens, evaluator: evaluator)
        try panel.requireSurvivor()
        marks["average"] = mark(
          panel.average(question), panel.sample(question, by: nil),
          leftOut: panel.leftOut(question, by: nil), isReliable: panel.isReliable, outcome: outcome,
          kind: question.kind,
          asOf: question.opens)
      }
    }
    return ScoredQuestion(
      id: question.id, text: question.text, kind: question.kind, outcome: outcome,
      opens: question.opens, marks: marks, ruledOut: ruledOut)
  }

  /// Means over all questions, and over those that every forecaster was marked on.
  func totals(over questions: [ScoredQuestion]) -> [Scores.Scored] {
    let ids =
      data.accounts.map { ($0.id, $0.title) } + [("average", "average by posterior")]
      + [(data.commonGround.id, data.commonGround.title)]
    let binary = questions.filter { $0.kind == .yesNo && $0.outcome != nil }
    let shared = binary.filter { question in ids.allSatisfy { question.marks[$0.0] != nil } }
    return ids.map { id, title in
      let marks = binary.compactMap { $0.marks[id] }
      let common = shared.compactMap { $0.marks[id] }
      return Scores.Scored(
        id: id, title: title, brier: mean(marks, brierScore), log: mean(marks, logScore),
        count: marks.count, commonBrier: mean(common, brierScore),
        commonLog: mean(common, logScore))
    }
  }

  /// The mean score of yes/no questions, with the error that their forecasts' runs leave in it.
  private func mean(
    _ marks: [Mark], _ score: (_ forecast: Double, _ isYes: Bool) -> Double
  ) -> Measured? {
    guard !marks.isEmpty else { return nil }
    func mean(_ forecasts: [Double]) -> Double {
      zip(marks, forecasts).reduce(0) { $0 + score($1.1, $1.0.outcome == 1) }
        / Double(marks.count)
    }
    let runs = marks.map(\.leftOut.count).max() ?? 0
    let leftOut = (0..<runs).map { left in
      mean(marks.map { $0.leftOut.isEmpty ? $0.forecast : $0.leftOut[left] })
    }
    let hasError = marks.allSatisfy { $0.forecastError != nil }
    return Measured(
      mean(marks.map(\.forecast)),
      error: hasError ? jackknifeError(leftOut: leftOut) : nil)
  }
}

/// Marks one answer; nil where it has none (a condition that never holds).
///
/// - Parameters:
///   - leftOut: the answer's probability or mean without each run in turn.
///   - isReliable: whether its error can be believed.
func mark(
  _ answer: Answer, _ sample: WeightedSample?, leftOut: [Double] = [], isReliable: Bool = true,
  outcome: Double, kind: QuestionKind, asOf: CalendarDate
) -> Mark? {
  guard !answer.estimate.value.isNaN else { return nil }
  let leftOut = isReliable ? leftOut : []
  switch kind {
  case .yesNo:
    let raw = answer.estimate.value
    let floor = answer.effectiveHistories.isFinite ? 1 / (2 * max(1, answer.effectiveHistories)) : 0
    func clipped(_ raw: Double) -> Double {
      floor > 0 && (raw == 0 || raw == 1) ? (raw == 0 ? floor : 1 - floor) : raw
    }
    let forecast = clipped(raw)
    return Mark(
      asOf: asOf, outcome: outcome, forecast: forecast,
      forecastError: isReliable ? answer.estimate.error : nil,
      brier: brierScore(forecast, outcome: outcome == 1),
      log: logScore(forecast, outcome: outcome == 1), crps: nil, isClipped: forecast != raw,
      speaks: answer.speaks, leftOut: leftOut.map(clipped))
  case .number:
    return Mark(
      asOf: asOf, outcome: outcome,
      forecast: answer.quantiles?.fifty.value ?? answer.estimate.value,
      forecastError: isReliable ? (answer.quantiles?.fifty ?? answer.estimate).error : nil,
      brier: nil, log: nil,
      crps: sample.map { crps($0, outcome: outcome) }, isClipped: false, speaks: answer.speaks,
      leftOut: [])
  }
}

/// (p − outcome)²: 0 best, 1 worst. *Reference*: [Brier1950], in its two-way half.
func brierScore(_ probability: Double, outcome: Bool) -> Double {
  let error = probability - (outcome ? 1 : 0)
  return error * error
}

/// The natural logarithm of the probability given to what happened: 0 best.
func logScore(_ probability: Double, outcome: Bool) -> Double {
  log(outcome ? probability : 1 - probability)
}

/// The continuous ranked probability score, E|X − y| − ½·E|X − X′|, in the number's unit: 0 best.
///
/// *Complexity*: O(points); the sample's values are in ascending order. *Reference*: [Gneiting2007].
func crps(_ sample: WeightedSample, outcome: Double) -> Double {
  var distance = 0.0
  var below = 0.0
  var spread = 0.0
  var mean = 0.0
  for (value, weight) in zip(sample.values, sample.weights) {
    distance += weight * abs(value - outcome)
    // Σ over pairs i < j of wᵢwⱼ(xⱼ − xᵢ), gathered in order.
    spread += weight * (value * below - mean)
    below += weight
    mean += weight * value
  }
  return distance - spread
}
