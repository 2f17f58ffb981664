package import RashomonAnalysis
import RashomonModel
import RashomonText

/// What an intervention changes, as data; keys become snake_case.
package struct WhatIfDocument: Encodable {
  let schemaVersion = 1
  let command = "whatif"
  let `case`: String
  let title: String
  let asOf: String
  let firstDay: String
  let seed: UInt64
  @OrNull var histories: Int?
  let runs: Int
  let provenance: ProvenanceStamp
  /// Whether it is a quick look.
  let rough: Bool
  let record: WeighDocument.RecordStamp
  let interventions: [Intervention]
  let accounts: [Account]
  let notAsked: [NotAsked]
  let leftOut: [WeighDocument.LeftOut]
  let questions: [Question]
  let settled: [Settled]
  let closed: [String]
  let warnings: [String] = []

  struct Intervention: Encodable {
    let text: String
    let spoken: String
    let fixedIn: [String]
    let unknownTo: [String]
  }

  struct Account: Encodable {
    let id: String
    let title: String
    @OrNull var posterior: Double?
    @OrNull var posteriorSe: Double?
    let affected: Bool
    let reliable: Bool
    let ruledOut: Bool
  }

  struct NotAsked: Encodable {
    let id: String
    let intervention: String
    let has: [String]
  }

  struct Settled: Encodable {
    let id: String
    let answer: String
  }

  struct Question: Encodable {
    let id: String
    let text: String
    let opens: String
    let resolves: String
    let kind: String
    let accounts: [AccountChange]
    let average: AnswerChange
  }

  struct AccountChange: Encodable {
    let id: String
    let change: AnswerChange
  }

  struct AnswerChange: Encodable {
    let without: Side
    let with: Side
    @OrNull var difference: Double?
    @OrNull var differenceSe: Double?
    let affected: Bool
  }

  /// Either a probability with its words, or a mean with quantiles.
  struct Side: Encodable {
    @OrNull var probability: Double?
    @OrNull var words: String?
    @OrNull var mean: Double?
    @OrNull var quantiles: ForecastDocument.Quantiles?
    @OrNull var se: Double?
  }

  package init(_ whatIf: WhatIf) {
    `case` = whatIf.caseID
    title = whatIf.title
    asOf = whatIf.asOf.iso
    firstDay = whatIf.firstDay.iso
    seed = whatIf.settings.seed
    _histories = OrNull(wrappedValue: whatIf.settings.histories)
    runs = whatIf.settings.runs
    provenance = ProvenanceStamp(whatIf.provenance)
    rough = whatIf.settings.isRough
    record = .init(sha256: whatIf.recordHash, rows: whatIf.visibleRows)
    interventions = whatIf.interventions.map {
      Intervention(
        text: $0.text, spoken: $0.spoken, fixedIn: $0.fixedIn, unknownTo: $0.unknownTo)
    }
    accounts = whatIf.accounts.map {
      Account(
        id: $0.id, title: $0.title, posterior: finite($0.posterior.value),
        posteriorSe: $0.isReliable ? finite($0.posterior.error) : nil, affected: $0.isAffected,
        reliable: $0.isReliable, ruledOut: $0.isRuledOut)
    }
    notAsked = whatIf.notAsked.map {
      NotAsked(id: $0.id, intervention: $0.intervention, has: $0.has)
    }
    leftOut = whatIf.leftOut.map { .init(id: $0.id, date: $0.date.iso) }
    let areReliable = whatIf.accounts.allSatisfy(\.isReliable)
    questions = whatIf.questions.map { question in
      Question(
        id: question.id, text: question.text, opens: question.opens.iso,
        resolves: question.resolves.iso, kind: question.kind == .yesNo ? "yes_no" : "number",
        accounts: zip(whatIf.accounts, question.answers).map { account, change in
          AccountChange(
            id: account.id,
            change: AnswerChange(change, question.kind, isReliable: account.isReliable))
        },
        average: AnswerChange(question.average, question.kind, isReliable: areReliable))
    }
    settled = whatIf.settled.map { Settled(id: $0.id, answer: $0.isYes ? "yes" : "no") }
    closed = whatIf.closed
  }
}

extension WhatIfDocument.AnswerChange {
  fileprivate init(_ change: Change, _ kind: QuestionKind, isReliable: Bool) {
    self.init(
      without: .init(change.without, kind, isReliable: isReliable),
      with: .init(change.with, kind, isReliable: isReliable),
      difference: finite(change.difference.value),
      differenceSe: isReliable ? finite(change.difference.error) : nil,
      affected: change.isAffected)
  }
}

extension WhatIfDocument.Side {
  fileprivate init(_ answer: Answer, _ kind: QuestionKind, isReliable: Bool) {
    let value = finite(answer.estimate.value)
    let isNumber = kind == .number
    self.init(
      probability: isNumber ? nil : value, words: isNumber ? nil : value.map(verbal),
      mean: isNumber ? value : nil,
      quantiles: answer.quantiles.map {
        ForecastDocument.Quantiles($0, isReliable: isReliable)
      }, se: isReliable ? finite(answer.estimate.error) : nil)
  }
}
