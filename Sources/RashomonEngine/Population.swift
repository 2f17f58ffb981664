import CRashomonKernels
import Dispatch
package import RashomonModel

/// Many histories of one model side by side: a column of doubles for each live fact and state.
///
/// A class because it owns its memory, which the engine's threads write through pointers, and
/// because copying a population by accident would cost more than a day's work. It belongs to one
/// run at a time and is not `Sendable`.
package final class Population {
  /// How many histories.
  package private(set) var count: Int
  /// Histories computed together; a history's random numbers depend on its block and lane.
  package let blockSize: Int
  /// The variables that have a column: live facts, then live states, then today's values that were
  /// asked for.
  package let cells: [VariableID]

  private let indices: [VariableID: Int]
  private var columns: [UnsafeMutablePointer<Double>]
  /// Columns that hold nothing lasting: one for each thread that has resampled.
  private var spares: [UnsafeMutablePointer<Double>]
  private var scratch: [UnsafeMutableBufferPointer<Double>] = []

  init(count: Int, blockSize: Int, cells: [VariableID]) {
    precondition(count > 0, "a population needs a history")
    precondition(blockSize % 8 == 0, "a block is whole vectors")
    self.count = count
    self.blockSize = blockSize
    self.cells = cells
    indices = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
    let size = Self.paddedCount(count)
    columns = cells.map { _ in Self.allocate(size) }
    spares = []
  }

  deinit {
    for column in columns + spares { column.deallocate() }
    for buffer in scratch { buffer.deallocate() }
  }

  /// How many blocks; the last may be shorter.
  package var blockCount: Int { (count + blockSize - 1) / blockSize }

  /// Whether the variable has a column.
  package func holds(_ variable: VariableID) -> Bool { indices[variable] != nil }

  /// The values of a live fact, state or requested variable, one for each history.
  package func values(of variable: VariableID) -> [Double] {
    withColumn(of: variable) { Array($0) }
  }

  /// The same without a copy; the buffer is valid within `body` only.
  package func withColumn<Result>(
    of variable: VariableID, _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeBufferPointer(start: column(index(of: variable)), count: count))
  }

  /// Sets the column of a live fact or state (parameter moves, interventions).
  package func setValues(_ values: [Double], of variable: VariableID) {
    precondition(values.count == count, "one value for each history")
    column(index(of: variable)).update(from: values, count: count)
  }

  /// Replaces history i by a copy of history `ancestors[i]`, facts included. The number of
  /// histories becomes `ancestors.count`.
  ///
  /// *Complexity*: one gather for each column; ascending ancestors are fastest.
  package func resample(ancestors: [Int32], threads: Int = 1) {
    ancestors.withUnsafeBufferPointer { resample(ancestors: $0, threads: threads) }
  }

  /// The same; the buffer is read only now.
  package func resample(ancestors: UnsafeBufferPointer<Int32>, threads: Int = 1) {
    precondition(!ancestors.isEmpty, "a population needs a history")
    let workers = max(1, min(threads, cells.count))
    if Self.paddedCount(ancestors.count) == Self.paddedCount(count) {
      provideSpares(workers)
      gather(ancestors, workers)
    } else {
      let size = Self.paddedCount(ancestors.count)
      let old = columns
      columns = cells.map { _ in Self.allocate(size) }
      for (source, target) in zip(old, columns) { Self.gather(target, source, ancestors) }
      for column in old + spares { column.deallocate() }
      spares = []
    }
    count = ancestors.count
  }

  private func provideSpares(_ wanted: Int) {
    while spares.count < wanted { spares.append(Self.allocate(Self.paddedCount(count))) }
  }

  /// Gives back the memory that weighing and resampling need.
  package func freeSpares() {
    for spare in spares { spare.deallocate() }
    spares = []
  }

  /// Each worker takes every so manieth column, into its spare one, which then takes its place.
  private func gather(_ ancestors: UnsafeBufferPointer<Int32>, _ workers: Int) {
    // Proof: no two workers touch one column or one spare, and all end before this returns.
    columns.withUnsafeMutableBufferPointer { columns in
      spares.withUnsafeMutableBufferPointer { spares in
        nonisolated(unsafe) let (columns, spares, ancestors) = (columns, spares, ancestors)
        func work(_ worker: Int) {
          for cell in stride(from: worker, to: columns.count, by: workers) {
            Self.gather(spares[worker], columns[cell], ancestors)
            (columns[cell], spares[worker]) = (spares[worker], columns[cell])
          }
        }
        if workers == 1 {
          work(0)
        } else {
          nonisolated(unsafe) let work = work
          DispatchQueue.concurrentPerform(iterations: workers) { work($0) }
        }
      }
    }
  }

  private static func gather(
    _ target: UnsafeMutablePointer<Double>, _ source: UnsafeMutablePointer<Double>,
    _ ancestors: UnsafeBufferPointer<Int32>
  ) {
    let count = ancestors.count
    VectorKernels.best.pointee.gather(target, source, ancestors.baseAddress, Int64(count))
    // Kernels look at whole vectors: what pads the last one must not depend on what this memory held.
    (target + count).update(repeating: target[count - 1], count: paddedCount(count) - count)
  }

  // MARK: Weights

  /// The weights, each span's relative to its largest, kept in spare memory until histories are resampled
  /// or weighed again, and their sums.
  package func weigh(_ logWeights: [Double], threads: Int = 1) -> WeightSums {
    precondition(logWeights.count == count, "a weight for each history")
    provideSpares(1)
    return WeightSums(of: logWeights, into: spares[0], threads: threads)
  }

  /// The weights of the last `weigh`, which gave their sums.
  package func withWeights<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeBufferPointer(start: spares[0], count: count))
  }

  // MARK: Columns

  /// Replaces as many histories from `start` on by copies of another population's, which has the same
  /// columns.
  package func copy(_ source: Range<Int>, of other: Population, to start: Int) {
    precondition(
      cells == other.cells && source.upperBound <= other.count && start + source.count <= count,
      "histories are copied between populations of one engine")
    for cell in cells.indices {
      (column(cell) + start).update(
        from: other.column(cell) + source.lowerBound, count: source.count)
    }
  }

  private func index(of variable: VariableID) -> Int {
    guard let index = indices[variable] else {
      preconditionFailure(
        "variable \(variable.index) has no column: ask the engine for it (needing:)")
    }
    return index
  }

  /// The first value of a column; valid until the next resampling.
  func column(_ cell: Int) -> UnsafeMutablePointer<Double> { columns[cell] }

  /// Working memory for one thread of at least `size` doubles, kept between days so that a day does
  /// not fault its pages in anew. Call from one thread only.
  func scratch(thread: Int, size: Int) -> UnsafeMutablePointer<Double> {
    while scratch.count <= thread { scratch.append(.init(start: nil, count: 0)) }
    if scratch[thread].count < max(1, size) {
      scratch[thread].deallocate()
      scratch[thread] = .init(start: Self.allocate(size), count: max(1, size))
    }
    // Proof: the buffer was allocated above or by an earlier call.
    return scratch[thread].baseAddress!
  }

  /// Whole vectors, which the kernels write.
  static func paddedCount(_ count: Int) -> Int { (count + 7) & ~7 }

  /// Zeroed memory aligned to a cache line; never empty.
  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Double> {
    let size = max(count, 8)
    let raw = UnsafeMutableRawPointer.allocate(byteCount: size * 8, alignment: 64)
    let pointer = raw.bindMemory(to: Double.self, capacity: size)
    pointer.initialize(repeating: 0, count: size)
    return pointer
  }
}
