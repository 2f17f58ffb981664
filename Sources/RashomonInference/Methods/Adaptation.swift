/// How an SMC² run decides when and how to move its values.
///
/// What a run decides from its own histories makes the mean of Ẑ a little wrong, by about one part
/// in as many as there are values. With decisions made beforehand E[Ẑ] = Z holds to the last digit.
enum Adaptation {
  /// From what the run knows by then.
  case adaptive
  /// As another run has decided.
  case fixed([Rejuvenation])
}

/// What was decided on one day: which strata are resampled and moved, and how.
struct Rejuvenation {
  let day: Int
  /// The strata, ascending.
  let strata: [Int]
  /// How values are proposed in each of them.
  let proposals: [FactProposal]
  /// The moves, one after the other; nil until they have been chosen by what is taken.
  var kinds: [FactProposal.Kind]?
  /// Paths of each value from then on.
  var paths: Int
}
