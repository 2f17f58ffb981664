import RashomonEvidence
import RashomonModel
import RashomonNumerics
import RashomonText

#if canImport(Glibc)
  import Glibc
#endif

/// A setting with every assumption moved at random, each by a number of its own address: the same
/// for any number of settings, and whatever other assumptions the case has.
///
/// - A row's grade stays or takes one of its neighbours (a letter or a digit up or down), all equally
///   likely.
/// - A word is uniform in its range. A word that says what is usual is left to the next rule, since
///   one number should not be moved twice.
/// - A usual rate is multiplied by a factor between ⅓ and 3, uniform in its logarithm.
/// - A prior's width is multiplied by a factor between ½ and 2, uniform in its logarithm.
func randomSetting(
  _ index: Int, assumptions: [Assumption], rows: [(EvidenceRow, Grade)], seed: UInt64
) -> CaseSetting {
  func uniform(_ name: String) -> Double {
    RandomKey(
      seed: seed, stream: -7, block: 0, day: -1, statement: statementAddress("'challenge \(name)")
    ).uniform(lane: index)
  }
  func factor(_ limit: Double, _ name: String) -> Double {
    pow(limit, 2 * uniform(name) - 1)
  }
  var setting = CaseSetting()
  for assumption in assumptions {
    switch assumption.kind {
    case .word(_, _, let low, let high):
      if assumption.usual == nil {
        setting.variation[assumption.id] = low + (high - low) * uniform(assumption.id)
      }
    case .usual: setting.variation[assumption.id] = factor(3, assumption.id)
    case .width: setting.variation[assumption.id] = factor(2, assumption.id)
    }
  }
  for (row, grade) in rows {
    let choices = [grade] + grade.neighbours
    let place = Int(uniform("grade of \(row.id)") * Double(choices.count))
    setting.grades[row.id] = choices[min(place, choices.count - 1)]
  }
  return setting
}

extension RandomSettings {
  /// - Parameter outcomes: at least one.
  init(_ outcomes: [Result<ChangedLead, RunFailure>]) {
    let computed = outcomes.compactMap { try? $0.get() }
    count = outcomes.count
    failed = outcomes.count - computed.count
    undecided = computed.count { $0.standing == .undecided }
    firsts = Dictionary(computed.map { ($0.first, 1) }, uniquingKeysWith: +)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (account: $0.key, settings: $0.value) }
    leads = computed.count { $0.lead.value > 0 }
    // The error of a share with half a case more on either side, so that all of 200 is not certainty.
    let total = Double(computed.count)
    let pulled = (Double(leads) + 0.5) / (total + 1)
    share =
      computed.isEmpty
      ? Measured(.nan, error: nil)
      : Measured(Double(leads) / total, error: (pulled * (1 - pulled) / total).squareRoot())
    let sorted = computed.map(\.lead.value).sorted()
    leadQuantiles =
      sorted.isEmpty
      ? []
      : [0.05, 0.5, 0.95].map { sorted[Int((Double(sorted.count - 1) * $0).rounded())] }
  }
}
