/// Systematic resampling: of n weighted histories, n that stand for them with equal weights.
package enum Resampling {
  /// The ancestor of each new history.
  ///
  /// One uniform number u places the n points (u + i)/n; history j becomes the ancestor of the
  /// points that fall into its share of the total weight, so that it has ⌊n·w⌋ or ⌈n·w⌉
  /// descendants and n·w on average.
  ///
  /// *Shape*: `count` ancestors, in ascending order; a weight of 0 has no descendant.
  /// *Range*: weights at least 0 with a positive sum, `uniform` in (0, 1).
  /// *Complexity*: O(n). *Reference*: [Kitagawa1996].
  ///
  /// - Parameter count: how many new histories; as many as there are where it is nil.
  package static func systematicAncestors(
    weights: [Double], uniform: Double, count: Int? = nil
  ) -> [Int] {
    var ancestors: [Int32] = []
    weights.withUnsafeBufferPointer {
      findSystematicAncestors(
        weights: $0, total: weights.reduce(0, +), uniform: uniform, count: count ?? weights.count,
        into: &ancestors)
    }
    return ancestors.map { Int($0) }
  }

  /// The same, into memory that is used again, with the weights' sum known.
  package static func findSystematicAncestors(
    weights: UnsafeBufferPointer<Double>, total: Double, uniform: Double, count: Int,
    into ancestors: inout [Int32]
  ) {
    precondition(total > 0 && total.isFinite, "resampling needs weights with a positive sum")
    ancestors.removeAll(keepingCapacity: true)
    ancestors.reserveCapacity(count)
    // The running sum may end a rounding error short of the total: the points beyond it belong to
    // the last history that has any weight.
    var last = 0
    var cumulative = 0.0
    let step = total / Double(count)
    var found = 0
    var next = uniform * step
    for (index, weight) in weights.enumerated() where weight > 0 {
      cumulative += weight
      last = index
      while found < count, next < cumulative {
        ancestors.append(Int32(truncatingIfNeeded: index))
        found += 1
        next = (uniform + Double(found)) * step
      }
    }
    while ancestors.count < count { ancestors.append(Int32(truncatingIfNeeded: last)) }
  }
}
