import CRashomonKernels

/// The vector kernels for this processor.
enum VectorKernels {
  static var best: UnsafePointer<RashomonKernels> { rashomon_kernels(rashomon_best_instructions()) }
}
