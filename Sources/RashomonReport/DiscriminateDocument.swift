package import RashomonAnalysis
import RashomonText

/// A discrimination as data; keys become snake_case. A number that cannot be given is null.
package struct DiscriminateDocument: Encodable {
  let schemaVersion = 1
  let command = "discriminate"
  let `case`: String
  let title: String
  let asOf: String
  let seed: UInt64
  let method: String
  @OrNull var histories: Int?
  let runs: Int
  let rough: Bool
  let provenance: ProvenanceStamp
  let record: WeighDocument.RecordStamp
  let records: Int
  let aimedSdDb: Double
  let accounts: [Account]
  let pairs: [Pair]
  let verdict: [String]
  let leftOut: [String]
  @OrNull var collect: Collect?
  let statements: [Statement]

  struct Account: Encodable {
    let id: String
    let title: String
    let wins: [Count]
    let ties: Int
    let right: Double
    @OrNull var rightSe: Double?
    let sdDb: [Spread]
  }

  struct Count: Encodable {
    let account: String
    let records: Int
  }

  struct Spread: Encodable {
    let account: String
    @OrNull var db: Double?
  }

  struct Pair: Encodable {
    let truth: String
    let other: String
    let wins: Int
    let ties: Int
    let ruledOut: Int
    let share: Double
    @OrNull var shareSe: Double?
    @OrNull var db: Double?
    @OrNull var dbSe: Double?
  }

  struct Collect: Encodable {
    let asOf: String
    @OrNull var histories: Int?
    let runs: Int
    let uncertaintyBits: Double
    @OrNull var uncertaintyBitsSe: Double?
    let posteriors: [Share]
    let readings: [Reading]
  }

  struct Share: Encodable {
    let account: String
    @OrNull var value: Double?
    @OrNull var se: Double?
  }

  struct Reading: Encodable {
    let observable: String
    let sentence: String
    let kind: String
    let from: String
    let to: String
    let bits: Double
    @OrNull var bitsSe: Double?
    @OrNull var db: Double?
    @OrNull var dbSe: Double?
    @OrNull var average: Double?
    let expectations: [Share]
    let ifYes: Verdict
    let ifNo: Verdict
  }

  struct Verdict: Encodable {
    let account: String
    @OrNull var db: Double?
  }

  struct Statement: Encodable {
    let account: String
    let place: String
    let statement: String
    let ifYesDb: Double
    let ifNoDb: Double
    let canMove: Bool
  }

  package init(_ found: Discrimination) {
    `case` = found.caseID
    title = found.title
    asOf = found.asOf.iso
    seed = found.settings.seed
    method = found.settings.method ?? "auto"
    _histories = OrNull(wrappedValue: found.settings.histories)
    runs = found.settings.runs
    rough = found.settings.isRough
    provenance = ProvenanceStamp(found.provenance)
    record = .init(sha256: found.recordHash, rows: found.visibleRows)
    records = found.records
    aimedSdDb = Discrimination.aimedSpread
    let ids = found.rivals.map(\.id)
    accounts = found.rivals.map { rival in
      Account(
        id: rival.id, title: rival.title,
        wins: zip(ids, rival.wins).map { Count(account: $0, records: $1) }, ties: rival.ties,
        right: rival.right.value, rightSe: finite(rival.right.error),
        sdDb: zip(ids, rival.spread).map { Spread(account: $0, db: finite($1)) })
    }
    pairs = found.duels.map { duel in
      Pair(
        truth: duel.truth, other: duel.other, wins: duel.wins, ties: duel.ties,
        ruledOut: duel.ruledOut, share: duel.share.value, shareSe: finite(duel.share.error),
        db: finite(duel.decibels.value), dbSe: finite(duel.decibels.error))
    }
    verdict = discriminateSentences(found)
    leftOut = found.leftOut.map(\.id)
    let collecting = found.collecting.map { collecting in
      Collect(
        asOf: collecting.asOf.iso, histories: collecting.settings.histories,
        runs: collecting.settings.runs, uncertaintyBits: collecting.uncertainty.value,
        uncertaintyBitsSe: finite(collecting.uncertainty.error),
        posteriors: shares(ids, collecting.posteriors),
        readings: collecting.readings.map { Reading($0, rivals: ids) })
    }
    _collect = OrNull(wrappedValue: collecting)
    statements = found.ceilings.map { ceiling in
      Statement(
        account: ceiling.account, place: ceiling.place, statement: ceiling.statement,
        ifYesDb: ceiling.ifYes, ifNoDb: ceiling.ifNo, canMove: ceiling.canMove)
    }
  }
}

extension DiscriminateDocument.Reading {
  fileprivate init(_ reading: NextReading, rivals: [String]) {
    observable = reading.observable
    sentence = reading.sentence
    kind =
      switch reading.kind {
      case .event: "event"
      case .status: "status"
      case .number: "number"
      }
    from = reading.from.iso
    to = reading.to.iso
    bits = reading.bits.value
    _bitsSe = OrNull(wrappedValue: finite(reading.bits.error))
    _db = OrNull(wrappedValue: finite(reading.decibels?.value))
    _dbSe = OrNull(wrappedValue: finite(reading.decibels?.error))
    _average = OrNull(wrappedValue: finite(reading.average))
    expectations = shares(rivals, reading.expectations)
    ifYes = .init(account: reading.yes.account, db: finite(reading.yes.decibels))
    ifNo = .init(account: reading.no.account, db: finite(reading.no.decibels))
  }
}

private func shares(_ ids: [String], _ values: [Measured]) -> [DiscriminateDocument.Share] {
  zip(ids, values).map { .init(account: $0, value: finite($1.value), se: finite($1.error)) }
}
