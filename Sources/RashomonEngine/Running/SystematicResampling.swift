import CRashomonKernels

/// Systematic resampling: of weighted histories, as many as wanted that stand for them with equal weights.
///
/// One uniform number u places the points u + i, of which each history owns those that fall into its share
/// of the total weight: n·w of n on average, and ⌊n·w⌋ or ⌈n·w⌉. *Reference*: [Kitagawa1996].
package enum SystematicResampling {
  /// The ancestors of new histories, in ascending order, the same for any number of threads. A history
  /// without weight is nobody's ancestor.
  ///
  /// *Complexity*: O(n).
  ///
  /// - Parameters:
  ///   - weights: at least 0, each span's on its own scale.
  ///   - spans: their sums, of which one is positive.
  ///   - uniform: in (0, 1).
  ///   - then: is told, on any thread, of each range of new histories whose ancestors are there.
  package static func findAncestors(
    weights: UnsafeBufferPointer<Double>, spans: [SpanSum], uniform: Double,
    into ancestors: UnsafeMutableBufferPointer<Int32>, threads: Int = 1,
    then: (Range<Int>) -> Void = { _ in }
  ) {
    let total = spans.reduce(0) { $0 + $1.sum }
    precondition(total > 0 && total.isFinite, "resampling needs weights with a positive sum")
    guard let base = weights.baseAddress, let target = ancestors.baseAddress else { return }
    let scale = Double(ancestors.count) / total
    var before = [0.0]
    for span in spans { before.append(before[before.count - 1] + span.sum * scale) }
    var places = before.map { min(ancestors.count, max(0, Int(($0 - uniform).rounded(.up)))) }
    // Rounding may leave the running sum short of the total: the points beyond it belong to the last
    // history that has any weight.
    let last = spans.lastIndex { $0.sum > 0 } ?? 0
    for index in last + 1..<places.count { places[index] = ancestors.count }
    let kernels = VectorKernels.best
    _ = Spans(count: weights.count, threads: threads).each { range in
      let index = range.lowerBound / Spans.length
      // What is left of weights that vanish beside the others' would be noted in another span's places.
      guard spans[index].sum > 0 else { return }
      let (begin, end) = (places[index], places[index + 1])
      kernels.pointee.resample(
        base + range.lowerBound, Int64(range.count), before[index], spans[index].scale * scale,
        uniform, Int32(range.lowerBound), target, Int64(begin), Int64(end))
      then(begin..<end)
    }
  }

  /// The same as places in an array.
  ///
  /// - Parameter count: how many new histories; as many as there are where it is nil.
  package static func ancestors(
    weights: [Double], uniform: Double, count: Int? = nil
  ) -> [Int] {
    let spans = Spans(count: weights.count, threads: 1).each {
      SpanSum(sum: weights[$0].reduce(0, +), scale: 1)
    }
    var ancestors = [Int32](repeating: 0, count: count ?? weights.count)
    weights.withUnsafeBufferPointer { weights in
      ancestors.withUnsafeMutableBufferPointer {
        findAncestors(weights: weights, spans: spans, uniform: uniform, into: $0)
      }
    }
    return ancestors.map { Int($0) }
  }
}
