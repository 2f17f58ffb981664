package import RashomonAnalysis
import RashomonText

/// How robust a ranking is, as data; keys become snake_case. A number that cannot be given is null.
package struct ChallengeDocument: Encodable {
  let schemaVersion = 1
  let command = "challenge"
  let `case`: String
  let title: String
  let asOf: String
  @OrNull var since: String?
  let seed: UInt64
  let method: String
  @OrNull var histories: Int?
  let runs: Int
  let provenance: ProvenanceStamp
  let rough: Bool
  let record: RecordStamp
  /// The sentence at the top of the page.
  let sentence: String
  let lead: Lead
  let accounts: [Account]
  let changes: [Change]
  let groupedSources: Int
  let outOfReach: [String]
  @OrNull var random: Random?
  let priorOdds: [PriorOdds]
  let power: Power
  @OrNull var bias: Bias?
  let parameters: [Parameter]
  let analysts: [Analyst]
  let gradeDifferences: [GradeDifference]

  struct RecordStamp: Encodable {
    let sha256: String
    let rows: Int
  }

  struct Lead: Encodable {
    let first: String
    let second: String
    @OrNull var leadDb: Double?
    @OrNull var leadDbSe: Double?
    let toldApart: String
  }

  struct Account: Encodable {
    let id: String
    let title: String
    @OrNull var headlineDb: Double?
    @OrNull var headlineDbSe: Double?

    init(id: String, title: String, weight: Measured) {
      self.id = id
      self.title = title
      _headlineDb = OrNull(wrappedValue: finite(weight.value))
      _headlineDbSe = OrNull(wrappedValue: finite(weight.error))
    }
  }

  struct Change: Encodable {
    let kind: String
    let id: String
    let place: String
    let text: String
    let taken: String
    let models: [String]
    /// Why there is no lead; null where there is one.
    @OrNull var failed: String?
    @OrNull var leadDb: Double?
    @OrNull var leadDbSe: Double?
    @OrNull var lostDb: Double?
    @OrNull var lostDbSe: Double?
    @OrNull var first: String?
    @OrNull var standing: String?
  }

  struct Random: Encodable {
    let settings: Int
    let failed: Int
    let undecided: Int
    let leads: Int
    @OrNull var share: Double?
    @OrNull var shareSe: Double?
    let leadDbQuantiles: [Double?]
    let firsts: [First]
  }

  struct First: Encodable {
    let account: String
    let settings: Int
  }

  package init(_ challenge: Challenge) {
    `case` = challenge.caseID
    title = challenge.title
    asOf = challenge.asOf.iso
    _since = OrNull(wrappedValue: challenge.since?.iso)
    seed = challenge.settings.seed
    method = challenge.settings.method ?? "auto"
    _histories = OrNull(wrappedValue: challenge.settings.histories)
    runs = challenge.settings.runs
    provenance = ProvenanceStamp(challenge.provenance)
    rough = challenge.settings.isRough
    record = RecordStamp(sha256: challenge.recordHash, rows: challenge.visibleRows)
    sentence = fragility(of: challenge)
    let difference = challenge.lead.difference
    lead = Lead(
      first: challenge.lead.first, second: challenge.lead.second,
      leadDb: finite(difference.value), leadDbSe: finite(difference.error),
      toldApart: challenge.lead.told.words)
    accounts = challenge.accounts.map {
      Account(id: $0.id, title: $0.title, weight: $0.headlineWeight)
    }
    changes = challenge.changes.map { tested in
      var failed: String?
      if case .failure(let failure) = tested.outcome { failed = failure.message }
      let lead = tested.lead
      return Change(
        kind: tested.change.sort, id: tested.change.id, place: tested.change.place,
        text: tested.change.what, taken: tested.change.taken, models: tested.change.models,
        failed: failed, leadDb: finite(lead?.lead.value), leadDbSe: finite(lead?.lead.error),
        lostDb: finite(lead?.lost.value), lostDbSe: finite(lead?.lost.error),
        first: lead?.first, standing: lead?.standing.rawValue)
    }
    groupedSources = challenge.groupedSources
    outOfReach = challenge.outOfReach
    _random = OrNull(
      wrappedValue: challenge.random.map { random in
        Random(
          settings: random.count, failed: random.failed, undecided: random.undecided,
          leads: random.leads, share: finite(random.share.value),
          shareSe: finite(random.share.error),
          leadDbQuantiles: random.leadQuantiles.map { finite($0) },
          firsts: random.firsts.map { First(account: $0.account, settings: $0.settings) })
      })
    priorOdds = challenge.priorFlips.map { PriorOdds($0) }
    power = Power(challenge.power)
    _bias = OrNull(wrappedValue: challenge.bias.map { Bias($0) })
    parameters = challenge.parameters.map { Parameter($0) }
    analysts = challenge.analysts?.analysts.map { Analyst($0, of: challenge) } ?? []
    gradeDifferences = challenge.analysts?.differences.map { GradeDifference($0) } ?? []
  }
}
