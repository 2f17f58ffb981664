/// How much work a computation may do, and the address of its random numbers.
package struct Effort: Hashable, Sendable {
  package let seed: UInt64
  /// R, independent runs, at least 1.
  package let runs: Int
  /// The index of the first of them, which is the address of its random numbers; above 0 on an
  /// island, whose runs follow those of the islands before it.
  package let firstRun: Int
  /// Histories in each run, at least 1; nil leaves it to each method.
  package private(set) var askedHistories: Int?
  /// Threads that work at the same time, at least 1; never changes a result.
  package let threads: Int
  /// A method of `MethodCatalog` by name, for every part that is not exact; nil chooses.
  package let method: String?
  /// Weighted vectors a day up to which a part is enumerated; 0 never enumerates.
  package let enumerationLimit: Int
  /// Draws from the posterior that each run keeps; an exact computation keeps as many as all runs.
  package private(set) var draws: Int

  package init(
    seed: UInt64 = 1, runs: Int = 8, firstRun: Int = 0, histories: Int? = nil, threads: Int = 1,
    method: String? = nil, enumerationLimit: Int = 200_000, draws: Int = 0
  ) {
    self.seed = seed
    self.runs = max(1, runs)
    self.firstRun = firstRun
    askedHistories = histories.map { max(1, $0) }
    self.threads = max(1, threads)
    self.method = method
    self.enumerationLimit = enumerationLimit
    self.draws = draws
  }

  /// Histories in each run, at least 1.
  package var histories: Int { askedHistories ?? Effort.plainHistories }

  /// What a method without a number of its own takes.
  package static let plainHistories = 20_000

  /// The same with the method's usual number of histories where none is asked for, and with the
  /// draws of all runs where one run does for all.
  func sized(for method: any InferenceMethod) -> Effort {
    var sized = self
    sized.askedHistories = askedHistories ?? method.usualHistories
    if method.isExact { sized.draws *= runs }
    return sized
  }
}

/// Who watches a computation.
package struct Monitor: Sendable {
  /// Called now and then, from any thread, with the share of the work done, 0 to 1.
  package let progress: @Sendable (Double) -> Void
  /// Asked once a day of each run; true ends the computation with a `CancellationError`.
  package let isCancelled: @Sendable () -> Bool

  package init(
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.progress = progress
    self.isCancelled = isCancelled
  }

  package static let silent = Monitor()
}
