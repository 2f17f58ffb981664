import CRashomonKernels

/// The vector kernels for this processor.
package enum VectorKernels {
  static var best: UnsafePointer<RashomonKernels> { rashomon_kernels(rashomon_best_instructions()) }

  /// Systematic resampling: ancestors[k] is the history into whose share of the weights, laid end to end and
  /// multiplied by `scale`, k + uniform falls.
  ///
  /// *Range*: weights at least 0, one of them above; `uniform` in (0, 1). *Complexity*: O(n).
  package static func findAncestors(
    weights: UnsafeBufferPointer<Double>, scale: Double, uniform: Double,
    into ancestors: UnsafeMutableBufferPointer<Int32>
  ) {
    best.pointee.resample(
      weights.baseAddress, Int64(weights.count), scale, uniform, ancestors.baseAddress,
      Int64(ancestors.count))
  }
}
