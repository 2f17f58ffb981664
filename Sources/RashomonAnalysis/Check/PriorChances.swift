import RashomonEngine
import RashomonInference
package import RashomonModel

/// What a model expects before any evidence, for `check` to set beside what an author says.
package struct PriorChances {
  private let model: Model
  private let histories: Int
  private let seed: UInt64

  /// - Parameter histories: how many to simulate; a chance near ½ has an error of ½/√histories.
  package init(_ model: Model, histories: Int = 2_000, seed: UInt64 = 20_200_809) {
    self.model = model
    self.histories = histories
    self.seed = seed
  }

  /// One observable over some days (indices, both ends included).
  package struct Window: Hashable, Sendable {
    package let observable: String
    package let days: ClosedRange<Int>

    package init(observable: String, days: ClosedRange<Int>) {
      self.observable = observable
      self.days = days
    }
  }

  /// For each window the chance that the event happens in it, the share of days on which the status
  /// is true, or the mean of the number.
  ///
  /// *Errors*: `RunFailure` where a formula leaves its range.
  package func inWindows(_ windows: [Window]) throws -> [Double] {
    guard !windows.isEmpty else { return [] }
    let simulated = try explainingFailures(of: model) {
      try simulateHistories(of: model, count: histories, seed: seed)
    }
    return windows.map { window in
      guard let place = simulated.observables.firstIndex(where: { $0.id == window.observable })
      else { return .nan }
      let truths = simulated.truths[place]
      let days = window.days.clamped(to: 0...(truths.count - 1))
      if case .event = simulated.observables[place].kind {
        let hits = (0..<histories).count { history in days.contains { truths[$0][history] > 0 } }
        return Double(hits) / Double(histories)
      }
      let sum = days.reduce(0.0) { $0 + truths[$1].reduce(0, +) }
      return sum / Double(days.count * histories)
    }
  }

  /// An option of an actor: the variable of its choice, and the value while this option is in force.
  package struct Option: Hashable, Sendable {
    package let choice: VariableID
    package let value: Int

    package init(choice: VariableID, value: Int) {
      self.choice = choice
      self.value = value
    }
  }

  /// For each option the chance that it is in force on any day of the period.
  ///
  /// *Errors*: `RunFailure` where a formula leaves its range.
  package func everInForce(_ options: [Option]) throws -> [Double] {
    guard !options.isEmpty else { return [] }
    let engine = Engine(model: model, observing: [], needing: Set(options.map(\.choice)))
    let population = engine.makePopulation(count: histories)
    let draws = Draws(seed: seed, stream: 0)
    var ever = options.map { _ in [Bool](repeating: false, count: histories) }
    try explainingFailures(of: model) {
      try engine.start(population, draws: draws)
      var weights = [Double](repeating: 0, count: histories)
      for day in 0..<model.period.dayCount {
        try engine.advance(population, day: day, draws: draws, logWeights: &weights)
        for (place, option) in options.enumerated() {
          let values = population.values(of: option.choice)
          for history in 0..<histories where values[history] == Double(option.value) {
            ever[place][history] = true
          }
        }
      }
    }
    return ever.map { flags in Double(flags.count { $0 }) / Double(histories) }
  }
}
