import Dispatch
import Synchronization

/// Runs `count` tasks on at most `threads` threads and gives their results in order.
///
/// Tasks start in ascending order. *Errors*: that of the first task that failed, whatever the
/// number of threads; no task starts after a failure.
package func parallelMap<Result: Sendable>(
  count: Int, threads: Int, _ task: @Sendable (Int) throws -> Result
) throws -> [Result] {
  if threads <= 1 || count <= 1 { return try (0..<count).map(task) }
  let state = Mutex(QueueState<Result>(count: count))
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    while let index = state.withLock({ $0.takeNext() }) {
      do {
        let result = try task(index)
        state.withLock { $0.results[index] = result }
      } catch {
        state.withLock { $0.fail(at: index, with: error) }
      }
    }
  }
  let final = state.withLock { $0 }
  if let failure = final.failure { throw failure.error }
  return final.results.compactMap(\.self)
}

private struct QueueState<Result: Sendable>: Sendable {
  var results: [Result?]
  private(set) var failure: (index: Int, error: any Error)?
  private var next = 0

  init(count: Int) {
    results = [Result?](repeating: nil, count: count)
  }

  mutating func takeNext() -> Int? {
    guard failure == nil, next < results.count else { return nil }
    defer { next += 1 }
    return next
  }

  mutating func fail(at index: Int, with error: any Error) {
    if let failure, failure.index < index { return }
    failure = (index, error)
  }
}

/// Counts days done over all tasks and tells the monitor.
final class DayCounter: Sendable {
  // A class because all tasks share the one count.
  private let done = Atomic<Int>(0)
  private let total: Int
  private let monitor: Monitor

  init(total: Int, monitor: Monitor) {
    self.total = max(1, total)
    self.monitor = monitor
  }

  /// One more day of one run begins, or several that are known already.
  ///
  /// *Errors*: `CancellationError`.
  func tick(_ days: Int = 1) throws {
    if monitor.isCancelled() { throw CancellationError() }
    let (_, count) = done.add(days, ordering: .relaxed)
    monitor.progress(min(1, Double(count) / Double(total)))
  }
}
