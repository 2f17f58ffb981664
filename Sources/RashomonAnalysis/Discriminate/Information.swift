import RashomonInference

#if canImport(Glibc)
  import Glibc
#endif

// What a reading would say of which account is right, from the chance that each account gives to each
// thing it may say. Pure arithmetic: histories come in elsewhere.

/// The expected bits about which account is right: the mutual information of the account and the
/// reading [Lindley1956],
///
/// ```
/// I = Σ_k w_k Σ_y p_k(y) log₂ (p_k(y) / m(y)),    m(y) = Σ_k w_k p_k(y)
/// ```
///
/// at least 0, and at most the entropy of the weights (`entropy(of:)`).
///
/// - Parameters:
///   - weights: w_k, together 1.
///   - chances: p_k, one list for each account, each together 1.
package func expectedBits(weights: [Double], chances: [[Double]]) -> Double {
  let mixture = mixture(weights, chances)
  var bits = 0.0
  for (weight, own) in zip(weights, chances) where weight > 0 {
    for (chance, mean) in zip(own, mixture) where chance > 0 {
      bits += weight * chance * log2(chance / mean)
    }
  }
  return max(0, bits)
}

/// The weight of evidence, in dB, that the right account is to expect against the others together:
///
/// ```
/// Σ_k w_k Σ_y p_k(y) · 10 log₁₀ (p_k(y) / m₋ₖ(y)),    m₋ₖ = the others, by their weights
/// ```
///
/// ∞ where something that one account allows is impossible under all the others.
///
/// - Parameters: as of `expectedBits`.
package func expectedDecibels(weights: [Double], chances: [[Double]]) -> Double {
  var expected = 0.0
  for index in weights.indices where weights[index] > 0 {
    let others = 1 - weights[index]
    guard others > 1e-12 else { continue }
    var shares = weights
    shares[index] = 0
    let mean = mixture(shares.map { $0 / others }, chances)
    for (chance, rest) in zip(chances[index], mean) where chance > 0 {
      expected += weights[index] * chance * 10 * log10(chance / rest)
    }
  }
  return expected
}

/// The bits that there are to learn about which account is right.
package func entropy(of weights: [Double]) -> Double {
  weights.reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 }
}

private func mixture(_ weights: [Double], _ chances: [[Double]]) -> [Double] {
  let count = chances.first?.count ?? 0
  return (0..<count).map { place in
    zip(weights, chances).reduce(0) { $0 + $1.0 * $1.1[place] }
  }
}

/// A number derived from runs with the jackknife's correction of its bias, and its error: what is
/// learned of noise looks like information, so that the plain number is too large [Efron1982].
///
/// ```
/// R·θ − (R − 1)·mean of θ₋ᵣ
/// ```
///
/// May come out below the least value that the number can have, as anything unbiased may.
///
/// - Parameter derived: called with the runs to keep.
func unbiased(runs: Int, isExact: Bool, _ derived: ([Int]) -> Double) -> Measured {
  if isExact { return .exact(derived([0])) }
  let all = Array(0..<runs)
  let value = derived(all)
  guard runs > 1, value.isFinite else { return Measured(value, error: nil) }
  let leftOut = all.map { left in derived(all.filter { $0 != left }) }
  let corrected = Double(runs) * value - Double(runs - 1) * leftOut.reduce(0, +) / Double(runs)
  let error = jackknifeError(leftOut: leftOut)
  return Measured(corrected, error: error.isFinite ? error : nil)
}

extension Measured {
  /// The same number where it is not below 0, else 0.
  var atLeastZero: Measured { value < 0 ? Measured(0, error: error) : self }
}
