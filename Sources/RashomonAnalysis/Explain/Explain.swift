import RashomonEvidence
package import RashomonInference
import RashomonModel
package import RashomonText

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
  guard frame.models.count > 1 else {
    throw RunFailure(
      """
      there is nothing to explain: no account had been published on \(frame.asOf)
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
