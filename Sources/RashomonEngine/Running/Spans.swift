import Dispatch

/// Many histories in spans of a fixed length, which threads can share: what is computed span by span and put
/// together in order is the same for any number of threads.
struct Spans {
  /// Histories of a span.
  static let length = 8_192

  let ranges: [Range<Int>]
  private let workers: Int

  init(count: Int, threads: Int) {
    ranges = stride(from: 0, to: count, by: Self.length).map {
      $0..<min(count, $0 + Self.length)
    }
    workers = max(1, min(threads, ranges.count))
  }

  /// What `body` makes of each span.
  func each<Part>(_ body: (Range<Int>) -> Part) -> [Part] {
    guard workers > 1 else { return ranges.map(body) }
    return [Part](unsafeUninitializedCapacity: ranges.count) { parts, count in
      // Each worker fills places of its own, and all end before this returns.
      nonisolated(unsafe) let (parts, body) = (parts, body)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for index in stride(from: worker, to: ranges.count, by: workers) {
          parts.initializeElement(at: index, to: body(ranges[index]))
        }
      }
      count = ranges.count
    }
  }
}
