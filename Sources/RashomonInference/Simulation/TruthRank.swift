package import RashomonModel
import RashomonNumerics

/// Something that is true or false, or a number, in every history.
package enum Quantity: Hashable, Sendable {
  /// A variable that the model reports, by name.
  case variable(String)
  /// Whether a category that the model reports has that label, by index: 1 or 0.
  case label(String, Int)
  /// A question, by id.
  case question(String)
}

/// Where the truth stands among draws from the posterior that knows only the record.
package struct TruthRank: Hashable, Sendable {
  package let truth: Double
  /// How many draws there are, at least 0: for a conditional question those in which its condition
  /// holds.
  package let draws: Int
  package let below: Int
  package let equal: Int

  package init(truth: Double, draws: Int, below: Int, equal: Int) {
    self.truth = truth
    self.draws = draws
    self.below = below
    self.equal = equal
  }

  /// The rank as a place in (0, 1), where it lies uniformly if truth and draws have the same law:
  /// `uniform` breaks ties at random, and spreads the rank over its step.
  package func place(breakingTiesBy uniform: Double) -> Double {
    (Double(below) + uniform * Double(equal + 1)) / Double(draws + 1)
  }
}

/// What inference made of one simulated data set.
package struct RankedDataset: Sendable {
  /// In the order asked for; nil where the truth has no value, as of a question whose condition
  /// fails. Empty after a collapse.
  package let ranks: [TruthRank?]
  /// Where no history could give the record.
  package let collapse: Collapse?
  /// The fewest once-per-history draws left at the end of a run; nil where none was sampled.
  package let distinctAncestors: Int?
  /// The names of the methods used.
  package let methods: [String]
  /// Whether no history was sampled.
  package let isExact: Bool
}

/// Draws data sets from a model, infers on each, and ranks the truth among the draws.
///
/// Where the inference is right, every rank is uniform [Cook2006] [Talts2018]. Each data
/// set has random numbers of its own, so that the same bytes come out for any number of threads.
///
/// *Errors*: those of `evaluate`. *Complexity*: one evaluation for each data set.
///
/// - Parameters:
///   - model: from which truth and records are drawn.
///   - inferring: the model that the inference believes in; nil for the same. Quantities are found in
///     both by name.
///   - form: the real record.
///   - believed: what the inference is told of a simulated record.
///   - effort: for each data set; `draws` says among how many draws the truth is ranked.
package func rankTruths(
  of quantities: [Quantity], in model: Model, inferring: Model? = nil, form: [DayRecord],
  believed: @Sendable (DayRecord) -> DayRecord = { $0 }, datasets: Int, effort: Effort,
  monitor: Monitor = .silent
) throws -> [RankedDataset] {
  let assumed = inferring ?? model
  let form = form.askedAbout(by: assumed)
  let simulated = try simulateDatasets(of: model, form: form, count: datasets, seed: effort.seed)
  let truths = quantities.map { model.place(of: $0) }
  let places = quantities.map { assumed.place(of: $0) }
  let seeds = RandomKey(
    seed: effort.seed, stream: -4, block: 0, day: -1, statement: statementAddress("'data sets"))
  let counter = DayCounter(total: datasets, monitor: monitor)
  let inner = Monitor(isCancelled: monitor.isCancelled)
  return try parallelMap(count: datasets, threads: effort.threads) { index in
    let dataset = simulated[index]
    let problem = AccountProblem.forecasting(
      assumed, name: "data set \(index)", records: dataset.records.map(believed))
    let result = try evaluate(
      problem,
      effort: effort.alone(seed: seeds.uniform(lane: index).bitPattern), monitor: inner)
    try counter.tick()
    guard result.collapse == nil, let draws = result.draws(run: 0) else {
      return RankedDataset(
        ranks: [], collapse: result.collapse, distinctAncestors: result.leastDistinctFacts,
        methods: result.methodShares.map(\.method), isExact: result.isExact)
    }
    let apart = DrawsApart(result, seed: effort.seed, dataset: index)
    return RankedDataset(
      ranks: zip(truths, places).map { truth, place in
        guard let truth, let place else { return nil }
        return place.rank(
          of: truth.value(in: dataset), in: draws,
          lanes: place.isYesNo ? nil : apart.lanes(of: place.component(in: result)))
      }, collapse: nil, distinctAncestors: result.leastDistinctFacts,
      methods: result.methodShares.map(\.method), isExact: result.isExact)
  }
}

/// Where a quantity stands among what a model reports or is asked.
private struct QuantityPlace {
  enum List { case reported, questions }

  let list: List
  let index: Int
  let label: Int?
  let isYesNo: Bool

  func component(in result: AccountResult) -> ComponentResult {
    switch list {
    case .reported: result.posteriors[index].component
    case .questions: result.answers[index].component
    }
  }

  func value(in dataset: SimulatedDataset) -> Double {
    switch list {
    case .reported: value(dataset.reported[index])
    case .questions: value(dataset.questions[index])
    }
  }

  /// nil where the truth has no value.
  ///
  /// - Parameter lanes: the draws to rank among; nil for all.
  func rank(of truth: Double, in draws: RunDraws, lanes: [Int]?) -> TruthRank? {
    guard !truth.isNaN else { return nil }
    let all =
      switch list {
      case .reported: draws.reported[index]
      case .questions: draws.questions[index]
      }
    var (count, below, equal) = (0, 0, 0)
    for draw in lanes.map({ lanes in lanes.map { all[$0] } }) ?? all where !draw.isNaN {
      let drawn = value(draw)
      count += 1
      if drawn < truth { below += 1 }
      if drawn == truth { equal += 1 }
    }
    return TruthRank(truth: truth, draws: count, below: below, equal: equal)
  }

  private func value(_ raw: Double) -> Double {
    label.map { raw == Double($0) ? 1 : 0 } ?? raw
  }
}

extension Model {
  fileprivate func place(of quantity: Quantity) -> QuantityPlace? {
    func reported(_ name: String, _ label: Int?) -> QuantityPlace? {
      self.reported.firstIndex { variables[$0.index].name == name }
        .map { place in
          let isChance = facts.contains {
            if case .chance = $0.definition { $0.variable == self.reported[place] } else { false }
          }
          return QuantityPlace(
            list: .reported, index: place, label: label, isYesNo: label != nil || isChance)
        }
    }
    return switch quantity {
    case .variable(let name): reported(name, nil)
    case .label(let name, let label): reported(name, label)
    case .question(let id):
      questions.firstIndex { $0.id == id }
        .map {
          QuantityPlace(
            list: .questions, index: $0, label: nil, isYesNo: questions[$0].kind == .yesNo)
        }
    }
  }
}

extension AccountResult {
  /// The fewest once-per-history draws left in a sampled component that draws any.
  fileprivate var leastDistinctFacts: Int? {
    components.filter { component in
      component.component.model.facts.contains { $0.definition.isRandom }
    }.flatMap(\.runs).compactMap(\.diagnostics.distinctAncestors).min()
  }
}

extension [DayRecord] {
  /// Without the observables that are independent of all that a model reports and is asked: they
  /// would only cost time.
  fileprivate func askedAbout(by model: Model) -> [DayRecord] {
    let components = Component.split(
      model, records: self, reported: model.reported, questions: model.questions)
    let kept = components.filter { !$0.reported.isEmpty || !$0.questions.isEmpty }
      .flatMap { $0.observed.map(\.id) }
    return map { $0.restricted(to: Set(kept)) }.filter { !$0.readings.isEmpty }
  }
}

extension Effort {
  /// The same for one data set: one run on one thread.
  fileprivate func alone(seed: UInt64) -> Effort {
    Effort(
      seed: seed, runs: 1, histories: askedHistories, threads: 1, method: method,
      enumerationLimit: enumerationLimit, draws: draws)
  }
}
