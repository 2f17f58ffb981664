package import RashomonAnalysis
import RashomonText

/// The weighing as data; keys become snake_case. A number that cannot be given is null.
package struct WeighDocument: Encodable {
  let schemaVersion = 1
  let command = "weigh"
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
  let uncounted: [UncountedRow]
  let climatologyDb: Double
  /// The largest error of any account's weight.
  @OrNull var reachedDbSe: Double?
  let accounts: [Account]
  let comparisons: [ComparedAccounts]
  let leftOut: [LeftOut]
  let warnings: [String]

  struct RecordStamp: Encodable {
    let sha256: String
    let rows: Int
  }

  struct UncountedRow: Encodable {
    let id: String
    let reason: String
  }

  struct LeftOut: Encodable {
    let id: String
    let date: String
  }

  struct Account: Encodable {
    let id: String
    let title: String
    @OrNull var source: String?
    @OrNull var date: String?
    let prior: Double
    @OrNull var posterior: Double?
    @OrNull var posteriorSe: Double?
    let posteriorWhole: Double
    @OrNull var posteriorWholeSe: Double?
    @OrNull var logEvidence: Double?
    @OrNull var logEvidenceSe: Double?
    /// Both ends.
    @OrNull var logEvidenceInterval: [Double]?
    @OrNull var weightDb: Double?
    @OrNull var weightDbSe: Double?
    @OrNull var explainedDb: Double?
    @OrNull var explainedDbSe: Double?
    @OrNull var foresawDb: Double?
    @OrNull var foresawDbSe: Double?
    @OrNull var fit: Double?
    @OrNull var ruledOut: RuledOut?
    let method: String
    let reliable: Bool
    @OrNull var leastEffectiveSize: Double?
    @OrNull var distinct: Int?
    @OrNull var spread: Double?
    @OrNull var paths: Int?
    @OrNull var acceptance: Double?
    @OrNull var histories: Int?
    let hidden: [Fact]
  }

  struct RuledOut: Encodable {
    let rows: [String]
    let observables: [String]
    let date: String
  }

  struct ComparedAccounts: Encodable {
    let first: String
    let second: String
    @OrNull var differenceDb: Double?
    @OrNull var differenceDbSe: Double?
    /// `yes`, `not by this record`, `not by this computation`.
    let toldApart: String
  }

  struct Fact: Encodable {
    let name: String
    @OrNull var sentence: String?
    let labels: [String]
    let posterior: [Double?]
    let posteriorSe: [Double?]
  }

  package init(_ weighing: Weighing) {
    `case` = weighing.caseID
    title = weighing.title
    asOf = weighing.asOf.iso
    _since = OrNull(wrappedValue: weighing.since?.iso)
    seed = weighing.settings.seed
    method = Set(weighing.accounts.flatMap { $0.method.split(separator: "+") }).sorted()
      .joined(separator: "+")
    _histories = OrNull(wrappedValue: weighing.settings.histories)
    runs = weighing.settings.runs
    provenance = ProvenanceStamp(weighing.provenance)
    rough = weighing.settings.isRough
    record = RecordStamp(sha256: weighing.recordHash, rows: weighing.visibleRows)
    uncounted = weighing.uncounted.map { UncountedRow(id: $0.id, reason: $0.reason) }
    climatologyDb = weighing.climatology
    accounts = weighing.accounts.map { account in
      let hasError = account.isReliable
      return Account(
        id: account.id, title: account.title, source: account.source, date: account.date?.iso,
        prior: account.prior,
        posterior: weighing.hasForeseeable ? account.posterior.value : nil,
        posteriorSe: weighing.hasForeseeable && hasError ? error(of: account.posterior) : nil,
        posteriorWhole: account.posteriorWhole.value,
        posteriorWholeSe: hasError ? error(of: account.posteriorWhole) : nil,
        logEvidence: finite(account.logEvidence.value),
        logEvidenceSe: hasError ? error(of: account.logEvidence) : nil,
        logEvidenceInterval: hasError
          ? account.logEvidenceInterval.map { [$0.lowerBound, $0.upperBound] }
            .flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil } : nil,
        weightDb: finite(account.weight.value),
        weightDbSe: hasError ? error(of: account.weight) : nil,
        explainedDb: finite(account.explained?.value),
        explainedDbSe: hasError ? error(of: account.explained) : nil,
        foresawDb: finite(account.foresaw?.value),
        foresawDbSe: hasError ? error(of: account.foresaw) : nil,
        fit: account.fit,
        ruledOut: account.ruledOut.map {
          RuledOut(rows: $0.rows, observables: $0.observables, date: $0.date.iso)
        }, method: account.method, reliable: account.isReliable,
        leastEffectiveSize: account.quality?.leastEffectiveSize,
        distinct: account.quality?.distinct, spread: finite(account.quality?.spread),
        paths: account.quality?.paths, acceptance: account.quality?.acceptance,
        histories: account.quality?.histories,
        hidden: account.facts.map {
          Fact(
            name: $0.name, sentence: $0.sentence, labels: $0.labels,
            posterior: $0.values.map { finite($0.value) },
            posteriorSe: $0.values.map { hasError ? error(of: $0) : nil })
        })
    }
    _reachedDbSe = OrNull(wrappedValue: finite(weighing.reachedError))
    let reliable = Dictionary(
      weighing.accounts.map { ($0.id, $0.isReliable) }
    ) { first, _ in first }
    comparisons = weighing.comparisons.map { pair in
      ComparedAccounts(
        first: pair.first, second: pair.second, differenceDb: finite(pair.difference.value),
        differenceDbSe: reliable[pair.first] == true && reliable[pair.second] == true
          ? error(of: pair.difference) : nil,
        toldApart: pair.told.words)
    }
    leftOut = weighing.leftOut.map { LeftOut(id: $0.id, date: $0.date.iso) }
    // Without the line of the file, which rows that became known later would move.
    warnings = weighing.warnings.map { warning in
      [warning.title, warning.found].compactMap(\.self).joined(separator: ": ")
    }
  }
}

/// The error of a number that can be given; nil beside one that cannot.
private func error(of number: Measured?) -> Double? {
  number.flatMap { finite($0.value) == nil ? nil : finite($0.error) }
}

extension Comparison.Told {
  var words: String {
    switch self {
    case .apart: "yes"
    case .notByRecord: "not by this record"
    case .notByComputation: "not by this computation"
    }
  }
}
