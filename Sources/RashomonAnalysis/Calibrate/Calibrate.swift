import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonNumerics
package import RashomonText

/// Simulation-based calibration of one account on the form of the real record.
///
/// Draws once-per-history values, a history and what its record says from the account, infers on
/// each record by the same machinery as `weigh` and `forecast`, and asks whether the truth is spread
/// among the draws as it must be if everything is right [Cook2006] [Talts2018].
///
/// - Parameters:
///   - asOf: the form of the record is what was known by then; nil takes the last reported.
///   - settings: one run of that many histories for each data set.
///   - assumed: believe in the account and the grades of this case in place of the first: to see
///     that a wrong inference is found out. nil for the same.
///
/// *Errors*: `RunFailure`.
package func calibrate(
  _ data: CaseData, account id: String, asOf: CalendarDate?, datasets: Int, settings: RunSettings,
  assuming assumed: CaseData? = nil,
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Calibration {
  let truth = try model(id, of: data)
  let belief = try assumed.map { try model(id, of: $0) } ?? truth
  let date = try asOfDate(asOf, of: data)
  let histories = settings.histories ?? usualCalibrationHistories
  let form = data.reading(asOf: date).days
  let told = assumed.map { Grading($0.reading(asOf: date).days) }
  let tested = testedQuantities(of: truth).filter { quantity in
    assumed == nil || testedQuantities(of: belief).contains { $0.name == quantity.name }
  }
  let results = try explainingFailures(of: belief) {
    try rankTruths(
      of: tested.map(\.quantity), in: truth, inferring: belief, form: form,
      believed: { told?.applied(to: $0) ?? $0 }, datasets: datasets,
      effort: settings.effort(runs: 1, histories: histories, draws: drawCount),
      monitor: Monitor(progress: progress))
  }
  let visible = data.record.visible(asOf: date)
  return Calibration(
    caseID: data.id, account: truth.id, title: truth.title, asOf: date, seed: settings.seed,
    provenance: data.provenance, recordHash: visible.hash, visibleRows: visible.rows.count,
    histories: results.allSatisfy(\.isExact) ? nil : histories,
    methods: Set(results.flatMap(\.methods)).sorted(), datasets: datasets,
    collapsed: results.count { $0.ranks.isEmpty && !tested.isEmpty },
    thin: results.count { ($0.distinctAncestors ?? .max) < Calibration.thinLimit },
    quantities: judged(tested, results, seed: settings.seed))
}

/// Histories for each data set where none are asked for.
package let usualCalibrationHistories = 16_000

/// Among how many draws each truth is ranked: so many that the rank is that among all histories.
private let drawCount = 1_000

/// A quantity that can be ranked, with the words for it.
private struct TestedQuantity {
  let quantity: Quantity
  let name: String
  let sentence: String?
  let isQuestion: Bool
  let isYesNo: Bool
}

/// What an account reports and is asked, without what no evidence can move.
private func testedQuantities(of model: Model) -> [TestedQuantity] {
  let definitions = Dictionary(
    model.facts.map { ($0.variable, $0.definition) }, uniquingKeysWith: { first, _ in first })
  let reported = model.reported.flatMap { id -> [TestedQuantity] in
    let variable = model.variables[id.index]
    func tested(_ isYesNo: Bool) -> [TestedQuantity] {
      [
        TestedQuantity(
          quantity: .variable(variable.name), name: variable.name, sentence: variable.sentence,
          isQuestion: false, isYesNo: isYesNo)
      ]
    }
    switch definitions[id] {
    case .formula(.constant): return []
    case .chance: return tested(true)
    case .pick, .formula, .drawn, nil:
      guard !variable.labels.isEmpty else { return tested(false) }
      return variable.labels.enumerated().map { index, label in
        TestedQuantity(
          quantity: .label(variable.name, index), name: "\(variable.name) = \(label)",
          sentence: variable.sentence.map { "\($0): \(label)" }, isQuestion: false, isYesNo: true)
      }
    }
  }
  return reported
    + model.questions.map { question in
      TestedQuantity(
        quantity: .question(question.id), name: question.id, sentence: question.text,
        isQuestion: true, isYesNo: question.kind == .yesNo)
    }
}

private func judged(
  _ tested: [TestedQuantity], _ results: [RankedDataset], seed: UInt64
) -> [CalibratedQuantity] {
  let judged = tested.indices.compactMap { index -> (TestedQuantity, RankSummary)? in
    let key = RandomKey(
      seed: seed, stream: -5, block: 0, day: -1,
      statement: statementAddress("'tie \(tested[index].name)"))
    let ranks = results.enumerated().compactMap { dataset, result in
      result.ranks.isEmpty
        ? nil : result.ranks[index].map { (rank: $0, tie: key.uniform(lane: dataset)) }
    }
    // A number that is the same in every history is none that inference could get wrong.
    let isFixed = ranks.allSatisfy {
      $0.rank.equal == $0.rank.draws && $0.rank.truth == ranks[0].rank.truth
    }
    if isFixed, !ranks.isEmpty, !tested[index].isYesNo { return nil }
    return (
      tested[index],
      RankSummary(
        ranks.map(\.rank), places: ranks.map { $0.rank.place(breakingTiesBy: $0.tie) },
        isYesNo: tested[index].isYesNo)
    )
  }
  let adjusted = holmAdjusted(judged.map(\.1.pValue))
  return zip(judged, adjusted).map { entry, adjusted in
    let (tested, summary) = entry
    return CalibratedQuantity(
      name: tested.name, sentence: tested.sentence, isQuestion: tested.isQuestion,
      datasets: summary.count, histogram: summary.uniformity.histogram, pValue: summary.pValue,
      adjustedPValue: adjusted, summary: summary.summary,
      departure: adjusted < Calibration.falseAlarm ? summary.direction : nil)
  }
}
