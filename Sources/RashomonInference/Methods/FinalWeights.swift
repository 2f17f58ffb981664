import RashomonEngine
import RashomonModel
import RashomonNumerics

/// The weighted histories at the end of a run, ready to be asked.
struct FinalWeights {
  let engine: Engine
  let population: Population
  /// Sum to one; all 0 after a collapse.
  let weights: [Double]
  let isExact: Bool

  /// The mean of a variable, or each category's share.
  func posterior(of variable: VariableID, in model: Model) -> [Double] {
    let values = population.values(of: variable)
    let labels = model.variables[variable.index].labels
    guard weights.contains(where: { $0 > 0 }) else {
      return [Double](repeating: .nan, count: max(1, labels.count))
    }
    if labels.isEmpty { return [weightedAverage(values, weights)] }
    return labels.indices.map { label in
      weightedAverage(values.map { $0 == Double(label) ? 1 : 0 }, weights)
    }
  }

  /// A question's answer over these histories, whose last day has been run.
  func answer(to question: Question, in model: Model) -> RunAnswer {
    let end = model.period.dayCount
    let values = engine.values(of: question.value, in: population, day: end)
    let condition = question.condition.map {
      engine.values(of: $0, in: population, day: end).map { $0 != 0 }
    }
    let kept = weights.indices.map { condition?[$0] ?? true ? weights[$0] : 0 }
    let share = kept.reduce(0, +)
    guard share > 0 else {
      return RunAnswer(
        conditionProbability: weights.contains { $0 > 0 } ? 0 : .nan, value: .nan, sample: nil,
        effectiveHistories: 0)
    }
    let sample =
      question.kind == .number ? WeightedSample(values: values, weights: kept).thinned() : nil
    return RunAnswer(
      conditionProbability: condition == nil ? 1 : min(1, share),
      value: weightedAverage(values, kept),
      sample: sample,
      effectiveHistories: isExact ? .infinity : effectiveSize(kept.map { $0 / share }))
  }
}

extension FinalWeights {
  /// Draws of equal weight, in random order.
  ///
  /// - Parameter key: the random numbers to choose by.
  func draws(_ count: Int, for component: Component, key: (String) -> RandomKey) -> RunDraws {
    let chosen = SystematicResampling.ancestors(
      weights: weights, uniform: key("'draws").uniform(lane: 0), count: count)
    let order = key("'order of draws")
    let places = (0..<count).map { (place: $0, key: order.uniform(lane: $0)) }
      .sorted { ($0.key, $0.place) < ($1.key, $1.place) }
    let lanes = places.map { chosen[$0.place] }
    let end = component.model.period.dayCount
    return RunDraws(
      reported: component.reported.map { variable in
        let values = population.values(of: variable)
        return lanes.map { values[$0] }
      },
      questions: component.questions.map { question in
        let values = engine.values(of: question.value, in: population, day: end)
        let condition = question.condition.map {
          engine.values(of: $0, in: population, day: end)
        }
        return lanes.map { (condition?[$0] ?? 1) == 0 ? .nan : values[$0] }
      })
  }
}

extension Component {
  /// The whole result of one run from its weighted histories and the log Ẑ of its last reading.
  ///
  /// - Parameters:
  ///   - index: of the run; its draws have random numbers of their own.
  func result(
    logEvidence: Double, histories: FinalWeights, diagnostics: RunDiagnostics, collapse: Collapse?,
    trace: EvidenceTrace, index: Int, effort: Effort
  ) -> RunResult {
    RunResult(
      logEvidence: collapse == nil ? logEvidence : -.infinity,
      posteriors: reported.map { histories.posterior(of: $0, in: model) },
      answers: questions.map { histories.answer(to: $0, in: model) },
      diagnostics: diagnostics, collapse: collapse,
      draws: effort.draws > 0 && collapse == nil
        ? histories.draws(effort.draws, for: self) { address in
          RandomKey(
            seed: effort.seed, stream: index, block: -3, day: dayCount,
            statement: statementAddress("\(address) \(name)"))
        } : nil,
      trace: probes.places.isEmpty
        ? nil : trace.padded(records: records.count, probes: probes.all.count))
  }

  /// Which readings of a day no history can give, `weigh` being the log of the pooled weight of a
  /// part of the day's record.
  func collapse(
    on record: DayRecord, weigh: (DayRecord) throws -> Double
  ) rethrows -> Collapse {
    let readings = record.readings
    let impossible = try readings.indices.filter { try weigh(record.only($0)) == -.infinity }
    return Collapse(
      day: record.day, readings: impossible.isEmpty ? readings : impossible.map { readings[$0] })
  }
}
