import RashomonInference
import RashomonModel

/// Models that answer twice, without and with what is fixed, on the same random numbers.
struct PairedPanel {
  let without: Panel
  let with: Panel
  /// For each model the ids of the questions whose answer depends on what is fixed.
  let affected: [Set<String>]

  var participants: [WhatIf.Participant] {
    without.forecasters.enumerated().map { index, forecaster in
      WhatIf.Participant(
        id: forecaster.id, title: forecaster.title, posterior: forecaster.posterior,
        isReliable: forecaster.isReliable, isRuledOut: forecaster.isRuledOut,
        isAffected: !affected[index].isEmpty, shares: forecaster.shares,
        histories: forecaster.histories)
    }
  }

  func change(of question: Question) -> ChangedQuestion {
    let answers = without.models.indices.map { index in
      Change(
        without: without.answer(question, by: index), with: with.answer(question, by: index),
        difference: difference(of: question, by: index),
        isAffected: affected[index].contains(question.id))
    }
    return ChangedQuestion(
      id: question.id, text: question.text, opens: question.opens, resolves: question.resolves,
      kind: question.kind, answers: answers,
      average: Change(
        without: without.average(question), with: with.average(question),
        difference: difference(of: question, by: nil),
        isAffected: answers.contains(where: \.isAffected)))
  }

  /// The difference, with the jackknife over the runs that both sides share.
  private func difference(of question: Question, by index: Int?) -> Measured {
    func value(_ panel: Panel, _ kept: [Int]) -> Double {
      switch question.kind {
      case .yesNo: panel.value(question, by: index, kept: kept)
      case .number: panel.sample(question, by: index, kept: kept)?.quantile(0.5) ?? .nan
      }
    }
    return without.measured(by: index, with) { kept in
      let (before, after) = (value(without, kept), value(with, kept))
      // Sums in another order differ in their last digits.
      return abs(after - before) <= 1e-12 * max(1, abs(before)) ? 0 : after - before
    }
  }
}
