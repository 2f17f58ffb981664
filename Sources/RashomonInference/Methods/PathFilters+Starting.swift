import RashomonEngine
import RashomonModel

extension PathFilters {
  /// Groups whose facts are drawn from the model.
  init(
    _ component: Component, groups: Int, paths: Int, draws: Draws, threads: Int
  ) throws {
    let prior = FactPrior(component: component, threads: threads)
    try self.init(
      component, table: try prior.draw(groups, draws: draws).table, paths: paths, draws: draws,
      threads: threads)
  }

  /// Groups as large as another set's with proposed facts, `values[fact][group]`, all their days
  /// still to be run. A group whose proposal the model does not allow keeps the other set's facts, so
  /// that no formula meets values that no history can have.
  init(
    _ values: [VariableID: [Double]], insteadOf current: PathFilters, draws: Draws
  ) throws {
    let prior = FactPrior(component: current.component, threads: current.threads)
    let proposed = try prior.table(values, count: current.groups)
    var table = proposed
    table.keep(current.table, where: proposed.logPriors.map { $0 == -.infinity })
    try self.init(
      current.component, table: table, paths: current.paths, draws: draws,
      threads: current.threads)
    proposedLogPriors = proposed.logPriors
  }

  /// The facts that have a column, in the model's order.
  var facts: [VariableID] { table.facts }

  /// A fact's value in each group.
  func factValues(_ fact: VariableID) -> [Double] { table[fact] }
}
