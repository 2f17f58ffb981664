import RashomonEngine

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
    var ancestors = [Int32](repeating: 0, count: count ?? weights.count)
    weights.withUnsafeBufferPointer { weights in
      ancestors.withUnsafeMutableBufferPointer {
        findSystematicAncestors(
          weights: weights, total: weights.reduce(0, +), uniform: uniform, into: $0)
      }
    }
    return ancestors.map { Int($0) }
  }

  /// The same, as many as there is room for, with the weights' sum known.
  package static func findSystematicAncestors(
    weights: UnsafeBufferPointer<Double>, total: Double, uniform: Double,
    into ancestors: UnsafeMutableBufferPointer<Int32>
  ) {
    precondition(total > 0 && total.isFinite, "resampling needs weights with a positive sum")
    VectorKernels.findAncestors(
      weights: weights, scale: Double(ancestors.count) / total, uniform: uniform, into: ancestors)
  }
}
