/// A way to compute the evidence and the posterior of one component.
///
/// A method is a value without state: everything it needs stands in its arguments, and the same
/// arguments give the same bytes.
package protocol InferenceMethod: Sendable {
  /// What it is called: `smc`.
  var name: String { get }
  /// One sentence for the reference page.
  var summary: String { get }
  /// Whether a run has no Monte Carlo error, so that one run is enough.
  var isExact: Bool { get }

  /// Histories in each run where the user asks for no number, sized so that a case of the size of
  /// Belarus 2020 is weighed within a minute on two cores.
  var usualHistories: Int { get }

  /// Why the component is beyond the method, from its form alone; nil where it is not.
  func objection(to component: Component) -> Objection?

  /// Runs the method once.
  ///
  /// *Errors*: `Objection` where the size shows only while running, `CancellationError`, and what
  /// the engine throws for values out of range.
  func run(
    _ component: Component, index: Int, effort: Effort, threads: Int, tick: () throws -> Void
  ) throws -> RunResult
}

extension InferenceMethod {
  package var usualHistories: Int { Effort.plainHistories }
}

/// Why a method cannot compute a component.
package struct Objection: Error, Hashable, Sendable {
  /// A clause for a message: `occupation_cost is drawn from a continuous law`.
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}
