package import RashomonInference
package import RashomonText

/// What `explain` found: what each item of the record, and what did not happen, weighs.
///
/// All weights are in dB, an account against the reference. In the order of the record (by the day an
/// item speaks of, then by id, a day's silence after its rows) each is 10·log₁₀ of the change of the
/// evidence that it brings, so items and spans add up to an account's total.
package struct Explanation: Sendable {
  package let caseID: String
  package let title: String
  package let asOf: CalendarDate
  package let since: CalendarDate?
  package let settings: RunSettings
  package let provenance: Provenance
  /// Hash of the rows visible at `asOf`.
  package let recordHash: String
  package let visibleRows: Int
  /// What every account is weighed against: common ground unless another account was asked for.
  package let reference: Reference
  /// The accounts that are explained, in the order of their files; never the reference. Every list of
  /// weights here has one for each of them.
  package let accounts: [ExplainedAccount]
  /// One for each visible row, in record order.
  package let items: [ExplainedItem]
  /// What did not happen: by observable, then by date.
  package let spans: [ExplainedSpan]
  /// By observable, then by source, then by stance; silence has observables but no source.
  package let groups: [ExplainedGroup]
  /// The evidence as it mounted up, one for each day on which anything was said.
  package let course: [CourseDay]
  /// What changes when something is left out; nil where that was not asked for.
  package let removals: Removals?

  package struct Reference: Hashable, Sendable {
    /// `common-ground`, or an account's id.
    package let id: String
    package let title: String
  }
}

/// One account's share of an `Explanation`.
package struct ExplainedAccount: Sendable {
  package let id: String
  package let title: String
  package let date: CalendarDate?
  /// The sum of its items and spans: what `weigh` prints as its weight, where the reference is common
  /// ground.
  package let total: Measured
  /// What of it had occurred by `Explanation.since`, and after it; nil without that date or where the
  /// account is ruled out.
  package let before: Measured?
  package let after: Measured?
  package let shares: [MethodShare]
  /// False where the runs differ too much for errors to be believed.
  package let isReliable: Bool
  /// Histories in each run, of the part that has most; 0 where all is exact.
  package let histories: Int
  /// Where no history of the account can produce the record: the rows and the day; else nil.
  package let ruledOut: RuledOut?
}

/// One row of the record with what it weighs.
package struct ExplainedItem: Sendable {
  package let id: String
  package let occurred: CalendarDate
  package let reported: CalendarDate
  package let observable: String
  /// The observable's sentence.
  package let sentence: String
  /// What it says: `yes`, `no`, `63,000`, `5 to 12`.
  package let says: String
  /// The source's id.
  package let source: String
  /// `independent`, `official` and so on.
  package let stance: String
  /// `B2`; nil for a row that is certain.
  package let grade: String?
  package let note: String
  /// Why it does not count, `same origin as BY012`; nil for a row that counts. A row that does not
  /// count weighs nothing.
  package let uncounted: String?
  /// For each account of the explanation.
  package let weights: [ItemWeight]
}

/// What one item says of one account.
package struct ItemWeight: Hashable, Sendable {
  /// +∞ or −∞ where it rules out the reference or the account; nil where an earlier item has done so.
  package let weight: Measured?
  /// The least and the most that it could have weighed, had the day's answer been another; nil where
  /// that cannot be said.
  package let floor: Measured?
  package let ceiling: Measured?
  /// P, the weight if it is there (a yes, true); nil for a number.
  package let presence: Measured?
  /// A, the weight if it is not (silence or a no, false); nil for a number.
  package let absence: Measured?
  /// nil for a number.
  package let test: EvidentialTest?

  package static let nothing = ItemWeight(
    weight: .exact(0), floor: nil, ceiling: nil, presence: nil, absence: nil, test: nil)
}

/// What kind of test of an account an item was, by what its presence and its absence weigh.
package enum EvidentialTest: String, CaseIterable, Hashable, Sendable {
  /// Passing it all but proves the account, failing it says little.
  case smokingGun = "smoking gun"
  /// Failing it all but sinks the account, passing it says little.
  case hoop
  case doublyDecisive = "doubly decisive"
  case straw = "straw in the wind"

  /// - Parameters:
  ///   - presence: the weight if it is there, in dB.
  ///   - absence: the weight if it is not.
  package init(presence: Double, absence: Double) {
    self =
      if presence >= 10, absence <= -10 {
        .doublyDecisive
      } else if presence >= 10, abs(absence) < 5 {
        .smokingGun
      } else if absence <= -10, abs(presence) < 5 {
        .hoop
      } else {
        .straw
      }
  }
}

/// A stretch of days on which an observable was watched and nothing was reported.
package struct ExplainedSpan: Sendable {
  package let observable: String
  /// The observable's sentence.
  package let sentence: String
  package let from: CalendarDate
  package let to: CalendarDate
  /// Silent days in it.
  package let days: Int
  /// For each account of the explanation; nil where it was ruled out before.
  package let weights: [Measured?]
}

/// Items and spans that have something in common, added up.
package struct ExplainedGroup: Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case observable, source, stance
  }

  package let kind: Kind
  /// The observable's or source's id, or the stance; `silence` for all spans together.
  package let name: String
  /// Items that count.
  package let items: Int
  /// For each account of the explanation; nil where it or the reference is ruled out by an item of the
  /// group or before.
  package let weights: [Measured?]
}

/// How things stood at the end of a day, by what had occurred until then.
package struct CourseDay: Sendable {
  package let date: CalendarDate
  /// For each account of the explanation, its weight so far; nil where it and the reference are ruled
  /// out.
  package let weights: [Measured?]
  /// Of every model of the case, common ground first, from the priors.
  package let posteriors: [Posterior]

  package struct Posterior: Sendable {
    package let id: String
    package let value: Measured
  }
}
