package import RashomonInference
package import RashomonModel
package import RashomonText

/// The case's questions with and without an intervention.
package struct WhatIf: Sendable {
  package let caseID: String
  package let title: String
  /// The last day whose evidence was used; never after the day before the first intervention.
  package let asOf: CalendarDate
  /// The first day on which something is fixed.
  package let firstDay: CalendarDate
  package let settings: RunSettings
  package let provenance: Provenance
  package let recordHash: String
  package let visibleRows: Int
  package let interventions: [Done]
  /// The models that exist and can be asked, common ground first where it can, with the weights that
  /// average their answers.
  package let accounts: [Participant]
  /// Models that exist and have no such option or value, so that the question cannot be put to them.
  package let notAsked: [NotAsked]
  package let leftOut: [Weighing.LeftOutAccount]
  /// Those still open on the first day and not as good as settled, the greatest change first.
  package let questions: [ChangedQuestion]
  /// Those still open to which every model asked gives the same answer, yes or no, whatever is fixed.
  package let settled: [SettledQuestion]
  /// Ids of questions that closed before the first day.
  package let closed: [String]

  /// An intervention as it was understood.
  package struct Done: Sendable {
    package let text: String
    package let spoken: String
    /// Ids of the models asked in which it fixes something.
    package let fixedIn: [String]
    /// Ids of the models asked that know nothing of that name.
    package let unknownTo: [String]
  }

  /// A model that answers.
  package struct Participant: Sendable {
    package let id: String
    package let title: String
    /// Among those asked, given the evidence used.
    package let posterior: Measured
    package let isReliable: Bool
    package let isRuledOut: Bool
    /// Whether any open question depends on what is fixed.
    package let isAffected: Bool
    package let shares: [MethodShare]
    /// In each run; 0 where nothing was sampled.
    package let histories: Int
  }

  /// A model to which the question cannot be put.
  package struct NotAsked: Sendable {
    package let id: String
    package let title: String
    /// What cannot be fixed in it.
    package let intervention: String
    /// What it has instead.
    package let has: [String]
  }

  /// A question whose answer is the same in all histories of all.
  package struct SettledQuestion: Sendable {
    package let id: String
    package let text: String
    package let isYes: Bool
  }
}

/// One question without and with the intervention.
package struct ChangedQuestion: Sendable {
  package let id: String
  package let text: String
  package let opens: CalendarDate
  package let resolves: CalendarDate
  package let kind: QuestionKind
  /// One for each participant, in their order.
  package let answers: [Change]
  /// Averaged by posterior.
  package let average: Change
}

/// An answer without and with the intervention.
package struct Change: Sendable {
  package let without: Answer
  package let with: Answer
  /// Of the probability of yes; of a number's median. Its error is of the difference itself: both
  /// sides have the same random numbers, and histories that nothing turns cancel.
  package let difference: Measured
  /// Whether anything that decides the answer is fixed at all.
  package let isAffected: Bool

  /// Whether the difference is told by the computation: not under two of its errors, or exact.
  package var isTold: Bool {
    guard let error = difference.error else { return false }
    return difference.value != 0 && abs(difference.value) >= 2 * error
  }
}
