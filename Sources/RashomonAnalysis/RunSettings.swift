import RashomonInference

/// How much work to do, and with which random numbers.
package struct RunSettings: Hashable, Sendable {
  /// Histories in each run; nil leaves it to each method.
  package private(set) var histories: Int?
  /// Independent runs.
  package private(set) var runs: Int
  /// The index of the first of them; above 0 on an island, whose runs follow those of the others.
  package let firstRun: Int
  package let seed: UInt64
  /// Threads to use; changes no bit of the answer.
  package private(set) var threads: Int
  /// A method of `MethodCatalog` for every part that is not exact; nil chooses.
  package let method: String?
  /// A quick look that says that it is one.
  package let isRough: Bool
  package private(set) var fit: FitChoice
  /// Draws from the posterior that each run keeps, as of the date of the analysis.
  package let draws: Int

  /// Whether to ask how probable the record is under each account.
  package enum FitChoice: Hashable, Sendable {
    case skip
    case simulate(records: Int)
  }

  package init(
    histories: Int? = nil, runs: Int = 8, firstRun: Int = 0, seed: UInt64 = 20_200_809,
    threads: Int, method: String? = nil, isRough: Bool = false,
    fit: FitChoice = .skip, draws: Int = 0
  ) {
    self.draws = draws
    self.method = method
    self.isRough = isRough
    self.histories = histories
    self.runs = runs
    self.firstRun = firstRun
    self.seed = seed
    self.threads = threads
    self.fit = fit
  }

  /// The same by another method and with another number of histories for every part that is not exact.
  package func with(method: String, histories: Int) -> RunSettings {
    RunSettings(
      histories: histories, runs: runs, firstRun: firstRun, seed: seed, threads: threads,
      method: method, isRough: isRough, fit: fit, draws: draws)
  }

  /// The same without asking whether the record looks like the accounts' own.
  var withoutFit: RunSettings {
    var settings = self
    settings.fit = .skip
    return settings
  }

  /// The same on another number of threads.
  func with(threads: Int) -> RunSettings {
    var settings = self
    settings.threads = threads
    return settings
  }

  /// The same work for one evaluation.
  ///
  /// - Parameters:
  ///   - runs: other than those asked for.
  ///   - histories: other than those asked for.
  func effort(runs: Int? = nil, histories: Int? = nil, draws: Int = 0) -> Effort {
    Effort(
      seed: seed, runs: runs ?? self.runs, firstRun: firstRun,
      histories: histories ?? self.histories, threads: threads, method: method, draws: draws)
  }

  /// The same with other numbers of runs and, unless nil, histories.
  func with(runs: Int, histories: Int? = nil) -> RunSettings {
    var settings = self
    settings.runs = runs
    settings.histories = histories ?? settings.histories
    return settings
  }
}

/// The names that `RunSettings.method` may have.
package let methodNames = MethodCatalog.all.map(\.name).filter { !$0.contains(" ") }
