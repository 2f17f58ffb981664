package import RashomonAnalysis
import RashomonText

/// The weighing as data; keys become snake_case. A number that cannot be given is null.
package struct WeighDocument: Encodable {
  let schemaVersion = 1
  let command = "weigh"
  let `case`: String
  let title: String
  let asOf: String
  let since: String?
  let seed: UInt64
  let method: String
  let histories: Int
  let runs: Int
  let record: RecordStamp
  let climatologyDb: Double
  let accounts: [Account]
  let leftOut: [LeftOut]
  let warnings: [String]

  struct RecordStamp: Encodable {
    let sha256: String
    let rows: Int
  }

  struct LeftOut: Encodable {
    let id: String
    let date: String
  }

  struct Account: Encodable {
    let id: String
    let title: String
    let source: String?
    let date: String?
    let prior: Double
    let posterior: Double?
    let posteriorSe: Double?
    let posteriorWhole: Double
    let posteriorWholeSe: Double?
    let logEvidence: Double?
    let logEvidenceSe: Double?
    let weightDb: Double?
    let weightDbSe: Double?
    let explainedDb: Double?
    let explainedDbSe: Double?
    let foresawDb: Double?
    let foresawDbSe: Double?
    let fit: Double?
    let ruledOut: RuledOut?
    let method: String
    let reliable: Bool
    let leastEffectiveSize: Double?
    let distinct: Int?
    let hidden: [Fact]

    enum CodingKeys: CodingKey {
      case id, title, source, date, prior, posterior, posteriorSe, posteriorWhole
      case posteriorWholeSe, logEvidence, logEvidenceSe, weightDb, weightDbSe, explainedDb
      case explainedDbSe, foresawDb, foresawDbSe, fit, ruledOut, method, reliable,
        leastEffectiveSize
      case distinct, hidden
    }

    /// Written out so that a missing number is null and never a missing key.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(title, forKey: .title)
      try container.encode(source, forKey: .source)
      try container.encode(date, forKey: .date)
      try container.encode(prior, forKey: .prior)
      try container.encode(posterior, forKey: .posterior)
      try container.encode(posteriorSe, forKey: .posteriorSe)
      try container.encode(posteriorWhole, forKey: .posteriorWhole)
      try container.encode(posteriorWholeSe, forKey: .posteriorWholeSe)
      try container.encode(logEvidence, forKey: .logEvidence)
      try container.encode(logEvidenceSe, forKey: .logEvidenceSe)
      try container.encode(weightDb, forKey: .weightDb)
      try container.encode(weightDbSe, forKey: .weightDbSe)
      try container.encode(explainedDb, forKey: .explainedDb)
      try container.encode(explainedDbSe, forKey: .explainedDbSe)
      try container.encode(foresawDb, forKey: .foresawDb)
      try container.encode(foresawDbSe, forKey: .foresawDbSe)
      try container.encode(fit, forKey: .fit)
      try container.encode(ruledOut, forKey: .ruledOut)
      try container.encode(method, forKey: .method)
      try container.encode(reliable, forKey: .reliable)
      try container.encode(leastEffectiveSize, forKey: .leastEffectiveSize)
      try container.encode(distinct, forKey: .distinct)
      try container.encode(hidden, forKey: .hidden)
    }
  }

  struct RuledOut: Encodable {
    let rows: [String]
    let observables: [String]
    let date: String
  }

  struct Fact: Encodable {
    let name: String
    let sentence: String?
    let labels: [String]
    let posterior: [Double]
  }

  package init(_ weighing: Weighing) {
    `case` = weighing.caseID
    title = weighing.title
    asOf = weighing.asOf.iso
    since = weighing.since?.iso
    seed = weighing.settings.seed
    method = Set(weighing.accounts.flatMap { $0.method.split(separator: "+") }).sorted()
      .joined(separator: "+")
    histories = weighing.settings.histories
    runs = weighing.settings.runs
    record = RecordStamp(sha256: weighing.recordHash, rows: weighing.visibleRows)
    climatologyDb = weighing.climatology
    accounts = weighing.accounts.map { account in
      let hasError = account.isReliable
      return Account(
        id: account.id, title: account.title, source: account.source, date: account.date?.iso,
        prior: account.prior,
        posterior: weighing.hasForeseeable ? account.posterior.value : nil,
        posteriorSe: weighing.hasForeseeable && hasError ? account.posterior.error : nil,
        posteriorWhole: account.posteriorWhole.value,
        posteriorWholeSe: hasError ? account.posteriorWhole.error : nil,
        logEvidence: finite(account.logEvidence.value),
        logEvidenceSe: hasError ? account.logEvidence.error : nil,
        weightDb: finite(account.weight.value), weightDbSe: hasError ? account.weight.error : nil,
        explainedDb: finite(account.explained?.value),
        explainedDbSe: hasError ? account.explained?.error : nil,
        foresawDb: finite(account.foresaw?.value),
        foresawDbSe: hasError ? account.foresaw?.error : nil,
        fit: account.fit,
        ruledOut: account.ruledOut.map {
          RuledOut(rows: $0.rows, observables: $0.observables, date: $0.date.iso)
        }, method: account.method, reliable: account.isReliable,
        leastEffectiveSize: account.quality?.leastEffectiveSize,
        distinct: account.quality?.distinct,
        hidden: account.facts.map {
          Fact(
            name: $0.name, sentence: $0.sentence, labels: $0.labels,
            posterior: $0.values.map(\.value))
        })
    }
    leftOut = weighing.leftOut.map { LeftOut(id: $0.id, date: $0.date.iso) }
    warnings = weighing.warnings
  }
}

/// nil for what JSON cannot hold and no reader should average.
private func finite(_ number: Double?) -> Double? {
  number.flatMap { $0.isFinite ? $0 : nil }
}
