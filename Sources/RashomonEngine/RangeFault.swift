/// A value out of its range, which stops the run: a model's arithmetic left what it may say.
package struct RangeFault: Error, Hashable, Sendable {
  /// What was wrong with the value.
  package enum Problem: Hashable, Sendable {
    /// A chance or probability outside 0 to 1 (by more than 1e-9).
    case probability
    /// Probabilities of a pick that do not add up to 1 (within 1e-6); the example is their sum.
    case probabilitySum
    /// Arguments that the distribution of that name does not accept; the example is the first
    /// argument of the first history.
    case law(String)
    /// A state or a number that is no number.
    case notANumber
  }

  /// The variable whose definition (or, for an observable's usual or report, whose observable) failed.
  package let variable: String
  /// Where it was defined: `belarus-2020.crisis:41`.
  package let place: String
  /// The day's index; −1 before the first day.
  package let day: Int
  package let problem: Problem
  /// The share of histories in which it failed, above 0 and at most 1.
  package let share: Double
  /// The offending value in the first of them.
  package let example: Double

  package init(
    variable: String, place: String, day: Int, problem: Problem, share: Double, example: Double
  ) {
    self.variable = variable
    self.place = place
    self.day = day
    self.problem = problem
    self.share = share
    self.example = example
  }
}
