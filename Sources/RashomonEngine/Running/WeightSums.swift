import CRashomonKernels
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sums over the weights of many histories, relative to the largest.
///
/// Computed in spans of a fixed length, whose sums are added in order: the same bits for any number of
/// threads.
package struct WeightSums: Hashable, Sendable {
  /// The largest log weight; NaN if any is.
  package let largest: Double
  /// Σ e^(logWeight − largest).
  package let sum: Double
  /// Σ of the squares of the same.
  package let squares: Double
  package let count: Int
  /// The same as `sum`, for each span of `Spans`.
  package let spanSums: [Double]

  /// - Parameter weights: where e^(logWeight − largest) go, if they are wanted.
  init(of logWeights: [Double], into weights: UnsafeMutablePointer<Double>?, threads: Int) {
    self = logWeights.withUnsafeBufferPointer {
      Self(of: $0, into: weights, threads: threads)
    }
  }

  /// The sums of a few weights, on one thread.
  package init(of logWeights: UnsafeBufferPointer<Double>) {
    self.init(of: logWeights, into: nil, threads: 1)
  }

  private init(
    of logWeights: UnsafeBufferPointer<Double>, into weights: UnsafeMutablePointer<Double>?,
    threads: Int
  ) {
    count = logWeights.count
    guard let base = logWeights.baseAddress, count > 0 else {
      (largest, sum, squares, spanSums) = (-.infinity, 0, 0, [])
      return
    }
    let kernels = VectorKernels.best
    let spans = Spans(count: count, threads: threads)
    let tops = spans.each { kernels.pointee.largest(base + $0.lowerBound, Int64($0.count)) }
    let top = tops.contains { $0.isNaN } ? .nan : tops.max() ?? -.infinity
    largest = top
    guard top > -.infinity, top < .infinity else {
      (sum, squares, spanSums) = (.nan, .nan, [])
      return
    }
    let sums = spans.each { range in
      var sum = 0.0
      var squares = 0.0
      kernels.pointee.weigh(
        base + range.lowerBound, top, weights.map { $0 + range.lowerBound }, Int64(range.count),
        &sum, &squares)
      return SIMD2(sum, squares)
    }
    let total = sums.reduce(SIMD2(0, 0)) { $0 + $1 }
    (sum, squares, spanSums) = (total[0], total[1], sums.map { $0[0] })
  }

  /// log of the mean weight.
  package var logMean: Double {
    largest == -.infinity ? largest : largest + log(sum / Double(count))
  }

  /// How many equally weighted histories would say as much; 0 where there is no weight.
  package var effectiveSize: Double { squares > 0 ? sum * sum / squares : 0 }
}
