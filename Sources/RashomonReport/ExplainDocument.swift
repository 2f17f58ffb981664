package import RashomonAnalysis
import RashomonInference
import RashomonText

/// The explanation as data; keys become snake_case. A number that cannot be given is null.
package struct ExplainDocument: Encodable {
  let schemaVersion = 1
  let command = "explain"
  let `case`: String
  let title: String
  let asOf: String
  @OrNull var since: String?
  let seed: UInt64
  let method: String
  @OrNull var histories: Int?
  let runs: Int
  let provenance: ProvenanceStamp
  /// Whether it is a quick look.
  let rough: Bool
  let record: RecordStamp
  /// What every weight is against.
  let reference: String
  let accounts: [Account]
  /// By account.
  let totals: [String: Double?]
  let totalsSe: [String: Double?]
  /// What of it had occurred by `since`, and after it.
  let totalsBefore: [String: Double?]
  let totalsAfter: [String: Double?]
  let items: [Item]
  let spans: [Span]
  let groups: [Group]
  let course: [Day]
  @OrNull var removals: RemovalsStamp?

  struct RecordStamp: Encodable {
    let sha256: String
    let rows: Int
  }

  struct Account: Encodable {
    let id: String
    let title: String
    @OrNull var date: String?
    let method: String
    let reliable: Bool
    /// Rows and day that no history of the account can give.
    @OrNull var ruledOut: RuledOutStamp?
  }

  struct RuledOutStamp: Encodable {
    let rows: [String]
    let observables: [String]
    let date: String
  }

  struct Item: Encodable {
    let id: String
    let occurred: String
    let reported: String
    let observable: String
    let says: String
    let source: String
    let stance: String
    @OrNull var grade: String?
    let note: String
    @OrNull var uncounted: String?
    let weights: [String: Double?]
    let weightsSe: [String: Double?]
    let floor: [String: Double?]
    let ceiling: [String: Double?]
    let presence: [String: Double?]
    let absence: [String: Double?]
    let test: [String: String?]
  }

  struct Span: Encodable {
    let observable: String
    let from: String
    let to: String
    let days: Int
    let weights: [String: Double?]
    let weightsSe: [String: Double?]
  }

  struct Group: Encodable {
    let kind: String
    let name: String
    let items: Int
    let weights: [String: Double?]
    let weightsSe: [String: Double?]
  }

  struct Day: Encodable {
    let date: String
    let weights: [String: Double?]
    let posterior: [String: Double?]
    let posteriorSe: [String: Double?]
  }

  struct RemovalsStamp: Encodable {
    let ranking: [String]
    @OrNull var histories: Int?
    let linchpins: [String]
    let removed: [Removed]
  }

  struct Removed: Encodable {
    let kind: String
    let name: String
    let ranking: [String]
    let changesRanking: Bool
    let swaps: [Swap]
    let changes: [String: Double?]
    let changesSe: [String: Double?]
  }

  struct Swap: Encodable {
    let above: String
    let below: String
    @OrNull var changeDb: Double?
    @OrNull var changeDbSe: Double?
    let toldApart: Bool
  }

  package init(_ explanation: Explanation) {
    let ids = explanation.accounts.map(\.id)
    let reference = explanation.reference.id
    func byAccount<Value>(_ values: [Value]) -> [String: Value] {
      Dictionary(zip(ids, values), uniquingKeysWith: { first, _ in first })
    }
    func values(_ weights: [Measured?]) -> [String: Double?] {
      byAccount(weights.map { number($0?.value) })
    }
    func errors(_ weights: [Measured?]) -> [String: Double?] {
      byAccount(
        zip(weights, explanation.accounts).map { weight, account in
          guard finite(weight?.value) != nil, account.isReliable || weight?.error == 0 else {
            return nil
          }
          return finite(weight?.error)
        })
    }
    `case` = explanation.caseID
    title = explanation.title
    asOf = explanation.asOf.iso
    _since = OrNull(wrappedValue: explanation.since?.iso)
    seed = explanation.settings.seed
    method = Set(explanation.accounts.flatMap { $0.shares.map(\.method) }).sorted()
      .joined(separator: "+")
    _histories = OrNull(wrappedValue: explanation.settings.histories)
    runs = explanation.settings.runs
    provenance = ProvenanceStamp(explanation.provenance)
    rough = explanation.settings.isRough
    record = RecordStamp(sha256: explanation.recordHash, rows: explanation.visibleRows)
    self.reference = reference
    accounts = explanation.accounts.map { account in
      Account(
        id: account.id, title: account.title, date: account.date?.iso,
        method: account.shares.map(\.method).joined(separator: "+"),
        reliable: account.isReliable,
        ruledOut: account.ruledOut.map {
          RuledOutStamp(rows: $0.rows, observables: $0.observables, date: $0.date.iso)
        })
    }
    totals = values(explanation.accounts.map(\.total))
    totalsSe = errors(explanation.accounts.map(\.total))
    totalsBefore = values(explanation.accounts.map(\.before))
    totalsAfter = values(explanation.accounts.map(\.after))
    items = explanation.items.map { item in
      Item(
        id: item.id, occurred: item.occurred.iso, reported: item.reported.iso,
        observable: item.observable, says: item.says, source: item.source,
        stance: item.stance, grade: item.grade, note: item.note,
        uncounted: item.uncounted, weights: values(item.weights.map(\.weight)),
        weightsSe: errors(item.weights.map(\.weight)), floor: values(item.weights.map(\.floor)),
        ceiling: values(item.weights.map(\.ceiling)),
        presence: values(item.weights.map(\.presence)),
        absence: values(item.weights.map(\.absence)),
        test: byAccount(item.weights.map { $0.test?.rawValue }))
    }
    spans = explanation.spans.map { span in
      Span(
        observable: span.observable, from: span.from.iso, to: span.to.iso, days: span.days,
        weights: values(span.weights), weightsSe: errors(span.weights))
    }
    groups = explanation.groups.map { group in
      Group(
        kind: group.kind.rawValue, name: group.name, items: group.items,
        weights: values(group.weights), weightsSe: errors(group.weights))
    }
    course = explanation.course.map { day in
      func posteriors(_ number: (Measured) -> Double?) -> [String: Double?] {
        Dictionary(
          day.posteriors.map { ($0.id, number($0.value)) }, uniquingKeysWith: { first, _ in first })
      }
      return Day(
        date: day.date.iso, weights: values(day.weights),
        posterior: posteriors { number($0.value) }, posteriorSe: posteriors { finite($0.error) })
    }
    _removals = OrNull(
      wrappedValue: explanation.removals.map { removals in
        RemovalsStamp(
          ranking: removals.ranking, histories: removals.settings.histories,
          linchpins: removals.linchpins.map(\.name),
          removed: removals.removals.map { removal in
            func changes(_ number: (Measured) -> Double?) -> [String: Double?] {
              Dictionary(
                removal.changes.map { ($0.account, number($0.change)) },
                uniquingKeysWith: { first, _ in first })
            }
            return Removed(
              kind: removal.kind.rawValue, name: removal.name, ranking: removal.ranking,
              changesRanking: removal.changesRanking,
              swaps: removal.swaps.map {
                Swap(
                  above: $0.above, below: $0.below, changeDb: number($0.change.value),
                  changeDbSe: finite($0.change.error), toldApart: $0.isTold)
              },
              changes: changes { number($0.value) }, changesSe: changes { finite($0.error) })
          })
      })
  }
}

/// nil for what is no number; infinities stay.
private func number(_ value: Double?) -> Double? {
  value.flatMap { $0.isNaN ? nil : $0 }
}
