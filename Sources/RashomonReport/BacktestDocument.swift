package import RashomonAnalysis
import RashomonModel
import RashomonText

/// A backtest as data; keys become snake_case.
package struct BacktestDocument: Encodable {
  let schemaVersion = 1
  let command = "backtest"
  let `case`: String
  let title: String
  let seed: UInt64
  @OrNull var histories: Int?
  let runs: Int
  let method: String
  let provenance: ProvenanceStamp
  /// Whether it is a quick look.
  let rough: Bool
  let knownUntil: String
  let dates: [Date]
  let scores: [Score]
  let calibration: [Calibration]
  let forecasts: [Forecast]
  let stated: [Stated]
  let warnings: [String]

  struct Date: Encodable {
    let asOf: String
    let sha256: String
    let rows: Int
    @OrNull var since: String?
    /// The best first.
    let ranking: [Ranked]
    @OrNull var lead: Lead?
    let leftOut: [String]
    let reliable: Bool
    let ownQuestions: Int
    let recordQuestions: Int
  }

  struct Ranked: Encodable {
    let id: String
    let posterior: Double
    @OrNull var posteriorSe: Double?
    let posteriorWhole: Double
    @OrNull var posteriorWholeSe: Double?
    @OrNull var weightDb: Double?
    @OrNull var weightSeDb: Double?
    let ruledOut: Bool
  }

  struct Lead: Encodable {
    let first: String
    let second: String
    let differenceDb: Double
    @OrNull var differenceSeDb: Double?
    let toldApart: Bool
  }

  struct Score: Encodable {
    let lead: String
    let forecaster: String
    let forecasts: Int
    let subjects: Int
    let yes: Int
    let brier: Double
    @OrNull var brierSe: Double?
    let log: Double
    @OrNull var logSe: Double?
    let against: [Reference]
  }

  struct Reference: Encodable {
    let id: String
    let forecasts: Int
    let brier: Double
    let log: Double
    let brierDifference: Double
    @OrNull var brierDifferenceSe: Double?
    @OrNull var brierDifferenceLuck: Double?
    @OrNull var logDifference: Double?
    @OrNull var logDifferenceSe: Double?
  }

  struct Calibration: Encodable {
    let forecaster: String
    /// `questions` of the case, or what the `record` asks.
    let over: String
    let bins: [Bin]
  }

  struct Bin: Encodable {
    let words: String
    let low: Double
    let high: Double
    let forecasts: Int
    let subjects: Int
    @OrNull var meanForecast: Double?
    let happened: Int
  }

  struct Forecast: Encodable {
    let asOf: String
    let lead: String
    let question: String
    let text: String
    let resolves: String
    let outcome: Double
    let forecasters: [ForecasterMark]
  }

  struct ForecasterMark: Encodable {
    let id: String
    let forecast: Double
    @OrNull var forecastSe: Double?
    @OrNull var brier: Double?
    @OrNull var log: Double?
    @OrNull var crps: Double?
    let clipped: Bool
    let speaks: String
  }

  struct Stated: Encodable {
    let account: String
    let question: String
    let text: String
    let words: String
    @OrNull var low: Double?
    @OrNull var high: Double?
    @OrNull var citation: String?
    let asOf: String
    @OrNull var implied: Double?
    @OrNull var impliedSe: Double?
    @OrNull var afterAll: Double?
    @OrNull var afterAllSe: Double?
    /// `inside`, `further`, `short`, `astray` or `edge`.
    @OrNull var leads: String?
    @OrNull var outcome: Double?
  }

  package init(_ found: Backtest) {
    `case` = found.caseID
    title = found.title
    seed = found.settings.seed
    _histories = OrNull(wrappedValue: found.settings.histories)
    runs = found.settings.runs
    method = found.settings.method ?? "auto"
    provenance = ProvenanceStamp(found.provenance)
    rough = found.settings.isRough
    knownUntil = found.knownUntil.iso
    dates = found.dates.map(Date.init)
    scores = found.scores.map(Score.init)
    calibration = found.calibrations.map(Calibration.init)
    forecasts = found.forecasts.map { Forecast($0, found.forecasters) }
    stated = found.stated.map(Stated.init)
    warnings = found.warnings
  }
}

extension BacktestDocument.Date {
  init(_ date: BacktestDate) {
    self.init(
      asOf: date.asOf.iso, sha256: date.recordHash, rows: date.visibleRows, since: date.since?.iso,
      ranking: date.ranking.map {
        BacktestDocument.Ranked(
          id: $0.id, posterior: $0.posterior.value, posteriorSe: finite($0.posterior.error),
          posteriorWhole: $0.posteriorWhole.value,
          posteriorWholeSe: finite($0.posteriorWhole.error), weightDb: finite($0.weight.value),
          weightSeDb: finite($0.weight.error), ruledOut: $0.isRuledOut)
      },
      lead: date.lead.map {
        BacktestDocument.Lead(
          first: $0.first, second: $0.second, differenceDb: $0.difference.value,
          differenceSeDb: finite($0.difference.error), toldApart: $0.told == .apart)
      },
      leftOut: date.leftOut, reliable: date.isReliable, ownQuestions: date.ownQuestions,
      recordQuestions: date.recordQuestions)
  }
}

extension BacktestDocument.Score {
  init(_ score: LeadScore) {
    self.init(
      lead: name(score.lead), forecaster: score.forecaster, forecasts: score.forecasts,
      subjects: score.subjects, yes: score.yes, brier: score.brier.value,
      brierSe: finite(score.brier.error), log: score.log.value, logSe: finite(score.log.error),
      against: score.references.map {
        BacktestDocument.Reference(
          id: $0.id, forecasts: $0.forecasts, brier: $0.brier.value, log: $0.log.value,
          brierDifference: $0.brierDifference.value,
          brierDifferenceSe: finite($0.brierDifference.error), brierDifferenceLuck: $0.brierLuck,
          logDifference: finite($0.logDifference.value),
          logDifferenceSe: finite($0.logDifference.error))
      })
  }
}

extension BacktestDocument.Calibration {
  init(_ calibration: CalibrationBins) {
    self.init(
      forecaster: calibration.forecaster, over: calibration.isOwn ? "questions" : "record",
      bins: calibration.bins.map {
        BacktestDocument.Bin(
          words: $0.word, low: $0.low, high: $0.high, forecasts: $0.forecasts,
          subjects: $0.subjects, meanForecast: finite($0.mean), happened: $0.happened)
      })
  }
}

extension BacktestDocument.Forecast {
  init(_ forecast: BacktestForecast, _ forecasters: [BacktestForecaster]) {
    self.init(
      asOf: forecast.asOf.iso, lead: name(forecast.lead), question: forecast.question,
      text: forecast.text, resolves: forecast.resolves.iso, outcome: forecast.outcome,
      forecasters: forecasters.compactMap { forecaster in
        forecast.marks[forecaster.id].map { mark in
          BacktestDocument.ForecasterMark(
            id: forecaster.id, forecast: mark.forecast, forecastSe: finite(mark.forecastError),
            brier: mark.brier, log: mark.log, crps: mark.crps, clipped: mark.isClipped,
            speaks: name(mark.speaks))
        }
      })
  }
}

extension BacktestDocument.Stated {
  init(_ stated: StatedForecast) {
    self.init(
      account: stated.account, question: stated.question, text: stated.text,
      words: stated.verdict.words, low: stated.verdict.range?.lowerBound,
      high: stated.verdict.range?.upperBound, citation: stated.verdict.citation,
      asOf: stated.asOf.iso, implied: stated.implied?.value,
      impliedSe: finite(stated.implied?.error), afterAll: stated.afterAll?.value,
      afterAllSe: finite(stated.afterAll?.error), leads: stated.standing.map(name),
      outcome: stated.outcome)
  }
}

private func name(_ standing: StatedForecast.Standing) -> String {
  switch standing {
  case .inside: "inside"
  case .further: "further"
  case .short: "short"
  case .astray: "astray"
  case .atTheEdge: "edge"
  }
}

/// `7 days`, `own 31–90`.
func name(_ lead: Lead) -> String {
  switch lead {
  case .days(let days): "\(days) days"
  case .own(let range):
    range.upperBound == Int.max
      ? "own, over \(range.lowerBound - 1) days left"
      : "own, \(range.lowerBound) to \(range.upperBound) days left"
  }
}
