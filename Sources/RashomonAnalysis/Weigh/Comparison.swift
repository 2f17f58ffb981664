/// Two accounts side by side, by what the headline counts.
package struct Comparison: Sendable {
  /// Id of the one that does better, and of the other.
  package let first: String
  package let second: String
  /// By how much the first is ahead, in dB. Its error is of the difference: runs that share their
  /// noise say more of it than of either weight.
  package let difference: Measured
  package let told: Told

  /// Whether two accounts can be ranked.
  package enum Told: Hashable, Sendable {
    case apart
    /// The difference is under 3 dB: the record does not say enough.
    case notByRecord
    /// The difference is under two of its errors, or no error can be stated: run more histories.
    case notByComputation
  }

  /// The least difference, in dB, that is worth a ranking: odds of two to one.
  package static let leastTold = 3.0

  /// - Parameter isReliable: whether the errors of both can be believed.
  package init(first: String, second: String, difference: Measured, isReliable: Bool) {
    self.first = first
    self.second = second
    self.difference = difference
    if isReliable, let error = difference.error, difference.value >= 2 * error {
      told = difference.value < Self.leastTold ? .notByRecord : .apart
    } else {
      told = .notByComputation
    }
  }
}
