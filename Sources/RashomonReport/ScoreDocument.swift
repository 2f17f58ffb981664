package import RashomonAnalysis
import RashomonModel
import RashomonText

/// The scores as data; keys become snake_case.
package struct ScoreDocument: Encodable {
  let schemaVersion = 1
  let command = "score"
  let `case`: String
  let title: String
  let seed: UInt64
  @OrNull var histories: Int?
  let runs: Int
  let provenance: ProvenanceStamp
  /// Whether it is a quick look.
  let rough: Bool
  let records: [SeenRecord]
  let totals: [Total]
  let questions: [Question]
  let warnings: [String]

  struct SeenRecord: Encodable {
    let asOf: String
    let sha256: String
    let rows: Int
  }

  struct Total: Encodable {
    let id: String
    let questions: Int
    @OrNull var brier: Double?
    @OrNull var brierSe: Double?
    @OrNull var log: Double?
    @OrNull var logSe: Double?
    @OrNull var brierOnShared: Double?
    @OrNull var brierOnSharedSe: Double?
    @OrNull var logOnShared: Double?
    @OrNull var logOnSharedSe: Double?
  }

  struct Question: Encodable {
    let id: String
    let text: String
    let opens: String
    /// nil where void.
    @OrNull var outcome: Double?
    let forecasters: [ForecasterMark]
  }

  struct ForecasterMark: Encodable {
    let id: String
    let asOf: String
    let forecast: Double
    @OrNull var forecastSe: Double?
    @OrNull var brier: Double?
    @OrNull var log: Double?
    @OrNull var crps: Double?
    let clipped: Bool
    let speaks: String
  }

  package init(_ scores: Scores) {
    `case` = scores.caseID
    title = scores.title
    seed = scores.settings.seed
    _histories = OrNull(wrappedValue: scores.settings.histories)
    runs = scores.settings.runs
    provenance = ProvenanceStamp(scores.provenance)
    rough = scores.settings.isRough
    records = scores.records.map {
      SeenRecord(asOf: $0.asOf.iso, sha256: $0.hash, rows: $0.visibleRows)
    }
    totals = scores.forecasters.map {
      Total(
        id: $0.id, questions: $0.count, brier: $0.brier?.value, brierSe: $0.brier?.error,
        log: $0.log?.value, logSe: $0.log?.error, brierOnShared: $0.commonBrier?.value,
        brierOnSharedSe: $0.commonBrier?.error, logOnShared: $0.commonLog?.value,
        logOnSharedSe: $0.commonLog?.error)
    }
    questions = scores.questions.map { question in
      Question(
        id: question.id, text: question.text, opens: question.opens.iso,
        outcome: question.outcome,
        forecasters: scores.forecasters.compactMap { forecaster in
          question.marks[forecaster.id].map { mark in
            ForecasterMark(
              id: forecaster.id, asOf: mark.asOf.iso, forecast: mark.forecast,
              forecastSe: finite(mark.forecastError), brier: mark.brier, log: mark.log,
              crps: mark.crps, clipped: mark.isClipped, speaks: name(mark.speaks))
          }
        })
    }
    warnings = scores.warnings
  }
}
