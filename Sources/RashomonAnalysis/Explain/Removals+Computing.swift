import RashomonEvidence
import RashomonInference
import RashomonModel
import RashomonText

extension Removals {
  /// Leaves out what was chosen, one thing at a time; nil where nothing is to be left out.
  ///
  /// Every variant has the seed of the whole, so that what it leaves as it is cancels to the bit.
  ///
  /// *Errors*: `RunFailure`.
  init?(
    _ choice: ExplainRequest.RemovalChoice, of data: CaseData, items: [ExplainedItem],
    asOf: CalendarDate, since: CalendarDate?, settings: RunSettings, memory: ComponentMemory,
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    guard choice != .none else { return nil }
    let removed = Self.candidates(choice, among: items)
    let base = try standing(
      of: data, asOf: asOf, since: since, settings: settings, memory: memory)
    let accounts = base.models.dropFirst().map(\.id)
    let count = Double(max(1, removed.count))
    let removals = try removed.enumerated().map { index, candidate in
      let start = Double(index)
      let without = try standing(
        of: candidate.removed(from: data), asOf: asOf, since: since, settings: settings,
        memory: memory, progress: { progress((start + $0) / count) })
      return Removal(
        kind: candidate.kind, name: candidate.name, ranking: without.ranking,
        changes: accounts.map { .init(account: $0, change: without.change(of: $0, from: base)) },
        swaps: without.swaps(from: base))
    }
    self.init(ranking: base.ranking, settings: settings, removals: removals)
  }

  private struct Candidate {
    let kind: Removal.Kind
    let name: String

    /// The case without it: without an observable's rows and silence, as if nobody had watched it;
    /// without an item or a source as if it had never reported, so that an event's day falls silent.
    func removed(from data: CaseData) -> CaseData {
      switch kind {
      case .observable:
        data.with(models: data.models.map { $0.without(observable: name) })
      case .item: data.with(record: data.record.without { $0.id == name })
      case .source: data.with(record: data.record.without { $0.source == name })
      }
    }
  }

  private static func candidates(
    _ choice: ExplainRequest.RemovalChoice, among items: [ExplainedItem]
  ) -> [Candidate] {
    let kept: [ExplainedItem]
    switch choice {
    case .none: return []
    case .all: kept = items
    case .heaviest(let count): kept = Array(items.sorted { $0.heft > $1.heft }.prefix(count))
    }
    return Set(items.map(\.observable)).sorted().map { Candidate(kind: .observable, name: $0) }
      + Set(items.map(\.source)).sorted().map { Candidate(kind: .source, name: $0) }
      + kept.map { Candidate(kind: .item, name: $0.id) }
  }
}

extension Standing {
  /// The accounts that have changed places since another standing with the same random numbers.
  fileprivate func swaps(from base: Standing) -> [Removal.Swap] {
    base.ranking.indices.flatMap { place in
      base.ranking[(place + 1)...].compactMap { above -> Removal.Swap? in
        let below = base.ranking[place]
        guard let here = ranking.firstIndex(of: above), let there = ranking.firstIndex(of: below),
          here < there
        else { return nil }
        return swap(above, over: below, from: base)
      }
    }
  }

  /// nil where both are ruled out, so that they have no order.
  private func swap(
    _ above: String, over below: String, from base: Standing
  ) -> Removal.Swap? {
    func place(_ id: String, _ standing: Standing) -> Int? {
      standing.models.firstIndex { $0.id == id }
    }
    guard let first = place(above, self), let second = place(below, self),
      let firstBefore = place(above, base), let secondBefore = place(below, base)
    else { return nil }
    let used = used(first, second) + base.used(firstBefore, secondBefore)
    let change = measured(over: used) { kept in
      decibels(
        gained(first, kept: kept) - gained(second, kept: kept)
          - base.gained(firstBefore, kept: kept) + base.gained(secondBefore, kept: kept))
    }
    guard !change.value.isNaN else { return nil }
    let isTold =
      change.value.isInfinite
      || used.allSatisfy(\.isReliable) && (change.error.map { change.value >= 2 * $0 } ?? false)
    return Removal.Swap(above: above, below: below, change: change, isTold: isTold)
  }
}

extension ExplainedItem {
  /// The largest of its weights, whatever the sign, in dB: how much it mattered.
  package var heft: Double {
    weights.compactMap { $0.weight.map { abs($0.value) } }.max() ?? 0
  }
}

extension Record {
  fileprivate func without(_ isRemoved: (EvidenceRow) -> Bool) -> Record {
    Record(
      rows: rows.filter { !isRemoved($0) }, sources: sources.values.sorted { $0.id < $1.id })
  }
}

extension Model {
  fileprivate func without(observable id: String) -> Model {
    Model(
      id: self.id, title: title, source: source, date: date, prior: prior, period: period,
      variables: variables, facts: facts, states: states, steps: steps,
      observables: observables.filter { $0.id != id }, questions: questions, reported: reported,
      verdicts: verdicts)
  }
}
