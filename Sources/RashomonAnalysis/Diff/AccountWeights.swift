import RashomonEvidence
package import RashomonInference
import RashomonModel
package import RashomonText

/// The evidence of some accounts in one state of a case, whether or not they had been written by
/// then, ready to be compared with another state's.
package struct AccountWeights: Sendable {
  private let standing: Standing

  /// - Parameter ids: the accounts; those that the case does not have are left out.
  ///
  /// *Errors*: `RunFailure`.
  package init(
    of data: CaseData, accounts ids: Set<String>, asOf date: CalendarDate, settings: RunSettings,
    memory: ComponentMemory
  ) throws {
    let models = [data.commonGround] + data.accounts.filter { ids.contains($0.id) }
    let evaluator = Evaluator(
      data, settings: settings, drawing: nil, ledger: RunLedger(), memory: memory,
      planned: models.count, progress: { _ in })
    standing = Standing(
      models: models, asOf: date, since: nil,
      whole: try models.map { try evaluator.evaluate($0, asOf: date) }, before: nil)
  }

  /// How many rows it sees would be of the record; the runs agree over states.
  private func log(_ id: String, kept: [Int]) -> Double {
    guard let place = standing.models.firstIndex(where: { $0.id == id }) else { return .nan }
    return standing.gained(place, kept: kept) - standing.gained(0, kept: kept)
  }

  /// What several changes of state moved an account together, in dB against common ground; their
  /// noise is drawn together, so that what they share cancels.
  package static func moved(
    _ id: String, over changes: [(from: AccountWeights, to: AccountWeights)]
  ) -> Measured {
    func total(_ kept: [Int]) -> Double {
      changes.reduce(0) {
        $0 + decibels($1.to.log(id, kept: kept) - $1.from.log(id, kept: kept))
      }
    }
    guard let first = changes.first else { return .exact(0) }
    let used = changes.flatMap { [$0.from.standing, $0.to.standing] }.flatMap { standing in
      standing.models.indices.filter { $0 == 0 || standing.models[$0].id == id }
        .map { standing.whole[$0] }
    }
    if used.allSatisfy(\.isExact) { return .exact(total([0])) }
    return .jackknifed(runs: first.from.standing.runCount, total)
  }
}
