import RashomonEvidence
package import RashomonInference
import RashomonModel
package import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// What is to be explained.
package struct ExplainRequest: Sendable {
  /// An account's id; nil explains all.
  package let account: String?
  /// What weights are against, an account's id; nil takes common ground.
  package let versus: String?
  /// What is left out to see whether the ranking hangs on it.
  package let removals: RemovalChoice
  /// With what the variants are computed, which are many; nil as the rest.
  package let removalSettings: RunSettings?

  package enum RemovalChoice: Hashable, Sendable {
    case none
    /// Every source, every observable and the items that weigh most.
    case heaviest(items: Int)
    /// Every source, every observable and every item.
    case all
  }

  package init(
    account: String? = nil, versus: String? = nil,
    removals: RemovalChoice = .heaviest(items: 20), removalSettings: RunSettings? = nil
  ) {
    self.account = account
    self.versus = versus
    self.removals = removals
    self.removalSettings = removalSettings
  }
}

/// Says what each item of the record weighs, and what did not happen.
///
/// - Parameters:
///   - asOf: sees only rows reported by then; nil takes the last reported.
///   - since: what the ranking counts, as in `weigh`.
///   - progress: called with the share of the work done, from any thread.
///
/// *Errors*: `RunFailure`, also for an account that there is not.
package func explain(
  _ data: CaseData, _ request: ExplainRequest = ExplainRequest(), asOf: CalendarDate? = nil,
  since: CalendarDate? = nil, settings: RunSettings, memory: ComponentMemory = ComponentMemory(),
  progress: @escaping @Sendable (Double) -> Void = { _ in }
) throws -> Explanation {
  try request.check(against: data)
  let frame = try StandingFrame(data, asOf: asOf, since: since)
  for id in [request.account, request.versus].compactMap(\.self)
  where !frame.models.contains(where: { $0.id == id }) {
    throw RunFailure(
      """
      `\(id)` had not been published on \(frame.asOf)
        hint: leave out --as-of, or give a later date
      """)
  }
  // Following the evidence takes several times the work of finding it.
  let followShare = request.removals == .none ? 1 : 0.2
  let evaluator = Evaluator(
    data, settings: settings, drawing: nil, ledger: RunLedger(), memory: memory,
    planned: frame.models.count * (frame.since == nil || frame.since == frame.asOf ? 1 : 2),
    progress: { progress(followShare * $0) })
  let steps = RecordSteps(
    evaluator.reading(asOf: frame.asOf).days, observables: data.commonGround.observables,
    grades: data.grades, asOfDay: data.period.index(of: frame.asOf))
  let whole = try frame.models.map {
    try evaluator.evaluate($0, asOf: frame.asOf, probing: steps.probes)
  }
  try requireSurvivor(of: frame.models, whole)
  let before = try frame.since.map { since in
    try frame.models.map { try evaluator.evaluate($0, asOf: since) }
  }
  let base = Standing(
    models: frame.models, asOf: frame.asOf, since: frame.since, whole: whole, before: before)
  let explainer = Explainer(
    data: data, request: request, standing: base, reading: evaluator.reading(asOf: frame.asOf),
    steps: steps.steps, gains: EvidenceGains(whole, steps: steps.steps))
  let items = explainer.items
  let removals = try Removals(
    request.removals, of: data, items: items, asOf: frame.asOf, since: frame.since,
    settings: request.removalSettings ?? settings, memory: memory,
    progress: { progress(followShare + (1 - followShare) * $0) })
  progress(1)
  return explainer.explanation(items: items, removals: removals, settings: settings)
}

extension ExplainRequest {
  fileprivate func check(against data: CaseData) throws {
    for id in [account, versus].compactMap(\.self) { _ = try model(id, of: data) }
    if let account, account == versus ?? data.commonGround.id {
      throw RunFailure(
        """
        `\(account)` cannot be weighed against itself
          expected: two different accounts
          hint: \(versus == nil ? "common ground is the 0 dB of every weight; name an account" : "leave out --versus to weigh it against common ground")
        """)
    }
  }
}

/// Puts an explanation together from what each step brings.
private struct Explainer {
  let data: CaseData
  let request: ExplainRequest
  let standing: Standing
  let reading: RecordReading
  let steps: [RecordSteps.Step]
  let gains: EvidenceGains

  private var models: [Model] { standing.models }
  private var visible: VisibleRecord { data.record.visible(asOf: standing.asOf) }
  private var reference: Int {
    models.firstIndex { $0.id == request.versus } ?? 0
  }

  /// The models that are explained.
  private var explained: [Int] {
    models.indices.filter { index in
      index != reference
        && (request.account.map { $0 == models[index].id } ?? (models[index].date != nil))
    }
  }

  func explanation(
    items: [ExplainedItem], removals: Removals?, settings: RunSettings
  ) -> Explanation {
    let reference = models[reference]
    return Explanation(
      caseID: data.id, title: data.title, asOf: standing.asOf, since: standing.since,
      settings: settings, provenance: data.provenance, recordHash: visible.hash,
      visibleRows: visible.rows.count,
      reference: .init(id: reference.id, title: reference.title),
      accounts: explained.map(account), items: items, spans: spans,
      groups: groups(items), course: course, removals: removals)
  }

  private func account(_ index: Int) -> ExplainedAccount {
    let (model, result, other) = (models[index], standing.whole[index], standing.whole[reference])
    return ExplainedAccount(
      id: model.id, title: model.title, date: model.date,
      total: standing.measured(over: [result, other]) {
        decibels(result.logEvidence(kept: $0) - other.logEvidence(kept: $0))
      },
      before: part(of: index) { $0 <= $1 }, after: part(of: index) { $0 > $1 },
      shares: result.methodShares, isReliable: result.isReliable && other.isReliable,
      histories: result.mostHistories,
      ruledOut: result.collapse.map { collapse in
        RuledOut(
          rows: collapse.rows, observables: collapse.readings.map(\.observable),
          date: data.period.date(at: collapse.day), words: words(for: collapse, account: model))
      })
  }

  /// What a model's steps weigh whose day stands so to the day from which the ranking counts.
  private func part(of index: Int, where isIncluded: (Int, Int) -> Bool) -> Measured? {
    guard let since = standing.since.map({ data.period.index(of: $0) }) else { return nil }
    return gains.weight(
      of: index, over: reference, steps: steps.indices.filter { isIncluded(steps[$0].day, since) })
  }

  // MARK: Items

  var items: [ExplainedItem] {
    let places = Dictionary(
      steps.indices.compactMap { place in steps[place].row.map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
    let repeats = Dictionary(
      reading.uses.map { ($0.row, $0.use) }, uniquingKeysWith: { first, _ in first })
    let observables = Dictionary(
      data.commonGround.observables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return visible.rows.map { row in
      let place = places[row.id]
      let uncounted: String? =
        switch repeats[row.id] {
        case .repeats(let reason): reason.sentence
        case .counts where place != nil: nil
        case .counts, .notRead, nil: "outside the days that are read"
        }
      return ExplainedItem(
        id: row.id, occurred: row.occurred, reported: row.reported, observable: row.observable,
        sentence: observables[row.observable]?.sentence ?? row.observable,
        says: row.answer(of: observables[row.observable]?.kind), source: row.source,
        stance: visible.sources[row.source]?.stance.rawValue ?? "", grade: row.grade?.description,
        note: row.note, uncounted: uncounted,
        weights: explained.map { index in
          guard let place else { return .nothing }
          return ItemWeighing(gains: gains, model: index, reference: reference)
            .weight(of: steps[place], at: place)
        })
    }
  }

  // MARK: Spans

  /// Stretches of silence, split where the observable has a row and on the accounts' dates.
  private var spans: [ExplainedSpan] {
    let cuts = Set(models.compactMap(\.date).map { data.period.index(of: $0) })
    let rows = Set(
      visible.rows.map { DayOfObservable($0.observable, data.period.index(of: $0.occurred)) })
    let silent = Dictionary(grouping: steps.indices.filter { steps[$0].row == nil }) {
      steps[$0].observable
    }
    return data.commonGround.observables.flatMap { observable in
      var stretches: [[Int]] = []
      for place in silent[observable.id] ?? [] {
        if let last = stretches.last?.last, !cuts.contains(steps[last].day),
          !(steps[last].day...steps[place].day).contains(where: {
            rows.contains(DayOfObservable(observable.id, $0))
          })
        {
          stretches[stretches.count - 1].append(place)
        } else {
          stretches.append([place])
        }
      }
      return stretches.map { places in
        ExplainedSpan(
          observable: observable.id, sentence: observable.sentence,
          from: data.period.date(at: steps[places[0]].day),
          to: data.period.date(at: steps[places[places.count - 1]].day), days: places.count,
          weights: weights(of: places))
      }
    }
  }

  private struct DayOfObservable: Hashable {
    let observable: String
    let day: Int

    init(_ observable: String, _ day: Int) {
      self.observable = observable
      self.day = day
    }
  }

  private func weights(of places: [Int]) -> [Measured?] {
    explained.map { gains.weight(of: $0, over: reference, steps: places) }
  }

  // MARK: Groups

  private func groups(_ items: [ExplainedItem]) -> [ExplainedGroup] {
    let rows = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    func group(_ kind: ExplainedGroup.Kind, by name: (RecordSteps.Step) -> String)
      -> [ExplainedGroup]
    {
      Dictionary(grouping: steps.indices) { name(steps[$0]) }.sorted { $0.key < $1.key }.map {
        name, places in
        ExplainedGroup(
          kind: kind, name: name, items: places.count { steps[$0].row != nil },
          weights: weights(of: places))
      }
    }
    func row(_ step: RecordSteps.Step) -> ExplainedItem? { step.row.flatMap { rows[$0] } }
    return group(.observable) { $0.observable }
      + group(.source) { row($0)?.source ?? ExplainedGroup.silence }
      + group(.stance) { row($0)?.stance ?? ExplainedGroup.silence }
  }

  // MARK: Course

  private var course: [CourseDay] {
    var sums = models.map { _ in gains.subsets.map { _ in 0.0 } }
    var days: [CourseDay] = []
    for place in steps.indices {
      for model in models.indices {
        for subset in gains.subsets.indices {
          let gain = gains.gains[model][place][subset]
          sums[model][subset] += gain.isNaN ? 0 : gain
        }
      }
      let isLast = place == steps.count - 1 || steps[place + 1].day != steps[place].day
      if isLast { days.append(day(steps[place].day, sums)) }
    }
    return days
  }

  private func day(_ day: Int, _ sums: [[Double]]) -> CourseDay {
    let posteriors = gains.subsets.indices.map { subset in
      normalizedWeights(models.indices.map { log(standing.prior($0)) + sums[$0][subset] })
    }
    return CourseDay(
      date: data.period.date(at: day),
      weights: explained.map { gains.weight(sums[$0], over: sums[reference]) },
      posteriors: models.indices.map { model in
        .init(
          id: models[model].id,
          value: gains.measured(posteriors.map { $0[model] }) ?? Measured(.nan, error: nil))
      })
  }
}

extension ExplainedGroup {
  /// What spans are called among sources and stances.
  package static let silence = "silence"
}

extension EvidenceRow {
  /// What the row says, as a table has it.
  fileprivate func answer(of kind: ObservableKind?) -> String {
    switch kind {
    case .event, .status, nil: return (value ?? 0) > 0 ? "yes" : "no"
    case .number: break
    }
    if isRange {
      return switch (low, high) {
      case (let low?, let high?): "\(written(low)) to \(written(high))"
      case (let low?, nil): "at least \(written(low))"
      case (nil, let high?): "at most \(written(high))"
      case (nil, nil): ""
      }
    }
    return value.map(written) ?? ""
  }
}

private func written(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
}
