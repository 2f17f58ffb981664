package import RashomonAnalysis
import RashomonModel
import RashomonText

/// The forecast as data; keys become snake_case.
package struct ForecastDocument: Encodable {
  let schemaVersion = 1
  let command = "forecast"
  let `case`: String
  let title: String
  let asOf: String
  let seed: UInt64
  @OrNull var histories: Int?
  let runs: Int
  let provenance: ProvenanceStamp
  /// Whether it is a quick look.
  let rough: Bool
  let record: WeighDocument.RecordStamp
  let questions: [Question]
  let closed: [String]
  let leftOut: [WeighDocument.LeftOut]
  let warnings: [String]

  struct Question: Encodable {
    let id: String
    let text: String
    let opens: String
    let resolves: String
    let accounts: [AccountAnswer]
    let average: Average
  }

  /// Either a probability, or a mean with quantiles.
  struct AccountAnswer: Encodable {
    let id: String
    @OrNull var probability: Double?
    @OrNull var mean: Double?
    @OrNull var quantiles: Quantiles?
    @OrNull var se: Double?
    /// `account`, `common-ground` or `usual`: whose model answers.
    let speaks: String
    @OrNull var verdict: AuthorVerdict?
  }

  /// What the author says of the question; never weighed.
  struct AuthorVerdict: Encodable {
    let words: String
    @OrNull var probability: Double?
    @OrNull var citation: String?
  }

  struct Average: Encodable {
    @OrNull var probability: Double?
    @OrNull var mean: Double?
    @OrNull var quantiles: Quantiles?
    @OrNull var se: Double?
    @OrNull var words: String?
  }

  struct Quantiles: Encodable {
    let q05: Double
    @OrNull var q05Se: Double?
    let q50: Double
    @OrNull var q50Se: Double?
    let q95: Double
    @OrNull var q95Se: Double?

    init(_ quantiles: Answer.Quantiles, isReliable: Bool) {
      func error(_ number: Measured) -> OrNull<Double> {
        OrNull(wrappedValue: isReliable ? finite(number.error) : nil)
      }
      q05 = quantiles.five.value
      _q05Se = error(quantiles.five)
      q50 = quantiles.fifty.value
      _q50Se = error(quantiles.fifty)
      q95 = quantiles.ninetyFive.value
      _q95Se = error(quantiles.ninetyFive)
    }
  }

  package init(_ forecast: Forecast) {
    `case` = forecast.caseID
    title = forecast.title
    asOf = forecast.asOf.iso
    seed = forecast.settings.seed
    _histories = OrNull(wrappedValue: forecast.settings.histories)
    runs = forecast.settings.runs
    provenance = ProvenanceStamp(forecast.provenance)
    rough = forecast.settings.isRough
    record = .init(sha256: forecast.recordHash, rows: forecast.visibleRows)
    let areReliable = forecast.accounts.allSatisfy(\.isReliable)
    questions = forecast.questions.map { question in
      let isNumber = question.kind == .number
      return Question(
        id: question.id, text: question.text, opens: question.opens.iso,
        resolves: question.resolves.iso,
        accounts: zip(forecast.accounts, question.answers).map { account, answer in
          AccountAnswer(
            id: account.id, probability: isNumber ? nil : finite(answer.estimate.value),
            mean: isNumber ? finite(answer.estimate.value) : nil,
            quantiles: answer.quantiles.map { Quantiles($0, isReliable: account.isReliable) },
            se: account.isReliable ? finite(answer.estimate.error) : nil,
            speaks: name(answer.speaks),
            verdict: question.verdicts[account.id].map {
              AuthorVerdict(
                words: $0.words, probability: $0.probability, citation: $0.citation)
            })
        },
        average: Average(
          probability: isNumber ? nil : finite(question.average.estimate.value),
          mean: isNumber ? finite(question.average.estimate.value) : nil,
          quantiles: question.average.quantiles.map { Quantiles($0, isReliable: areReliable) },
          se: areReliable ? finite(question.average.estimate.error) : nil,
          words: isNumber ? nil : finite(question.average.estimate.value).map(verbal)))
    }
    closed = forecast.closed
    leftOut = forecast.leftOut.map { .init(id: $0.id, date: $0.date.iso) }
    warnings = forecast.warnings
  }
}

/// Whose model answers, as data.
func name(_ origin: TruthOrigin) -> String {
  switch origin {
  case .account: "account"
  case .commonGround: "common-ground"
  case .usual: "usual"
  }
}
