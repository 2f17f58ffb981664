import RashomonEvidence
import RashomonInference
import RashomonModel

/// Puts an explanation together from what each step brings.
struct Explainer {
  let data: CaseData
  let request: ExplainRequest
  let standing: Standing
  let reading: RecordReading
  let steps: [RecordSteps.Step]
  let gains: EvidenceGains

  var models: [Model] { standing.models }
  var visible: VisibleRecord { data.record.visible(asOf: standing.asOf) }
  var reference: Int {
    models.firstIndex { $0.id == request.versus } ?? 0
  }

  /// The models that are explained.
  var explained: [Int] {
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
