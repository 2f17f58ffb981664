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
        changes: accounts.map { .init(account: $0, change: without.change(of: $0, from: base)) })
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
