import RashomonEngine
import RashomonModel
import RashomonNumerics

/// The facts that a component draws once per history, sorted by how a density over them is written.
struct RandomFacts {
  /// Facts with a density, each on a scale without bounds.
  let continuous: [Continuous]
  /// Whole numbers from 0.
  let counted: [Named]
  /// Yes/no facts and categories.
  let labelled: [Labelled]

  struct Named {
    let fact: VariableID
    let name: String
  }

  struct Continuous {
    let fact: VariableID
    let name: String
    let scale: Scale
  }

  struct Labelled {
    let fact: VariableID
    let name: String
    /// How many values, from 0.
    let count: Int
  }

  /// - Complexity: O(facts).
  init(_ component: Component) {
    let live = Set(component.engine.cells)
    var continuous: [Continuous] = []
    var counted: [Named] = []
    var labelled: [Labelled] = []
    for fact in component.model.facts
    where live.contains(fact.variable) && fact.definition.isRandom {
      let name = component.model.variables[fact.variable.index].name
      switch fact.definition {
      case .formula: continue
      case .chance: labelled.append(Labelled(fact: fact.variable, name: name, count: 2))
      case .pick(let chances):
        labelled.append(Labelled(fact: fact.variable, name: name, count: chances.count))
      case .drawn(let law) where law.distribution == Bernoulli.name:
        labelled.append(Labelled(fact: fact.variable, name: name, count: 2))
      case .drawn(let law):
        guard let family = DistributionCatalog.named(law.distribution) else { continue }
        let scale = Scale(family.support, law: law)
        if scale == .whole {
          counted.append(Named(fact: fact.variable, name: name))
        } else {
          continuous.append(Continuous(fact: fact.variable, name: name, scale: scale))
        }
      }
    }
    self.init(continuous: continuous, counted: counted, labelled: labelled)
  }

  private init(continuous: [Continuous], counted: [Named], labelled: [Labelled]) {
    self.continuous = continuous
    self.counted = counted
    self.labelled = labelled
  }

  /// The continuous facts and the counts.
  var withoutLabels: RandomFacts {
    RandomFacts(continuous: continuous, counted: counted, labelled: [])
  }

  var isEmpty: Bool { continuous.isEmpty && counted.isEmpty && labelled.isEmpty }

  /// Every group's values on their free scales.
  func points(_ values: [VariableID: [Double]]) -> FactPoints {
    FactPoints(
      free: continuous.map { fact in (values[fact.fact] ?? []).map(fact.scale.free) },
      counts: counted.map { values[$0.fact] ?? [] },
      labels: labelled.map { (values[$0.fact] ?? []).map { Int($0) } })
  }

  /// The values that points on the free scales stand for, NaN where rounding has put one on the
  /// end of its range.
  func values(_ points: FactPoints) -> [VariableID: [Double]] {
    var values: [VariableID: [Double]] = [:]
    for (fact, column) in zip(continuous, points.free) {
      values[fact.fact] = column.map { fact.scale.bound($0) }
    }
    for (fact, column) in zip(counted, points.counts) { values[fact.fact] = column }
    for (fact, column) in zip(labelled, points.labels) {
      values[fact.fact] = column.map { Double($0) }
    }
    return values
  }

  /// log |d values / d points| of one point.
  func logJacobian(_ points: FactPoints, at place: Int) -> Double {
    var sum = 0.0
    for (fact, column) in zip(continuous, points.free) {
      sum += fact.scale.logJacobian(column[place])
    }
    return sum
  }
}

/// Vectors of facts, column by column.
struct FactPoints {
  var free: [[Double]]
  var counts: [[Double]]
  var labels: [[Int]]

  /// Puts other points in the place of those from `start` on; appends them where that is the end.
  mutating func replace(from start: Int, by other: FactPoints) {
    for row in free.indices { free[row].replaceSubrange(start..., with: other.free[row]) }
    for row in counts.indices { counts[row].replaceSubrange(start..., with: other.counts[row]) }
    for row in labels.indices { labels[row].replaceSubrange(start..., with: other.labels[row]) }
  }
}
