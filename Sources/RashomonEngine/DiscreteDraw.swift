package import RashomonModel

/// A draw with finitely many outcomes, as exact enumeration meets it.
package struct DiscreteDraw: Hashable, Sendable {
  package let variable: VariableID
  /// At least 2. Outcomes are 0, 1, …: for a chance 0 is no and 1 is yes, for a pick the index.
  package let outcomeCount: Int

  package init(variable: VariableID, outcomeCount: Int) {
    self.variable = variable
    self.outcomeCount = outcomeCount
  }
}
