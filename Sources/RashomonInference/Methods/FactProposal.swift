import RashomonEngine
import RashomonModel
import RashomonNumerics

#if canImport(Glibc)
  import Glibc
#endif

/// How new once-per-history values are proposed for every group, from what the groups know by now.
///
/// Continuous facts walk at random on a scale without bounds (the logarithm of a positive number,
/// the logit of a share), with 2.38²/d times the groups' covariance [Gelman1996]. Yes/no facts and
/// categories are drawn anew from the groups' own frequencies, mixed with a tenth of even chances so
/// that none is lost for good.
struct FactProposal {
  private let walking: [Walker]
  private let factor: [[Double]]
  private let redrawn: [Redrawn]

  private struct Walker {
    let fact: VariableID
    let name: String
    let scale: Scale
  }

  private struct Redrawn {
    let fact: VariableID
    let name: String
    /// The probability of each value.
    let chances: [Double]
  }

  enum Kind: CaseIterable {
    case walk
    case redraw
  }

  /// What was proposed to every group, and log q(back)/q(there).
  struct Proposed {
    var values: [VariableID: [Double]]
    var logRatio: [Double]
  }

  init(_ filters: PathFilters, weights: [Double]) {
    var walking: [Walker] = []
    var redrawn: [Redrawn] = []
    let model = filters.component.model
    for fact in model.facts where filters.population.holds(fact.variable) {
      let name = model.variables[fact.variable.index].name
      switch fact.definition {
      case .formula: continue
      case .drawn(let law):
        guard let family = DistributionCatalog.named(law.distribution) else { continue }
        walking.append(
          Walker(fact: fact.variable, name: name, scale: Scale(family.support, law: law)))
      case .chance, .pick:
        let count = if case .pick(let chances) = fact.definition { chances.count } else { 2 }
        var chances = [Double](repeating: 0.1 / Double(count), count: count)
        for (value, weight) in zip(filters.factValues(fact.variable), weights) {
          let index = Int(value)
          if chances.indices.contains(index) { chances[index] += 0.9 * weight }
        }
        redrawn.append(Redrawn(fact: fact.variable, name: name, chances: chances))
      }
    }
    self.walking = walking
    self.redrawn = redrawn
    let columns = walking.map { walker in
      filters.factValues(walker.fact).map(walker.scale.free)
    }
    factor = choleskyFactor(
      covariance(columns, weights: weights), scale: 5.6644 / Double(max(1, walking.count)))
  }

  /// The kinds of moves that the model has a use for.
  var kinds: [Kind] {
    Kind.allCases.filter { $0 == .walk ? !walking.isEmpty : !redrawn.isEmpty }
  }

  /// New values for every group; `key` gives the random numbers that stand at a name.
  func propose(
    _ kind: Kind, to filters: PathFilters, key: (String) -> RandomKey
  ) -> Proposed {
    var proposed = Proposed(
      values: Dictionary(uniqueKeysWithValues: filters.facts.map { ($0, filters.factValues($0)) }),
      logRatio: [Double](repeating: 0, count: filters.groups))
    switch kind {
    case .walk: walk(&proposed, groups: filters.groups, key: key)
    case .redraw: redraw(&proposed, groups: filters.groups, key: key)
    }
    return proposed
  }

  private func walk(_ proposed: inout Proposed, groups: Int, key: (String) -> RandomKey) {
    let steps = walking.map { walker in
      let key = key("'walk \(walker.name)")
      return (0..<groups).map { normalQuantile(key.uniform(lane: $0)) }
    }
    for (row, walker) in walking.enumerated() {
      guard var values = proposed.values[walker.fact] else { continue }
      for group in 0..<groups {
        var step = 0.0
        for column in 0...row { step += factor[row][column] * steps[column][group] }
        let old = walker.scale.free(values[group])
        let new = walker.scale == .whole ? old + step.rounded() : old + step
        values[group] = walker.scale.bound(new)
        proposed.logRatio[group] += walker.scale.logJacobian(new) - walker.scale.logJacobian(old)
      }
      proposed.values[walker.fact] = values
    }
  }

  private func redraw(_ proposed: inout Proposed, groups: Int, key: (String) -> RandomKey) {
    for fact in redrawn {
      guard var values = proposed.values[fact.fact] else { continue }
      let key = key("'redraw \(fact.name)")
      for group in 0..<groups {
        var rest = key.uniform(lane: group)
        var index = 0
        while index < fact.chances.count - 1, rest >= fact.chances[index] {
          rest -= fact.chances[index]
          index += 1
        }
        proposed.logRatio[group] += log(fact.chances[Int(values[group])] / fact.chances[index])
        values[group] = Double(index)
      }
      proposed.values[fact.fact] = values
    }
  }
}
