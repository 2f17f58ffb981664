import RashomonEvidence
import RashomonInference
import RashomonModel
package import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// Draws from the posterior over accounts and all that they report, for other programs to use.
///
/// Each draw has a weight; the weights of all draws of all accounts sum to one, so that those of
/// one account sum to its posterior given everything visible.
package struct PosteriorDraws: Sendable {
  package let caseID: String
  package let title: String
  package let asOf: CalendarDate
  package let seed: UInt64
  /// Hash of the rows visible at `asOf`.
  package let recordHash: String
  /// Of all accounts that were weighed, common ground first; those that the record rules out have no
  /// runs.
  package let accounts: [AccountDraws]
}

/// The draws of one account.
package struct AccountDraws: Sendable {
  package let id: String
  package let title: String
  package let variables: [DrawnVariable]
  package let runs: [Run]

  /// The draws of one run, each of the same weight.
  package struct Run: Sendable {
    /// Its index, from 0.
    package let index: Int
    /// The natural logarithm of each draw's weight.
    package let logWeight: Double
    package let count: Int
    /// `values[variable][draw]`; NaN of a question whose condition fails.
    package let values: [[Double]]
  }
}

/// A column of draws.
package struct DrawnVariable: Sendable {
  /// As written in the files; unique in an account.
  package let name: String
  package let sentence: String?
  /// For a category, the names of its values, drawn by index; else empty.
  package let labels: [String]
  package let isQuestion: Bool
}

extension PosteriorDraws {
  /// - Parameters:
  ///   - models: those that were weighed, common ground first.
  ///   - results: theirs, in which draws were kept.
  init(
    _ data: CaseData, models: [Model], results: [AccountResult], asOf: CalendarDate,
    settings: RunSettings
  ) {
    let all = Array(0..<(results.first?.runCount ?? 0))
    let posteriors = normalizedWeights(
      zip(models, results).map { log($0.prior) + $1.logEvidence(kept: all) })
    // What an account overrides keeps common ground's sentence.
    let sentences = Dictionary(
      data.commonGround.variables.compactMap { variable in
        variable.sentence.map { (variable.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    self.init(
      caseID: data.id, title: data.title, asOf: asOf, seed: settings.seed,
      recordHash: data.record.visible(asOf: asOf).hash,
      accounts: models.indices.map { index in
        AccountDraws(
          models[index], results[index], posterior: posteriors[index], asOf: asOf,
          sentences: sentences,
          asked: settings.draws)
      })
  }
}

extension AccountDraws {
  fileprivate init(
    _ model: Model, _ result: AccountResult, posterior: Double, asOf date: CalendarDate,
    sentences: [String: String],
    asked: Int
  ) {
    let reported = result.posteriors.map { model.variables[$0.variable.index] }
    let names = Set(reported.map(\.name))
    let open = result.answers.indices.filter { result.answers[$0].question.resolves >= date }
    let shares = result.drawShares
    self.init(
      id: model.id, title: model.title,
      variables: reported.map {
        DrawnVariable(
          name: $0.name, sentence: $0.sentence ?? sentences[$0.name], labels: $0.labels,
          isQuestion: false)
      }
        + open.map { place in
          let question = result.answers[place].question
          return DrawnVariable(
            name: names.contains(question.id) ? "\(question.id)_question" : question.id,
            sentence: question.text, labels: [], isQuestion: true)
        },
      runs: shares.indices.compactMap { run in
        guard posterior > 0, shares[run] > 0, let draws = result.draws(run: run) else { return nil }
        // An account without anything to draw has its weight all the same.
        let count = draws.reported.isEmpty && draws.questions.isEmpty ? asked : draws.count
        guard count > 0 else { return nil }
        return Run(
          index: run, logWeight: log(posterior) + log(shares[run]) - log(Double(count)),
          count: count, values: draws.reported + open.map { draws.questions[$0] })
      })
  }
}
