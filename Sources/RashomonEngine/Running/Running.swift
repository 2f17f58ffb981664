import CRashomonKernels
import Dispatch
import RashomonNumerics

extension Program {
  /// Runs the program for all blocks of a population.
  ///
  /// Blocks are independent and their random numbers have addresses, so the result is the same for
  /// any number of threads.
  ///
  /// - Parameters:
  ///   - inputs: a column for each given outcome, as long as the population.
  ///   - extra: columns after the population's, as long as it.
  func run(
    _ population: Population, draws: Draws, logWeights: UnsafeMutablePointer<Double>?,
    inputs: [[Double]] = [], extra: [UnsafeMutablePointer<Double>] = [], threads: Int
  ) throws(RangeFault) {
    let blocks = population.blockCount
    let workers = max(1, min(threads, blocks))
    // Constants, with a 0 after the last.
    let constants = UnsafeMutablePointer<Double>.allocate(capacity: self.constants.count + 1)
    defer { constants.deallocate() }
    constants.initialize(to: 0)
    for (index, value) in self.constants.enumerated() { constants[index] = value }
    constants[self.constants.count] = 0
    let given = inputs.map { column in
      let capacity = Population.paddedCount(column.count)
      let copy = UnsafeMutablePointer<Double>.allocate(capacity: capacity)
      copy.initialize(repeating: 0, count: capacity)
      copy.update(from: column, count: column.count)
      return copy
    }
    defer { for column in given { column.deallocate() } }
    let fixed =
      population.cells.indices.map { population.column($0) } + extra + given
    precondition(fixed.count == firstScratch, "a program runs on the columns it was made for")
    let size = population.blockSize
    let chunk = min(size, Self.chunkSize)
    let scratch = (0..<workers).map { population.scratch(thread: $0, size: scratchCount * chunk) }
    let tallies = UnsafeMutablePointer<[BlockRunner.Tally]>.allocate(capacity: workers)
    tallies.initialize(repeating: [], count: workers)
    defer {
      tallies.deinitialize(count: workers)
      tallies.deallocate()
    }
    let work = Work(
      program: self, draws: draws, fixed: fixed, constants: constants,
      zero: UnsafePointer(constants + self.constants.count), logWeights: logWeights,
      kernels: VectorKernels.best, count: population.count, size: size, chunk: chunk)
    if workers == 1 {
      tallies[0] = work.run(blocks: 0..<blocks, scratch: scratch[0])
    } else {
      // Each worker writes its own blocks, scratch and tally, and all end before this returns.
      nonisolated(unsafe) let (work, scratch, tallies) = (work, scratch, tallies)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let blocks = worker * blocks / workers..<(worker + 1) * blocks / workers
        tallies[worker] = work.run(blocks: blocks, scratch: scratch[worker])
      }
    }
    let found = (0..<workers).flatMap { tallies[$0] }
    if let fault = fault(found, in: population.count) { throw fault }
  }

  /// How many lanes are computed together: few enough that the scratch columns of a day stay in the
  /// processor's first caches.
  private static var chunkSize: Int { 128 }

  /// The fault of the earliest statement, over all blocks.
  private func fault(_ tallies: [BlockRunner.Tally], in count: Int) -> RangeFault? {
    guard let first = tallies.map(\.site).min() else { return nil }
    let same = tallies.filter { $0.site == first }
    let site = faultSites[first]
    let failed = same.reduce(0) { $0 + $1.count }
    return RangeFault(
      variable: site.variable, place: site.place, day: day, problem: site.problem,
      share: min(1, Double(failed) / Double(count)),
      example: same.min { $0.block < $1.block }?.example ?? .nan)
  }
}

/// What the workers of one run share.
private struct Work {
  let program: Program
  let draws: Draws
  let fixed: [UnsafeMutablePointer<Double>]
  let constants: UnsafePointer<Double>
  let zero: UnsafePointer<Double>
  let logWeights: UnsafeMutablePointer<Double>?
  let kernels: UnsafePointer<RashomonKernels>
  let count: Int
  let size: Int
  let chunk: Int

  func run(
    blocks: Range<Int>, scratch: UnsafeMutablePointer<Double>
  ) -> [BlockRunner.Tally] {
    let columns = UnsafeMutablePointer<UnsafeMutablePointer<Double>>.allocate(
      capacity: max(1, fixed.count + program.scratchCount))
    defer { columns.deallocate() }
    for index in 0..<program.scratchCount {
      (columns + fixed.count + index).initialize(to: scratch + index * chunk)
    }
    let statements = program.steps.statements
    let keys = UnsafeMutablePointer<RashomonKey>.allocate(capacity: max(1, statements.count))
    defer { keys.deallocate() }
    var runner = BlockRunner(
      program: program, draws: draws, columns: columns, constants: constants, zero: zero)
    // Arrays are opened once: threads that count references to the same ones wait for each other.
    fixed.withUnsafeBufferPointer { fixed in
      program.steps.withUnsafePointers { steps in
        for block in blocks {
          for (index, statement) in statements.enumerated() {
            let key = RandomKey(
              seed: draws.seed, stream: draws.stream, block: block, day: program.day,
              statement: statement)
            (keys + index).initialize(to: RashomonKey(state: key.state, gamma: key.gamma))
          }
          let end = min(count, (block + 1) * size)
          for start in Swift.stride(from: block * size, to: end, by: chunk) {
            for index in fixed.indices { (columns + index).initialize(to: fixed[index] + start) }
            runner.run(
              steps, block: block, firstLane: start - block * size,
              count: min(chunk, end - start), logWeights: logWeights.map { $0 + start },
              kernels: kernels, keys: keys)
          }
        }
      }
    }
    return runner.tallies
  }
}
