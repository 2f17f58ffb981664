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
  /// The weights of each span of `Spans`, and what makes them of the same scale.
  package let spans: [SpanSum]

  /// - Parameter weights: where e^(logWeight − the largest of the span) go, if they are wanted.
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
      (largest, sum, squares, spans) = (-.infinity, 0, 0, [])
      return
    }
    let kernels = VectorKernels.best
    let parts = Spans(count: count, threads: threads).each { range in
      let weights = weights.map { $0 + range.lowerBound }
      var part = Part(
        largest: kernels.pointee.largest(base + range.lowerBound, Int64(range.count)))
      if part.largest == -.infinity {
        weights?.update(repeating: 0, count: range.count)
      } else {
        kernels.pointee.weigh(
          base + range.lowerBound, part.largest, weights, Int64(range.count), &part.sum,
          &part.squares)
      }
      return part
    }
    let top =
      parts.contains { $0.largest.isNaN } ? .nan : parts.map(\.largest).max() ?? -.infinity
    largest = top
    guard top > -.infinity, top < .infinity else {
      (sum, squares, spans) = (.nan, .nan, [])
      return
    }
    spans = parts.map { part in
      let scale = exp(part.largest - top)
      return SpanSum(sum: part.sum * scale, scale: scale)
    }
    sum = spans.reduce(0) { $0 + $1.sum }
    squares = zip(parts, spans).reduce(0) { $0 + $1.0.squares * $1.1.scale * $1.1.scale }
  }

  /// Of one span, relative to its own largest.
  private struct Part {
    let largest: Double
    var sum = 0.0
    var squares = 0.0
  }

  /// log of the mean weight.
  package var logMean: Double {
    largest == -.infinity ? largest : largest + log(sum / Double(count))
  }

  /// How many equally weighted histories would say as much; 0 where there is no weight.
  package var effectiveSize: Double { squares > 0 ? sum * sum / squares : 0 }
}

/// The weights of one span of histories.
package struct SpanSum: Hashable, Sendable {
  /// Their sum, on the scale of all spans.
  package let sum: Double
  /// What the span's weights are multiplied by to be on that scale.
  package let scale: Double
}
