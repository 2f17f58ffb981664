import RashomonEngine
import RashomonModel
import RashomonNumerics

/// SMC²: weighted once-per-history values, each with a particle filter of its own over the paths.
///
/// Where few values are left, they are resampled and moved: new values are proposed, their filter is
/// run over all days so far, and they are taken with the probability that leaves the posterior as it
/// is (particle marginal Metropolis–Hastings). Where few proposals are taken because the filters are
/// noisy, half of the values go on with twice the paths. Hidden facts are not drawn where all their
/// combinations can be followed (`Strata`). *Reference*: [Chopin2013].
package struct NestedFilter: InferenceMethod {
  package let name = "smc2"
  package let summary =
    "Parameters each with a filter over paths, moved when few are left; hidden facts side by side."
  package let isExact = false
  /// Values times paths: on Belarus 2020 64 values with 256 paths each.
  package let usualHistories = 16_384

  let sizes: NestedSizes
  let adaptation: Adaptation

  package init() {
    self.init(sizes: NestedSizes())
  }

  /// One pass: so many paths of each value and no value ever moved, to measure what a pass costs.
  package init(paths: Int) {
    self.init(sizes: NestedSizes(paths: paths), adaptation: .fixed([]))
  }

  init(sizes: NestedSizes, adaptation: Adaptation = .adaptive) {
    self.sizes = sizes
    self.adaptation = adaptation
  }

  package func objection(to component: Component) -> Objection? { nil }

  package func run(
    _ component: Component, index: Int, effort: Effort, threads: Int, tick: () throws -> Void
  ) throws -> RunResult {
    let facts = RandomFacts(component)
    guard !facts.isEmpty else {
      // Without anything to move the method is the particle filter.
      return try ParticleFilter().run(
        component, index: index, effort: effort, threads: threads, tick: tick)
    }
    var run = try NestedRun(
      component, facts: facts, sizes: sizes, histories: effort.histories,
      draws: Draws(seed: effort.seed, stream: index), threads: threads, adaptation: adaptation)
    try run.advance(to: component.dayCount, tick: tick)
    return run.result(index: index, effort: effort)
  }
}

/// The sizes of an SMC² run, chosen by measurement.
struct NestedSizes {
  /// Paths of each value at the start; nil asks a pilot.
  var paths: Int?
  /// The fewest values of a stratum.
  var leastValues = 16
  /// The fewest values of all strata together.
  var leastTotal = 64
  /// Values are moved when their effective number falls under this share.
  var leastShare = 0.5
  /// Moves end when so many proposals have been taken for each value, or after `mostRounds`.
  var wantedMoves = 0.25
  var mostRounds = 3
  /// The share of proposals taken under which the paths are doubled.
  var leastAcceptance = 0.1
}
